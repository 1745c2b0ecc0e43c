"""How many references are left, and where: what the bars of a report show."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from codemods.cli.report.html_text import plain
from codemods.values.reference import Applicability, Reference

REST = "elsewhere"


@dataclass(frozen=True, slots=True)
class ReferenceCount:
    """References that have something in common, by applicability."""

    name: str
    automatic: int
    unsafe: int
    manual: int
    files: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.automatic + self.unsafe + self.manual

    @property
    def moves(self) -> int:
        """Those that an apply moves."""
        return self.automatic + self.unsafe

    @property
    def parts(self) -> tuple[tuple[Applicability, int, int], ...]:
        """Each applicability that there is, with where its part of a bar begins and how long it is."""
        return (
            (Applicability.AUTOMATIC, 0, self.automatic),
            (Applicability.UNSAFE, self.automatic, self.unsafe),
            (Applicability.MANUAL, self.moves, self.manual),
        )


def count(name: str, references: Iterable[Reference]) -> ReferenceCount:
    """Count references by applicability."""
    held = list(references)
    counts = Counter(reference.applicability for reference in held)
    files = len({reference.path for reference in held})
    automatic, unsafe, manual = (counts[applicability] for applicability in Applicability)
    return ReferenceCount(plain(name), automatic, unsafe, manual, files)


def counts_by(
    key: Callable[[Reference], str], references: Iterable[Reference], most: int = 12
) -> list[ReferenceCount]:
    """Count references by a key, the most first; what is past `most` keys is counted together."""
    groups: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        groups[key(reference)].append(reference)
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    if len(ranked) <= most:
        return [count(name, held) for name, held in ranked]
    rest = [reference for _, held in ranked[most - 1 :] for reference in held]
    return [count(name, held) for name, held in ranked[: most - 1]] + [count(REST, rest)]


def folder(path: str, depth: int = 2) -> str:
    """The first folders of a path; `./` for a file at the top."""
    parts = path.split("/")[:-1][:depth]
    return "/".join(parts) + "/" if parts else "./"
