"""`repoint report --history`: how often the files of earlier commits spell the deprecated names."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
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

_STAGE = "counting in commits"


def check_history(root: Path) -> None:
    """Raise RepointError where there is no history to count."""
    repository = open_repository(root)
    if repository is None:
        raise RepointError(f"{root}: no git repository, so there is no history; leave --history out")
    if not repository.head:
        raise RepointError(f"{root}: there is no commit yet, so there is no history; leave --history out")


def count_history(
    root: Path, migration: Migration, category: Callable[[str], str], samples: int, progress: Progress
) -> History:
    """Count in `samples` commits, evenly spaced from the first to the last. Raises RepointError.

    `category` gives the category of a path.
    """
    words = sorted(migration.leaves)
    commits = first_parents(root)
    chosen = _evenly_spaced(len(commits), samples)
    missing = missing_objects(root, [commits[position].name for position in chosen])
    trees = _PastTrees(root, word_counter(search_words(words)), missing)
    found, skipped = [], []
    for number, position in enumerate(chosen, 1):
        commit = commits[position]
        try:
            found.append(HistorySample(commit, position, trees.count(commit, category)))
        except _NotInCloneError as error:
            skipped.append((commit, str(error)))
        progress.step(_STAGE, number, len(chosen))
    return History(tuple(words), len(commits), tuple(found), tuple(skipped), is_shallow(root))


def with_moved(history: History, migration: Migration, plan: Plan) -> History:
    """Give a history with the number of names that a plan would remove."""
    count = word_counter(search_words(migration.leaves))
    return replace(history, moved=sum(count(each.before) - count(each.after) for each in plan.files))


def _evenly_spaced(count: int, samples: int) -> list[int]:
    """Give at most `samples` indices below `count`, with the first and the last among them."""
    if count <= samples:
        return list(range(count))
    return [number * (count - 1) // (samples - 1) for number in range(samples)]


class _NotInCloneError(Exception):
    """A partial clone lacks objects of a commit; the text says which."""


class _PastTrees:
    """Counts names in the trees of commits; each blob is read once, in however many trees it is."""

    def __init__(self, root: Path, count: Callable[[bytes], int], missing: frozenset[str]) -> None:
        self._root = root
        self._count = count
        self._missing = missing
        self._counts: dict[str, int] = {}
        """How many names a blob holds."""

    def count(self, commit: CommitDate, category: Callable[[str], str]) -> tuple[NameCount, ...]:
        """Count the names in a commit's tree, by category. Raises _NotInCloneError."""
        blobs = python_blobs(self._root, commit.name)
        if blobs is None:
            raise _NotInCloneError("its list of files is not in this clone")
        self._read(blobs.values())
        lacking = sum(blob not in self._counts for blob in blobs.values())
        if lacking:
            raise _NotInCloneError(f"{lacking} of its {len(blobs)} Python files are not in this clone")
        return _by_category({path: self._counts[blob] for path, blob in blobs.items()}, category)

    def _read(self, blobs: Iterable[str]) -> None:
        known = self._counts.keys() | self._missing
        unread = [blob for blob in dict.fromkeys(blobs) if blob not in known]
        for blob, data in read_present_blobs(self._root, unread):
            self._counts[blob] = self._count(data)


def _by_category(counts: Mapping[str, int], category: Callable[[str], str]) -> tuple[NameCount, ...]:
    names: Counter[str] = Counter()
    files: dict[str, int] = defaultdict(int)
    for path, number in counts.items():
        if number:
            names[category(path)] += number
            files[category(path)] += 1
    return tuple(NameCount(name, names[name], files[name]) for name in sorted(names))
