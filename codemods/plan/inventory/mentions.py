"""Lines of text that spell deprecated names: by name only, since text has no scopes to go by.

A name that the migration gives to the new symbol as well says nothing by itself: it counts where the path of
its module stands on the same line.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from codemods.plan.inventory.text_types import code_lines, type_of
from codemods.tree.word_search import FEW_WORDS
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.inventory import Mention
from codemods.values.rules import Migration

_WORD = re.compile(r"\w+")


class Mentions:
    """What a migration's names look like in text."""

    def __init__(self, migration: Migration) -> None:
        migration = migration.moving
        self._symbols = {rule.old for rule in migration.symbols}
        self._modules = {rule.old for rule in migration.modules}
        self._leaves = frozenset(symbol.leaf for symbol in self._symbols)
        self._shared = self._leaves & {rule.new.leaf for rule in migration.symbols if rule.new is not None}
        self._homes: defaultdict[str, set[str]] = defaultdict(set)
        """For each shared name, the modules one of which has to stand beside it."""
        for symbol in self._symbols:
            if symbol.leaf in self._shared:
                self._homes[symbol.leaf].add(symbol.module)
        self._spelled: defaultdict[str, set[str]] = defaultdict(set)
        """What may stand in a line, under the last word of each."""
        for spelled in self._leaves.union(self._modules, *self._homes.values()):
            self._spelled[spelled.rpartition(".")[2]].add(spelled)
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}

    @cached_property
    def words(self) -> frozenset[str]:
        """The words; a file that holds none of them mentions nothing."""
        return self._leaves.union(module.rpartition(".")[2] for module in self._modules)

    def of(self, path: str, text: str) -> Iterator[Mention]:
        """Give the mentions in one file other than a Python file."""
        type_ = type_of(path, text)
        code: frozenset[int] | None = None
        # A plain search for each of a few words passes most lines by.
        few = len(self.words) <= FEW_WORDS
        lines = _lines_holding(text, self.words) if few else enumerate(text.split("\n"), start=1)
        for number, line in lines:
            held = _WORD.findall(line)
            if self.words.isdisjoint(held):
                continue
            found = list(self._pattern(held).finditer(line))
            names = tuple(dict.fromkeys(match[0] for match in found))
            if not self._counts(names):
                continue
            code = code_lines(type_, text.split("\n")) if code is None else code
            yield Mention(path, number, found[0].start() + 1, type_, names, number in code)

    def _pattern(self, held: Iterable[str]) -> re.Pattern[str]:
        """What to look for in a line that holds these words: of thousands of names it can hold a few."""
        known = frozenset(word for word in held if word in self._spelled)
        if known not in self._patterns:
            spelled = (each for word in known for each in self._spelled[word])
            ordered = sorted(spelled, key=lambda each: ("." not in each, -len(each), each))
            choices = "|".join(re.escape(each).replace(r"\.", "[./]") for each in ordered)
            self._patterns[known] = re.compile(rf"(?<!\w)(?:{choices})(?!\w)")
        return self._patterns[known]

    def _counts(self, names: tuple[str, ...]) -> bool:
        """Whether one of the names stands for something deprecated, on a line that holds all of them."""
        spelled = {name.replace("/", ".") for name in names}
        return not spelled.isdisjoint(self._modules) or any(
            not self._homes[name].isdisjoint(spelled) if name in self._shared else name in self._leaves
            for name in spelled
        )


def _lines_holding(text: str, words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines of a text that hold one of some words, each once, with their numbers from 1."""
    offsets = sorted(match.start() for word in words for match in re.finditer(re.escape(word), text))
    number, counted, end = 1, 0, -1
    for offset in offsets:
        if offset < end:
            continue
        start = text.rfind("\n", 0, offset) + 1
        number += text.count("\n", counted, start)
        counted, end = start, text.find("\n", offset)
        end = len(text) if end == -1 else end
        yield number, text[start:end]


def mentions_in_strings(findings: tuple[Finding, ...]) -> Iterator[Mention]:
    """Give the strings in Python that spell a deprecated path and are not a reference."""
    for each in findings:
        if each.code == texts.TEXT.code:
            yield Mention(each.path, each.line, each.column, "python", (each.symbol.replace(":", "."),))
