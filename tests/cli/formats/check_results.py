"""Results of `check` to write in its formats."""

from codemods.cli.formats.check_result import CheckResult
from codemods.plan.gate.remaining import Remaining, remaining
from codemods.values.finding import Finding
from codemods.values.inventory import InventoryEntry
from codemods.values.reference import Applicability, Reference
from tests.in_memory import migration

UNREAD = (Finding("broken.py", 3, 1, "RP001", "invalid syntax"), Finding("odd.py", 0, 0, "RP003", "no text"))


def failures(*places: tuple[str, int, int], symbol: str = "acme.old:make") -> tuple[Remaining, ...]:
    """Calls of a deprecated symbol, by path, line and column."""
    found = (
        Reference(path, line, column, "call", symbol, Applicability.UNSAFE) for path, line, column in places
    )
    return remaining(migration(), [InventoryEntry(each, "production", "") for each in found])


def failed(*places: tuple[str, int, int], symbol: str = "acme.old:make") -> CheckResult:
    """A check that such calls fail."""
    return CheckResult("m", failures(*places, symbol=symbol))


NOTHING = CheckResult("m", ())
TWO = failed(("a b/ü%:.py", 1, 5), ("c.py", 7, 2))
