"""Module objects that are handed on as values, so that their names may be read where no import tells."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.dotted_paths import (
    DottedName,
    ModuleAttribute,
    absolute_module,
    imported_path,
    module_name,
)
from codemods.project.project import Project
from codemods.project.resolved_targets import may_be_computed, targets_beside
from codemods.project.target_paths import bases_of, possible_modules
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, Import, ImportBinding
from codemods.semantic.module_lookups import GIVE_NAMES
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.string_names import PatchTarget, PathRoot, StringConstant
from codemods.values.symbol import Symbol, packages_of

_READ_NAMES = frozenset({"vars", "getattr", "dir"})
"""Built-ins by which any name of an object can be read."""
_LOOKUPS = frozenset({PatchForm.MODULE_LOOKUP, PatchForm.GETATTR})
_ONLY_NAMED = frozenset({"getLogger", "get_logger", "assertLogs", "at_level", "set_level"})
"""Calls that take the name of a module as a text."""
_PATH = re.compile(r"[^\W\d]\w*(?:[.:][^\W\d]\w*)*")
_SEPARATOR = re.compile(r"[.:]")


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


class HandedOn(Struct, frozen=True):
    """A place from which such a module object goes on as a value; `offset` counts bytes of the source."""

    offset: int
    held: HeldModule


class ModuleValues:
    """Finds where the module objects of a project are handed on, and who may read names from one."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._outside: dict[str, set[str]] = {}
        for rule in project.migration.symbols:
            self._outside.setdefault(rule.old.module, set()).add(rule.old.name.partition(".")[0])
        self._by_holder: dict[tuple[str, str], list[Symbol]] = {}
        for symbol in dict.fromkeys(rule.old for rule in project.migration.symbols):
            package, _, module = symbol.module.rpartition(".")
            if package:
                self._by_holder.setdefault((module, symbol.name.partition(".")[0]), []).append(symbol)
        self._known: dict[str, HeldModule | None] = {}
        self.passing: frozenset[str] = frozenset()
        """What `expect_passing` has been told."""
        self._passing_packages: dict[str, list[HeldModule]] = {}
        self._leaves: dict[str, list[HeldModule]] | None = None

    def handed_on(self, table: ScopeTable) -> Iterator[HandedOn]:
        """The places of a file at which a module object with deprecated names goes on as a value."""
        named = {
            each.assigned_chain.start: each
            for each in table.facts.bindings
            if each.assigned_chain is not None
        }
        for access in table.facts.accesses:
            chain = _handed_chain(access)
            beside = targets_beside(table, access) if chain is not None else []
            if chain is None or any(map(self._names_attribute, beside)):
                continue
            if access.usage.names_attribute and not beside:
                # `patch.object(module, "other")` has to do with another name than a deprecated one.
                continue
            for parts in possible_modules(table, access.scope, access.name):
                held = self.held((*parts, *chain), table.facts.path)
                if held is not None and not self._is_followed(table, named.get(access.start)):
                    yield HandedOn(access.start, held)
                for below in self._below((*parts, *chain), table.facts.path):
                    yield HandedOn(access.start, below)
        yield from self._computed(table)
        yield from self._spelled(table)
        for target in table.facts.patch_targets:
            for base in bases_of(table, target) if target.handed_on and target.form in _LOOKUPS else ():
                parts = (*base, *filter(None, target.path))
                held = self.held(parts, table.facts.path)
                if held is not None:
                    yield HandedOn(target.span.start, held)
                if target.form is PatchForm.GETATTR:
                    around = self._below(parts[:-1], table.facts.path)
                    read = (each for each in around if each.below == parts[-1])
                    for below in (*read, *self._below(parts, table.facts.path)):
                        yield HandedOn(target.span.start, below)

    def _is_followed(self, table: ScopeTable, binding: Binding | None) -> bool:
        """Whether a place only gives a module another name, by which nothing but the file's code reads it."""
        if binding is None or table.imported_chain(binding) is None:
            return False
        return binding.scope != 0 or not self._is_read_elsewhere(table, binding.name)

    def _is_read_elsewhere(self, table: ScopeTable, name: str) -> bool:
        """Whether another file may read a name of a file's namespace, or this one by a string."""
        readers = self._project.attribute_readers
        return table.facts.reads_names or readers.is_read(ModuleAttribute(table.facts.path, name))

    def _computed(self, table: ScopeTable) -> Iterator[HandedOn]:
        """The modules that a file may look up by a name that it computes, each at the first such place."""
        lookups = [
            each
            for each in table.facts.patch_targets
            if each.form is PatchForm.MODULE_LOOKUP and each.root is PathRoot.UNKNOWN
        ]
        spelled = frozenset(self.unexplained(table)) if lookups and self.passing else frozenset()
        for path in sorted({*self._project.rules.defined_names, *self.passing}) if lookups else ():
            held = self.held_in(path)
            if held is not None and not held.names and spelled.isdisjoint(held.passed_on):
                continue
            places = (
                each for each in lookups if held is not None and may_be_computed(table, each, held.module)
            )
            place = next(places, None)
            if held is not None and place is not None:
                yield HandedOn(place.span.start, held)

    def _spelled(self, table: ScopeTable) -> Iterator[HandedOn]:
        """The modules that a string names beside names that are read from them, in one file.

        It names one by its whole path, or by its last name alone where the file has the package itself. A
        module that gives names by `__getattr__` has findings of its own.
        """
        lazy = table.facts.lazy_modules
        entries = {each.span for each in lazy.entries} if lazy is not None else set[Span]()
        every = table.facts.strings if not table.facts.has_module_getattr else ()
        strings = [each for each in every if each.dunder_all_entry is None and each.span not in entries]
        found = [(each, list(self._named(table, each))) for each in strings if _PATH.fullmatch(each.value)]
        spelled = frozenset(self.unexplained(table)) if any(held for _, held in found) else frozenset()
        for string, held in found:
            for each in held:
                if not spelled.isdisjoint(each.names | each.passed_on):
                    yield HandedOn(string.span.start, each)

    def _named(self, table: ScopeTable, string: StringConstant) -> Iterator[HeldModule]:
        if "." in string.value or string.value in self._top_modules:
            called = (string.callee or "").rpartition(".")[2]
            path = self._project.modules.find(string.value) if called not in _ONLY_NAMED else None
            held = self.held_in(path) if path is not None else None
            if held is not None:
                yield held
            elif path is not None and self._loads(table, string):
                yield HeldModule(string.value, path, frozenset({string.value}))
            return
        for each in self._by_leaf.get(string.value, ()) if table.facts.reads_names else ():
            if not _imported(table).isdisjoint(packages_of(each.module)):
                yield each

    def _loads(self, table: ScopeTable, string: StringConstant) -> bool:
        """Whether a module in no package is given by its name to a function that may look it up."""
        if string.value not in self._top_modules or string.callee is None:
            return False
        name, *rest = string.callee.split(".")
        table = self._project.scope_table(table.facts.path, (name,)) or table
        imports = [
            each for each in table.facts.bindings if each.name == name and isinstance(each, ImportBinding)
        ]
        found = [table.facts.path] if not imports else []
        for binding in imports:
            parts = (*imported_path(table.facts, binding), *rest)
            path, _ = self._project.namespaces.module_prefix(parts, table.facts.path, len(parts) - 1)
            found += [path] if path is not None else []
        facts = [each.facts for each in map(self._project.scope_table, found) if each is not None]
        return any(
            target.form is PatchForm.MODULE_LOOKUP and target.root is PathRoot.UNKNOWN
            for each in facts
            for target in each.patch_targets
        )

    def _below(self, parts: DottedName, importer: str) -> Iterator[HeldModule]:
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
            held = self.held_in(path)
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
    def _top_modules(self) -> frozenset[str]:
        """The modules in no package that are deprecated or have deprecated symbols."""
        return frozenset(each for each in self._project.migration.old_modules if "." not in each)

    @property
    def _by_leaf(self) -> dict[str, list[HeldModule]]:
        """The modules in packages, by their last names."""
        if self._leaves is None:
            self._leaves = {}
            every = (*self._packages.values(), *self._passing_packages.values())
            for each in (each for own in every for each in own):
                self._leaves.setdefault(each.below, []).append(each)
        return self._leaves

    def held(self, parts: DottedName, importer: str) -> HeldModule | None:
        """The module with deprecated names that a dotted path means; None where it means anything else."""
        project, spelled = self._project, ".".join(parts)
        path = project.modules.find(spelled, importer)
        if path is None and parts[-1] in project.wanted.homes:
            # A package may hand its module on under the same name.
            spelled = ".".join(project.namespaces.origin(parts, importer))
            path = project.modules.find(spelled, importer)
        if path is not None:
            return self.held_in(path)
        names = self._outside.get(spelled)
        return HeldModule(spelled, None, frozenset(names)) if names else None

    def held_in(self, path: str) -> HeldModule | None:
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

    def unexplained(self, table: ScopeTable) -> Iterator[str]:
        """The deprecated names that a file reads from objects that nothing tells, or spells as strings."""
        old = self._project.wanted.old | self._by_leaf.keys()
        yield from (each.name for each in table.facts.loose_attributes)
        for statement in table.facts.imports:
            for alias in statement.aliases if statement.is_from else ():
                if alias.name in old and self._is_asked_for(table, statement, alias.name):
                    yield alias.name
        for string in table.facts.strings:
            if string.dunder_all_entry is None and _PATH.fullmatch(string.value):
                yield from old.intersection(_SEPARATOR.split(string.value))
            if string.dunder_all_entry is None and self._loads(table, string):
                yield string.value
        for target in table.facts.patch_targets:
            if target.path[-1] in old and not any(
                self._tells(table, base) for base in bases_of(table, target)
            ):
                yield target.path[-1]
        for access in table.facts.accesses:
            for index, attribute in enumerate(access.attrs):
                if attribute in old and not self._explains(table, access, access.attrs[:index]):
                    yield attribute

    def reads_through_packages(self, table: ScopeTable) -> Iterator[tuple[int, Symbol]]:
        """The symbols that a file reads by a module's name from what may be its package, at byte offsets."""
        for loose in table.facts.loose_attributes:
            for symbol in self._by_holder.get((loose.holder, loose.name), ()):
                yield loose.start, symbol
        for access in table.facts.accesses:
            for pair in pairwise(access.attrs):
                symbols = self._by_holder.get(pair, ())
                if symbols and not any(possible_modules(table, access.scope, access.name)):
                    yield from ((access.start, symbol) for symbol in symbols)

    def _names_attribute(self, target: PatchTarget) -> bool:
        """Whether a place names the one attribute that it reads or replaces; an unknown call may."""
        return target.form is not PatchForm.UNKNOWN_CALL or target.path[-1] in self._project.wanted.old

    def _explains(self, table: ScopeTable, access: Access, before: DottedName) -> bool:
        """Whether it is known what object the first attributes of an access give."""
        bindings = table.meanings_of(access.scope, access.name)
        if not bindings or any(not self._is_import(table, each) for each in bindings):
            return False
        return all(
            self._tells(table, (*parts, *before))
            for parts in possible_modules(table, access.scope, access.name)
        )

    def _is_import(self, table: ScopeTable, binding: Binding) -> bool:
        """Whether a binding is an import, or another name for what one brings."""
        return isinstance(binding, ImportBinding) or table.imported_chain(binding) is not None

    def _is_asked_for(self, table: ScopeTable, statement: Import, name: str) -> bool:
        """Whether a name comes from a module that can only give it by its `__getattr__`."""
        path = self._project.modules.find(".".join(absolute_module(table.facts, statement)), table.facts.path)
        giver = self._project.scope_table(path, (name,)) if path is not None else None
        return giver is not None and giver.facts.has_module_getattr and (0, name) not in giver.bindings

    def _tells(self, table: ScopeTable, parts: DottedName) -> bool:
        """Whether a path means a module, or something outside the tree."""
        path, depth = self._project.namespaces.module_prefix(parts, table.facts.path, len(parts))
        giver = self._project.scope_table(path) if path is not None else None
        return path is None or (depth == len(parts) and not (giver and giver.facts.has_module_getattr))


def _imported(table: ScopeTable) -> frozenset[str]:
    """The dotted names of what the import statements of a file bring in, as far as it may be a module."""
    found: set[str] = set()
    for statement in table.facts.imports:
        module = absolute_module(table.facts, statement) if statement.is_from else ()
        found.update(".".join((*module, alias.name)) for alias in statement.aliases)
    return frozenset(found)


def _handed_chain(access: Access) -> DottedName | None:
    """The attributes of an access up to the object that goes on as a value; None where none does."""
    usage = access.usage
    given = next((index for index, name in enumerate(access.attrs) if name in GIVE_NAMES), None)
    if given is not None and access.embedded is None:
        return access.attrs[:given]
    if not usage.handed_on or access.embedded is not None or access.stored:
        return None
    if usage.inspected_by is not None and usage.inspected_by not in _READ_NAMES:
        return None
    return access.attrs
