"""References that fail the gate, as people read them, and as GitHub's annotations."""

from collections.abc import Iterable, Iterator, Sequence

from codemods.plan.gate.remaining import Remaining
from codemods.values.printable import escaped, printable


def as_text(found: Sequence[Remaining]) -> bytes:
    """Give one line for each reference, then what to do about each symbol, once."""
    places = [
        f"{_place(each)}: {printable(each.message)} [{each.entry.reference.applicability}]\n"
        for each in found
    ]
    advice = {each.entry.reference.symbol: each.advice for each in found if each.advice}
    todo = [f"  {printable(symbol)}: {printable(said)}\n" for symbol, said in sorted(advice.items())]
    return "".join([*places, *(["\nWhat to do:\n", *todo] if todo else [])]).encode()


def _place(each: Remaining) -> str:
    reference = each.entry.reference
    return f"{printable(reference.path)}:{reference.line}:{reference.column}"


def as_github(found: Iterable[Remaining]) -> bytes:
    """Give workflow commands that annotate a pull request.

    See "Workflow commands for GitHub Actions", setting an error message; GitHub shows ten a step.
    """
    return "".join(_annotations(found)).encode()


def _annotations(found: Iterable[Remaining]) -> Iterator[str]:
    for each in found:
        reference = each.entry.reference
        said = f"{each.message}: {each.advice}" if each.advice else each.message
        file = _property(escaped(reference.path))
        place = f"file={file},line={reference.line},col={reference.column}"
        yield f"::error {place},title=repoint::{_data(escaped(said))}\n"


def _data(text: str) -> str:
    """Escape as GitHub's own toolkit does (`@actions/core`, command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
