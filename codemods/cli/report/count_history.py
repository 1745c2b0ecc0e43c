"""`repoint report --history`: how often the tree spelled the deprecated names, over its commits."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from codemods.git.past_trees import (
    first_parents,
    is_shallow,
    missing_objects,
    python_blobs,
)
from codemods.git.read_blobs import read_present_blobs
from codemods.git.repository import open_repository
from codemods.tree.word_search import search_words, word_counter
from codemods.values.errors import RepointError
from codemods.values.history import CommitDate, History, HistorySample, NameCount
from codemods.values.plan import Plan
from codemods.values.progress import Progress
from codemods.values.rules import Migration

_STAGE = "history"


def check_history(root: Path) -> None:
    """Raise RepointError where there is no history to look at."""
    repository = open_repository(root)
    if repository is None:
        raise RepointError(f"{root}: no git repository, so there is no history; leave --history out")
    if not repository.head:
        raise RepointError(f"{root}: there is no commit yet, so there is no history; leave --history out")


def history_of(
    root: Path, migration: Migration, category: Callable[[str], str], samples: int, progress: Progress
) -> History:
    """Count what a number of commits spell, spread evenly from the first to the last. Raises RepointError."""
    words = sorted(migration.leaves)
    commits = first_parents(root)
    chosen = _spread(len(commits), samples)
    past = _Past(
        root, word_counter(search_words(words)), missing_objects(root, [commits[n].commit for n in chosen])
    )
    found, skipped = [], []
    for number, place in enumerate(chosen, 1):
        moment = commits[place]
        spelled = past.spelled(moment, category)
        if isinstance(spelled, str):
            skipped.append((moment, spelled))
        else:
            found.append(HistorySample(moment, place, spelled))
        progress.step(_STAGE, number, len(chosen))
    return History(tuple(words), len(commits), tuple(found), tuple(skipped), is_shallow(root))


def with_plan(history: History, migration: Migration, plan: Plan) -> History:
    """A history that knows how many of the names counted today go away with a plan."""
    count = word_counter(search_words(migration.leaves))
    return replace(history, moved=sum(count(each.before) - count(each.after) for each in plan.files))


def _spread(count: int, samples: int) -> list[int]:
    """Places from the first to the last, evenly, at most `samples` of them."""
    if count <= samples:
        return list(range(count))
    return [place * (count - 1) // (samples - 1) for place in range(samples)]


class _Past:
    """What earlier trees spelled; each content is read once, however many of them hold it."""

    def __init__(self, root: Path, count: Callable[[bytes], int], missing: frozenset[str]) -> None:
        self._root = root
        self._count = count
        self._missing = missing
        self._known: dict[str, int] = {}

    def spelled(self, moment: CommitDate, category: Callable[[str], str]) -> tuple[NameCount, ...] | str:
        """What a commit spells, by category; or why that can't be said."""
        blobs = python_blobs(self._root, moment.commit)
        if blobs is None:
            return "its list of files is not in this clone"
        self._read(blobs.values())
        lacking = sum(blob not in self._known for blob in blobs.values())
        if lacking:
            return f"{lacking} of its {len(blobs)} Python files are not in this clone"
        return _by_category({path: self._known[blob] for path, blob in blobs.items()}, category)

    def _read(self, blobs: Iterable[str]) -> None:
        new: Sequence[str] = list(dict.fromkeys(blobs))
        new = [blob for blob in new if blob not in self._known and blob not in self._missing]
        for blob, data in read_present_blobs(self._root, new):
            self._known[blob] = self._count(data)


def _by_category(counts: Mapping[str, int], category: Callable[[str], str]) -> tuple[NameCount, ...]:
    names: Counter[str] = Counter()
    files: dict[str, int] = defaultdict(int)
    for path, number in counts.items():
        if number:
            names[category(path)] += number
            files[category(path)] += 1
    return tuple(NameCount(name, names[name], files[name]) for name in sorted(names))
