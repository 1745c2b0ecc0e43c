"""Modules in whose namespaces there are deprecated symbols: which they are, and their names there."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.dotted_paths import DottedName, module_name
from codemods.project.project import Project
from codemods.values.symbol import packages_of


class HeldModule(Struct, frozen=True):
    """A module whose namespace has deprecated symbols: its dotted name, its file, and their names there."""

    module: str
    path: str | None
    names: frozenset[str]
    """Those of rules for this very module."""
    passed_on: frozenset[str] = frozenset()
    """Those that it has from another module."""
    below: str = ""
    """The name by which it is read from its package, where that is what is handed on."""
    origin: str = ""
    """The module from which a star brings the names, where this one has none of its own."""


class HeldModules:
    """The modules of one project that have deprecated symbols, each worked out once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._outside: dict[str, set[str]] = {}
        for rule in project.migration.symbols:
            self._outside.setdefault(rule.old.module, set()).add(rule.old.name.partition(".")[0])
        self._known: dict[str, HeldModule | None] = {}
        self.passing: frozenset[str] = frozenset()
        """What `expect_passing` has been told."""
        self._passing_packages: dict[str, list[HeldModule]] = {}
        self._leaves: dict[str, list[HeldModule]] | None = None

    def find(self, parts: DottedName, importer: str) -> HeldModule | None:
        """The module with deprecated names that a dotted path means; None where it means anything else."""
        project, spelled = self._project, ".".join(parts)
        path = project.modules.find(spelled, importer)
        if path is None and parts[-1] in project.wanted.homes:
            # A package may hand its module on under the same name.
            spelled = ".".join(project.namespaces.origin(parts, importer))
            path = project.modules.find(spelled, importer)
        if path is not None:
            return self.of_file(path)
        names = self._outside.get(spelled)
        return HeldModule(spelled, None, frozenset(names)) if names else None

    def of_file(self, path: str) -> HeldModule | None:
        """The same for a module of the tree, by its file."""
        if path not in self._known:
            module = module_name(self._project.modules, path) or ""
            names = self._project.rules.defined_names.get(path, frozenset())
            passed_on = self._passed_on(path, module) - names
            starred = frozenset(name for name in passed_on if self._is_starred(path, name))
            origin = self._origin(path, module, min(starred)) if starred and not names else ""
            names, passed_on = names | starred, passed_on - starred
            held = HeldModule(module, path, names, passed_on, origin=origin)
            self._known[path] = held if names or passed_on else None
        return self._known[path]

    def below(self, parts: DottedName, importer: str) -> Iterator[HeldModule]:
        """The modules with deprecated names, and deprecated ones, in a package that a dotted path means."""
        if self._packages or self._passing_packages:
            path = self._project.modules.find(".".join(parts), importer) or ""
            yield from self._packages.get(path, ())
            yield from self._passing_packages.get(path, ())

    def expect_passing(self, paths: Iterable[str]) -> None:
        """Take modules for such as hand a deprecated name on, and are about to lose it, by their files."""
        self.passing |= frozenset(paths)
        self._passing_packages, self._leaves = {}, None
        for path in sorted(self.passing):
            held = self.of_file(path)
            for package in packages_of(held.module) if held is not None else ():
                around = self._project.modules.find(package)
                if held is not None and around is not None:
                    below = replace(held, below=held.module.rpartition(".")[2])
                    self._passing_packages.setdefault(around, []).append(below)

    @cached_property
    def _packages(self) -> dict[str, list[HeldModule]]:
        """By the file of a package, the modules in it that are deprecated or have deprecated symbols."""
        project = self._project
        found: dict[str, list[HeldModule]] = {}
        homes = {rule.old.module: frozenset[str]() for rule in project.migration.symbols}
        for rule in project.migration.symbols:
            homes[rule.old.module] |= {rule.old.name.partition(".")[0]}
        for module in dict.fromkeys((*homes, *(rule.old for rule in project.migration.modules))):
            path, leaf = project.modules.find(module), module.rpartition(".")[2]
            for package in packages_of(module) if path is not None else ():
                around = project.modules.find(package)
                if around is not None:
                    names = homes.get(module) or frozenset({leaf})
                    found.setdefault(around, []).append(HeldModule(module, path, names, below=leaf))
        return found

    @cached_property
    def ruled(self) -> dict[str, HeldModule]:
        """The deprecated modules of the tree, by their files; what is read of one is its own name."""
        found: dict[str, HeldModule] = {}
        for rule in self._project.migration.modules:
            path = self._project.modules.find(rule.old)
            if path is not None:
                leaf = rule.old.rpartition(".")[2]
                found[path] = HeldModule(rule.old, path, frozenset({leaf}))
        return found

    @cached_property
    def top_modules(self) -> frozenset[str]:
        """The modules in no package that are deprecated or have deprecated symbols."""
        return frozenset(each for each in self._project.migration.old_modules if "." not in each)

    @property
    def by_leaf(self) -> dict[str, list[HeldModule]]:
        """The modules in packages, by their last names."""
        if self._leaves is None:
            self._leaves = {}
            every = (*self._packages.values(), *self._passing_packages.values())
            for each in (each for own in every for each in own):
                self._leaves.setdefault(each.below, []).append(each)
        return self._leaves

    def _passed_on(self, path: str, module: str) -> frozenset[str]:
        """The names by which a module hands deprecated symbols on, apart from those that keep theirs.

        What moves with its module alone goes on under its own name in every namespace, and under an alias
        only where that is given anew.
        """
        store = self._project.store
        # What spells none of the names binds none, but for what a star brings.
        may_bind = store.may_star(path) or bool(store.search.among((path,), self._project.wanted.old))
        table = self._project.scope_table(path) if module and may_bind else None
        bound = {name for scope, name in table.bindings if scope == 0} if table is not None else set()
        if table is not None and any(each.is_star for each in table.facts.imports):
            bound |= self._project.wanted.old
        resolved = (
            (name, self._project.resolve((*module.split("."), name), path))
            for name in self._project.wanted.old.intersection(bound)
        )
        symbols = ((name, each.symbol) for name, each in resolved if each is not None)
        rules = self._project.rules
        return frozenset(
            name
            for name, symbol in symbols
            if symbol is not None and (rules.has_own(symbol) or name != symbol.name)
        )

    def _origin(self, path: str, module: str, name: str) -> str:
        """The module that defines what another one has by a name."""
        resolved = self._project.resolve((*module.split("."), name), path)
        return resolved.symbol.module if resolved is not None and resolved.symbol is not None else ""

    def _is_starred(self, path: str, name: str) -> bool:
        """Whether a module has a name by a star import alone, which brings whatever its module has."""
        table = self._project.scope_table(path)
        return table is not None and (0, name) not in table.bindings
