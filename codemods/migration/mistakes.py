"""How a mistake in a migration file is reported: file, table, key, what was expected, a suggestion."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from codemods.values.errors import MigrationError


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where in a migration file something stands; the table is empty at the top level."""

    origin: str
    table: str = ""
    key: str = ""

    def at(self, key: str) -> "TablePlace":
        """The place of one key of the same table."""
        return replace(self, key=key)

    def mistake(self, problem: str, *hints: str) -> MigrationError:
        """The error to raise: the place, the problem, then the hints that are not empty."""
        key = f'key "{self.key}"' if self.key else ""
        where = ", ".join(part for part in (self.table, key) if part)
        said = "; ".join(part for part in (problem, *hints) if part)
        return MigrationError(": ".join(part for part in (self.origin, where, said) if part))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the known word that is closest to a mistyped one; empty when none is close."""
    close = get_close_matches(word, list(known), n=1)
    return f'did you mean "{close[0]}"?' if close else ""
