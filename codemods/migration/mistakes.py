"""How a mistake in a TOML file is reported: file, table, key, what was expected, a suggestion."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from codemods.values.errors import MigrationError
from codemods.values.rules import RuleTable

_TYPES = {
    "str": "a string",
    "int": "an integer",
    "float": "a number",
    "bool": "a boolean",
    **dict.fromkeys(("array", "list"), "a list"),
    **dict.fromkeys(("object", "dict"), "a table"),
    **dict.fromkeys(("date", "datetime"), "a date"),
    "time": "a time",
}


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where in a TOML file something stands; the table is empty at the top level."""

    origin: str
    """The file, for messages."""
    table: str = ""
    key: str = ""

    def at(self, key: str) -> "TablePlace":
        """The place of one key of the same table."""
        return TablePlace(self.origin, self.table, key)

    def error(self, problem: str, *hints: str) -> MigrationError:
        """The error to raise: the place, the problem, then the hints that are not empty."""
        key = f'key "{self.key}"' if self.key else ""
        where = ", ".join(part for part in (self.table, key) if part)
        text = "; ".join(part for part in (problem, *hints) if part)
        return MigrationError(": ".join(part for part in (self.origin, where, text) if part))


def place_of(table: RuleTable, origin: str, key: str = "") -> TablePlace:
    """The place of a rule's table; `origin` is the file where the migration has but one."""
    return TablePlace(table.file or origin, table.label, key)


def toml_type(name: str) -> str:
    """A TOML type in words, by the name that Python or msgspec has for it."""
    return " or ".join(_TYPES.get(each, each) for each in name.split(" | "))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the known word that is closest to a mistyped one; empty when none is close."""
    close = get_close_matches(word, list(known), n=1)
    return f'did you mean "{close[0]}"?' if close else ""
