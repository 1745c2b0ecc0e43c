"""What the built-in migrations are for, read off their texts undecoded: some hold thousands of rules."""

import re
from dataclasses import dataclass

from codemods.migration.migration_files import builtin_migrations, builtin_text

_TABLE = re.compile(r"^\[\[(?:symbol|module)\]\]$", re.MULTILINE)
_OLD = re.compile(r'^old = "(\w+)', re.MULTILINE)
_SOURCE = re.compile(r"^# Derived by \S+ from (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """One built-in migration."""

    name: str
    title: str
    """What it is for, a line without a full stop."""
    rules: int
    sources: tuple[str, ...]
    """What its rules are derived from, each with version and licence; empty for one written by hand."""
    packages: tuple[str, ...]
    """The top-level packages whose names it moves, sorted."""


def built_ins() -> tuple[BuiltIn, ...]:
    """The migrations that come with repoint, by name."""
    return tuple(map(_described, builtin_migrations()))


def _described(name: str) -> BuiltIn:
    text = builtin_text(name)
    head = text.partition("\n\n")[0].partition("\n#\n")[0]
    words = " ".join(line.removeprefix("#").strip() for line in head.splitlines())
    return BuiltIn(
        name=name,
        title=words.partition(". ")[0].rstrip("."),
        rules=len(_TABLE.findall(text)),
        sources=tuple(_SOURCE.findall(text)),
        packages=tuple(sorted(set(_OLD.findall(text)))),
    )
