"""One tree and one codemod of LibCST's kind: the same plan as a migration's comes out."""

import gc
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from codemods.plan.change_limits import limits_of
from codemods.plan.engine import without_collector
from codemods.plan.libcst_codemods.load_codemod import LoadedCodemod
from codemods.plan.libcst_codemods.run_file import FileJob, FileResult, prove_text, run_file
from codemods.plan.libcst_codemods.tree_proof import NewText, TreeProof
from codemods.plan.process_pool import Workers
from codemods.plan.workspace import Workspace
from codemods.project.file_context import ProtectedRange
from codemods.transformers.libcst_codemods.repo_metadata import repo_metadata
from codemods.transformers.libcst_codemods.run_codemod import CodemodCall, CodemodFile
from codemods.tree.decoding import decode_source
from codemods.tree.module_index import ModuleIndex
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.selection import is_selected
from codemods.values.batch import Batch
from codemods.values.edit import Edit, splice
from codemods.values.finding import Finding
from codemods.values.inventory import DeprecatedModule
from codemods.values.plan import FileChange, Plan, Survey
from codemods.values.progress import Progress
from codemods.values.reference import CODEMOD_PLACE, Applicability, Reference
from codemods.values.rejection import Rejection
from codemods.values.source import NOTEBOOK_SUFFIX, Source
from codemods.values.tree import ProtectedFile, Selection, UnreadableError

if TYPE_CHECKING:
    from codemods.plan.batching.whole_batches import CutGroups

_RELATIVE = re.compile(rb"^[ \t]*from[ \t]+(\.+)", re.MULTILINE)
Known = dict[tuple[str, bytes, object], FileResult]
"""What runs over files gave, by path, text and protected ranges."""


class CodemodEngine:
    """A codemod over one tree; a `PlanMaker`."""

    def __init__(
        self,
        tree: FolderTree | OverlayTree,
        codemod: LoadedCodemod,
        selection: Selection,
        roots: Sequence[str],
        progress: Progress,
        jobs: int | None = None,
        known: Known | None = None,
    ) -> None:
        """`roots` are further source roots; `known` keeps what runs gave, for other engines as well."""
        self._tree, self._codemod, self._selection = tree, codemod, selection
        self._progress, self._workers = progress, Workers(jobs)
        self._modules = ModuleIndex(tree.paths, roots, dict(tree.links))
        self._known = known if known is not None else {}
        self._workspace = Workspace(tree, self._modules)
        self._texts: dict[str, NewText] = {}
        self._call: CodemodCall | None = None

    def is_spelled_in(self, contents: Iterable[bytes]) -> bool:
        """Whether the codemod may run over a file with one of these texts, or the proof look at it."""
        return any(True for _ in contents)

    def plan(self, protected: Sequence[ProtectedFile] = ()) -> Plan:
        """Run the codemod over the tree, with some files or lines left as they are."""
        return self._plan(self._tree.paths, protected)

    def survey(self, paths: Sequence[str] | None = None) -> Survey:
        """What the codemod changes in the tree, or in some of its files."""
        plan = self._plan(self._tree.paths if paths is None else paths, ())
        return Survey(plan.references, plan.findings, plan.candidates)

    def deprecated_modules(self) -> tuple[DeprecatedModule, ...]:
        """A codemod says of no module that it is deprecated."""
        return ()

    def batches(self, plan: Plan, cut: "CutGroups") -> tuple[tuple[Batch, ...], Plan]:
        """Cut the plan into batches: its groups hold what depends on each other."""
        return tuple(cut(plan.groups)), plan

    def refusal(self, path: str, after: bytes) -> str | None:
        """Why a file cannot have other new bytes; None when it can."""
        source = self._workspace.source(path)
        assert source is not None, path
        try:
            edited = decode_source(path, after)
        except UnreadableError as error:
            return str(error)
        whole = (Edit(0, len(source.data), source.data, edited.data),)
        proved = prove_text(self._job(source, ()), edited, whole)
        if isinstance(proved, Rejection):
            return proved.message
        changed = {**self._texts, path: NewText(edited, *proved)}
        for _, finding in self._proof(changed).breaks(changed):
            return finding.message
        return None

    # ---------------------------------------------------------------------------------------------

    def _plan(self, paths: Iterable[str], protected: Sequence[ProtectedFile]) -> Plan:
        with without_collector():
            # What is there now is not looked at again after each file.
            gc.freeze()
            try:
                return self._planned(paths, protected)
            finally:
                gc.unfreeze()

    def _planned(self, paths: Iterable[str], protected: Sequence[ProtectedFile]) -> Plan:
        selection = replace(self._selection, protected=(*self._selection.protected, *protected))
        sources = [each for each in map(self._workspace.source, self._candidates(paths)) if each is not None]
        limits = {each.path: limits_of(each, selection) for each in sources}
        jobs = [self._job(each, limits[each.path].ranges) for each in sources]
        results = self._run(jobs)
        staying = {path: each.rejection for path, each in limits.items() if each.rejection is not None}
        self._texts = {
            source.path: NewText(self._new(source, result), result.lost, result.named)
            for source, result in zip(sources, results, strict=True)
            if result.edits and source.path not in staying
        }
        proof = self._proof(self._texts)
        broken: dict[str, Finding] = {}
        while found := dict(proof.breaks(self._texts.keys() - broken.keys())):
            broken |= found
        changed = sorted(self._texts.keys() - broken.keys())
        groups = proof.groups(changed)
        self._texts = {path: self._texts[path] for path in changed}
        files: list[FileChange] = []
        findings = [*self._workspace.findings.values()]
        references: list[Reference] = []
        for source, result in zip(sources, results, strict=True):
            path = source.path
            stays = path in staying or path in broken
            findings += self._findings(source, result, staying.get(path), broken.get(path))
            references += self._references(source, result, stays)
            if path in self._texts:
                after = source.to_file(self._texts[path].source.data)
                before = source.to_file(source.data)
                files.append(FileChange(path, before, after, result.edits, len(result.edits)))
        return Plan(
            migration=self._codemod.choice.leaf,
            files=tuple(files),
            findings=tuple(sorted(set(findings))),
            references=tuple(sorted(references)),
            groups=groups,
            candidates=len(sources),
        )

    def _candidates(self, paths: Iterable[str]) -> list[str]:
        """The files to run over: those that were asked for, not excluded, and hold one of the words.

        Notebooks are left: a codemod knows nothing of what parts their cells.
        """
        selection = replace(self._selection, protected=())
        words = self._codemod.words
        holding = frozenset(self._tree.holding(words)) if words else None
        return [
            path
            for path in sorted(set(paths))
            if is_selected(selection, path)
            and (holding is None or path in holding)
            and not path.endswith(NOTEBOOK_SUFFIX)
        ]

    def _job(self, source: Source, protected: Sequence[ProtectedRange]) -> FileJob:
        file = CodemodFile(self._absolute(source.path), *self._names(source.path, _dots(source)))
        return FileJob(source, file, self._modules.is_package(source.path), tuple(protected))

    def _run(self, jobs: Sequence[FileJob]) -> list[FileResult]:
        fresh = [job for job in jobs if _key(job) not in self._known]
        run = partial(run_file, self._call_of())
        results = self._workers.map(
            run, fresh, lambda done: self._progress.step("running the codemod", done, len(fresh))
        )
        self._known.update(zip(map(_key, fresh), results, strict=True))
        return [self._known[_key(job)] for job in jobs]

    def _call_of(self) -> CodemodCall:
        if self._call is None:
            modules = {self._absolute(path): self._names(path) for path in self._tree.paths}
            metadata = repo_metadata(self._codemod.command, self._tree.root, modules)
            self._call = CodemodCall(self._codemod.command, self._codemod.arguments, metadata)
        return self._call

    def _absolute(self, path: str) -> str:
        return f"{self._tree.root}/{path}"

    def _names(self, path: str, dots: int = 0) -> tuple[str, str]:
        """A module's name and that of its package, which has as many parts as its imports have `dots`.

        Folders without `__init__` may be packages too. Where no import can name the file so it goes by its
        path, as LibCST's runner has it.
        """
        by_path = path.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")
        least = dots - self._modules.is_package(path)
        named = (each for each in self._modules.names(path) if each.count(".") >= least)
        name = next(named, by_path)
        return name, name if self._modules.is_package(path) else name.rpartition(".")[0]

    def _proof(self, changed: Mapping[str, NewText]) -> TreeProof:
        return TreeProof(self._tree, self._modules, self._workspace, changed, self._workers, self._progress)

    def _new(self, source: Source, result: FileResult) -> Source:
        return Source(source.path, splice(source.data, result.edits), source.encoding, source.bom)

    def _findings(
        self, source: Source, result: FileResult, stays: Rejection | None, broken: Finding | None
    ) -> Iterable[Finding]:
        yield from result.findings
        if broken is not None:
            yield broken
        if stays is not None and result.edits:
            yield stays.at(source.path)

    def _references(self, source: Source, result: FileResult, stays: bool) -> Iterable[Reference]:
        """Each place that the codemod changes, or would change; of a file that failed, at least one."""
        symbol = self._codemod.choice.name
        moving = Applicability.MANUAL if stays else Applicability.AUTOMATIC
        for edits, applicability in ((result.edits, moving), (result.held, Applicability.MANUAL)):
            for edit in edits:
                line = source.line_of(edit.start)
                yield Reference(source.path, line, 1, CODEMOD_PLACE, symbol, applicability)
        if result.is_failed and not result.held:
            yield Reference(source.path, 1, 1, CODEMOD_PLACE, symbol, Applicability.MANUAL)


def _dots(source: Source) -> int:
    """The most dots before a module's name in the imports of a file."""
    return max((len(match[1]) for match in _RELATIVE.finditer(source.data)), default=0)


def _key(job: FileJob) -> tuple[str, bytes, object]:
    return job.source.path, job.source.data, job.protected
