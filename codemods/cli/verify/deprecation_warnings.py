"""Counts the deprecation warnings in a command's output, by the deprecated name that each one spells.

pytest's warnings summary says how often each warning was raised. In any other output, every line that Python
prints for a warning counts once, together with the line of code below it.
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
    """A deprecated module or symbol, and the pattern that finds it in a text."""

    label: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class WarningCounts:
    """How often deprecation warnings were raised."""

    by_name: tuple[tuple[str, int], ...] = ()
    """Warnings that spell a deprecated module, or the last name of a symbol; the most frequent first."""
    others: int = 0
    """Warnings that spell neither."""

    @property
    def total(self) -> int:
        """Warnings that spell a name that the migration deprecates."""
        return sum(number for _, number in self.by_name)


def deprecated_names(migration: Migration) -> tuple[WarnedName, ...]:
    """The names that a migration deprecates. Modules come first: a warning counts for the first that fits."""
    modules = dict.fromkeys((*(rule.old for rule in migration.modules), *migration.retire.modules))
    leaves = dict.fromkeys(rule.old.leaf for rule in migration.symbols)
    longest = sorted(modules, key=len, reverse=True)
    return (
        *(WarnedName(module, _module_pattern(module)) for module in longest),
        *(WarnedName(leaf, _word_pattern(leaf)) for leaf in leaves),
    )


def count_warnings(output: str, names: Sequence[WarnedName]) -> WarningCounts:
    """Count the deprecation warnings in a command's output."""
    text = _COLOUR.sub("", output)
    found: Counter[str] = Counter()
    others = 0
    for entry, times in _warnings(text):
        label = next((each.label for each in names if each.pattern.search(entry)), None)
        if label is None:
            others += times
        else:
            found[label] += times
    return WarningCounts(tuple(sorted(found.items(), key=lambda each: (-each[1], each[0]))), others)


def _module_pattern(module: str) -> re.Pattern[str]:
    path = re.escape(module.replace(".", "/"))
    dotted = rf"(?<![\w.]){re.escape(module)}(?!\w)"
    return re.compile(
        rf"{dotted}|(?:^|/){path}(?:\.py|/__init__\.py)|{_word_pattern(module.rpartition('.')[2]).pattern}"
    )


def _word_pattern(name: str) -> re.Pattern[str]:
    """Match a name as a whole word; a name that could be an English word, only where it looks like code."""
    word = re.escape(name)
    if "_" in name.strip("_") or name != name.lower():
        return re.compile(rf"(?<!\w){word}(?!\w)")
    return re.compile(rf"(?:[.`'\"/:]|\bimport ){word}(?!\w)|(?<!\w){word}(?:\(|\.py|`)")


def _warnings(text: str) -> Iterator[tuple[str, int]]:
    """Give each deprecation warning with the line of code that raised it, and how often it was raised."""
    heading = _SUMMARY.search(text)
    if heading is None:
        yield from _printed_warnings(text)
        return
    end = _SUMMARY_END.search(text, heading.end())
    yield from _summary_warnings(text[heading.end() : end.start() if end else len(text)])


def _summary_warnings(text: str) -> Iterator[tuple[str, int]]:
    """Read pytest's summary: the places that raised a warning, then the warning itself, indented."""
    times, warning = 0, list[str]()
    for line in (*text.splitlines(), ""):
        if line.startswith("  ") and line.strip():
            warning.append(line.strip())
            continue
        if warning:
            if _WARNING.match(warning[0]):
                yield "\n".join(warning), max(times, 1)
            times, warning = 0, []
        if line.strip():
            several = _TIMES.fullmatch(line)
            times += int(several[1]) if several else 1


def _printed_warnings(text: str) -> Iterator[tuple[str, int]]:
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if _WARNING.match(line):
            following = lines[number + 1] if number + 1 < len(lines) else ""
            yield (f"{line}\n{following}" if following.startswith("  ") else line), 1
