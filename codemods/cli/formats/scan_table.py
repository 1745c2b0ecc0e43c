"""An inventory as people read it: tables, in colour on a terminal, then the checklist.

The columns take the width that they need, which is less than 80 for names of a usual length; sentences are
wrapped at the width of the terminal.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from codemods.cli.formats.check_result import A_SCREEN
from codemods.cli.terminal.columns import align_columns
from codemods.plan.inventory.counting import CountRow, count, row, rows, text_folders, texts
from codemods.plan.path_keys import folder_of
from codemods.values.finding import Finding
from codemods.values.inventory import Criterion, CriterionState, Inventory
from codemods.values.plural import number_of
from codemods.values.printable import printable
from codemods.values.reference import Applicability

_MARKS = {CriterionState.DONE: "[x]", CriterionState.OPEN: "[ ]", CriterionState.NOT_MEASURED: "[?]"}
_MOST_FOLDERS = 8
"""How many folders of text are listed; the others are counted."""
_BOLD, _CYAN, _RESET = "\x1b[1m", "\x1b[36m", "\x1b[0m"
_COLOURS = dict(zip(CriterionState, ("\x1b[32m", "\x1b[31m", "\x1b[33m"), strict=True))


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
        yield from _mentions(inventory, depth)


def _mentions(inventory: Inventory, depth: int) -> Iterator[Section]:
    """How many lines of text spell the names, by type and by folder."""
    heading = ("type", "lines", "files", "in code blocks")
    found = (
        (each.type, str(each.lines), str(each.files), str(each.code)) for each in texts(inventory.mentions)
    )
    yield Section("Mentions in text, by name only", heading, tuple(found))
    folders = text_folders(inventory.mentions, depth)
    cells = [(each.name, str(each.lines), str(each.files)) for each in folders[:_MOST_FOLDERS]]
    if rest := folders[_MOST_FOLDERS:]:
        lines, files = sum(each.lines for each in rest), sum(each.files for each in rest)
        others = number_of(len(rest), "other directory", "other directories")
        cells.append((others, str(lines), str(files)))
    yield Section("Mentions in text, by directory", ("directory", "lines", "files"), tuple(cells))


_HEADING = ("references", "files")
_APPLICABILITY_HEADING = tuple(map(str, Applicability))


def _section(title: str, noun: str, counted: Sequence[CountRow]) -> Section:
    cells = ((each.name, str(each.total.references), str(each.total.files)) for each in counted)
    return Section(title, (noun, *_HEADING), tuple(cells))


def _by_applicability(counted: CountRow) -> tuple[str, ...]:
    total, by = counted.total, (own.references for _, own in counted.by_applicability)
    return (counted.name, *map(str, (total.references, total.files, *by)))


def write(inventory: Inventory, depth: int, width: int = 80, colour: bool = False) -> bytes:
    """Give the tables; `depth` is how many folders deep directories are counted, `width` in columns."""
    parts = [_painted(_wrapped(_totals(inventory), "", width), _BOLD, colour) + "\n"]
    for each in sections(inventory, depth):
        heading, *lines = align_columns(each.heading, each.rows).splitlines()
        first = max(len(printable(cells[0])) for cells in (each.heading, *each.rows))
        named = (_painted(line[:first], _CYAN, colour) + line[first:] for line in lines)
        parts.append("\n".join([_painted(each.title, _BOLD, colour), *_indented((heading, *named)), ""]))
    if inventory.definitions:
        title = _painted("Definitions, which stay until `repoint retire`", _BOLD, colour)
        parts.append("\n".join([title, *_indented(_definitions(inventory.definitions)), ""]))
    criteria = "".join(
        _painted(_wrapped(_line(each), " " * 6, width), _COLOURS[each.state], colour) + "\n"
        for each in inventory.criteria
    )
    return "\n".join([*parts, f"{_painted('Done when', _BOLD, colour)}\n{criteria}"]).encode()


def _definitions(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each definition, unbroken as findings are; of many, one for each file."""
    files: dict[str, list[Finding]] = {}
    for each in findings:
        files.setdefault(each.path, []).append(each)
    for path, own in files.items():
        if len(findings) > A_SCREEN:
            yield f"{printable(path)}:{own[0].line}:{own[0].column}  {number_of(len(own), 'definition')}"
            continue
        for each in own:
            name = each.symbol.partition(":")[2] or each.symbol
            yield f"{printable(path)}:{each.line}:{each.column}  {printable(name)}"


def _totals(inventory: Inventory) -> str:
    total = count(inventory.entries)
    lines, files = len(inventory.mentions), len({mention.path for mention in inventory.mentions})
    found = f"{number_of(total.references, 'reference')} in {number_of(total.files, 'Python file')}"
    mentioned = f"{number_of(lines, 'mention')} in text, in {number_of(files, 'file')}"
    return f"{printable(inventory.migration)}: {found}; {mentioned}"


def _line(criterion: Criterion) -> str:
    what = "not measured: " if criterion.state is CriterionState.NOT_MEASURED else ""
    return f"  {_MARKS[criterion.state]} {printable(criterion.text)}: {what}{printable(criterion.detail)}"


def _wrapped(text: str, indent: str, width: int) -> str:
    """A sentence on lines of a width at most, in which no word is broken."""
    return textwrap.fill(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _painted(text: str, colours: str, wanted: bool) -> str:
    return f"{colours}{text}{_RESET}" if wanted else text
