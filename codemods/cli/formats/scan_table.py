"""An inventory as people read it: tables, in colour on a terminal, then the checklist."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.cli.terminal.columns import align_columns
from codemods.plan.inventory.counting import CountRow, count, row, rows, texts
from codemods.plan.path_keys import folder_of
from codemods.values.inventory import Criterion, CriterionState, Inventory
from codemods.values.plural import number_of
from codemods.values.printable import printable
from codemods.values.reference import Applicability

_MARKS = {CriterionState.DONE: "[x]", CriterionState.OPEN: "[ ]", CriterionState.NOT_MEASURED: "[?]"}


@dataclass(frozen=True, slots=True)
class Section:
    """One table."""

    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections(inventory: Inventory, depth: int) -> Iterator[Section]:
    """Give the tables of an inventory; `depth` is how many folders deep directories are counted."""
    entries = inventory.entries
    if entries:
        by_category = rows(entries, lambda each: each.category, inventory.categories)
        by_category.append(row("all", entries))
        yield Section(
            "By category",
            ("category", *_HEADING, *_APPLICABILITY_HEADING),
            tuple(map(_by_applicability, by_category)),
        )
        yield _section("By kind", "kind", rows(entries, lambda each: each.reference.kind))
        yield _section("By directory", "directory", rows(entries, lambda each: folder_of(each.path, depth)))
    if entries and inventory.has_owners:
        yield _section("By owner", "owner", rows(entries, lambda each: each.owner))
    if inventory.mentions:
        heading = ("type", "lines", "files", "in code blocks")
        found = (
            (each.type, str(each.lines), str(each.files), str(each.code))
            for each in texts(inventory.mentions)
        )
        yield Section("Mentions in text, by name only", heading, tuple(found))


_HEADING = ("references", "files")
_APPLICABILITY_HEADING = tuple(word for each in Applicability for word in (each, "in files"))


def _section(title: str, noun: str, counted: Sequence[CountRow]) -> Section:
    cells = ((each.name, str(each.total.references), str(each.total.files)) for each in counted)
    return Section(title, (noun, *_HEADING), tuple(cells))


def _by_applicability(counted: CountRow) -> tuple[str, ...]:
    counts = (counted.total, *(own for _, own in counted.by_applicability))
    return (counted.name, *(str(number) for each in counts for number in (each.references, each.files)))


def write(inventory: Inventory, depth: int) -> bytes:
    """Give the tables as plain text; `depth` is how many folders deep directories are counted."""
    parts = [_totals(inventory)]
    parts += [
        f"{each.title}\n{_indented(align_columns(each.heading, each.rows))}"
        for each in sections(inventory, depth)
    ]
    return "\n".join([*parts, f"Done when\n{''.join(map(_line, inventory.criteria))}"]).encode()


def write_coloured(inventory: Inventory, depth: int, width: int) -> bytes:
    """Give the tables in colour for a terminal of `width` columns."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=True, width=width)
    console.print(Text(_totals(inventory), style="bold"))
    for each in sections(inventory, depth):
        table = Table(title=each.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
        for number, name in enumerate(each.heading):
            table.add_column(name, justify="right" if number else "left", style="" if number else "cyan")
        for cells in each.rows:
            table.add_row(*(Text(printable(cell)) for cell in cells))
        console.print(table)
    console.print(Text("Done when", style="bold"))
    styles = dict(zip(CriterionState, ("green", "red", "yellow"), strict=True))
    for criterion in inventory.criteria:
        console.print(Text(_line(criterion).rstrip("\n"), style=styles[criterion.state]))
    return drawn.getvalue().encode()


def _totals(inventory: Inventory) -> str:
    total = count(inventory.entries)
    lines, files = len(inventory.mentions), len({mention.path for mention in inventory.mentions})
    found = f"{number_of(total.references, 'reference')} in {number_of(total.files, 'Python file')}"
    mentioned = f"{number_of(lines, 'mention')} in text, in {number_of(files, 'file')}"
    return f"{printable(inventory.migration)}: {found}; {mentioned}\n"


def _line(criterion: Criterion) -> str:
    what = "not measured: " if criterion.state is CriterionState.NOT_MEASURED else ""
    return f"  {_MARKS[criterion.state]} {printable(criterion.text)}: {what}{printable(criterion.detail)}\n"


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())
