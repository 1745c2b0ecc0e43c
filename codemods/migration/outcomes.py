"""What an entry makes of its symbol: which keys say so, and which of them go together."""

from codemods.migration.file_schema import SymbolTable
from codemods.migration.mistakes import TablePlace
from codemods.migration.symbol_paths import parse_symbol
from codemods.values.symbol import Symbol

_FORMS = ("call", "arguments", "expression")
"""Keys that say what a use becomes; with one of them `new` may be left out."""
_ALONE = ("manual", "remove")
"""Keys that leave nothing for another to say."""
_NOT_BESIDE = {
    "manual": "a manual entry makes no edit",
    "remove": "what is removed is not edited",
    "call": "`call` writes all arguments anew",
    "arguments": "`arguments` leaves the callee and what it does not name",
    "expression": "an expression says all that there is to say of a call",
}


def read_new(table: SymbolTable, old: Symbol, place: TablePlace) -> Symbol | None:
    """Where an entry's symbol goes: to itself where it stays, and None where an entry does not say.

    Raises MigrationError where nothing says what becomes of it, or two keys say different things.
    """
    given = [key for key in ("new", *_ALONE, *_FORMS) if getattr(table, key) not in (None, False)]
    if not given:
        hint = (
            '`new = "module:name"` moves it, `[symbol.arguments]`, `call` or `expression` changes its calls, '
            '`remove = true` takes it out, `manual = "..."` tells people what to do'
        )
        raise place.error("nothing says what becomes of it", hint)
    _check_together(table, given, place)
    if table.new is None:
        return old if given[0] in ("call", "arguments") else None
    new = parse_symbol(table.new, place.at("new"))
    if new == old and len(given) == 1:
        problem = f'"{new}" is `old` itself: a symbol cannot move onto itself'
        raise place.at("new").error(
            problem, "add `call` or `arguments`, which say what changes where it stays"
        )
    if new == old and table.expression is not None:
        raise place.at("new").error(
            f'"{new}" is `old` itself', "leave `new` out: the expression takes its place"
        )
    return new


def _check_together(table: SymbolTable, given: list[str], place: TablePlace) -> None:
    if table.new is not None and table.manual is not None:
        raise place.error("both `new` and `manual`: expected exactly one", "a manual entry makes no edit")
    forms = [key for key in given if key != "new"]
    alone = next((key for key in _ALONE if key in forms), None)
    if alone is not None:
        others = [key for key in (*_FORMS, "new", "note", *_ALONE) if key != alone and _is_given(table, key)]
        if others:
            key = others[0]
            problem = f"{_NOT_BESIDE[alone]}, so `{key}` has no meaning beside `{alone}`"
            hint = "put what people should know into `manual`" if alone == "manual" else f"leave `{key}` out"
            raise place.at(key).error(problem, hint)
    elif len(forms) > 1:
        problem = f"{_NOT_BESIDE[forms[0]]}, so `{forms[1]}` has no meaning beside `{forms[0]}`"
        raise place.at(forms[1]).error(problem, "keep one of the two")
    if table.imports and table.expression is None:
        hint = "write it as `imports` of `[symbol.arguments]`" if table.arguments else "add `expression`"
        raise place.at("imports").error("`imports` without `expression`", hint)


def _is_given(table: SymbolTable, key: str) -> bool:
    return getattr(table, key) not in (None, False)
