"""What `repoint undo` does: take the last apply back, or an earlier one."""

from pathlib import Path

from codemods.apply.locked_tree import LockedTree, lock_tree
from codemods.apply.recover import recover
from codemods.apply.undo_apply import UndoneApply, undo
from codemods.cli.exit_codes import ExitCode
from codemods.cli.summaries import local_time
from codemods.cli.terminal.stderr import inform
from codemods.git.refs import shown_branch
from codemods.tree.find_root import chosen_root
from codemods.values.plural import number_of
from codemods.values.printable import printable


def run_undo(root: Path | None, number: int | None) -> ExitCode:
    """Take an apply back: the one with a number, or the last one. Prints what became of it.

    An apply that was cut short is the last one there is, and nothing else is taken back then. Ends with
    COULD_NOT_RUN when nothing could be restored.
    """
    with lock_tree(chosen_root(root)) as tree:
        undone = list(recover(tree))
        if number is not None or not undone:
            undone.append(undo(tree, number))
    return max(_report(each) for each in undone)


def undo_interrupted(tree: LockedTree) -> None:
    """Take an apply back that was cut short, and print so, before another command begins."""
    for undone in recover(tree):
        when = local_time(undone.logged.record.when)
        inform(f"repoint: the apply of {when} was cut short; it was taken back first")
        _print_kept(undone)


def _print_kept(undone: UndoneApply) -> None:
    for kept in undone.result.kept:
        inform(f"{printable(kept.path)}: {kept.why}; left as it is")


def undo_summary(undone: UndoneApply) -> str:
    """What was taken back, in one line."""
    record, result = undone.logged.record, undone.result
    parts = [f"{number_of(len(result.restored), 'file')} restored"] if record.files else []
    if result.kept:
        parts.append(f"{len(result.kept)} left as they are")
    if result.branch:
        was_made = record.ref is not None and not record.ref.before
        parts.append(f"{shown_branch(result.branch)} {'removed' if was_made else 'moved back'}")
    summary = ", ".join(parts) or "nothing was left to take back"
    when = local_time(record.when)
    return f"apply {undone.logged.number} of {when}, {printable(record.migration)}: {summary}"


def _report(undone: UndoneApply) -> ExitCode:
    result = undone.result
    _print_kept(undone)
    inform(undo_summary(undone))
    failed = result.kept and not (result.restored or result.branch)
    return ExitCode.COULD_NOT_RUN if failed else ExitCode.OK
