"""What the real repository looks like, in figures, and draws from them.

Counted on its 9,777 Python files (182 MB, 4.1 million lines) and 6,899 other files, on the day of the
built-in migration's issue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import TypeVar

T = TypeVar("T")

Quantiles = tuple[tuple[float, float], ...]
"""(share of the files, value) pairs, both rising; the first share is 0 and the last is 1."""

BYTES: Quantiles = (
    (0, 40),
    (0.01, 67),
    (0.05, 711),
    (0.10, 1_631),
    (0.25, 6_020),
    (0.50, 14_398),
    (0.75, 25_267),
    (0.90, 38_919),
    (0.95, 50_162),
    (0.99, 86_855),
    (0.9999, 300_000),
    (1, 498_897),
)
"""How long a Python file is."""

CANDIDATE_BYTES: Quantiles = (
    (0, 1_500),
    (0.01, 3_403),
    (0.05, 5_428),
    (0.10, 8_009),
    (0.25, 14_808),
    (0.50, 22_751),
    (0.75, 37_780),
    (0.90, 59_013),
    (0.95, 73_609),
    (0.99, 165_151),
    (1, 190_301),
)
"""How long a candidate is: files that spell a deprecated name are longer than others."""

OTHER_BYTES: Quantiles = (
    (0, 20),
    (0.01, 116),
    (0.05, 859),
    (0.10, 1_891),
    (0.25, 4_490),
    (0.50, 7_639),
    (0.75, 11_246),
    (0.90, 17_243),
    (0.95, 24_699),
    (0.99, 65_273),
    (0.9995, 500_000),
    (1, 3_339_704),
)
"""How long a file is that is not Python."""

FOLDER_FILES: Quantiles = (
    (0, 1),
    (0.25, 1),
    (0.50, 3),
    (0.75, 6),
    (0.90, 17),
    (0.95, 32),
    (0.99, 126),
    (1, 919),
)
"""How many Python files a folder holds."""

OTHERS_A_FILE = 6_899 / 9_777
"""How many other files there are for one Python file."""

OTHER_TYPES: tuple[tuple[str, float], ...] = (
    ("md", 0.66),
    ("xml", 0.11),
    ("ts", 0.08),
    ("tsx", 0.05),
    ("json", 0.04),
    ("txt", 0.03),
    ("yml", 0.015),
    ("sh", 0.015),
)
"""What the other files are, by suffix, and their shares."""

OTHERS_THAT_MENTION = 244 / 6_899
"""The share of the other files that mention a deprecated name."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the tree that holds files of one kind."""

    folder: str
    share: float
    """Of all Python files."""
    candidates: float
    """The share of its files that spell a deprecated name."""
    kind: str
    """`app` (production code of the migration's package), `tests` or `scripts`."""


AREAS = (
    Area("netra_backend/app", 0.186, 0.020, "app"),
    Area("netra_backend/tests", 0.223, 0.032, "tests"),
    Area("tests/unit", 0.051, 0.092, "tests"),
    Area("tests/integration", 0.085, 0.044, "tests"),
    Area("tests/mission_critical", 0.040, 0.060, "tests"),
    Area("tests/e2e", 0.138, 0.015, "tests"),
    Area("tests/validation", 0.054, 0.060, "tests"),
    Area("scripts", 0.103, 0.006, "scripts"),
    Area("auth_service/auth_core", 0.028, 0.0, "scripts"),
    Area("test_framework", 0.033, 0.008, "scripts"),
    Area("dev_launcher", 0.010, 0.0, "scripts"),
    Area("shared", 0.009, 0.023, "scripts"),
    Area("analytics_service", 0.007, 0.0, "scripts"),
    Area("backups", 0.010, 0.0, "scripts"),
    Area("", 0.023, 0.03, "scripts"),
)
"""The parts of the tree; their shares make up the whole."""


def draw(random: Random, quantiles: Quantiles) -> int:
    """Draw a value, linear between two quantiles."""
    at = random.random()
    for (low, least), (high, most) in pairwise(quantiles):
        if at <= high:
            return round(least + (most - least) * (at - low) / (high - low))
    return round(quantiles[-1][1])


def pick(random: Random, among: Sequence[T]) -> T:
    """Pick one. `Random.random` alone is promised to give the same on every version of Python."""
    return among[int(random.random() * len(among))]
