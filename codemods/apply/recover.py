"""Bringing to an end what a crash cut short, before anything else is done to a tree."""

from collections.abc import Iterator

from codemods.apply.journal import ApplyState, LoggedApply
from codemods.apply.leftovers import remove_leftovers, settle_leftovers
from codemods.apply.locked_tree import LockedTree
from codemods.apply.take_back import file_states, take_back
from codemods.apply.undo_apply import UndoneApply
from codemods.git.commit_hooks import remove_series_worktree
from codemods.git.refs import is_ancestor, read_ref
from codemods.git.repository import open_repository


def recover(tree: LockedTree) -> Iterator[UndoneApply]:
    """Bring each apply, or undo, that was cut short to an end, the last one first; gives those taken back.

    Raises RepointError when the disk or git refuses, and OSError.
    """
    if tree.repository is not None:
        remove_series_worktree(tree.repository, tree.state)
        remove_leftovers(tree.repository, "", ())
    for logged in tree.journal.unfinished():
        settle_leftovers(tree.repository, logged.record, tree.top)
        if _had_ended(tree, logged):
            tree.journal.mark(logged.number, ApplyState.DONE)
            continue
        result = take_back(tree, logged)
        # What comes after builds on the branch as it is now.
        tree.repository = open_repository(tree.root)
        yield UndoneApply(logged, result)


def _had_ended(tree: LockedTree, logged: LoggedApply) -> bool:
    """Whether an apply did everything, and only its state was not written any more.

    Its branch moves last, so a branch that has its commits shows it, also when others have built on them.
    """
    if logged.state is not ApplyState.STARTED:
        return False
    ref = logged.record.ref
    if ref is not None and tree.repository is not None:
        return is_ancestor(tree.repository, ref.after, read_ref(tree.repository, ref.ref))
    return all(state.is_applied for state in file_states(tree, logged.record))
