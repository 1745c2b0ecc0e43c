"""Every file of a generated tree, one after the other: nothing is kept but what later files refer to."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.generated.blocks import IMPORTS, block_pool
from benchmarks.generated.candidates import role_of
from benchmarks.generated.layout import Place, places
from benchmarks.generated.shape import BYTES, CANDIDATE_BYTES, draw, pick
from benchmarks.generated.texts import other_files

HOMES = Path(__file__).parents[2] / "fixtures" / "netra"
"""The miniature of the real repository, which holds the migration's own modules."""
HOME_FILES = (
    "netra_backend/__init__.py",
    "netra_backend/app/__init__.py",
    "netra_backend/app/services/__init__.py",
    "netra_backend/app/services/user_execution_context.py",
    "netra_backend/app/websocket/__init__.py",
    *(
        f"netra_backend/app/websocket_core/{name}.py"
        for name in (
            "__init__",
            "canonical_imports",
            "types",
            "unified_init",
            "utils",
            "websocket_manager",
            "websocket_manager_factory",
        )
    ),
)
FEWEST = 100
"""A smaller tree would be all homes."""
CONSUMER_ROLES = frozenset({"module-import", "re-export"})


def tree_files(files: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The files of a tree with that many Python files, as path and bytes; the same for the same numbers.

    Raises ValueError for fewer than FEWEST.
    """
    if files < FEWEST:
        raise ValueError(f"{files} files are too few for the real tree's shape: at least {FEWEST}")
    for path in HOME_FILES:
        yield path, (HOMES / path).read_bytes()
    yield from _Writer(seed).written(files - len(HOME_FILES))
    yield from other_files(files, seed)


class _Writer:
    """Writes one Python file after the other."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.turns: Counter[str] = Counter()
        self.consumers: list[str] = []

    def written(self, count: int) -> Iterator[tuple[str, bytes]]:
        for place in places(count, self.seed):
            random = Random(f"{self.seed}/{place.path}")
            yield place.path, self._text(place, random).encode()

    def _text(self, place: Place, random: Random) -> str:
        length = draw(random, CANDIDATE_BYTES if place.candidate else BYTES)
        if place.path.endswith("__init__.py") and not place.candidate:
            return f'"""{place.module} of the generated tree."""\n' if length < 8_000 else _first(place, "")
        head, units = self._role(place, random) if place.candidate else ("", [])
        parts = [_first(place, head), *units]
        size = sum(map(len, parts))
        pool = block_pool(place.area.kind)
        while True:
            block = pick(random, pool).replace("NN", str(len(parts)))
            if size + len(block) / 2 > length:
                break
            # What the migration is about is anywhere in a file, not at its start.
            at = 1 + int(random.random() * len(parts))
            parts.insert(at, block)
            size += len(block)
        return "".join(parts).replace("QQ", f"N{place.number}")

    def _role(self, place: Place, random: Random) -> tuple[str, list[str]]:
        """What a candidate imports at its top, and its units."""
        kind = place.area.kind
        role = role_of(kind, self.turns[kind])
        self.turns[kind] += 1
        consumer = (
            pick(random, self.consumers)
            if self.consumers
            else "netra_backend.app.websocket_core.unified_init"
        )
        if role.name in CONSUMER_ROLES:
            self.consumers.append(place.module)
        dots = "." * (place.path.count("/") - 1)
        least, most = role.units
        count = least + int(random.random() * (most - least + 1))
        units = [
            _filled("\n" + role.unit.replace("NN", str(number)), consumer, dots) for number in range(count)
        ]
        return _filled(role.imports, consumer, dots), units


def _filled(text: str, consumer: str, dots: str) -> str:
    return text.replace("CONSUMER", consumer).replace("DOTS", dots)


def _first(place: Place, imports: str) -> str:
    """The start of a file."""
    start, logger = IMPORTS.split("logger =")
    return f'"""{place.module}: one file of the generated tree."""\n\n{start}{imports}\nlogger ={logger}'
