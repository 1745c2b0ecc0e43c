"""Module objects that are handed on as values, so that their names may be read where no import tells."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from codemods.project.dotted_paths import DottedName, ModuleAttribute, module_name
from codemods.project.project import Project
from codemods.project.resolved_targets import may_be_computed, targets_beside
from codemods.project.target_paths import bases_of, possible_modules
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, ImportBinding
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import PatchTarget, PathRoot
from codemods.values.rules import Symbol

_GIVE_NAMES = frozenset({"__dict__", "__getattr__", "__getattribute__"})
"""Attributes of a module object by which any of its names can be read."""
_READ_NAMES = frozenset({"vars", "getattr", "dir"})
"""Built-ins by which any name of an object can be read."""
_LOOKUPS = frozenset({PatchForm.MODULE_LOOKUP, PatchForm.GETATTR})
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
        yield from self._computed(table)
        for target in table.facts.patch_targets:
            for base in bases_of(table, target) if target.handed_on and target.form in _LOOKUPS else ():
                held = self.held((*base, *filter(None, target.path)), table.facts.path)
                if held is not None:
                    yield HandedOn(target.span.start, held)

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
        for path in self._project.rules.defined_names if lookups else ():
            held = self.held_in(path)
            places = (
                each for each in lookups if held is not None and may_be_computed(table, each, held.module)
            )
            place = next(places, None)
            if held is not None and place is not None:
                yield HandedOn(place.span.start, held)

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
            held = HeldModule(module, path, names, passed_on)
            self._known[path] = held if names or passed_on else None
        return self._known[path]

    def _passed_on(self, path: str, module: str) -> frozenset[str]:
        """The names by which a module hands deprecated symbols on."""
        table = self._project.scope_table(path) if module else None
        bound = (name for scope, name in table.bindings if scope == 0) if table is not None else ()
        resolved = (
            (name, self._project.resolve((*module.split("."), name), path))
            for name in self._project.wanted.old.intersection(bound)
        )
        return frozenset(name for name, each in resolved if each is not None and each.symbol is not None)

    def unexplained(self, table: ScopeTable) -> Iterator[str]:
        """The deprecated names that a file reads from objects that nothing tells, or spells as strings."""
        old = self._project.wanted.old
        yield from (each.name for each in table.facts.loose_attributes)
        for string in table.facts.strings:
            if string.dunder_all_entry is None and _PATH.fullmatch(string.value):
                yield from old.intersection(_SEPARATOR.split(string.value))
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
        bindings = table.bindings_of(access.scope, access.name)
        if not bindings or any(not self._is_import(table, each) for each in bindings):
            return False
        return all(
            self._tells(table, (*parts, *before))
            for parts in possible_modules(table, access.scope, access.name)
        )

    def _is_import(self, table: ScopeTable, binding: Binding) -> bool:
        """Whether a binding is an import, or another name for what one brings."""
        return isinstance(binding, ImportBinding) or table.imported_chain(binding) is not None

    def _tells(self, table: ScopeTable, parts: DottedName) -> bool:
        """Whether a path means a module, or something outside the tree."""
        path, depth = self._project.namespaces.module_prefix(parts, table.facts.path, len(parts))
        return path is None or depth == len(parts)


def _handed_chain(access: Access) -> DottedName | None:
    """The attributes of an access up to the object that goes on as a value; None where none does."""
    usage = access.usage
    if not usage.handed_on or access.embedded is not None or access.stored:
        return None
    if usage.inspected_by is not None and usage.inspected_by not in _READ_NAMES:
        return None
    return access.attrs[:-1] if access.attrs[-1:] and access.attrs[-1] in _GIVE_NAMES else access.attrs
