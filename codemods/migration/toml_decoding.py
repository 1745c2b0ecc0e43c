"""TOML of a known form into typed tables, strictly; a mistake is reported in the file's own terms."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import msgspec

from codemods.migration.mistakes import TablePlace, did_you_mean, toml_type
from codemods.migration.plain_tables import read_toml
from codemods.values.errors import MigrationError

_AT = re.compile(r"(?P<text>.*?)(?: - at `\$\.(?P<path>[^`]*)`)?", re.DOTALL)
_PATH = re.compile(
    r"(?P<top>\w+)(?:\[(?P<index>\d+)\])?(?:\.(?P<key>\w+(?:\.\w+)*)(?:\[(?P<item>\d+|\.\.\.)\])*)?"
)
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
        raise _translate(str(error), origin, form) from None


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


def _translate(message: str, origin: str, form: FileForm[Whole]) -> MigrationError:
    """Put msgspec's message in the file's own terms: tables counted from 1, keys, a suggestion."""
    match = _AT.fullmatch(message)
    reason, path = (match["text"], match["path"] or "") if match else (message, "")
    place, top = _place(path, origin, form)
    subject = reason.partition("`")[2].rpartition("`")[0]
    if reason.startswith("Object contains unknown field"):
        fields = form.fields(top)
        hint = did_you_mean(subject, fields)
        return place.at(subject).error(f"unknown key; expected one of {', '.join(fields)}", hint)
    if reason.startswith("Object missing required field"):
        return place.at(subject).error(f"missing; every [[{top}]] needs it")
    if reason.startswith("Expected"):
        return _wrong_type(subject, place, form)
    return place.error(reason)


def _place(path: str, origin: str, form: FileForm[Whole]) -> tuple[TablePlace, str]:
    """Turn msgspec's `symbol[2].old` into a place and the top-level key it is in."""
    match = _PATH.fullmatch(path)
    if match is None:
        return form.place(origin), ""
    top, key = match["top"], match["key"] or ""
    number, item = (
        f"[{int(match[name]) + 1}]" if (match[name] or "").isdigit() else "" for name in ("index", "item")
    )
    if top in form.lists and number:
        if f"{top}.{key}" in form.inner:
            return form.place(origin, f"{top}{number}.{key}"), f"{top}.{key}"
        return form.place(origin, f"{top}{number}", f"{key}{item}"), top
    if top in form.tables:
        return form.place(origin, top, f"{key}{item}"), top
    return form.place(origin, key=f"{top}{number}"), top


def _wrong_type(subject: str, place: TablePlace, form: FileForm[Whole]) -> MigrationError:
    expected, _, got = subject.partition("`, got `")
    found = toml_type(got)
    if place.key in form.lists:
        hint = f"write [[{place.key}]], not [{place.key}]" if got == "object" else f"write [[{place.key}]]"
        return place.error(f"expected a list of tables, found {found}", hint)
    wanted = expected.removesuffix(" | null")
    table, doubled = place.table, place.table in form.tables and not place.key and got == "array"
    hint = f"write [{table}], not [[{table}]]" if doubled else ""
    return place.error(f"expected {toml_type(wanted)}, found {found}", hint)
