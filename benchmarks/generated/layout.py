"""Where the files are: folders in folders, as deep and as full as those of the real tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.generated.shape import AREAS, FOLDER_FILES, Area, draw, pick
from benchmarks.generated.words import NOUNS

DEEPEST = 4
"""How many folders below its area a folder may be."""


@dataclass(frozen=True, slots=True)
class Place:
    """One Python file to be."""

    path: str
    area: Area
    number: int
    """Of all files; 0-based."""
    candidate: bool
    """Whether it spells a deprecated name."""

    @property
    def module(self) -> str:
        """The dotted name that it is imported by."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def places(files: int, seed: int) -> Iterator[Place]:
    """Where that many files are, area by area; the shares of candidates hold in each area."""
    number = 0
    for index, area in enumerate(AREAS):
        last = index == len(AREAS) - 1
        count = files - number if last else round(files * area.share)
        for order, path in enumerate(_paths(area, count, Random(f"{seed}/{area.folder}"))):
            is_candidate = int((order + 1) * area.candidates) > int(order * area.candidates)
            yield Place(path, area, number, is_candidate)
            number += 1


def _paths(area: Area, count: int, random: Random) -> Iterator[str]:
    """The paths of one area's files."""
    if not area.folder:
        yield from (f"{pick(random, NOUNS)}_{number}.py" for number in range(count))
        return
    given = 0
    for folder, size in _folders(area, count, random):
        for inside in range(min(size, count - given)):
            # Tests and scripts need no __init__ to run, and often have none.
            first = inside == 0 and (area.kind == "app" or random.random() < 0.4)
            yield f"{folder}/__init__.py" if first else f"{folder}/{_name(area, random)}_{given}.py"
            given += 1
        if given >= count:
            return


def _folders(area: Area, count: int, random: Random) -> Iterator[tuple[str, int]]:
    """Folders without end, each within one before it, and how many files they hold."""
    grown = [(area.folder, 0)]
    # The migration's own modules are beside these, so the area's top has no file of its own.
    for number in range(count):
        parent, depth = pick(random, grown)
        if depth >= DEEPEST or random.random() < 0.4:
            parent, depth = grown[0]
        folder = f"{parent}/{pick(random, NOUNS)}_{number}"
        grown.append((folder, depth + 1))
        # One folder of hundreds would be a small tree's whole area.
        yield folder, min(draw(random, FOLDER_FILES), max(3, count // 8))


def _name(area: Area, random: Random) -> str:
    start = "test_" if area.kind == "tests" else ""
    return f"{start}{pick(random, NOUNS)}_{pick(random, NOUNS)}"
