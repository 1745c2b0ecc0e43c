"""References that fail the gate, as people read them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from codemods.cli.formats.check_result import A_SCREEN, CheckResult
from codemods.plan.gate.remaining import Remaining
from codemods.values.plural import number_of
from codemods.values.printable import printable


def write(result: CheckResult) -> bytes:
    """Give a line for each reference, or file where there are many, then what to do about each symbol."""
    found = result.remaining
    listed = result.verbose or len(found) <= A_SCREEN
    lines = [*(map(_place, found) if listed else _by_file(found))]
    advice = {each.entry.reference.symbol: each.advice for each in found if each.advice}
    todo = [f"  {printable(symbol)}: {printable(text)}" for symbol, text in sorted(advice.items())]
    lines += ["", "What to do:", *todo] if todo else []
    return "".join(f"{line}\n" for line in lines).encode()


def _place(each: Remaining) -> str:
    reference = each.entry.reference
    place = f"{printable(reference.path)}:{reference.line}:{reference.column}"
    return f"{place}: {printable(each.message)} [{reference.applicability}]"


def _by_file(found: Sequence[Remaining]) -> Iterator[str]:
    """A line for each file: how many references of which kind, and the line of the first."""
    files: dict[str, list[Remaining]] = {}
    for each in found:
        files.setdefault(each.entry.reference.path, []).append(each)
    for path, references in files.items():
        kinds = Counter(str(each.entry.reference.kind) for each in references)
        counted = ", ".join(number_of(number, kind) for kind, number in sorted(kinds.items()))
        first = references[0].entry.reference
        yield f"{printable(path)}:{first.line}: {number_of(len(references), 'reference')} ({counted})"
    yield "`repoint check -v` lists every place"
