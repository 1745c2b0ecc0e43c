"""The orders in which people and their tools sort import statements.

They are those of isort and ruff (https://docs.astral.sh/ruff/settings/#lintisort), and the plain
alphabetical one.
"""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from codemods.transformers.import_groups import ImportGroups, ImportOrigin
from codemods.values.code_style import CodeStyle

_Key = tuple[object, ...]
StatementOrder = Callable[[ImportOrigin], _Key]
_DIGITS = 40
"""More than a number in a name has: shorter ones come first."""
_FEWEST = 3
"""How many imports in order are more than chance, where no settings say that imports are sorted."""


def order_of_run(run: ImportGroups, style: CodeStyle) -> StatementOrder | None:
    """The first order in which every group of a run stands; None where there is none."""
    whats = [[statement.what for statement in group] for group in run.groups]
    if not style.sorts and sum(map(len, whats)) < _FEWEST:
        return None
    for order in _orders(style):
        if all(order(one) <= order(other) for group in whats for one, other in pairwise(group)):
            return order
    return None


def _orders(style: CodeStyle) -> Iterable[StatementOrder]:
    within = style.within_sections
    for mixed in (False, True) if within is None else (within, not within):
        for lower in (True, False):
            for nearest_first in (False, True):
                for whole in (False, True):
                    for split in (_natural, _by_characters)[:: -1 if style.by_ruff else 1]:
                        yield _ImportOrder(mixed, lower, nearest_first, whole, split).key


def unordered(_what: ImportOrigin) -> _Key:
    """No order: all are alike."""
    return ()


class _ImportOrder:
    """One way to sort imports."""

    def __init__(
        self,
        mixed: bool,
        lower: bool,
        nearest_first: bool,
        whole: bool,
        split: Callable[[str], list[tuple[int, str]]],
    ) -> None:
        self.mixed = mixed
        """Whether `import a` and `from a import b` stand among each other."""
        self.lower = lower
        self.nearest_first = nearest_first
        """Whether of relative imports those with fewer dots come first."""
        self.whole = whole
        """Whether a from-import is sorted by its first name as well."""
        self.split = split
        """How a path is compared so that numbers sort as numbers."""

    def key(self, what: ImportOrigin) -> _Key:
        """A key by which imports of one group are sorted."""
        names = what.names[:1] if self.whole else ()
        path = ".".join((what.module, *names))
        distance = what.level if self.nearest_first else -what.level
        spelled = self.split(path.lower() if self.lower else path)
        first = () if self.mixed else (what.is_from,)
        return (*first, bool(what.level), distance, spelled, what.is_from)


def _natural(text: str) -> list[tuple[int, str]]:
    """A text in pieces, as isort has it: `a10` comes before `a.b`, since `a` does."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text) if part]


def _by_characters(text: str) -> list[tuple[int, str]]:
    """A text by its characters and its numbers, as ruff has it: `a.b` comes before `a10`."""
    return [
        (ord("0"), part.rjust(_DIGITS)) if part.isdecimal() else (ord(part), "")
        for part in re.findall(r"\d+|\D", text)
    ]
