"""Pushes a branch: it is made where the remote has none, and an existing one is never changed."""

from pathlib import Path

from codemods.cli.fleet.remote_git import (
    LOW_SPEED_LIMIT,
    error_text,
    git_environment,
    is_login,
    is_transient,
)
from codemods.git.process import run_git
from codemods.git.refs import HEADS
from codemods.values.fleet_run import TaskFailure

_UP_TO_DATE, _REJECTED = "=", "!"
"""Flags of `git push --porcelain`."""
_STALE = "(stale info)"


def push_branch(folder: Path, url: str, branch: str, tip: str) -> TaskFailure | None:
    """Push a commit, and those before it, as a new branch; one that is there with this tip is fine."""
    ref = HEADS + branch
    # A lease on nothing: the remote makes the branch, and refuses where it has one. This never overwrites.
    lease = f"--force-with-lease={ref}:"
    words = ("push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", lease)
    result = run_git(folder, *LOW_SPEED_LIMIT, *words, "--", url, f"{tip}:{ref}", env=git_environment())
    flag, summary = _ref_status(result.stdout.decode(errors="replace"), ref)
    # It may have succeeded before the connection broke, or another worker may have had the same task.
    if result.status == 0 or flag == _UP_TO_DATE or _has_tip(folder, url, ref, tip):
        return None
    if flag == _REJECTED and _STALE in summary:
        return TaskFailure(
            f"the branch {branch} is there already, with other commits, and is never overwritten; "
            "remove it, or give another --branch"
        )
    if flag == _REJECTED and not is_login(result.stderr):
        reason = _remote_lines(result.stderr)
        return TaskFailure(f"the remote refuses the branch {branch}: {summary}; {reason}")
    message = f"the branch {branch} can't be pushed: {error_text(result.stderr)}"
    return TaskFailure(message, transient=is_transient(result.stderr))


def _has_tip(folder: Path, url: str, ref: str, tip: str) -> bool:
    result = run_git(folder, *LOW_SPEED_LIMIT, "ls-remote", "--", url, ref, env=git_environment())
    return result.status == 0 and result.stdout.split() == [tip.encode(), ref.encode()]


def _ref_status(listing: str, ref: str) -> tuple[str, str]:
    """Give the flag of a reference and its summary, from the output of `git push --porcelain`."""
    for line in listing.splitlines():
        flag, _, rest = line.partition("\t")
        names, _, summary = rest.partition("\t")
        if names.rpartition(":")[2] == ref:
            return flag.strip(), summary
    return "", ""


def _remote_lines(stderr: str) -> str:
    """Give what a hook of the remote printed, which knows the reason best."""
    prefix = "remote:"
    lines = [line.removeprefix(prefix).strip() for line in stderr.splitlines() if line.startswith(prefix)]
    return " ".join(filter(None, lines)) or "ask its owner"
