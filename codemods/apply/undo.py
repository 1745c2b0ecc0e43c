"""Finishing what a crash cut short, and taking applies back on request."""

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.apply.journal import ApplyState, Logged
from codemods.apply.locked_tree import LockedTree
from codemods.apply.swap import clean_up
from codemods.apply.take_back import TakenBack, look, take_back
from codemods.git.commit_hooks import remove_series_worktree
from codemods.git.refs import is_ancestor, read_ref
from codemods.git.repository import check_at_rest, open_repository
from codemods.values.errors import RepointError


@dataclass(frozen=True, slots=True)
class Undone:
    """An apply that was taken back."""

    logged: Logged
    result: TakenBack


def settle(place: LockedTree) -> Iterator[Undone]:
    """Bring each apply, or undo, that was cut short to an end; the last one first. Gives those taken back.

    Raises RepointError when the disk or git refuses, and OSError.
    """
    if place.repository is not None:
        remove_series_worktree(place.repository, place.state)
        clean_up(place.repository, "", ())
    for logged in place.journal.unfinished():
        if _had_ended(place, logged):
            place.journal.mark(logged.number, ApplyState.DONE)
            continue
        result = take_back(place, logged)
        # Whoever goes on from here builds on the branch as it is now.
        place.repository = open_repository(place.root)
        yield Undone(logged, result)


def undo(place: LockedTree, number: int | None = None) -> Undone:
    """Take one apply back: the last one that is not, or the one with a number.

    Raises RepointError when there is none, or its branch has gone on, and OSError.
    """
    logged = _chosen(place, number)
    if place.repository is not None and (logged.record.ref or any(file.name for file in logged.record.files)):
        check_at_rest(place.repository)
    return Undone(logged, take_back(place, logged))


def _chosen(place: LockedTree, number: int | None) -> Logged:
    if number is not None:
        logged = place.journal.read(number)
        if logged.state is ApplyState.UNDONE:
            raise RepointError(f"the apply {number} is taken back already")
        return logged
    found = place.journal.last()
    if found is None:
        raise RepointError("there is nothing to take back here; `repoint log` lists the applies")
    return found


def _had_ended(place: LockedTree, logged: Logged) -> bool:
    """Whether an apply did all that it had to, and only did not come to say so.

    Its branch moves last, so that tells, also when others have built on its commits since.
    """
    if logged.state is not ApplyState.STARTED:
        return False
    ref = logged.record.ref
    if ref is not None and place.repository is not None:
        return is_ancestor(place.repository, ref.after, read_ref(place.repository, ref.ref))
    return all(seen.is_after for seen in look(place, logged.record))
