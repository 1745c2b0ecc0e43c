"""Files whose definitions are renamed: the rest is planned over their new text, and told of the old one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from codemods.plan.ripple_groups import join_groups
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.edit import Edit, splice
from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Plan, RippleGroup, Survey
from codemods.values.reference import Applicability, Reference
from codemods.values.rejection import Rejection
from codemods.values.source import Source
from codemods.values.symbol import Symbol
from codemods.values.tree import ProtectedFile


@dataclass(frozen=True, slots=True)
class RenamedFile:
    """A file in which definitions are renamed: the edits, in order, over its source."""

    source: Source
    edits: tuple[Edit, ...]
    symbols: frozenset[str]
    """The symbols whose definitions get other names."""
    starts: Mapping[Edit, int]
    """For each edit the offset of the definition that it is for; what it inserts is told of there."""

    @property
    def renamed(self) -> Source:
        """The source with the definitions renamed."""
        return Source(self.source.path, splice(self.source.data, self.edits), self.source.encoding)

    def old_offset(self, offset: int) -> int:
        """Where a place of the renamed text stands in the file; inside an insertion, its definition."""
        moved = 0
        for edit in self.edits:
            start = edit.start + moved
            if offset < start:
                break
            if offset < start + len(edit.new):
                return self.starts[edit]
            moved += len(edit.new) - len(edit.old)
        return offset - moved

    def new_line(self, line: int) -> int:
        """The line of the renamed text at which a line of the file stands."""
        offset = self.source.line_start(line)
        before = [edit for edit in self.edits if edit.end <= offset]
        return line + sum(edit.new.count(b"\n") - edit.old.count(b"\n") for edit in before)

    def with_later(self, later: Sequence[Edit]) -> tuple[Edit, ...]:
        """The edits over the file that do both: these, and later ones over the renamed text."""
        bounds = self._bounds()
        mapped = [self._mapped(edit, bounds) for edit in later]
        if all(each is not None for each in mapped):
            return tuple(sorted([*self.edits, *(each for each in mapped if each is not None)]))
        return (Edit(0, len(self.source.data), self.source.data, splice(self.renamed.data, later)),)

    def _bounds(self) -> list[tuple[int, int]]:
        """The half-open ranges of the renamed text that the edits made."""
        found, moved = [], 0
        for edit in self.edits:
            found.append((edit.start + moved, edit.start + moved + len(edit.new)))
            moved += len(edit.new) - len(edit.old)
        return found

    def _mapped(self, edit: Edit, bounds: Sequence[tuple[int, int]]) -> Edit | None:
        """An edit over the renamed text as one over the file; None where the two touch."""
        if any(edit.start < end and start < max(edit.end, edit.start + 1) for start, end in bounds):
            return None
        moved = self.old_offset(edit.start) - edit.start
        return Edit(edit.start + moved, edit.end + moved, edit.old, edit.new)


@dataclass(frozen=True, slots=True)
class RenamedFiles:
    """The files of a tree in which definitions are renamed, and the definitions that can't be."""

    files: Mapping[str, RenamedFile] = field(default_factory=dict)
    held: Mapping[Symbol, Rejection] = field(default_factory=dict)
    """Why uses stay, by the symbol whose definition does."""
    findings: tuple[Finding, ...] = ()
    """What is to be said of the definitions themselves, at their places in the files as they are."""

    def over(self, tree: FolderTree | OverlayTree) -> FolderTree | OverlayTree:
        """The tree with the definitions renamed."""
        if not self.files:
            return tree
        contents = {path: each.source.to_file(each.renamed.data) for path, each in self.files.items()}
        if isinstance(tree, OverlayTree):
            return OverlayTree(tree.base, {**tree.contents, **contents})
        return OverlayTree(tree, contents)

    def inside(self, protected: Iterable[ProtectedFile]) -> list[ProtectedFile]:
        """What must stay, by the lines of the renamed texts."""
        return [self._protected(each) for each in protected]

    def _protected(self, protected: ProtectedFile) -> ProtectedFile:
        file = self.files.get(protected.path)
        if file is None:
            return protected
        lines = tuple((file.new_line(first), file.new_line(last)) for first, last in protected.lines)
        return replace(protected, lines=lines)

    def fold(self, plan: Plan) -> Plan:
        """The plan over the files as they are, the renamed definitions with it."""
        if not self.files:
            return replace(plan, findings=self._with_own(plan.findings))
        changes = {change.path: change for change in plan.files}
        for path, file in self.files.items():
            changes[path] = _whole_change(file, changes.get(path))
        return replace(
            plan,
            files=tuple(changes[path] for path in sorted(changes)),
            findings=self._with_own(plan.findings),
            references=tuple(sorted(map(self._reference, plan.references))),
            groups=self.groups(plan.groups, plan.references),
        )

    def groups(
        self, groups: Iterable[RippleGroup], references: Iterable[Reference]
    ) -> tuple[RippleGroup, ...]:
        """Ripple groups in which a renamed definition lands together with all that takes the new name."""
        found = list(groups)
        grouped = {path for group in found for path in group.paths}
        found += [RippleGroup(path, (path,)) for path in self.files if path not in grouped]
        grouped |= self.files.keys()
        joined: Sequence[RippleGroup] = found
        moved = {
            (each.symbol, each.path) for each in references if each.applicability is not Applicability.MANUAL
        }
        for path, file in self.files.items():
            for reader in sorted(reader for symbol, reader in moved if symbol in file.symbols):
                joined = join_groups(joined, (path, reader)) if reader in grouped else joined
        return tuple(sorted(joined, key=lambda group: group.name))

    def fold_survey(self, survey: Survey) -> Survey:
        """The survey with its places as they are in the files."""
        references = tuple(sorted(map(self._reference, survey.references)))
        return replace(survey, references=references, findings=self._with_own(survey.findings))

    def _with_own(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(sorted({*map(self._finding, findings), *self.findings}))

    def _finding(self, finding: Finding) -> Finding:
        line, column = self._place(finding.path, finding.line, finding.column)
        return replace(finding, line=line, column=column)

    def _reference(self, reference: Reference) -> Reference:
        line, column = self._place(reference.path, reference.line, reference.column)
        return replace(reference, line=line, column=column)

    def _place(self, path: str, line: int, column: int) -> tuple[int, int]:
        """A place in the file, 1-based, for one in its renamed text."""
        file = self.files.get(path)
        if file is None or not line:
            return line, column
        renamed = file.renamed
        before = renamed.line_text(line).decode("utf-8", "replace")[: max(column - 1, 0)]
        found = file.source.position(file.old_offset(renamed.line_start(line) + len(before.encode())))
        return found if column else (found[0], 0)


def _whole_change(file: RenamedFile, later: FileChange | None) -> FileChange:
    source = file.source
    edits = file.with_later(later.edits) if later is not None else file.edits
    after = source.to_file(splice(source.data, edits))
    assert later is None or later.after == after
    return FileChange(
        source.path, source.to_file(source.data), after, edits, later.references if later is not None else 0
    )
