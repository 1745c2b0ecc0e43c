"""What a run of the benchmark found, as values, and as the JSON between measuring and rendering."""

from dataclasses import dataclass, field
from pathlib import Path

import msgspec


@dataclass(frozen=True, slots=True)
class Round:
    """What one command cost in one round; rounds of the same number ran one after the other."""

    number: int
    wall: float
    """Seconds."""
    cpu: float
    """Seconds, user and system, children included."""
    peak: int
    """Bytes, of the largest process."""
    code: int
    """The exit code."""
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rename left behind, counted by `repoint scan` for the old and the new symbol, before and after.

    A reference of before leads to the new symbol (`moved`), to the old one (`left`), or to neither (`lost`).
    """

    changed: int
    """Files."""
    needless: int
    """Changed files that held no reference to the old symbol."""
    broken: int
    """Files that compiled before and no longer do."""
    left: int
    moved: int
    lost: int
    """Uses only: two imports may become one without harm."""
    lost_strings: int
    """Likewise, of targets that tests patch."""
    astray: int
    """Places in code where the new name was written and leads to something else, or to nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One command on one subject."""

    name: str
    title: str
    work: str
    """`migration` (the whole built-in one) or `rename` (one symbol)."""
    asked: str
    """The command, without this machine's paths."""
    rounds: tuple[Round, ...] = ()
    tree: int = 0
    """Bytes: the most that all its processes held together; 0 when not sampled."""
    skipped: str = ""
    """Why it was not run."""
    outcome: Outcome | None = None
    gave_up: int = 0
    """Files that it said it could not do, and went on."""
    said: str = ""
    """The last line that it printed, where it failed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One tree and what was measured on it."""

    name: str
    title: str
    files: int
    """Python files."""
    bytes: int
    """Of them."""
    candidates: dict[str, int]
    """How many files spell a name, by work."""
    references: int
    """To the renamed symbol, before."""
    rename: str
    """What was renamed, `old → new`."""
    rows: tuple[Row, ...] = ()
    generated: bool = False
    apart: str = ""
    """The repoint that the migration's rows were measured with, where that was done apart from the run."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case on one tree; see `benchmarks.cases`."""

    title: str
    kind: str
    """`floor` where it is measured beside the floor; else what is asked."""
    chosen: str
    """What is moved, in words."""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run."""

    machine: str
    versions: dict[str, str]
    """By tool."""
    limit: float
    """Seconds that one command may take."""
    least: int
    """Bytes: a peak up to this is the runner's own."""
    minutes: float = 0.0
    """How long the run took."""
    subjects: tuple[Subject, ...] = field(default=())
    cases: tuple[Case, ...] = field(default=())


def load(file: Path) -> Results:
    """Read results. Raises OSError, or ValueError with the file and the place when it holds other things."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Results)
    except msgspec.DecodeError as error:
        raise ValueError(f"{file}: no results of this benchmark: {error}; measure again") from None


def save(results: Results, file: Path) -> None:
    """Write results, in one step, so that a run that is interrupted leaves the last ones."""
    beside = file.with_name(file.name + ".new")
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")
    beside.replace(file)
