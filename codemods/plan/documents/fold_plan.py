"""Documents as part of a plan: their programs go in as files of the tree, and come out as documents."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from codemods.values import finding_texts as texts
from codemods.values.edit import splice
from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Plan, RippleGroup
from codemods.values.reference import Applicability, Reference
from codemods.values.source import Source

if TYPE_CHECKING:
    from codemods.plan.documents.block_program import BlockProgram

_INSIDE = "/code block "
"""The name of a program below its document: no import can mean it, and PATHS and globs take it along."""


@dataclass(frozen=True, slots=True)
class FoldedDocument:
    """A document, and the programs of those of its blocks that matter, by the number of the block."""

    source: Source
    programs: Mapping[int, "BlockProgram"]


class Documents:
    """The documents of a tree that hold Python, by path."""

    def __init__(self, documents: Mapping[str, FoldedDocument]) -> None:
        self._documents = dict(documents)

    @property
    def files(self) -> dict[str, bytes]:
        """The programs, by the paths that they have as files of the tree."""
        return {
            _inside(path, number): program.data
            for path, each in self._documents.items()
            for number, program in each.programs.items()
        }

    def inside(self, paths: Iterable[str]) -> list[str]:
        """The files of the tree that stand for these paths, themselves included."""
        found = []
        for path in paths:
            document = self._documents.get(path)
            found += [path, *(_inside(path, number) for number in (document.programs if document else ()))]
        return found

    def outside(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The paths that files of the tree stand for, each once, sorted."""
        return tuple(sorted(set(map(_outside, paths))))

    def fold(self, plan: Plan) -> Plan:
        """The plan with documents in place of their programs."""
        if not self._documents:
            return plan
        own = {change.path: change for change in plan.files if _outside(change.path) == change.path}
        findings = [each for each in map(self._finding, plan.findings) if each is not None]
        references = [each for each in map(self._reference, plan.references) if each is not None]
        moved = Counter(each.path for each in references if each.applicability is not Applicability.MANUAL)
        programs: dict[str, list[FileChange]] = {}
        for change in plan.files:
            if change.path not in own:
                programs.setdefault(_outside(change.path), []).append(change)
        for path, changes in programs.items():
            folded = self._changed(path, own.get(path), changes, moved[path])
            if folded is None:
                findings.append(texts.DOCUMENT_UNPROVED.fill().at(path))
            elif folded.after != folded.before:
                own[path] = folded
        return replace(
            plan,
            files=tuple(own[path] for path in sorted(own)),
            findings=tuple(sorted(findings)),
            references=tuple(sorted(references)),
            groups=self.fold_groups(group for group in plan.groups if _any_in(group.paths, own)),
        )

    def fold_groups(self, groups: Iterable[RippleGroup]) -> tuple[RippleGroup, ...]:
        """Ripple groups with documents in place of their programs; those that share one are joined."""
        joined: list[RippleGroup] = []
        for group in groups:
            paths = set(self.outside(group.paths))
            shared = [other for other in joined if not paths.isdisjoint(other.paths)]
            name = min([_outside(group.name), *(other.name for other in shared)])
            every = tuple(sorted(paths.union(*(other.paths for other in shared))))
            joined = [*(other for other in joined if other not in shared), RippleGroup(name, every)]
        return tuple(sorted(joined, key=lambda group: group.name))

    def _changed(
        self, path: str, own: FileChange | None, changes: Sequence[FileChange], moved: int
    ) -> FileChange | None:
        """A document's change; None where its code, read anew, is not as it was planned."""
        from codemods.plan.documents.block_program import block_programs, missing_names
        from codemods.plan.documents.read_documents import blocks_of

        source, programs = self._documents[path].source, self._documents[path].programs
        edits = list(own.edits if own else ())
        numbers = [_number(each.path) for each in changes]
        for change, number in zip(changes, numbers, strict=True):
            program = programs[number]
            edits += [program.edit(each, source.data) for each in change.edits if program.is_own(each)]
        data = splice(source.data, sorted(edits))
        again = dict(enumerate(block_programs(blocks_of(Source(path, data)))))
        for number in numbers:
            if number not in again or missing_names(again[number]) - missing_names(programs[number]):
                return None
        before, after = source.to_file(source.data), source.to_file(data)
        return FileChange(path, before, after, tuple(sorted(edits)), moved)

    def _finding(self, finding: Finding) -> Finding | None:
        place = self._place(finding.path, finding.line, finding.column)
        return replace(finding, path=place[0], line=place[1], column=place[2]) if place else None

    def _reference(self, reference: Reference) -> Reference | None:
        place = self._place(reference.path, reference.line, reference.column)
        return replace(reference, path=place[0], line=place[1], column=place[2]) if place else None

    def _place(self, path: str, line: int, column: int) -> tuple[str, int, int] | None:
        """The place in a document; None for one that its block does not have."""
        shown = _outside(path)
        if shown == path:
            return path, line, column
        document = self._documents[shown]
        if not line:
            return shown, 0, 0
        found = document.programs[_number(path)].line(line)
        if found is None:
            return None
        return shown, document.source.line_of(found.offset), column + len(found.prefix.decode())


def _inside(path: str, number: int) -> str:
    return f"{path}{_INSIDE}{number}.py"


def _outside(path: str) -> str:
    return path.partition(_INSIDE)[0]


def _number(path: str) -> int:
    """The number of the block whose program has a path."""
    return int(path.partition(_INSIDE)[2].removesuffix(".py"))


def read_documents(sources: Iterable[Source], holds: Callable[[bytes], bool]) -> Documents:
    """Take in the documents with Python that parses and holds what is looked for."""
    return Documents(dict(_documents(sources, holds)))


def _documents(
    sources: Iterable[Source], holds: Callable[[bytes], bool]
) -> Iterator[tuple[str, FoldedDocument]]:
    from codemods.plan.documents.block_program import block_programs, own_text
    from codemods.plan.documents.read_documents import blocks_of

    for source in sources:
        programs = enumerate(block_programs(blocks_of(source)))
        wanted = {number: each for number, each in programs if holds(own_text(each))}
        if wanted:
            yield source.path, FoldedDocument(source, wanted)


def _any_in(paths: Sequence[str], changed: Mapping[str, FileChange]) -> bool:
    return any(_outside(path) in changed for path in paths)
