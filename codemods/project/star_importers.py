"""The files that take a module's whole namespace over by `from module import *`."""

from collections.abc import Collection, Iterator
from functools import cached_property

from codemods.project.dotted_paths import absolute_module, last_component
from codemods.project.module_store import ModuleStore
from codemods.project.namespaces import Namespaces
from codemods.semantic.scope_table import ScopeTable


class StarImporters:
    """The star importers of the tree's modules; a star importer's own star importers are among them."""

    def __init__(self, store: ModuleStore, namespaces: Namespaces) -> None:
        self._store = store
        self._namespaces = namespaces
        self._by_module: dict[str, frozenset[str]] = {}
        self._by_name: dict[str, tuple[str, ...]] = {}
        self._sources: dict[str, frozenset[str]] = {}

    def with_importers(self, module: str) -> frozenset[str]:
        """A module and its star importers, to a fixed point.

        A module whose `__all__` lets nothing through is among them: no name is asked for here.
        """
        if module not in self._by_module:
            found: set[str] = set()
            todo = [module]
            while todo:
                path = todo.pop()
                found.add(path)
                todo += [each for each in self._direct(path) if each not in found]
            self._by_module[module] = frozenset(found)
        return self._by_module[module]

    def spelling(self, name: str) -> Iterator[tuple[ScopeTable, frozenset[str]]]:
        """The files that spell a name and have star imports, with the modules whose names these may bring."""
        if name not in self._by_name:
            self._by_name[name] = tuple(filter(self._store.may_star, sorted(self._among_all(name))))
        for path in self._by_name[name]:
            table = self._store.scope_table(path, (name,))
            if table is not None:
                yield table, self._sources_of(table)

    def _direct(self, module: str) -> list[str]:
        """The files that star-import from a module, whose last component they must spell."""
        component = last_component(self._store.modules, module)
        files = self._store.spelling_component(self._all, component) if component is not None else ()
        return [path for path in files if self._imports_star(path, module)]

    def _among_all(self, word: str) -> Collection[str]:
        """The files that may have star imports and spell a word."""
        return self._store.search.among(self._all, {word})

    @cached_property
    def _all(self) -> Collection[str]:
        """The files that may have star imports: one search tells them all."""
        return self._store.search.star_importers()

    def _imports_star(self, path: str, module: str) -> bool:
        """Whether a file star-imports from a module of the tree, docstring examples included."""
        table = self._store.scope_table(path) if self._store.may_star(path) else None
        return table is not None and module in self._modules_of_stars(table, in_examples=True)

    def _modules_of_stars(self, table: ScopeTable, in_examples: bool = False) -> Iterator[str]:
        """The modules of the tree from which a file star-imports."""
        for statement in table.facts.imports:
            if statement.is_star and (in_examples or statement.scope == 0):
                module = ".".join(absolute_module(table.facts, statement))
                path = self._store.modules.find(module, table.facts.path)
                if path is not None:
                    yield path

    def _sources_of(self, table: ScopeTable) -> frozenset[str]:
        """The modules of the tree whose names a file's star imports may bring, through others too."""
        found = self._sources.get(table.facts.path)
        if found is None:
            todo, seen = [table], set[str]()
            while todo:
                fresh = set(self._modules_of_stars(todo.pop())) - seen
                seen |= fresh
                more = [self._store.scope_table(path) for path in sorted(fresh) if self._passes_on(path)]
                todo += [each for each in more if each is not None]
            self._sources[table.facts.path] = found = frozenset(seen)
        return found

    def _passes_on(self, path: str) -> bool:
        """Whether a module may re-export names that it has by star imports, new names too.

        A complete `__all__` names what goes on, but an entry that is renamed makes it list a new name.
        """
        if not self._store.may_star(path):
            return False
        dunder_all = self._namespaces.dunder_all(path)
        return not dunder_all.decides or not self._store.wanted.old.isdisjoint(dunder_all.names)
