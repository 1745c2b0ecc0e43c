"""The jobs that are killed: one run of each kind, as the commands do it, over the files `a.py` and `b.py`."""

from collections.abc import Callable, Mapping
from pathlib import Path

from codemods.apply.locked_tree import lock_tree
from codemods.apply.recover import recover
from codemods.apply.undo_apply import undo
from tests.apply.work_tree import WorkTree

NAMES = ("a.py", "b.py")


def _undo(root: Path) -> None:
    with lock_tree(root) as locked:
        if not list(recover(locked)):
            undo(locked)


JOBS: Mapping[str, Callable[[Path], object]] = {
    "apply": lambda root: WorkTree(root).apply(*NAMES),
    "index only": lambda root: WorkTree(root).apply(*NAMES, disk=False),
    "without staging": lambda root: WorkTree(root).apply(*NAMES, index=False),
    "here": lambda root: WorkTree(root).land_series(*NAMES),
    "branch": lambda root: WorkTree(root).land_series(*NAMES, branch="moved"),
    "undo": _undo,
    "recover": lambda root: WorkTree(root).recover(),
}
