"""Classes whose objects are made by the constructor of a class whose calls the migration changes."""

from collections.abc import Iterator
from dataclasses import replace

from codemods.project.dotted_paths import module_name
from codemods.project.project import Project
from codemods.project.resolve_local_names import local_names_of
from codemods.semantic.binding import ImportBinding
from codemods.semantic.class_statements import ClassStatement
from codemods.semantic.scope_table import ScopeTable
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol

_PLAIN = frozenset({"object", "ABC", "Generic", "Protocol"})
"""Bases that take no part in making an object."""


def ruled_base(statement: ClassStatement) -> int | None:
    """The place of the one base that may make the objects of a class; None where that can't be told.

    The bases before it must not have a say; a mixin has none by its name.
    """
    for index, (_, name) in enumerate(statement.bases):
        if name not in _PLAIN and not name.endswith("Mixin"):
            return index
    return None


def inherited_rules(project: Project, path: str) -> Iterator[SymbolRule]:
    """The rules of the classes of one file that are made as a symbol of the project is.

    Only classes at the top of a module have a name by which rules can speak of them.
    """
    table = project.scope_table(path)
    module = module_name(project.modules, path)
    if table is None or module is None:
        return
    starts: dict[int, Symbol] = {}
    for statement in table.facts.classes:
        if statement.scope or statement.makes_itself:
            continue
        index = ruled_base(statement)
        if index is None:
            continue
        if not starts:
            starts = base_symbols(project, table)
        base = starts.get(statement.bases[index][0])
        own = Symbol(module, statement.name)
        if base is None or base == own:
            continue
        for rule in project.rules.for_symbol(base):
            if rule.call is not None or rule.arguments is not None:
                yield replace(rule, old=own, new=own, made_as=rule.made_as or rule.old)


def base_symbols(project: Project, table: ScopeTable) -> dict[int, Symbol]:
    """The symbols that stand as bases in a file, by the offsets at which they do."""
    found: dict[int, Symbol] = {}
    for local in local_names_of(project, table):
        for access in local.uses:
            symbols = {each.symbol for each in access.resolutions}
            if access.use.usage.stand == "base" and access.attrs == len(access.use.attrs):
                (symbol,) = symbols if len(symbols) == 1 else (None,)
                if symbol is not None and not local.impure:
                    found[access.use.start] = symbol
    path = table.facts.path
    for symbol in dict.fromkeys(rule.old for rule in project.migration.symbols):
        if project.modules.find(symbol.module) != path or "." in symbol.name:
            continue
        bindings = table.bindings.get((0, symbol.name), ())
        if not bindings or any(isinstance(each, ImportBinding) for each in bindings):
            continue
        for use in table.reads.get(symbol.name, ()):
            if use.usage.stand == "base" and not use.attrs and table.owner(use.scope, symbol.name) == 0:
                found[use.start] = symbol
    return found
