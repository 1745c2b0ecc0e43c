"""The program in a tree as a migration sees it: its files, their facts, and the questions asked of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from codemods.plan.facts_cache import FactsCache
from codemods.plan.process_pool import Workers
from codemods.plan.workspace import Workspace
from codemods.project.definitions import Definitions
from codemods.project.import_graph import ImportGraph
from codemods.project.module_store import ModuleStore
from codemods.project.project import Project
from codemods.project.rule_index import wanted_names
from codemods.tree.module_index import ModuleIndex
from codemods.tree.word_index import WordIndex
from codemods.values.code_style import NO_STYLE
from codemods.values.rules import Migration, SymbolRule
from codemods.values.source import Source
from codemods.values.tree import Tree
from codemods.values.type_answers import AskTypes

if TYPE_CHECKING:
    from codemods.project.members import Members


class Program:
    """Reads a tree's files on demand; each kind of question has a part of its own."""

    def __init__(
        self,
        tree: Tree,
        modules: ModuleIndex,
        migration: Migration,
        cache: FactsCache | None = None,
        find_stars: bool = True,
        configuration: Mapping[str, str] | None = None,
    ) -> None:
        """Take the tree and its modules. Without `find_stars`, star imports of candidates alone are seen.

        `configuration` are the texts of configuration files that spell a name of the migration, by path.
        """
        self._tree = tree
        self.workers = Workers(1)
        """The processes that read what classes are looked for in."""
        self.modules = modules
        self.workspace = Workspace(tree, modules, cache)
        self.imports = ImportGraph(modules, self.workspace.glance)
        """Which files import which, as the tree is."""
        self.migration, self.words, self.project = self._seen(tree, migration, find_stars)
        while self.project.edited is not None:
            # Classes that are made as one whose calls change are called as that is.
            known = {rule.old for rule in self.migration.symbols}
            heirs = [rule for rule in self._inherited(self.project.edited) if rule.old not in known]
            if not heirs:
                break
            migration = replace(self.migration, symbols=(*self.migration.symbols, *heirs))
            self.migration, self.words, self.project = self._seen(tree, migration, find_stars)
        self.definitions = Definitions(modules, self.workspace.tree)
        if self.project.edited is not None:
            # Only rules whose symbols stay pay for what reads how these are called.
            from codemods.project.replaced_symbols import ReplacedSymbols

            self.project.edited.replaced = ReplacedSymbols(self.project.edited)
        for project in self._projects:
            if any("." in rule.old.name for rule in project.migration.symbols):
                # Only rules for members pay for what reads classes.
                from codemods.plan.read_members import members_of

                project.members = members_of(project, self.workspace, self.words, lambda: self.workers)
        self.code_style = NO_STYLE
        """How the tree's own tools want imports to look."""
        self.configuration = configuration or {}
        if self.configuration:
            from codemods.plan.configured_names import configured_names

            self.project.configured = configured_names(self.project, self.configuration)

    def ask_types(self, ask: AskTypes) -> None:
        """Let a type checker tell of which classes objects are, where members of classes are to move."""
        for members in self._members:
            from codemods.plan.read_members import ask_places

            members.ask_types(ask_places(self.workspace, frozenset(self._tree.paths), ask))

    @property
    def _projects(self) -> list[Project]:
        """The tree as the rules see it whose symbols go, and as those do whose symbols stay."""
        edited = self.project.edited
        return [self.project, *([edited] if edited is not None else [])]

    @property
    def _members(self) -> list["Members"]:
        return [each.members for each in self._projects if each.members is not None]

    def _seen(
        self, tree: Tree, migration: Migration, find_stars: bool
    ) -> tuple[Migration, WordIndex, Project]:
        """The tree as a migration sees it."""
        wanted = wanted_names(migration)
        words = WordIndex(tree, wanted.old | wanted.old_modules, self.workspace.loaded, find_stars)
        store = ModuleStore(self.modules, self.workspace, words, wanted)
        return migration, words, Project(migration, store, self.imports)

    def _inherited(self, edited: Project) -> Iterator[SymbolRule]:
        """The rules of the classes that are made by the constructor of one that has rules."""
        from codemods.project.inherited_calls import inherited_rules

        for path in sorted(self.words.candidates):
            source = self.workspace.glance(path)
            if source is not None and edited.may_derive(source.data):
                yield from inherited_rules(edited, path)

    @cached_property
    def candidates(self) -> list[str]:
        """The files that spell a deprecated name, and the facades, sorted."""
        members = {path for each in self._members for path in each.further_files}
        return sorted({*self.words.candidates, *self.project.rules.facades, *members})

    def candidates_among(self, paths: Collection[str]) -> list[str]:
        """Those of some files of the tree, with no search of the whole."""
        facades = self.project.rules.facades.intersection(paths)
        return sorted({*self.words.among(paths, self.words.words), *facades})

    def source(self, path: str) -> Source:
        """The source of a file that was read already."""
        source = self.workspace.source(path)
        assert source is not None, path
        return source
