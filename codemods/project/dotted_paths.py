"""Dotted paths: what an import spells, where one leads, and through whose namespaces."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from codemods.semantic.binding import Binding
from codemods.semantic.facts import Facts
from codemods.values.rules import ModuleRule, Symbol

DottedName = tuple[str, ...]


class Modules(Protocol):
    """Which file of the tree a module name means."""

    def find(self, module: str, importer: str | None = None) -> str | None:
        """The path of a module as an importer sees it; None outside the tree."""

    def names(self, path: str) -> tuple[str, ...]:
        """The dotted names under which a file can be imported, the preferred one first."""

    def is_package(self, path: str) -> bool:
        """Whether a file is a package's `__init__`."""

    def modules_beside(self, path: str) -> Sequence[str]:
        """The names of the modules and packages beside a package's `__init__`, sorted."""

    def is_namespace(self, module: str, importer: str | None = None) -> bool:
        """Whether a module is a folder without `__init__` that holds Python files."""


class ModuleAttribute(Struct, frozen=True, order=True):
    """A module of the tree through whose namespace a path was reached."""

    path: str
    name: str


class ResolvedPath(Struct, frozen=True):
    """What a dotted path means. Exactly one of `symbol` and `module` is set.

    `depth` is how many of the path's parts spell it; `hops` are the re-exports passed on the way;
    `unsure` says that a re-export may bind something else as well.
    """

    depth: int
    symbol: Symbol | None = None
    module: ModuleRule | None = None
    hops: tuple[ModuleAttribute, ...] = ()
    unsure: bool = False


def of(reach: ResolvedPath | None) -> str:
    """What a reach means, in one word: the symbol, or the module; empty for nothing."""
    if reach is None:
        return ""
    return str(reach.symbol) if reach.symbol is not None else reach.module.old if reach.module else ""


def target_parts(facts: Facts, binding: Binding) -> DottedName:
    """The dotted path that an import binding's local name stands for."""
    statement = facts.imports[binding.statement]
    alias = statement.aliases[binding.alias]
    if not statement.is_from:
        return tuple(alias.name.split(".")) if alias.asname else (alias.local,)
    return (*absolute(facts, statement), alias.name)


def known_parts(facts: Facts, binding: Binding) -> int:
    """How many of an import binding's parts are a module, since the statement says so."""
    statement = facts.imports[binding.statement]
    return len(target_parts(facts, binding)) - statement.is_from


class Relative(Protocol):
    """What tells where a from-import looks: the module's name as written, and the dots before it."""

    @property
    def module(self) -> str | None:
        """The name after the dots."""

    @property
    def level(self) -> int:
        """The number of dots."""


def absolute(facts: Facts, statement: Relative) -> DottedName:
    """The absolute module path of a from-import (language reference 5.7)."""
    module = statement.module or ""
    own = tuple(module.split(".")) if module else ()
    if not statement.level:
        return own
    package: Sequence[str] = facts.module.split(".")
    if not facts.is_package:
        package = package[:-1]
    up = statement.level - 1
    return (*(package[: len(package) - up] if up else package), *own)
