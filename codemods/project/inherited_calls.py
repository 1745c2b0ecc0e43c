"""Classes whose objects are made by the constructor of a class whose calls the migration changes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from codemods.project.calls_in_place import parameters_touched, renames_of
from codemods.project.dotted_paths import module_name
from codemods.project.project import Project
from codemods.project.resolve_local_names import local_names_of
from codemods.semantic.access import Access
from codemods.semantic.binding import ImportBinding
from codemods.semantic.class_statements import ClassStatement, HandedKeywords
from codemods.semantic.scope_table import ScopeTable
from codemods.values.rule_forms import NO_CONDITION, ArgumentEdits
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
        if statement.scope or (statement.has_constructor and statement.handed is None):
            continue
        starts = starts or symbols_named(project, table)
        own = Symbol(module, statement.name)
        base, is_sure = _made_as(statement, starts)
        if base is None or base == own:
            continue
        for rule in project.rules.for_symbol(base):
            inherited = replace(rule, old=own, new=own, made_as=rule.made_as or rule.old)
            if rule.call is None and rule.arguments is None:
                continue
            if is_sure and statement.handed is None:
                yield inherited
            elif (edits := _keywords_of(rule, statement.handed)) is not None:
                is_sure = is_sure and not (rule.condition or _is_taken(edits, rule, statement.handed))
                yield replace(
                    inherited,
                    condition=NO_CONDITION,
                    signature=None,
                    call=None,
                    arguments=edits,
                    is_only_told=rule.is_only_told or not is_sure,
                )


def _made_as(statement: ClassStatement, starts: Mapping[int, Symbol]) -> tuple[Symbol | None, bool]:
    """The symbol whose constructor takes a class's keywords, and whether it surely takes them as they are."""
    own = [start for start, _ in statement.bases]
    named = next((starts[each] for each in own if each in starts), None)
    index, handed = ruled_base(statement), statement.handed
    first = starts.get(own[index]) if index is not None else None
    if not statement.is_plain:
        return named, False
    by_super = [each.span.start for each in statement.super_calls]
    if handed is not None and (handed.start is None or handed.start not in by_super):
        called = starts.get(handed.start) if handed.start is not None else None
        return called or named, called is not None and named is not None
    return first or named, first is not None


def _keywords_of(rule: SymbolRule, handed: HandedKeywords | None) -> ArgumentEdits | None:
    """What a rule says of the keywords that go on from a class's own constructor; None for nothing."""
    taken = handed.parameters if handed is not None else frozenset()
    edits = rule.arguments
    if edits is None:
        renames = renames_of(rule).rename
        gone = set(parameters_touched(rule)) - {old for old, _ in renames}
        edits = ArgumentEdits(rename=renames, drop=tuple(sorted(gone)))
    found = replace(
        edits,
        rename=tuple(each for each in edits.rename if each[0] not in taken),
        drop=tuple(each for each in edits.drop if each not in taken),
        values=tuple(each for each in edits.values if each[0] not in taken),
        add=(),
        keyword=(),
    )
    return found if found.rename or found.drop or found.values else None


def _is_taken(edits: ArgumentEdits, rule: SymbolRule, handed: HandedKeywords | None) -> bool:
    """Whether a new keyword would meet one of the class's own code, or an old one has no known new place."""
    meets = handed.parameters | handed.passed if handed is not None else frozenset()
    return any(new in meets for _, new in edits.rename) or (rule.call is not None and bool(edits.drop))


def symbols_named(project: Project, table: ScopeTable) -> dict[int, Symbol]:
    """The symbols that are bases in a file, or whose `__init__` is called, by where they stand."""
    found: dict[int, Symbol] = {}
    for local in local_names_of(project, table):
        for access in local.uses:
            symbols = {each.symbol for each in access.resolutions}
            if _is_base_or_init(access.use, access.attrs):
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
            if _is_base_or_init(use, 0) and table.owner(use.scope, symbol.name) == 0:
                found[use.start] = symbol
    return found


def _is_base_or_init(use: Access, attrs: int) -> bool:
    """Whether the first attributes of a use are a base, or `__init__` is called on what they name."""
    rest = use.attrs[attrs:]
    return use.usage.stand == "base" if not rest else rest == ("__init__",) and use.usage.call is not None
