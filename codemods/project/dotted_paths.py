"""Dotted paths: what an import spells, where one leads, and through whose namespaces."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from codemods.semantic.binding import Import, ImportBinding
from codemods.semantic.facts import Facts
from codemods.values.rules import ModuleRule
from codemods.values.symbol import Symbol

DottedName = tuple[str, ...]


class Modules(Protocol):
    """Which file of the tree a module name means."""

    def find(self, module: str, importer: str | None = None) -> str | None:
        """The path of a module as an importer sees it; None outside the tree."""

    def names(self, path: str) -> tuple[str, ...]:
        """The dotted names under which a file can be imported, the preferred one first."""

    def is_package(self, path: str) -> bool:
        """Whether a file is a package's `__init__`."""

    def twin(self, path: str) -> str | None:
        """The stub beside a module of the tree, or the module beside a stub; None if there is none."""

    def modules_beside(self, path: str) -> Sequence[str]:
        """The names of the modules and packages beside a package's `__init__`, sorted."""

    def is_namespace(self, module: str, importer: str | None = None) -> bool:
        """Whether a module is a folder without `__init__` that holds Python files."""


class ModuleAttribute(Struct, frozen=True, order=True):
    """A name of a module's namespace: the module's file, and the name."""

    path: str
    name: str


def module_name(modules: Modules, path: str) -> str | None:
    """The preferred dotted name of a file; None where it cannot be imported."""
    return next(iter(modules.names(path)), None)


def last_component(modules: Modules, path: str) -> str | None:
    """The last component of a file's preferred name; None where the file cannot be imported."""
    name = module_name(modules, path)
    return name.rpartition(".")[2] if name is not None else None


class ResolvedPath(Struct, frozen=True):
    """What a dotted path means. Exactly one of `symbol` and `module` is set."""

    depth: int
    """How many of the path's parts spell it."""
    symbol: Symbol | None = None
    module: ModuleRule | None = None
    """The rule that a deprecated module follows."""
    through: tuple[ModuleAttribute, ...] = ()
    """The re-exports through which the path leads, in its order."""
    unsure: bool = False
    """Whether one of these may be bound to something else as well."""
    at_home: bool = True
    """Whether the symbol is looked up in the module that defines it, not in one that imports it."""


def old_path(resolved: ResolvedPath | None) -> str:
    """The deprecated symbol or module that a path means, as rules spell it; empty where it means none."""
    if resolved is None:
        return ""
    if resolved.symbol is not None:
        return str(resolved.symbol)
    return resolved.module.old if resolved.module is not None else ""


def imported_path(facts: Facts, binding: ImportBinding) -> DottedName:
    """The dotted path that an import binding's local name stands for."""
    statement = facts.imports[binding.statement]
    alias = statement.aliases[binding.alias]
    if not statement.is_from:
        return tuple(alias.name.split(".")) if alias.asname else (alias.local,)
    return (*absolute_module(facts, statement), alias.name)


def module_depth(facts: Facts, binding: ImportBinding) -> int:
    """How many of an import binding's parts are a module, since the statement says so."""
    statement = facts.imports[binding.statement]
    return len(imported_path(facts, binding)) - statement.is_from


class FromImport(Protocol):
    """Where a from-import looks: the module's name as written, and how many dots stand before it."""

    @property
    def module(self) -> str | None:
        """The name after the dots."""

    @property
    def level(self) -> int:
        """The number of dots."""


def absolute_module(facts: Facts, statement: FromImport) -> DottedName:
    """The absolute module path of a from-import (language reference 5.7)."""
    return parts_of_from(facts.module, facts.is_package, statement.module or "", statement.level)


def modules_of(facts: Facts, statement: Import) -> Iterator[str]:
    """The modules that an import statement loads, the packages around them, and names taken from them."""
    base = absolute_module(facts, statement) if statement.is_from else ()
    for alias in statement.aliases:
        parts = (*base, *alias.name.split("."))
        yield from (".".join(parts[: length + 1]) for length in range(len(parts)))


def parts_of_from(module: str, is_package: bool, spelled: str, level: int) -> DottedName:
    """The same for what a module spells behind so many dots."""
    own = tuple(spelled.split(".")) if spelled else ()
    if not level:
        return own
    package = module.split(".") if is_package else module.split(".")[:-1]
    return (*package[: len(package) - level + 1], *own)
