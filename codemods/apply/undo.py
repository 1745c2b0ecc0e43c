"""Finishing what a crash cut short, and taking applies back on request."""

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.apply.journal import Logged, State
from codemods.apply.place import Place
from codemods.apply.restore import TakenBack, take_back
from codemods.errors import RepointError
from codemods.repository.refs import contains, read_ref

_OPEN = (State.DONE, State.PARTLY)


@dataclass(frozen=True, slots=True)
class Undone:
    """An apply that was taken back."""

    logged: Logged
    result: TakenBack


def settle(place: Place) -> Iterator[Undone]:
    """Bring each apply, or undo, that was cut short to an end; the last one first.

    Raises RepointError when git refuses, and OSError.
    """
    for logged in place.journal.unfinished():
        if _had_ended(place, logged):
            place.journal.mark(logged.number, State.DONE)
        else:
            yield Undone(logged, take_back(place, logged))


def undo(place: Place, number: int | None = None) -> Undone:
    """Take one apply back: the last one that is not, or the one with a number.

    Raises RepointError when there is none, or its branch has gone on, and OSError.
    """
    logged = _chosen(place, number)
    return Undone(logged, take_back(place, logged))


def _chosen(place: Place, number: int | None) -> Logged:
    if number is not None:
        logged = place.journal.read(number)
        if logged.state is State.UNDONE:
            raise RepointError(f"the apply {number} is taken back already")
        return logged
    for logged in place.journal.all():
        if logged.state in _OPEN:
            return logged
    raise RepointError("there is nothing to take back here; `repoint log` lists the applies")


def _had_ended(place: Place, logged: Logged) -> bool:
    """Whether an apply did all that it had to, and others have built on its commits since."""
    ref = logged.record.ref
    if ref is None or place.repository is None or logged.state is not State.STARTED:
        return False
    now = read_ref(place.repository, ref.ref)
    return now not in (ref.before, ref.after) and contains(place.repository, now, ref.after)
