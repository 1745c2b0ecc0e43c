"""Module objects that are handed on as values, so that their names may be read where no import tells."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from codemods.project.dotted_paths import (
    DottedName,
    ModuleAttribute,
    absolute_module,
    imported_path,
)
from codemods.project.held_modules import HeldModule, HeldModules
from codemods.project.project import Project
from codemods.project.resolved_targets import may_be_computed, relative_module, targets_beside
from codemods.project.target_paths import bases_of, possible_modules
from codemods.project.unexplained_names import NAMED_PATH, UnexplainedNames
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, BindingKind, ImportBinding
from codemods.semantic.module_lookups import GIVE_NAMES
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.string_names import PatchTarget, PathRoot, StringConstant
from codemods.values.symbol import packages_of

_READ_NAMES = frozenset(
    {"vars", "getattr", "dir", "inspect.getmembers", "inspect.getmembers_static", "inspect.getattr_static"}
)
"""Functions by which any name of an object can be read."""
_LOOKUPS = frozenset({PatchForm.MODULE_LOOKUP, PatchForm.GETATTR})
_DEFINED = frozenset({BindingKind.FUNCTION, BindingKind.CLASS})
_REGISTERS = re.compile(rb"\bmodules(?:\[[^\]]*\]\s*=|\.setdefault\([^()]*,)\s*\Z")
"""What stands before a module that is put into `sys.modules`."""
_ONLY_NAMED = frozenset({"getLogger", "get_logger", "assertLogs", "at_level", "set_level"})
"""Calls that take the name of a module as a text."""


class HandedOn(Struct, frozen=True):
    """A place from which such a module object goes on as a value; `offset` counts bytes of the source."""

    offset: int
    held: HeldModule
    registers: bool = False
    """Whether it is put into `sys.modules`, so that statements may import names from it by another name."""


class ModuleValues:
    """Finds where the module objects of a project are handed on, and who may read names from one."""

    def __init__(self, project: Project, held: HeldModules, unexplained: UnexplainedNames) -> None:
        self._project = project
        self._held = held
        self._unexplained = unexplained

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
            for parts in self._possible_modules(table, access):
                if self._is_followed(table, named.get(access.start)):
                    continue
                held = self._held.find((*parts, *chain), table.facts.path)
                if held is not None:
                    yield HandedOn(access.start, held, self._registers(table, access))
                for below in self._held.below((*parts, *chain), table.facts.path):
                    yield HandedOn(access.start, below)
        yield from self._renamed(table)
        yield from self._computed(table)
        yield from self._spelled(table)
        for target in table.facts.patch_targets:
            follows = target.handed_on and target.form in _LOOKUPS and not self._reads_other(table, target)
            for base in bases_of(table, target) if follows else ():
                parts = (*base, *filter(None, target.path))
                held = self._held.find(parts, table.facts.path)
                if held is not None:
                    yield HandedOn(target.span.start, held)
                if target.form is PatchForm.GETATTR:
                    around = self._held.below(parts[:-1], table.facts.path)
                    read = (each for each in around if each.below == parts[-1])
                    for below in (*read, *self._held.below(parts, table.facts.path)):
                        yield HandedOn(target.span.start, below)

    def _registers(self, table: ScopeTable, access: Access) -> bool:
        """Whether a module object is put into `sys.modules` where it stands."""
        text = self._project.store.search.text(table.facts.path) or b""
        return _REGISTERS.search(text, text.rfind(b"\n", 0, access.start) + 1, access.start) is not None

    def _reads_other(self, table: ScopeTable, target: PatchTarget) -> bool:
        """Whether `__import__("a.b")` is only asked for names of `a` that are no modules."""
        asked = [each.name for each in table.facts.asked_names if each.start == target.start]
        package = self._project.modules.find(target.path[0], table.facts.path) if asked else None
        if package is None or target.form is not PatchForm.MODULE_LOOKUP:
            return False
        return not any(self._may_be_module(package, target.path[0], name) for name in asked)

    def _may_be_module(self, package: str, module: str, name: str) -> bool:
        """Whether a package, by its file and its name, may have a module by a name."""
        table = self._project.scope_table(package, (name,))
        if (
            table is None
            or table.facts.has_module_getattr
            or self._project.means_module((module, name), package)
        ):
            return True
        assigned = (each for each in table.bindings.get((0, name), ()) if not isinstance(each, ImportBinding))
        return any(each.kind not in _DEFINED for each in assigned)

    def _possible_modules(self, table: ScopeTable, access: Access) -> Iterator[DottedName]:
        """The dotted paths of the modules that an access may stand for; a star may bring them."""
        yield from possible_modules(table, access.scope, access.name)
        if table.owner(access.scope, access.name) is None and any(
            each.is_star for each in table.facts.imports
        ):
            yield from self._project.namespaces.star_paths(table, access.name, in_tree=True)

    def _renamed(self, table: ScopeTable) -> Iterator[HandedOn]:
        """The imports of a file that give a module another name, by which other files read it."""
        readers, path = self._project.attribute_readers, table.facts.path
        for binding in table.facts.bindings:
            if binding.scope != 0 or not isinstance(binding, ImportBinding):
                continue
            parts = imported_path(table.facts, binding)
            if binding.name == parts[-1] or table.facts.imports[binding.statement].is_star:
                continue
            held = self._held.find(parts, path)
            if held is not None and readers.is_read(ModuleAttribute(path, binding.name)):
                yield HandedOn(binding.span.start, held)

    def _is_followed(self, table: ScopeTable, binding: Binding | None) -> bool:
        """Whether a place only gives a module another name, by which nothing but the file's code reads it."""
        chain = table.imported_chain(binding) if binding is not None else None
        if binding is None or chain is None or not self._are_modules(table, *chain):
            return False
        return binding.scope != 0 or not self._is_read_elsewhere(table, binding.name)

    def _are_modules(self, table: ScopeTable, imports: Iterable[Binding], attrs: DottedName) -> bool:
        """Whether all that some imports may bring has a module by some attributes."""
        paths = (imported_path(table.facts, each) for each in imports if isinstance(each, ImportBinding))
        return all(self._project.means_module((*parts, *attrs), table.facts.path) for parts in paths)

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
        spelled = frozenset(self._unexplained.names(table)) if lookups and self._held.passing else frozenset()
        files = {*self._project.rules.defined_names, *self._held.passing, *self._held.ruled}
        for path in sorted(files) if lookups else ():
            held = self._held.of_file(path) or self._held.ruled.get(path)
            if held is not None and not held.names and spelled.isdisjoint(held.passed_on):
                continue
            places = (
                each
                for each in lookups
                if held is not None and may_be_computed(self._project, table, each, held.module)
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
        found = [
            (each, list(self._named(table, each))) for each in strings if NAMED_PATH.fullmatch(each.value)
        ]
        spelled = frozenset(self._unexplained.names(table)) if any(held for _, held in found) else frozenset()
        for string, held in found:
            for each in held:
                if not spelled.isdisjoint(each.names | each.passed_on):
                    yield HandedOn(string.span.start, each)

    def _named(self, table: ScopeTable, string: StringConstant) -> Iterator[HeldModule]:
        if "." in string.value.lstrip(".") or string.value in self._held.top_modules:
            called = (string.callee or "").rpartition(".")[2]
            path = self._project.modules.find(string.value) if called not in _ONLY_NAMED else None
            held = self._held.of_file(path) if path is not None else None
            if held is not None:
                yield held
            elif path is not None and self._unexplained.loads(table, string):
                yield HeldModule(string.value, path, frozenset({string.value}))
            return
        for each in self._held.by_leaf.get(relative_module(string.value), ()):
            packages = packages_of(each.module)
            read = table.facts.reads_names and not _imported(table).isdisjoint(packages)
            if read or self._unexplained.loads_from(table, string, each.module):
                yield each

    def _names_attribute(self, target: PatchTarget) -> bool:
        """Whether a place names the one attribute that it reads or replaces; an unknown call may."""
        return target.form is not PatchForm.UNKNOWN_CALL or target.path[-1] in self._project.wanted.old


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
