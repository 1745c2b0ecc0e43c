"""Whether, and how, a branch moves when the apply that moved it is taken back."""

from codemods.apply.journal import LoggedApply, RefRecord
from codemods.apply.swap import RefMove
from codemods.git.process import git_output
from codemods.git.refs import HEADS, current_ref, read_ref, shown_branch
from codemods.git.repository import Repository
from codemods.values.errors import RepointError


def undo_ref_move(repository: Repository, logged: LoggedApply) -> RefMove | None:
    """The move that takes a branch back; None when it needs none. Raises RepointError when it has gone on.

    An apply that was cut short never raises, since it must come to an end: a branch that is elsewhere either
    had not moved yet or is back already.
    """
    ref = logged.record.ref
    if ref is None:
        return None
    now = read_ref(repository, ref.ref)
    if now == ref.after:
        if not logged.state.cut_short:
            _check_in_place(repository, ref, bool(logged.record.files))
        return RefMove(ref.ref, ref.after, ref.before)
    if now == ref.before or logged.state.cut_short:
        return None
    raise _gone_on(ref)


def _check_in_place(repository: Repository, ref: RefRecord, with_files: bool) -> None:
    """Raise RepointError where files and branch would part: they belong together only in its work tree."""
    name = ref.ref.removeprefix(HEADS)
    if with_files and current_ref(repository) != ref.ref:
        raise RepointError(f"the branch {name} is not checked out; `git switch {name}`, then undo")
    if not with_files:
        where = (
            git_output(repository.top, "for-each-ref", "--format=%(worktreepath)", ref.ref).decode().strip()
        )
        if where:
            raise RepointError(f"the branch {name} is checked out in {where}; switch to another, then undo")


def _gone_on(ref: RefRecord) -> RepointError:
    name = ref.ref.removeprefix(HEADS)
    gone_on = f"{shown_branch(name)} has gone on since"
    if not ref.before:
        return RepointError(f"{gone_on}; `git branch -D {name}` removes it")
    commits = f"{ref.before[:12]}..{ref.after[:12]}"
    return RepointError(f"{gone_on}; `git revert {commits}` takes the commits back")
