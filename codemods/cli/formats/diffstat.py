"""How many lines each file gains and loses, laid out as `git diff --stat` does."""

from collections.abc import Sequence
from dataclasses import dataclass

from codemods.cli.formats.quoted_paths import quote_path
from codemods.values.plural import number_of

PLAIN_WIDTH = 80
"""The columns of a line where standard output is not a terminal."""


@dataclass(frozen=True, slots=True)
class LineCounts:
    """The lines that a file's patch adds and removes, and the file's name as git prints it."""

    name: str
    added: int
    removed: int

    @property
    def total(self) -> int:
        """How many lines the patch adds and removes together."""
        return self.added + self.removed


def count_lines(path: str, patch: bytes) -> LineCounts:
    """Count the lines in the patch of a file."""
    from unidiff.patch import PatchSet

    read = PatchSet.from_string(patch.decode("latin-1"), metadata_only=True)
    return LineCounts(quote_path(path).decode("ascii"), read.added, read.removed)


def format_diffstat(counts: Sequence[LineCounts], width: int = PLAIN_WIDTH) -> str:
    """Lay counts out in lines of at most `width` columns, with a summary below; nothing for no counts."""
    if not counts:
        return ""
    names, numbers, graph = _columns(counts, width)
    lines = [_line(one, names, numbers, graph, max(c.total for c in counts)) for one in counts]
    return "\n".join([*lines, _summary(counts)]) + "\n"


def _columns(counts: Sequence[LineCounts], width: int) -> tuple[int, int, int]:
    """Divide the width among name, number and graph: the graph shrinks first, to 3/8 of the line."""
    most = max(one.total for one in counts)
    numbers = len(str(most))
    width = max(width, 16 + 6 + numbers)
    names, graph = max(len(one.name) for one in counts), most
    if names + numbers + 6 + graph > width:
        graph = min(graph, max(width * 3 // 8 - numbers - 6, 6))
        names = min(names, width - numbers - 6 - graph)
        graph = min(most, width - numbers - 6 - names)
    return names, numbers, graph


def _line(one: LineCounts, names: int, numbers: int, graph: int, most: int) -> str:
    added, removed = _scaled(one, graph, most)
    bar = "+" * added + "-" * removed
    return f" {_shortened(one.name, names):{names}} | {one.total:{numbers}} {bar}".rstrip()


def _shortened(name: str, width: int) -> str:
    """Shorten a long name at its front, at a folder where that is possible."""
    if len(name) <= width:
        return name
    tail = name[len(name) - width + 3 :]
    slash = tail.find("/")
    return "..." + tail[max(slash, 0) :]


def _scaled(one: LineCounts, graph: int, most: int) -> tuple[int, int]:
    if most <= graph:
        return one.added, one.removed
    total = _scale(one.total, graph, most)
    if total < 2 and one.added and one.removed:
        total = 2
    if one.added < one.removed:
        added = _scale(one.added, graph, most)
        return added, total - added
    removed = _scale(one.removed, graph, most)
    return total - removed, removed


def _scale(number: int, width: int, most: int) -> int:
    return 1 + number * (width - 1) // most if number else 0


def _summary(counts: Sequence[LineCounts]) -> str:
    added, removed = (sum(numbers) for numbers in zip(*((c.added, c.removed) for c in counts), strict=True))
    parts = [number_of(len(counts), "file") + " changed"]
    if added or not removed:
        parts.append(number_of(added, "insertion") + "(+)")
    if removed or not added:
        parts.append(number_of(removed, "deletion") + "(-)")
    return " " + ", ".join(parts)
