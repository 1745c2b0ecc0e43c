"""The burn-down chart: the coordinates of a history on a canvas of fixed size, in pixels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from codemods.cli.report.html_text import visible_text
from codemods.values.history import History, HistorySample

WIDTH, HEIGHT = 760, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 128, 26, 26
COLOURS = 8
"""How many colours the style sheet has for categories."""
_TICKS = 4
_DAYS = 5


@dataclass(frozen=True, slots=True)
class Layer:
    """The area of one category, stacked on those below it."""

    name: str
    colour: int
    """A number below `COLOURS`."""
    points: str
    """The outline, as SVG writes points."""
    last: int
    """The number of names in the last sample."""


@dataclass(frozen=True, slots=True)
class SamplePoint:
    """One sample on the line, and the strip of the canvas in which a pointer shows its label."""

    x: float
    y: float
    start: float
    """The left edge of the strip."""
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws."""

    layers: tuple[Layer, ...]
    points: tuple[SamplePoint, ...]
    levels: tuple[Tick, ...]
    days: tuple[Tick, ...]
    after: Tick | None
    """Where the line would end with the plan applied; None where the plan moves nothing."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def burn_down(history: History) -> Chart | None:
    """Lay a history out; None where it has no samples."""
    samples = history.samples
    if not samples:
        return None
    most = max(max(sample.names for sample in samples), 1)
    levels = _levels(most)
    scale = _Scale(samples[0].position, samples[-1].position, levels[-1])
    left = samples[-1].names - history.moved
    after = Tick(scale.y(left), f"{left:,}") if history.moved else None
    return Chart(
        layers=tuple(_layers(samples, scale)),
        points=tuple(_points(samples, scale)),
        levels=tuple(Tick(scale.y(level), f"{level:,}") for level in levels),
        days=tuple(_days(samples, scale)),
        after=after,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int
    most: int

    def x(self, position: float) -> float:
        """The coordinate of a commit's number."""
        span = max(self.last - self.first, 1)
        return round(LEFT + (position - self.first) * (WIDTH - LEFT - RIGHT) / span, 1)

    def y(self, value: float) -> float:
        """The coordinate of a number of names."""
        return round(HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM) / self.most, 1)


def _levels(most: int) -> list[int]:
    """Give round numbers at even distances, from 0 to at least the most."""
    size = 10 ** max(0, len(str(most // _TICKS)) - 1)
    step = next(n * size for n in (1, 2, 5, 10, 20) if n * size * _TICKS >= most)
    return list(range(0, most + step, step))


def _layers(samples: Sequence[HistorySample], scale: _Scale) -> Iterator[Layer]:
    counts = [{each.category: each.names for each in sample.counts} for sample in samples]
    known = {name for each in counts for name in each}
    names = sorted(known, key=lambda name: (-counts[-1].get(name, 0), name))
    floor = [0] * len(samples)
    for number, name in enumerate(names):
        top = [low + each.get(name, 0) for low, each in zip(floor, counts, strict=True)]
        above, below = (
            [
                f"{scale.x(sample.position)},{scale.y(value)}"
                for sample, value in zip(samples, edge, strict=True)
            ]
            for edge in (top, floor)
        )
        points = " ".join((*above, *reversed(below)))
        yield Layer(visible_text(name), number % COLOURS, points, counts[-1].get(name, 0))
        floor = top


def _points(samples: Sequence[HistorySample], scale: _Scale) -> Iterator[SamplePoint]:
    xs = [scale.x(sample.position) for sample in samples]
    edges = [LEFT, *((one + two) / 2 for one, two in pairwise(xs)), WIDTH - RIGHT]
    for sample, x, (start, end) in zip(samples, xs, pairwise(edges), strict=True):
        commit = f"{sample.commit.day} · {sample.commit.name[:9]}"
        label = f"{commit} · {sample.names:,} names in {sample.files:,} files"
        yield SamplePoint(x, scale.y(sample.names), round(start, 1), round(max(end - start, 1), 1), label)


def _days(samples: Sequence[HistorySample], scale: _Scale) -> Iterator[Tick]:
    count = min(_DAYS, len(samples))
    for number in range(count):
        sample = samples[number * (len(samples) - 1) // max(count - 1, 1)]
        yield Tick(scale.x(sample.position), sample.commit.day)
