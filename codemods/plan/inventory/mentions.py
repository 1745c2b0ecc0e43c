"""Lines of text that spell deprecated names: by name only, since text has no scopes to go by.

A name that the migration gives to the new symbol as well says nothing by itself: it counts where the path of
its module stands on the same line.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from codemods.plan.inventory.text_types import code_lines, type_of
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.inventory import Mention
from codemods.values.rules import Migration


class Mentions:
    """What a migration's names look like in text."""

    def __init__(self, migration: Migration) -> None:
        migration = migration.moving
        self._symbols = [rule.old for rule in migration.symbols]
        self._modules = [rule.old for rule in migration.modules]
        new = {rule.new.leaf for rule in migration.symbols if rule.new is not None}
        self._shared = new.intersection(symbol.leaf for symbol in self._symbols)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words; a file that holds none of them mentions nothing."""
        return frozenset(symbol.leaf for symbol in self._symbols) | {
            module.rpartition(".")[2] for module in self._modules
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        paths = {*self._modules, *(symbol.module for symbol in self._symbols if symbol.leaf in self._shared)}
        spelled = [re.escape(path).replace(r"\.", "[./]") for path in sorted(paths, key=len, reverse=True)]
        leaves = sorted({symbol.leaf for symbol in self._symbols}, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join([*spelled, *map(re.escape, leaves)])})(?!\w)")

    def of(self, path: str, text: str) -> Iterator[Mention]:
        """Give the mentions in one file other than a Python file."""
        type_ = type_of(path, text)
        lines = text.split("\n")
        code: frozenset[int] | None = None
        for number, line in enumerate(lines, start=1):
            found = list(self._pattern.finditer(line))
            names = tuple(dict.fromkeys(match[0] for match in found))
            if not self._counts(names):
                continue
            code = code_lines(type_, lines) if code is None else code
            yield Mention(path, number, found[0].start() + 1, type_, names, number in code)

    def _counts(self, names: tuple[str, ...]) -> bool:
        """Whether one of the names stands for something deprecated, on a line that holds all of them."""
        spelled = {name.replace("/", ".") for name in names}
        return not spelled.isdisjoint(self._modules) or any(
            symbol.leaf in spelled and (symbol.leaf not in self._shared or symbol.module in spelled)
            for symbol in self._symbols
        )


def mentions_in_strings(findings: tuple[Finding, ...]) -> Iterator[Mention]:
    """Give the strings in Python that spell a deprecated path and are not a reference."""
    for each in findings:
        if each.code == texts.TEXT.code:
            yield Mention(each.path, each.line, each.column, "python", (each.symbol.replace(":", "."),))
