"""Taking applies back on request."""

from dataclasses import dataclass

from codemods.apply.journal import ApplyState, LoggedApply
from codemods.apply.locked_tree import LockedTree
from codemods.apply.take_back import TakenBack, take_back
from codemods.git.repository import check_at_rest
from codemods.values.errors import RepointError


@dataclass(frozen=True, slots=True)
class UndoneApply:
    """An apply that was taken back."""

    logged: LoggedApply
    """As it was in the journal before."""
    result: TakenBack


def undo(tree: LockedTree, number: int | None = None) -> UndoneApply:
    """Take one apply back: the last one that is not taken back yet, or the one with a number.

    Raises RepointError when there is none, or its branch has gone on, and OSError.
    """
    logged = _chosen(tree, number)
    if tree.repository is not None and (logged.record.ref or any(file.name for file in logged.record.files)):
        check_at_rest(tree.repository)
    return UndoneApply(logged, take_back(tree, logged))


def _chosen(tree: LockedTree, number: int | None) -> LoggedApply:
    if number is not None:
        logged = tree.journal.read(number)
        if logged.state is ApplyState.UNDONE:
            raise RepointError(f"the apply {number} is taken back already")
        return logged
    found = tree.journal.last()
    if found is None:
        raise RepointError("there is nothing to take back here; `repoint log` lists the applies")
    return found
