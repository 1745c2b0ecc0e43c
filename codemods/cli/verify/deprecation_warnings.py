"""Deprecation warnings in what a command printed, told by the deprecated name that they spell.

Of pytest the warnings summary is read, which says how often each was raised. Of anything else each line that
Python prints for a warning counts, with the line of code below it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.values.rules import Migration

_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_SUMMARY = re.compile(r"^=+ warnings summary(?: \([^)]*\))? =+$", re.MULTILINE)
_SUMMARY_END = re.compile(r"^(?:-- Docs: .*|=+ .* =+)$", re.MULTILINE)
_TIMES = re.compile(r".*: (\d+) warnings?")
_WARNING = re.compile(r"^.*:\d+: \w*DeprecationWarning: ")


@dataclass(frozen=True, slots=True)
class WarnedName:
    """How a deprecated module or symbol is told in a text."""

    label: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class WarningCounts:
    """How often deprecation warnings were raised: by the deprecated name that they spell, and others."""

    by_name: tuple[tuple[str, int], ...] = ()
    """Most first; a module, or the last name of a symbol."""
    others: int = 0

    @property
    def total(self) -> int:
        """Those that name something deprecated by the migration."""
        return sum(number for _, number in self.by_name)


def names_of(migration: Migration) -> tuple[WarnedName, ...]:
    """The names that a migration deprecates, modules first: what names one is not counted by symbol."""
    modules = dict.fromkeys((*(rule.old for rule in migration.modules), *migration.retire.modules))
    leaves = dict.fromkeys(rule.old.leaf for rule in migration.symbols)
    longest = sorted(modules, key=len, reverse=True)
    return (
        *(WarnedName(each, _module(each)) for each in longest),
        *(WarnedName(each, _word(each)) for each in leaves),
    )


def count_warnings(output: str, names: Sequence[WarnedName]) -> WarningCounts:
    """Count the deprecation warnings in what a command printed."""
    text = _COLOUR.sub("", output)
    found: Counter[str] = Counter()
    others = 0
    for entry, times in _entries(text):
        label = next((each.label for each in names if each.pattern.search(entry)), None)
        if label is None:
            others += times
        else:
            found[label] += times
    return WarningCounts(tuple(sorted(found.items(), key=lambda each: (-each[1], each[0]))), others)


def _module(module: str) -> re.Pattern[str]:
    path = re.escape(module.replace(".", "/"))
    dotted = rf"(?<![\w.]){re.escape(module)}(?!\w)"
    return re.compile(
        rf"{dotted}|(?:^|/){path}(?:\.py|/__init__\.py)|{_word(module.rpartition('.')[2]).pattern}"
    )


def _word(name: str) -> re.Pattern[str]:
    """A name as a whole word; one that could be a word of plain English only where it looks like code."""
    word = re.escape(name)
    if "_" in name.strip("_") or name != name.lower():
        return re.compile(rf"(?<!\w){word}(?!\w)")
    return re.compile(rf"(?:[.`'\"/:]|\bimport ){word}(?!\w)|(?<!\w){word}(?:\(|\.py|`)")


def _entries(text: str) -> Iterator[tuple[str, int]]:
    """Each deprecation warning with the code that raised it, and how often it was."""
    heading = _SUMMARY.search(text)
    if heading is None:
        yield from _lines(text)
        return
    end = _SUMMARY_END.search(text, heading.end())
    yield from _summary(text[heading.end() : end.start() if end else len(text)])


def _summary(text: str) -> Iterator[tuple[str, int]]:
    times, said = 0, list[str]()
    for line in (*text.splitlines(), ""):
        if line.startswith("  ") and line.strip():
            said.append(line.strip())
            continue
        if said:
            yield from _entry(said, times)
            times, said = 0, []
        if line.strip():
            several = _TIMES.fullmatch(line)
            times += int(several[1]) if several else 1


def _entry(said: list[str], times: int) -> Iterator[tuple[str, int]]:
    if _WARNING.match(said[0]):
        yield "\n".join(said), max(times, 1)


def _lines(text: str) -> Iterator[tuple[str, int]]:
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if _WARNING.match(line):
            following = lines[number + 1] if number + 1 < len(lines) else ""
            yield (f"{line}\n{following}" if following.startswith("  ") else line), 1
