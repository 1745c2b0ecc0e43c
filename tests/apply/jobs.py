"""What is killed: one run of each kind, as the command line does it, over the files `a.py` and `b.py`."""

from collections.abc import Callable, Mapping
from pathlib import Path

from codemods.apply.locked_tree import lock_tree
from codemods.apply.recover import recover
from codemods.apply.undo_apply import undo
from tests.apply.tree import Tree

NAMES = ("a.py", "b.py")


def _undo(root: Path) -> None:
    with lock_tree(root) as place:
        if not list(recover(place)):
            undo(place)


JOBS: Mapping[str, Callable[[Path], object]] = {
    "apply": lambda root: Tree(root).apply(*NAMES),
    "index only": lambda root: Tree(root).apply(*NAMES, disk=False),
    "without staging": lambda root: Tree(root).apply(*NAMES, index=False),
    "here": lambda root: Tree(root).series(*NAMES),
    "branch": lambda root: Tree(root).series(*NAMES, branch="moved"),
    "undo": _undo,
    "settle": lambda root: Tree(root).settle(),
}
