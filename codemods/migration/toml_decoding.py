"""TOML of a known form into typed tables, strictly; a mistake is reported in the file's own terms."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import msgspec

from codemods.migration.mistakes import TablePlace, did_you_mean, toml_type
from codemods.migration.plain_tables import read_toml
from codemods.values.errors import MigrationError

_AT = re.compile(r"(?P<text>.*?)(?: - at `\$\.(?P<path>[^`]*)`)?", re.DOTALL)
_STEP = re.compile(r"\.?(?P<key>\w+)|\[(?P<index>\d+)\]|\[(?P<any>\.\.\.)\]")
_IN_PYTHON = {"str": str, "int": int, "bool": bool, "array": list, "object": dict}
_SYNTAX = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")

Whole = TypeVar("Whole", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class FileForm(Generic[Whole]):
    """What a file, or one table of a file, may hold."""

    whole: type[Whole]
    lists: Mapping[str, type[msgspec.Struct]] = field(default_factory=dict)
    """The lists of tables directly in it, `[[key]]`."""
    tables: Mapping[str, type[msgspec.Struct]] = field(default_factory=dict)
    """The tables directly in it, `[key]`, whose keys are fixed."""
    inner: Mapping[str, type[msgspec.Struct]] = field(default_factory=dict)
    """Tables inside those of a list, by dotted path: `[key.inner]`."""
    name: str = ""
    """The dotted path of the table; empty for a whole file."""

    def fields(self, top: str) -> tuple[str, ...]:
        """The keys that are known in a part of it."""
        part = self.inner.get(top) or self.lists.get(top) or self.tables.get(top) or self.whole
        return part.__struct_encode_fields__

    def place(self, origin: str, table: str = "", key: str = "") -> TablePlace:
        """The place of a table in it, or of a key of its own."""
        whole = f"[{self.name}]" if self.name else ""
        return TablePlace(origin, ".".join(filter(None, (self.name, table))) if table else whole, key)


def decode_toml(text: str, origin: str, form: FileForm[Whole]) -> Whole:
    """Read TOML into typed tables; `origin` names the file. Raises MigrationError at the first mistake."""
    return convert(load_toml(text, origin), origin, form)


def convert(table: object, origin: str, form: FileForm[Whole]) -> Whole:
    """Turn a table, as `tomllib` reads it, into typed ones. Raises MigrationError at the first mistake."""
    try:
        return msgspec.convert(table, form.whole)
    except msgspec.ValidationError as error:
        raise _translate(str(error), table, origin, form) from None


def check_not_empty(table: msgspec.Struct, place: TablePlace) -> None:
    """Refuse a text that says nothing. Raises MigrationError."""
    for key, field_name in zip(table.__struct_encode_fields__, table.__struct_fields__, strict=True):
        value = getattr(table, field_name)
        if isinstance(value, str) and not value.strip():
            raise place.at(key).error("empty", "write a text, or leave the key out")


def load_toml(text: str, origin: str) -> dict[str, object]:
    """Read TOML. Raises MigrationError with the place of a syntax error."""
    try:
        return read_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(text, str(error), origin) from None
    except RecursionError:
        raise TablePlace(origin).error("not valid TOML: nested too deeply") from None


def _syntax_error(text: str, message: str, origin: str) -> MigrationError:
    match = _SYNTAX.fullmatch(message)
    what = match["what"] if match else message
    if match and match["line"]:
        line = f"line {match['line']}, column {match['column']}"
    else:
        line = f"line {text.rstrip().count(chr(10)) + 1}, at the end"
    return TablePlace(origin, line).error(f"not valid TOML: {what[:1].lower()}{what[1:]}")


def _translate(message: str, table: object, origin: str, form: FileForm[Whole]) -> MigrationError:
    """Put msgspec's message in the file's own terms: tables counted from 1, keys, a suggestion."""
    match = _AT.fullmatch(message)
    reason, path = (match["text"], match["path"] or "") if match else (message, "")
    subject = reason.partition("`")[2].rpartition("`")[0]
    steps, value = _steps(path, table, subject.partition("`, got `")[0])
    place, top = _place(steps, origin, form)
    if reason.startswith("Object contains unknown field"):
        fields = form.fields(top)
        hint = did_you_mean(subject, fields)
        return place.at(subject).error(f"unknown key; expected one of {', '.join(fields)}", hint)
    if reason.startswith("Object missing required field"):
        return place.at(subject).error(f"missing; every [[{top}]] needs it")
    if reason.startswith("Expected"):
        return _wrong_type(subject, value, path.endswith("[...]"), place, form)
    return place.error(reason)


def _steps(path: str, table: object, wanted: str) -> tuple[list[str | int], object]:
    """The keys and indices of msgspec's `symbol[2].old` and the value there.

    It writes `[...]` for some key of a table: for the first whose value is not of the wanted type.
    """
    kinds = tuple(_IN_PYTHON.get(each, type(None)) for each in wanted.split(" | "))
    steps: list[str | int] = []
    parts = list(_STEP.finditer(path))
    for number, part in enumerate(parts, start=1):
        if isinstance(table, list):
            steps.append(int(part["index"]))
            table = table[int(part["index"])]
        elif isinstance(table, dict):
            depth = len(parts) - number
            found = part["key"] or next(
                key for key, each in table.items() if _holds_other(each, kinds, depth)
            )
            steps.append(found)
            table = table[found]
    return steps, table


def _holds_other(value: object, kinds: tuple[type, ...], depth: int) -> bool:
    """Whether a value is of none of some types; with a depth, whether one so deep in its tables is."""
    if depth == 0 or not isinstance(value, dict):
        return depth == 0 and not isinstance(value, kinds)
    return any(_holds_other(each, kinds, depth - 1) for each in value.values())


def _place(steps: Sequence[str | int], origin: str, form: FileForm[Whole]) -> tuple[TablePlace, str]:
    """Turn the way to a value into a place and the name of the table that it is in."""
    top = str(steps[0]) if steps else ""
    table, known, rest = "", "", list(steps)
    if top in form.tables or (top in form.lists and len(steps) > 1):
        table, known, rest = _spelled(steps[:2] if top in form.lists else steps[:1]), top, rest[1:]
        rest = rest[1:] if top in form.lists else rest
        if rest and f"{top}.{rest[0]}" in form.inner:
            is_list = len(rest) > 1 and isinstance(rest[1], int)
            known, count = f"{top}.{rest[0]}", 1 + is_list
            table, rest = f"{table}.{_spelled(rest[:count])}", rest[count:]
    return form.place(origin, table, _spelled(rest)), known


def _spelled(steps: Sequence[str | int]) -> str:
    """Keys with dots between them, and indices counted from 1."""
    return "".join(f"[{each + 1}]" if isinstance(each, int) else f".{each}" for each in steps).removeprefix(
        "."
    )


def _wrong_type(
    subject: str, value: object, in_mapping: bool, place: TablePlace, form: FileForm[Whole]
) -> MigrationError:
    """The error for a value of another type; `in_mapping` is one of a table whose keys the file chooses."""
    expected, _, got = subject.partition("`, got `")
    found = toml_type(got)
    if not place.table and place.key in form.lists:
        hint = f"write [[{place.key}]], not [{place.key}]" if got == "object" else f"write [[{place.key}]]"
        return place.error(f"expected a list of tables, found {found}", hint)
    wanted = expected.removesuffix(" | null")
    table, doubled = place.table, place.table in form.tables and not place.key and got == "array"
    hint = f"write [{table}], not [[{table}]]" if doubled else _written(wanted, value, in_mapping)
    return place.error(f"expected {toml_type(wanted)}, found {found}", hint)


def _written(wanted: str, value: object, in_mapping: bool) -> str:
    """How a value of another type is likely meant: a list of one, or Python in a text."""
    if wanted == "array" and isinstance(value, str):
        return f"write [{json.dumps(value, ensure_ascii=False)}]"
    if wanted == "str" and in_mapping and isinstance(value, (bool, int, float)):
        return f'write Python in quotes: "{value}"'
    return ""
