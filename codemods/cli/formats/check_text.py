"""References that fail the gate, as people read them."""

from codemods.cli.formats.check_result import CheckResult
from codemods.plan.gate.remaining import Remaining
from codemods.values.printable import printable


def write(result: CheckResult) -> bytes:
    """Give one line for each reference, then what to do about each symbol, once."""
    found = result.remaining
    places = [
        f"{_place(each)}: {printable(each.message)} [{each.entry.reference.applicability}]\n"
        for each in found
    ]
    advice = {each.entry.reference.symbol: each.advice for each in found if each.advice}
    todo = [f"  {printable(symbol)}: {printable(text)}\n" for symbol, text in sorted(advice.items())]
    return "".join([*places, *(["\nWhat to do:\n", *todo] if todo else [])]).encode()


def _place(each: Remaining) -> str:
    reference = each.entry.reference
    return f"{printable(reference.path)}:{reference.line}:{reference.column}"
