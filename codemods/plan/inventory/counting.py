"""Counts: references and files together, by whatever they have in common."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from codemods.plan.path_keys import folder_of
from codemods.values.inventory import Mention
from codemods.values.reference import Applicability


class Counted(Protocol):
    """A reference, or the inventory's entry of one."""

    @property
    def path(self) -> str:
        """Its file."""

    @property
    def applicability(self) -> Applicability:
        """What the plan can do about it."""


Item = TypeVar("Item", bound=Counted)


@dataclass(frozen=True, slots=True)
class Count:
    """References, and the files that hold them."""

    references: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class CountRow:
    """What entries with something in common come to, by difficulty as well.

    A file with references of two difficulties counts for both.
    """

    name: str
    total: Count
    by_applicability: tuple[tuple[Applicability, Count], ...]


def count(items: Iterable[Counted]) -> Count:
    """Count references and the files that hold them."""
    found = list(items)
    return Count(len(found), len({item.path for item in found}))


def row(name: str, items: Sequence[Counted]) -> CountRow:
    """Count references, all of them and by difficulty."""
    by_applicability = tuple(
        (applicability, count(item for item in items if item.applicability is applicability))
        for applicability in Applicability
    )
    return CountRow(name, count(items), by_applicability)


def rows(items: Iterable[Item], key: Callable[[Item], str], names: Sequence[str] = ()) -> list[CountRow]:
    """Count references by a key: the given names first, in their order, then the most frequent first."""
    groups: dict[str, list[Item]] = {name: [] for name in names}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    counted = [row(name, own) for name, own in groups.items()]
    given = len(names)
    return counted[:given] + sorted(counted[given:], key=lambda each: (-each.total.references, each.name))


@dataclass(frozen=True, slots=True)
class TextCount:
    """Mentions in files of one type."""

    type: str
    lines: int
    files: int
    code: int
    """Lines of them in code blocks and code cells."""


@dataclass(frozen=True, slots=True)
class FolderCount:
    """Mentions in the texts of one folder."""

    name: str
    lines: int
    files: int


def text_folders(mentions: Iterable[Mention], depth: int) -> list[FolderCount]:
    """Count mentions by folder, so many levels deep, most first."""
    groups: dict[str, list[str]] = {}
    for mention in mentions:
        groups.setdefault(folder_of(mention.path, depth), []).append(mention.path)
    counted = [FolderCount(name, len(paths), len(set(paths))) for name, paths in groups.items()]
    return sorted(counted, key=lambda each: (-each.lines, each.name))


def texts(mentions: Iterable[Mention]) -> list[TextCount]:
    """Count mentions by the type of their files, most first."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.type, []).append(mention)
    counted = [
        TextCount(name, len(own), len({each.path for each in own}), sum(each.code for each in own))
        for name, own in groups.items()
    ]
    return sorted(counted, key=lambda each: (-each.lines, each.type))
