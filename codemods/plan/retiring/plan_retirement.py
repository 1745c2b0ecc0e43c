"""Plan a retirement: what is removed, what of other files with it, and the proof that nothing misses it."""

import os
import re
from collections.abc import Callable, Iterator, Sequence

from codemods.plan.program import Program
from codemods.plan.retiring.blockers import blockers, by_place, spelled_in_text
from codemods.plan.retiring.cut_file import CutFile, cut_file
from codemods.plan.retiring.prove_retirement import RetirementProof
from codemods.plan.retiring.retired_names import find_retired
from codemods.plan.retiring.retirement_spread import RetirementSpread
from codemods.tree.decoding import decode_source
from codemods.tree.namespace_roots import index_modules
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.word_search import search_words, word_finder
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Survey
from codemods.values.retirement import RemovedFile, Retirement
from codemods.values.rules import Migration
from codemods.values.tree import UnreadableError

_ABOUT_FILE = frozenset(each.code for each in (texts.SYNTAX_ERROR, texts.TOO_DEEP, texts.DYNAMIC))
"""The codes of findings on one line that other lines of the file are needed for."""
_QUOTED = re.compile(r"`([^`]*)`")
SurveyTree = Callable[[FolderTree | OverlayTree], Survey]
"""Gives the references of a tree."""


def plan_retirement(
    tree: FolderTree | OverlayTree, migration: Migration, roots: Sequence[str], survey: SurveyTree
) -> Retirement:
    """Plan the retirement that a migration lists; nothing is written.

    The tree is surveyed as it is and, where nothing prevents the retirement, once more as it would be. Raises
    RepointError for a table that does not fit the tree.
    """
    planner = _RetirementPlanner(tree, migration, roots)
    if not planner.retired.retired:
        return Retirement(migration.name, (), (), (), ())
    return planner.plan(survey)


class _RetirementPlanner:
    def __init__(self, tree: FolderTree | OverlayTree, migration: Migration, roots: Sequence[str]) -> None:
        self.tree = tree
        self.migration = migration
        modules = index_modules(tree.paths, roots, dict(tree.links), migration.named_modules)
        self.program = Program(tree, modules, migration)
        self.retired = find_retired(self.program.project, tree.paths, migration.retire)
        self.spread = RetirementSpread(self.program.project, tree.holding, self.retired)
        self.cut_files = dict(self._cut_files())
        self.proof = RetirementProof(self.program, tree, modules.roots, self.spread, self.cut_files)

    def plan(self, survey: SurveyTree) -> Retirement:
        changes = [_change(each) for each in self.cut_files.values() if each.data != each.source.data]
        removed = tuple(RemovedFile(path, self.tree.read(path)) for path in sorted(self.retired.files))
        found = [*self._uncuttable(), *self.proof.findings()]
        before = survey(self.tree)
        found += blockers(before, self.migration.retire, self._is_removed, self._spells)
        if not found:
            contents: dict[str, bytes | None] = {each.path: each.after for each in changes}
            contents.update({each.path: None for each in removed})
            again = survey(OverlayTree(self.tree, contents))
            found += blockers(again, self.migration.retire, lambda *_place: False, self._spells)
        spelled = spelled_in_text(before, self.migration.retire, self._is_removed)
        notes = sorted([*spelled, *(note for each in self.cut_files.values() for note in each.notes)])
        return Retirement(
            migration=self.migration.name,
            retired=self.retired.retired,
            removed=removed,
            files=tuple(changes),
            blockers=by_place(found),
            notes=tuple(notes),
        )

    def _cut_files(self) -> Iterator[tuple[str, CutFile]]:
        """The files that lose something, without it."""
        workspace, namespaces = self.program.workspace, self.program.project.namespaces
        for path, cuts in sorted(self.spread.cuts.items()):
            source, syntax, table = workspace.source(path), workspace.tree(path), self.spread.table(path)
            if source is not None and syntax is not None and table is not None:
                yield path, cut_file(source, syntax, table, cuts, namespaces.dunder_all(path).complete)

    def _uncuttable(self) -> Iterator[Finding]:
        """What cannot be taken out, and links to what is removed."""
        for each in self.cut_files.values():
            yield from each.blockers
        for link, target in self.tree.links:
            # What lies below a link to a folder goes with what it stands for.
            if target in self.retired.files and os.path.islink(os.path.join(self.tree.root, link)):
                yield texts.LINK_TO_RETIRED.fill(target=target).at(link)

    def _is_removed(self, path: str, line: int, column: int) -> bool:
        """Whether a place is removed itself: 1-based, the column in characters."""
        if path in self.retired.files:
            return True
        file = self.cut_files.get(path)
        if file is None or not line:
            return False
        before = file.source.line_text(line).decode("utf-8", "replace")[: max(column - 1, 0)]
        return file.holds(file.source.line_start(line) + len(before.encode()))

    def _spells(self, finding: Finding) -> bool:
        """Whether the place of a finding, or its message, spells a name that is removed."""
        holds = word_finder(search_words(self.spread.words))
        if any(holds(each.encode()) for each in _QUOTED.findall(finding.message)):
            return True
        try:
            data = self.tree.read(finding.path)
            if not finding.line or finding.code in _ABOUT_FILE:
                return holds(data)
            source = decode_source(finding.path, data)
            # The line of a finding is one of the file, which says nothing of a notebook's program.
            return holds(source.data if source.host is not None else source.line_text(finding.line))
        except UnreadableError:
            return True


def _change(file: CutFile) -> FileChange:
    source = file.source
    before, after = source.to_file(source.data), source.to_file(file.data)
    return FileChange(source.path, before, after, (), len(file.removed))
