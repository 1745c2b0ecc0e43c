"""Plan a retirement: what goes, what of other files goes with it, and the proof that nothing misses it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from codemods.plan.program import Program
from codemods.plan.retiring.blockers import blockers, by_place
from codemods.plan.retiring.cut_file import CutFile, rewrite
from codemods.plan.retiring.dangling import dangling
from codemods.plan.retiring.retired_names import find_homes
from codemods.plan.retiring.spread import RetirementSpread
from codemods.project.dotted_paths import module_name
from codemods.project.project import Project
from codemods.semantic.facts import Facts
from codemods.semantic.import_scan import spelled_imports
from codemods.semantic.parse_source import ParseError
from codemods.semantic.read_facts import read_facts
from codemods.semantic.tracked_names import WantedNames
from codemods.transformers.proof.submodule_loading import unimported_reads
from codemods.tree.decoding import decode_source
from codemods.tree.module_index import ModuleIndex
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.word_search import search_words, word_finder
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Survey
from codemods.values.rejection import Rejection
from codemods.values.retirement import RemovedFile, Retirement
from codemods.values.rules import Migration
from codemods.values.source import Source
from codemods.values.tree import UnreadableError

_QUOTED = re.compile(r"`([^`]*)`")
Surveys = Callable[[FolderTree | OverlayTree], Survey]


def plan_retirement(
    tree: FolderTree, migration: Migration, roots: Sequence[str], surveyed: Surveys
) -> Retirement:
    """Plan the retirement that a migration lists; nothing is written.

    `surveyed` gives the references of the tree, and of another view of it. Raises RepointError for a table
    that does not fit the tree.
    """
    made = _Retiring(tree, migration, roots)
    if not made.homes.gone:
        return Retirement(migration.name, (), (), (), ())
    return made.run(surveyed)


class _Retiring:
    def __init__(self, tree: FolderTree, migration: Migration, roots: Sequence[str]) -> None:
        self.tree = tree
        self.migration = migration
        self.roots = roots
        program = Program(tree, ModuleIndex(tree.paths, roots, dict(tree.links)), migration)
        self.workspace, self.project = program.workspace, program.project
        self.homes = find_homes(self.project, tree.paths, migration.retire)
        self.spread = RetirementSpread(self.project, tree.holding, self.homes)
        self.made: dict[str, CutFile] = {}
        self.sources: dict[str, Source] = {}

    def run(self, surveyed: Surveys) -> Retirement:
        for path, cuts in sorted(self.spread.cuts.items()):
            source, parsed, names = (
                self.workspace.source(path),
                self.workspace.tree(path),
                self.spread.names(path),
            )
            if source is not None and parsed is not None and names is not None:
                self.sources[path] = source
                self.made[path] = rewrite(
                    source, parsed, names, cuts, self.project.namespaces.dunder_all(path).complete
                )
        changes = tuple(
            self._change(path) for path in self.made if self.made[path].data != self.sources[path].data
        )
        removed = tuple(RemovedFile(path, self.tree.read(path)) for path in sorted(self.homes.files))
        found = [*self._own_blockers(), *self._left(changes)]
        survey = surveyed(self.tree)
        found += blockers(survey, self.migration.retire, self._goes, self._spells)
        if not found:
            contents: dict[str, bytes | None] = {each.path: each.after for each in changes}
            contents.update({each.path: None for each in removed})
            again = surveyed(OverlayTree(self.tree, contents))
            found += blockers(again, self.migration.retire, lambda *_place: False, self._spells)
        notes = tuple(sorted(note for each in self.made.values() for note in each.notes))
        return Retirement(self.migration.name, self.homes.gone, removed, changes, by_place(found), notes)

    def _change(self, path: str) -> FileChange:
        source = self.sources[path]
        after = source.to_file(self.made[path].data)
        return FileChange(path, source.to_file(source.data), after, (), len(self.made[path].gone))

    def _own_blockers(self) -> Iterator[Finding]:
        """What cannot be taken out, and links to what goes."""
        for made in self.made.values():
            yield from made.blockers
        for link, target in self.tree.links:
            if target in self.homes.files:
                yield texts.LINK_TO_RETIRED.fill(target=target).at(link)

    # The proof ---------------------------------------------------------------------------------

    def _left(self, changes: Sequence[FileChange]) -> Iterator[Finding]:
        """What would name nothing any more, in the files that go on."""
        new = {each.path: self.made[each.path].data for each in changes}
        for path, data in new.items():
            try:
                self._read(path, data, self.project.wanted)
            except ParseError as error:
                yield texts.FILE_WOULD_BREAK.fill(reason=error.reason).at(path, error.line)
                return
        after = self._after(new)
        words = self.spread.words
        for path in self.spread.files:
            names, source = self.spread.names(path), self.workspace.source(path)
            if names is None or source is None:
                continue
            for each in dangling(self.project, after, names, words):
                yield from self._found(source, each.offset, texts.LEFT_DANGLING.fill(text=each.text))
            lost = self.spread.cuts[path].names if path in self.spread.cuts else set()
            for use in names.facts.accesses:
                if use.name in lost and 0 in (
                    names.owner(use.scope, use.name),
                    names.global_alternative(use),
                ):
                    yield from self._found(source, use.start, texts.USED_IN_FILE.fill(name=use.name))

        for path in sorted(self.homes.files):
            yield from self._unloaded(path, after)

    def _unloaded(self, path: str, after: Project) -> Iterator[Finding]:
        """The reads of submodules that only a module that goes has imported."""
        source = self.workspace.source(path)
        module, is_package = self.workspace.module(path), self.project.modules.is_package(path)
        loaded: set[str] = set()
        for each in spelled_imports(source.data) if source is not None else ():
            base = each.absolute(module, is_package)
            spelled = [base, *([*base, name] for name in each.names)]
            loaded.update(filter(None, (after.modules.find(".".join(parts), path) for parts in spelled)))
        for submodule in sorted(loaded):
            dotted = module_name(after.modules, submodule) or submodule
            said = texts.LOADED_BY_RETIRED.fill(module=dotted)
            for reader, offset in unimported_reads(after, submodule, self.homes.files):
                found = self.workspace.source(reader)
                if found is not None:
                    yield from self._found(found, offset, said)

    def _found(self, source: Source, offset: int, said: Rejection) -> Iterator[Finding]:
        if source.path not in self.made or not self.made[source.path].holds(offset):
            yield said.at(source.path, *source.position(offset))

    def _after(self, texts: Mapping[str, bytes]) -> Project:
        """The project over the tree without what goes."""
        left = [path for path in self.tree.paths if path not in self.homes.files]
        links = {link: target for link, target in self.tree.links if target not in self.homes.files}
        changed = {path: partial(self._read, path, data) for path, data in texts.items()}
        return self.project.with_changes(changed, ModuleIndex(left, self.roots, links))

    def _read(self, path: str, data: bytes, wanted: WantedNames) -> Facts:
        module, is_package = self.workspace.module(path), self.project.modules.is_package(path)
        return read_facts(Source(path, data), module, is_package, wanted)

    # What goes, and who spells it --------------------------------------------------------------

    def _goes(self, path: str, line: int, column: int) -> bool:
        if path in self.homes.files:
            return True
        source, made = self.sources.get(path), self.made.get(path)
        if source is None or made is None or not line:
            return False
        text = source.line_text(line).decode("utf-8", "replace")[: max(column - 1, 0)]
        return made.holds(source.line_start(line) + len(text.encode()))

    def _spells(self, finding: Finding) -> bool:
        """Whether the place of a finding, or what it says, spells a name that goes."""
        holds = word_finder(search_words(self.spread.words))
        if any(holds(each.encode()) for each in _QUOTED.findall(finding.message)):
            return True
        try:
            data = self.tree.read(finding.path)
            if not finding.line or finding.code in (texts.SYNTAX_ERROR.code, texts.TOO_DEEP.code):
                return holds(data)
            return holds(decode_source(finding.path, data).line_text(finding.line))
        except UnreadableError:
            return True
