"""The tables of a migration file as they stand in TOML, decoded strictly."""

import re
import tomllib

import msgspec

from codemods.errors import MigrationError
from codemods.migration.mistakes import Place, did_you_mean


class SymbolTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[symbol]]`."""

    old: str
    new: str | None = None
    signature: str | None = None
    call: str | None = None
    when: str | None = None
    manual: str | None = None
    note: str | None = None


class ModuleTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[module]]`."""

    old: str
    new: str
    note: str | None = None


class FacadeTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[facade]]`."""

    module: str


class RetireTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The `[retire]`."""

    modules: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()


class MigrationFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole file."""

    name: str | None = None
    exclude: tuple[str, ...] = ()
    categories: dict[str, object] = {}
    symbol: tuple[SymbolTable, ...] = ()
    module: tuple[ModuleTable, ...] = ()
    facade: tuple[FacadeTable, ...] = ()
    retire: RetireTable | None = None


TABLES: dict[str, type[msgspec.Struct]] = {
    "symbol": SymbolTable,
    "module": ModuleTable,
    "facade": FacadeTable,
}
"""The lists of tables at the top level, by key."""

_TYPES = {
    "str": "a string",
    "int": "an integer",
    "float": "a number",
    "bool": "a boolean",
    "array": "a list",
    "object": "a table",
    "date": "a date",
    "time": "a time",
    "datetime": "a date",
}
_AT = re.compile(r"(?P<text>.*?)(?: - at `\$\.(?P<path>[^`]*)`)?", re.DOTALL)
_PATH = re.compile(r"(?P<top>\w+)(?:\[(?P<index>\d+)\])?(?:\.(?P<key>\w+)(?:\[(?P<item>\d+)\])?)?")
_SYNTAX = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")


def decode(text: str, origin: str) -> MigrationFile:
    """Read a migration's TOML into typed tables. Raises MigrationError at the first mistake."""
    try:
        return msgspec.convert(_toml(text, origin), MigrationFile)
    except msgspec.ValidationError as error:
        raise _translate(str(error), origin) from None


def _toml(text: str, origin: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(text, str(error), origin) from None
    except RecursionError:
        raise Place(origin).mistake("not valid TOML: nested too deeply") from None


def _syntax_error(text: str, message: str, origin: str) -> MigrationError:
    match = _SYNTAX.fullmatch(message)
    what = match["what"] if match else message
    if match and match["line"]:
        line = f"line {match['line']}, column {match['column']}"
    else:
        line = f"line {text.rstrip().count(chr(10)) + 1}, at the end"
    return Place(origin, line).mistake(f"not valid TOML: {what[:1].lower()}{what[1:]}")


def _translate(message: str, origin: str) -> MigrationError:
    """Say msgspec's message in the file's own terms: tables counted from 1, keys, a suggestion."""
    match = _AT.fullmatch(message)
    said, path = (match["text"], match["path"] or "") if match else (message, "")
    place, top = _place(path, origin)
    fields = TABLES.get(top, RetireTable if top == "retire" else MigrationFile).__struct_fields__
    subject = said.partition("`")[2].rpartition("`")[0]
    if said.startswith("Object contains unknown field"):
        hint = did_you_mean(subject, fields)
        return place.at(subject).mistake(f"unknown key; expected one of {', '.join(fields)}", hint)
    if said.startswith("Object missing required field"):
        return place.at(subject).mistake(f"missing; every [[{top}]] needs it")
    if said.startswith("Expected"):
        return _wrong_type(subject, place)
    return place.mistake(said)


def _place(path: str, origin: str) -> tuple[Place, str]:
    """Turn msgspec's `symbol[2].old` into a place and the top-level key it is in."""
    match = _PATH.fullmatch(path)
    if match is None:
        return Place(origin), ""
    top, index, key = match["top"], match["index"], match["key"]
    number = f"[{int(index) + 1}]" if index else ""
    if top in TABLES and number:
        return Place(origin, f"{top}{number}", key or ""), top
    if top == "retire":
        item = f"[{int(match['item']) + 1}]" if match["item"] else ""
        return Place(origin, top, f"{key or ''}{item}"), top
    return Place(origin, "", f"{top}{number}"), top


def _wrong_type(subject: str, place: Place) -> MigrationError:
    expected, _, got = subject.partition("`, got `")
    found = _TYPES.get(got, got)
    if place.key in TABLES:
        hint = f"write [[{place.key}]], not [{place.key}]" if got == "object" else f"write [[{place.key}]]"
        return place.mistake(f"expected a list of tables, found {found}", hint)
    wanted = expected.removesuffix(" | null")
    hint = (
        "write [retire], not [[retire]]" if (place.table, place.key, got) == ("retire", "", "array") else ""
    )
    return place.mistake(f"expected {_TYPES.get(wanted, wanted)}, found {found}", hint)
