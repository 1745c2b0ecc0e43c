"""The `[[symbol]]` tables, each checked on its own and against the others of the same `old`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard, get_args

from codemods.migration.argument_table import read_arguments, read_condition
from codemods.migration.expressions import parse_expression, parse_imports
from codemods.migration.file_schema import SymbolTable
from codemods.migration.mistakes import TablePlace, did_you_mean, place_of
from codemods.migration.outcomes import read_new
from codemods.migration.second_run import check_call_in_place
from codemods.migration.signatures import parse_call, parse_signature
from codemods.migration.symbol_paths import parse_symbol
from codemods.migration.toml_decoding import check_not_empty
from codemods.values.category import Category, category_names
from codemods.values.errors import MigrationError
from codemods.values.rule_forms import Expression, NewCall, OldSignature, Stand, When
from codemods.values.rules import (
    Migration,
    ModuleRule,
    RuleTable,
    SymbolRule,
    TableKind,
)
from codemods.values.symbol import Symbol

_NO_CALLS = ("value", "base", "subscript")
WHENS: tuple[str, ...] = (*get_args(When), *get_args(Stand))


@dataclass(slots=True)
class SymbolTables:
    """The `[[symbol]]` tables of a file, or of several that are composed, as rules."""

    rules: list[SymbolRule] = field(default_factory=list)
    _same: dict[Symbol, list[SymbolRule]] = field(default_factory=dict)
    _renamed: dict[Symbol | None, SymbolRule] = field(default_factory=dict)

    def read(self, tables: Iterable[SymbolTable], origin: str, file: str = "") -> None:
        """Read a file's tables; `file` names it in rules, where there are several.

        Raises MigrationError at the first table that is wrong, or is unreachable for an earlier one.
        """
        for number, table in enumerate(tables, start=1):
            where = RuleTable(TableKind.SYMBOL, number, file)
            place = TablePlace(origin, where.label)
            rule = _symbol_rule(table, where, place)
            earlier = self._same.setdefault(rule.old, [])
            _check_reachable(rule, earlier, place)
            _check_stays(rule, earlier, place)
            earlier.append(rule)
            if rule.renames_definition:
                _check_one_definition(rule, self._renamed, place)
            self.rules.append(rule)


def check_paths(symbols: Iterable[SymbolRule], modules: Iterable[ModuleRule], origin: str) -> None:
    """Refuse two rules for one dotted path that put the colon in different places.

    Code spells the path without a colon, so it could not tell them apart. Raises MigrationError.
    """
    seen: dict[str, tuple[str, RuleTable]] = {rule.old: (rule.old, rule.table) for rule in modules}
    for rule in symbols:
        spelled, table = seen.setdefault(rule.old.dotted, (str(rule.old), rule.table))
        if spelled != str(rule.old):
            problem = f'"{rule.old}" is the same path in code as "{spelled}" of {table}'
            raise place_of(rule.table, origin, "old").error(
                problem, "keep the one that names the real module"
            )


def check_categories(rules: Iterable[SymbolRule], categories: Sequence[Category], origin: str) -> None:
    """Refuse a rule for a category that no file can have. Raises MigrationError."""
    known = category_names(categories)
    for rule in rules:
        for name in rule.categories:
            if name not in known:
                problem = f'"{name}" is not a category; expected one of {", ".join(known)}'
                raise place_of(rule.table, origin, "category").error(problem, did_you_mean(name, known))


def check_definitions(rules: Iterable[SymbolRule], migration: Migration) -> None:
    """Refuse to rename a definition to what is deprecated itself, by a chain. Raises MigrationError."""
    for rule in rules:
        if not rule.renames_definition:
            continue
        landed = {each.new for each in migration.rules_for(rule.old)}
        if landed != {rule.new}:
            problem = f'"{rule.new}" is deprecated itself: a definition gets the name that it keeps'
            raise place_of(rule.table, migration.origin, "new").error(
                problem, "write the canonical name, or leave `definition` out"
            )


def _symbol_rule(table: SymbolTable, where: RuleTable, place: TablePlace) -> SymbolRule:
    check_not_empty(table, place)
    old = parse_symbol(table.old, place.at("old"))
    new = read_new(table, old, place)
    signature = parse_signature(table.signature, place.at("signature")) if table.signature else None
    inside = TablePlace(place.origin, f"{place.table}.arguments")
    call = _new_call(table, signature, place.at("call"))
    if call is not None and signature is not None and new == old:
        check_call_in_place(call, signature, place.at("call"))
    return SymbolRule(
        old=old,
        new=new,
        when=_when(table.when, place.at("when")),
        categories=_categories(table.category, place.at("category")),
        signature=signature,
        condition=read_condition(table, signature, place),
        call=call,
        arguments=read_arguments(table.arguments, signature, inside) if table.arguments else None,
        expression=_expression(table, old, signature, place.at("expression")),
        removes=table.remove,
        manual=table.manual,
        note=table.note,
        renames_definition=_renames_definition(table, old, new, place),
        table=where,
    )


def _when(word: str | None, place: TablePlace) -> When | Stand | None:
    if word is None or _is_when(word):
        return word
    expected = f'"{word}" is not a kind of use; expected one of {", ".join(WHENS)}'
    raise place.error(expected, did_you_mean(word, WHENS))


def _categories(names: str | tuple[str, ...] | None, place: TablePlace) -> tuple[str, ...]:
    if names is None:
        return ()
    listed = (names,) if isinstance(names, str) else names
    if not listed or not all(map(str.strip, listed)):
        raise place.error("empty", "write the name of a category, or leave the key out")
    return tuple(dict.fromkeys(listed))


def _is_when(word: str) -> TypeGuard[When | Stand]:
    return word in WHENS


def _new_call(table: SymbolTable, signature: OldSignature | None, place: TablePlace) -> NewCall | None:
    """Read `call`, which needs the names that `signature` gives and a use that is a call."""
    if table.call is None:
        return None
    if signature is None:
        hint = "add `signature`, today's parameters, since `call` is written in their names"
        raise place.error("`call` without `signature`", hint)
    if table.when in _NO_CALLS:
        raise place.error(
            f'`when = "{table.when}"` is a use that is not a call, so `call` has no meaning here'
        )
    call = parse_call(table.call, signature, place)
    if call.awaits and table.when != "async":
        hint = 'add `when = "async"`: `await` can be inserted only into a plain call inside async def'
        raise place.error(f'"{table.call}" inserts an `await`', hint)
    return call


def _expression(
    table: SymbolTable, old: Symbol, signature: OldSignature | None, place: TablePlace
) -> Expression | None:
    """Read `expression`: it stands for a call where there is a signature, else for the symbol as it is."""
    if table.expression is None:
        return None
    if signature is not None and table.when in _NO_CALLS:
        problem = f'`when = "{table.when}"` is a use that is not a call, so `signature` has no meaning here'
        raise place.at("signature").error(
            problem, "leave it out: the expression stands in the place of the name"
        )
    imports = parse_imports(table.imports, place.at("imports"))
    indexed = table.when == "subscript"
    expression = parse_expression(table.expression, signature, imports, place, "." in old.name, indexed)
    if expression.awaits and table.when not in ("async", "awaited"):
        hint = 'add `when = "async"` or `when = "awaited"`: `await` stands only inside async def'
        raise place.error("the expression holds an `await`", hint)
    return expression


def _renames_definition(table: SymbolTable, old: Symbol, new: Symbol | None, place: TablePlace) -> bool:
    """Read `definition`, which is for all uses of one name that gets another in its module."""
    if table.definition is None:
        return False
    at = place.at("definition")
    if table.definition != "rename":
        expected = f'"{table.definition}" is nothing that happens to a definition; expected "rename"'
        raise at.error(expected, did_you_mean(table.definition, ("rename",)))
    if new is None:
        raise at.error("nothing says what the definition is renamed to", "add `new`, in place of `manual`")
    if new.module != old.module:
        problem = f'"{new}" is in another module, and a definition is renamed where it stands'
        raise at.error(problem, "move it by hand, and leave the key out")
    for name in (old.name, new.name):
        if "." in name:
            problem = f'"{name}" is an attribute: only names of a module\'s top level are renamed so'
            raise at.error(problem, "rename it by hand, and leave the key out")
    for key in ("call", "arguments", "expression", "when", "category", "where", "passed", "not_passed"):
        if getattr(table, key):
            raise at.error(
                f"a definition that is renamed is so for all its uses, so `{key}` has no meaning beside it",
                f"leave one of the two out, `{key}` or `definition`",
            )
    return True


def _check_one_definition(
    rule: SymbolRule, renamed: dict[Symbol | None, SymbolRule], place: TablePlace
) -> None:
    """Refuse two definitions that would get one name; `renamed` are the earlier ones, by their new names."""
    other = renamed.setdefault(rule.new, rule)
    if other is not rule:
        problem = f'"{rule.new}" is the new name of {other.old} already, in {other.table}'
        raise place.at("new").error(problem, "give each definition a name of its own")


def _check_stays(rule: SymbolRule, earlier: Iterable[SymbolRule], place: TablePlace) -> None:
    """Refuse an entry that leaves a symbol where it is beside one that moves it, for other uses."""
    for other in earlier:
        for one, two in ((rule, other), (other, rule)):
            stays = one.is_in_place and one.expression is None
            if stays and two.new is not None and not two.is_in_place:
                problem = f'"{one.old}" stays by {one.table} and moves by {two.table}'
                raise place.at("new").error(problem, "write where all of its uses go, or leave all of them")


def _check_reachable(rule: SymbolRule, earlier: Iterable[SymbolRule], place: TablePlace) -> None:
    """Refuse an entry that one of the earlier ones of its `old` always wins over."""
    if winner := next(_winners(rule, earlier), None):
        raise _unreachable(rule, winner, place)


def _winners(rule: SymbolRule, earlier: Iterable[SymbolRule]) -> Iterator[SymbolRule]:
    same = (other for other in earlier if other.when in (None, rule.when))
    same = (other for other in same if not other.condition or other.condition == rule.condition)
    return (other for other in same if not other.categories or _is_within(rule, other))


def _is_within(rule: SymbolRule, other: SymbolRule) -> bool:
    return bool(rule.categories) and set(rule.categories) <= set(other.categories)


def _unreachable(rule: SymbolRule, winner: SymbolRule, place: TablePlace) -> MigrationError:
    if winner.categories:
        problem = f"never reached: {winner.table} has the same `old` and fits every use that this one is for"
        return place.at("category").error(problem, "remove one of the two")
    if winner.when is None:
        problem = f"never reached: {winner.table} has the same `old` and no `when`, so it fits every use"
        hint = f"put it before {winner.table}, or give {winner.table} a `when`"
        return place.at("old").error(problem, hint)
    problem = f'never reached: {winner.table} has the same `old` and the same `when = "{rule.when}"`'
    return place.at("when").error(problem, "remove one of the two")
