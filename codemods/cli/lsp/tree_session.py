"""One tree as an editor has it: the files on disk, with texts over them that nobody has saved yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from codemods.cli.lsp.diagnosis import Diagnosis, diagnose
from codemods.cli.lsp.memory_cache import MemoryCache
from codemods.cli.request import PlanJob, Request, prepare_job
from codemods.tree.decoding import decode_source, try_read_source
from codemods.tree.generated_and_ignored import whole_statements
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.remembered_tree import RememberedTree
from codemods.values import finding_texts as texts
from codemods.values.edit import Edit, splice
from codemods.values.plan import FileChange, Plan
from codemods.values.progress import NoProgress
from codemods.values.reference import Applicability
from codemods.values.source import Source
from codemods.values.tree import ProtectedFile, UnreadableError


class Move(StrEnum):
    """How much a quick fix moves."""

    ONE = "one"
    FILE = "file"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class MovedFile:
    """The edits of one file, over its text in the editor, or on disk where it is not open."""

    source: Source
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a quick fix does, or why it can't be done."""

    files: tuple[MovedFile, ...] = ()
    reason: str = ""
    """Empty where there are files."""


class TreeSession:
    """Answers for one tree; what is asked for most, one file's references, takes the tree as it was listed.

    Only one thread may use it. `refresh` makes it look at the disk again, at the next question.
    """

    def __init__(self, root: Path, migration: Sequence[str] | None = None) -> None:
        """Take the tree's root; `migration` are names and files, None for those of the tree's settings.

        A file is looked for below the root first: an editor starts its servers anywhere.
        """
        self.root = root
        names = [str(root / each) if (root / each).is_file() else each for each in migration or ()]
        self._request = Request(root=root, migration=names or None, jobs=1)
        self._job: PlanJob | None = None
        self._cache: MemoryCache | None = None
        self._tree: RememberedTree | None = None

    def refresh(self) -> None:
        """Take it that files, settings or the migration have changed on disk."""
        self._job = None

    def diagnose(self, path: str, contents: Mapping[str, bytes]) -> Diagnosis | None:
        """The references in one file, with `contents` over the tree; None where the file is not of the tree.

        Raises RepointError where the migration can't be read, or does not fit the tree.
        """
        job = self._prepared()
        try:
            source = decode_source(path, contents[path])
        except UnreadableError:
            return None  # What the bytes lack, no buffer shows; `repoint check` says it of the file.
        files = self._looked_at(job, contents)
        if path not in files:
            return None
        quick = replace(job.without_paths, cache=self._cache or job.cache)
        survey = quick.engine(NoProgress(), OverlayTree(self._tree or job.tree, files)).survey([path])
        return diagnose(source, job.migration, survey)

    def move(self, how: Move, path: str, line: int, contents: Mapping[str, bytes]) -> Moved:
        """Plan a quick fix at a 1-based line of a file.

        Raises RepointError where the migration can't be read, or does not fit the tree.
        """
        job = self._prepared()
        tree = OverlayTree(job.tree, self._looked_at(job, contents))
        if how is not Move.GROUP:
            job = replace(job, selection=replace(job.selection, paths=(path,)))
        source = decode_source(path, contents[path])
        own = whole_statements(source, frozenset((line,)))
        kept = self._others(source, own, contents) if how is Move.ONE else ()
        plan = job.engine(NoProgress(), tree).plan(kept)
        changes = {each.path: each for each in plan.files}
        if path not in changes or (how is Move.ONE and not _touches(source, changes[path], own)):
            return Moved(reason=_reason(plan, path, own))
        paths = next(group.paths for group in plan.groups if path in group.paths)
        return Moved(tuple(_moved(tree, changes[each]) for each in paths))

    def _prepared(self) -> PlanJob:
        if self._job is None:
            self._job = prepare_job(self._request, self.root)
            self._cache = MemoryCache(self._job.cache)
            self._tree = RememberedTree(self._job.tree)
        return self._job

    def _looked_at(self, job: PlanJob, contents: Mapping[str, bytes]) -> dict[str, bytes]:
        """The texts of files that are of the tree, or will be: they are not on disk yet."""
        known = frozenset(job.tree.paths)
        return {
            path: data for path, data in contents.items() if path in known or not (self.root / path).exists()
        }

    def _others(
        self, source: Source, own: frozenset[int], contents: Mapping[str, bytes]
    ) -> tuple[ProtectedFile, ...]:
        """The statements of a file's other references; imports follow what they are for."""
        diagnosis = self.diagnose(source.path, contents)
        lines = {
            each.reference.line
            for each in (diagnosis.references if diagnosis else ())
            if each.reference.kind != "import" and each.reference.line not in own
        }
        kept = tuple((line, line) for line in sorted(whole_statements(source, frozenset(lines)) - own))
        return (ProtectedFile(source.path, texts.LINES_DECLINED.fill(), kept),) if kept else ()


def _touches(source: Source, change: FileChange, lines: frozenset[int]) -> bool:
    return any(
        not lines.isdisjoint(range(source.line_of(each.start), source.line_of(each.end) + 1))
        for each in change.edits
    )


def _reason(plan: Plan, path: str, lines: frozenset[int]) -> str:
    """Why a place stays: what is said of it, else of its file."""
    found = [each for each in plan.findings if each.path == path]
    found.sort(key=lambda each: each.line not in lines)
    if found:
        return f"{found[0].message} ({found[0].code})"
    stays = any(each.path == path and each.applicability is Applicability.MANUAL for each in plan.references)
    return "it can't be moved" if stays else "there is nothing left to move here"


def _moved(tree: OverlayTree, change: FileChange) -> MovedFile:
    """The change as edits that lead to its new text, however it came about."""
    source = try_read_source(tree, change.path)
    assert source is not None, change.path
    if source.host is not None:
        # An editor has the text of the whole file, which is what the edits are of.
        source = Source(source.path, source.file_text, bom=source.bom)
    if change.edits and source.to_file(splice(source.data, change.edits)) == change.after:
        return MovedFile(source, change.edits)
    after = decode_source(change.path, change.after)
    return MovedFile(source, (Edit(0, len(source.data), source.data, after.data),))
