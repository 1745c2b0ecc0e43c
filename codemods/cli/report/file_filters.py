"""What the files of a page are filtered by, beside their findings: rule, category, owner, folder."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.cli.report.file_views import FileView

SHOWN = 8
"""Choices of one filter that are shown at once; the others wait behind "more"."""


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One value that files are filtered by."""

    value: str
    label: str
    files: int


@dataclass(frozen=True, slots=True)
class FileFilter:
    """One kind of filter, with the values that files have."""

    kind: str
    """The name of its fields in the page."""
    title: str
    choices: tuple[FilterChoice, ...]

    @property
    def shown(self) -> tuple[FilterChoice, ...]:
        """The choices that are shown at once."""
        return self.choices[:SHOWN]

    @property
    def more(self) -> tuple[FilterChoice, ...]:
        """Those that are shown on demand."""
        return self.choices[SHOWN:]


def file_filters(files: Sequence[FileView]) -> Iterator[FileFilter]:
    """The filters that part the files; the values that most files have come first."""
    symbols = short_names(sorted({symbol for view in files for symbol in view.symbols}))
    for kind, title, counted in (
        ("category", "Category", Counter(view.category for view in files)),
        ("rule", "Rule", Counter(symbol for view in files for symbol in view.symbols)),
        ("owner", "Owner", Counter(view.owner for view in files)),
        ("folder", "Folder", Counter(view.group_folder for view in files)),
    ):
        ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        choices = (FilterChoice(value, symbols.get(value, value), number) for value, number in ordered)
        if len(counted) > 1:
            yield FileFilter(kind, title, tuple(choices))


def short_names(symbols: Sequence[str]) -> dict[str, str]:
    """As much of the end of each symbol (`pkg.mod:name`) as tells it from the others."""
    held = Counter(short for symbol in symbols for short in _ends(symbol))
    return {
        symbol: next((short for short in _ends(symbol) if held[short] == 1), symbol) for symbol in symbols
    }


def _ends(symbol: str) -> Iterator[str]:
    """The name, and with more and more of its module before it."""
    module, _, name = symbol.rpartition(":")
    yield name
    parts = module.split(".")
    yield from (f"{'.'.join(parts[place:])}:{name}" for place in range(len(parts) - 1, -1, -1))
