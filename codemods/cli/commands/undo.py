"""`repoint undo`: the last apply, or an earlier one, taken back."""

from pathlib import Path

from codemods.apply.locked_tree import LockedTree, lock_tree
from codemods.apply.undo import Undone, settle, undo
from codemods.cli.exit_codes import COULD_NOT_RUN, say
from codemods.cli.request import local_time
from codemods.git.refs import shown_branch
from codemods.tree.find_root import find_root
from codemods.values.plural import number_of
from codemods.values.printable import printable


def take_back(root: Path | None, number: int | None) -> int:
    """Take an apply back and say what became of it. Gives the exit code: 2 when nothing could be restored.

    An apply that was cut short is the last one there is, so taking that back is all that is done.
    """
    with lock_tree(root.resolve() if root else find_root(Path.cwd())) as place:
        done = list(settle(place))
        if number is not None or not done:
            done.append(undo(place, number))
    return max(_report(each) for each in done)


def settle_first(place: LockedTree) -> None:
    """Bring what was cut short to its end, and say so, before something else is done."""
    for undone in settle(place):
        when = local_time(undone.logged.record.when)
        say(f"repoint: the apply of {when} was cut short; it was taken back first")
        _say_kept(undone)


def _say_kept(undone: Undone) -> None:
    for kept in undone.result.kept:
        say(f"{printable(kept.path)}: {kept.why}; left as it is")


def _report(undone: Undone) -> int:
    record, result = undone.logged.record, undone.result
    _say_kept(undone)
    parts = [f"{number_of(len(result.restored), 'file')} restored"] if record.files else []
    if result.kept:
        parts.append(f"{len(result.kept)} left as they are")
    if result.branch:
        gone = "removed" if record.ref and not record.ref.before else "moved back"
        parts.append(f"{shown_branch(result.branch)} {gone}")
    did = ", ".join(parts) or "nothing was left to take back"
    when = local_time(record.when)
    say(f"apply {undone.logged.number} of {when}, {printable(record.migration)}: {did}")
    return COULD_NOT_RUN if result.kept and not (result.restored or result.branch) else 0
