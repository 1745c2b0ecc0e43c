"""The burn-down: where the lines of a history run on a canvas of fixed size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from codemods.cli.report.html_text import plain
from codemods.values.history import History, HistorySample

WIDTH, HEIGHT = 760, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 128, 26, 26
COLOURS = 8
"""How many the style sheet has for categories."""
_TICKS = 4
_DAYS = 5


@dataclass(frozen=True, slots=True)
class Layer:
    """One category: its name, its colour's number, and its area as SVG points."""

    name: str
    colour: int
    points: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Stop:
    """One sample: the strip in which a pointer shows it, where it stands, and what is said there."""

    x: float
    start: float
    width: float
    y: float
    said: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the template draws."""

    layers: tuple[Layer, ...]
    stops: tuple[Stop, ...]
    levels: tuple[Tick, ...]
    days: tuple[Tick, ...]
    after: Tick | None
    """Where the line would go with the plan, and the number there; None where it would not move."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def burn_down(history: History) -> Chart | None:
    """Lay a history out; None where nothing could be counted."""
    samples = history.samples
    if not samples:
        return None
    most = max(max(sample.names for sample in samples), 1)
    levels = _levels(most)
    scale = _Scale(samples[0].place, samples[-1].place, levels[-1])
    left = samples[-1].names - history.moved
    after = Tick(scale.y(left), f"{left:,}") if history.moved else None
    return Chart(
        layers=tuple(_layers(samples, scale)),
        stops=tuple(_stops(samples, scale)),
        levels=tuple(Tick(scale.y(level), f"{level:,}") for level in levels),
        days=tuple(_days(samples, scale)),
        after=after,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int
    most: int

    def x(self, place: float) -> float:
        """Across: by the number of the commit."""
        span = max(self.last - self.first, 1)
        return round(LEFT + (place - self.first) * (WIDTH - LEFT - RIGHT) / span, 1)

    def y(self, value: float) -> float:
        """Down: by the number of names."""
        return round(HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM) / self.most, 1)


def _levels(most: int) -> list[int]:
    """Round numbers from nought to at least the most."""
    size = 10 ** max(0, len(str(most // _TICKS)) - 1)
    step = next(n * size for n in (1, 2, 5, 10, 20) if n * size * _TICKS >= most)
    return list(range(0, most + step, step))


def _layers(samples: Sequence[HistorySample], scale: _Scale) -> Iterator[Layer]:
    counts = [{each.category: each.names for each in sample.spelled} for sample in samples]
    known = {name for each in counts for name in each}
    names = sorted(known, key=lambda name: (-counts[-1].get(name, 0), name))
    floor = [0] * len(samples)
    for number, name in enumerate(names):
        top = [low + each.get(name, 0) for low, each in zip(floor, counts, strict=True)]
        ends = [f"{scale.x(s.place)},{scale.y(value)}" for s, value in zip(samples, top, strict=True)]
        feet = [f"{scale.x(s.place)},{scale.y(value)}" for s, value in zip(samples, floor, strict=True)]
        points = " ".join((*ends, *reversed(feet)))
        yield Layer(plain(name), number % COLOURS, points, counts[0].get(name, 0), counts[-1].get(name, 0))
        floor = top


def _stops(samples: Sequence[HistorySample], scale: _Scale) -> Iterator[Stop]:
    places = [scale.x(sample.place) for sample in samples]
    edges = [LEFT, *((one + two) / 2 for one, two in pairwise(places)), WIDTH - RIGHT]
    for sample, x, (start, end) in zip(samples, places, pairwise(edges), strict=True):
        commit = f"{sample.moment.day} · {sample.moment.commit[:9]}"
        said = f"{commit} · {sample.names:,} names in {sample.files:,} files"
        yield Stop(x, round(start, 1), round(max(end - start, 1), 1), scale.y(sample.names), said)


def _days(samples: Sequence[HistorySample], scale: _Scale) -> Iterator[Tick]:
    count = min(_DAYS, len(samples))
    for number in range(count):
        sample = samples[number * (len(samples) - 1) // max(count - 1, 1)]
        yield Tick(scale.x(sample.place), sample.moment.day)
