"""How many references are left, by what they have in common: the rows of the report's bar charts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from codemods.cli.report.html_text import visible_text
from codemods.plan.inventory.counting import CountRow, row, rows
from codemods.values.reference import Applicability, Reference

REST = "elsewhere"


def largest_rows(
    references: Sequence[Reference], key: Callable[[Reference], str], most: int = 12
) -> list[CountRow]:
    """Count references by a key, the most frequent first; keys past `most` rows share the last one."""
    counted = rows(references, key)
    if len(counted) > most:
        rest = {each.name for each in counted[most - 1 :]}
        counted[most - 1 :] = [row(REST, [each for each in references if key(each) in rest])]
    return [replace(each, name=visible_text(each.name)) for each in counted]


def bar_parts(counted: CountRow) -> Iterator[tuple[Applicability, int, int]]:
    """Give each part of a bar with where it begins and how long it is, in references."""
    start = 0
    for applicability, count in counted.by_applicability:
        yield applicability, start, count.references
        start += count.references
