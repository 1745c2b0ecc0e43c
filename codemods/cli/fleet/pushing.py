"""Pushing a branch: made where it is not there, left where it is, and nothing else, ever."""

from dataclasses import dataclass
from pathlib import Path

from codemods.cli.fleet.network import PATIENCE, advice, environment, may_pass
from codemods.git.process import run_git

HEADS = "refs/heads/"
_THERE, _REFUSED = "=", "!"
_STALE = "(stale info)"


@dataclass(frozen=True, slots=True)
class Pushed:
    """How a push came out."""

    error: str = ""
    """Empty when the remote has the branch with just these commits."""
    passing: bool = False
    """Whether it may go well the next time."""


def push(folder: Path, url: str, branch: str, tip: str) -> Pushed:
    """Push a commit, and those before it, as a new branch; one that is there with the same tip is fine."""
    ref = HEADS + branch
    # A lease on nothing: the remote makes the branch, and refuses if it has one. This never overwrites.
    lease = f"--force-with-lease={ref}:"
    words = ("push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", lease)
    answer = run_git(folder, *PATIENCE, *words, "--", url, f"{tip}:{ref}", env=environment())
    flag, summary = _verdict(answer.stdout.decode(errors="replace"), ref)
    # It may have gone through before the line broke, or another worker was given the same task.
    if answer.status == 0 or flag == _THERE or _holds(folder, url, ref, tip):
        return Pushed()
    if flag == _REFUSED and _STALE in summary:
        return Pushed(
            f"the branch {branch} is there already, with other commits, and is never overwritten; "
            "remove it, or give another --branch"
        )
    said = " ".join(answer.stderr.split()) or "git said nothing"
    hint = advice(answer.stderr)
    if flag == _REFUSED and not hint:
        return Pushed(f"the remote refuses the branch {branch}: {summary}; {_remote_words(answer.stderr)}")
    text = f"the branch {branch} can't be pushed: {said}"
    return Pushed(f"{text}; {hint}" if hint else text, may_pass(answer.stderr))


def _holds(folder: Path, url: str, ref: str, tip: str) -> bool:
    answer = run_git(folder, *PATIENCE, "ls-remote", "--", url, ref, env=environment())
    return answer.status == 0 and answer.stdout.split() == [tip.encode(), ref.encode()]


def _verdict(listing: str, ref: str) -> tuple[str, str]:
    """What git says of a reference: its flag, and why."""
    for line in listing.splitlines():
        flag, _, rest = line.partition("\t")
        names, _, summary = rest.partition("\t")
        if names.rpartition(":")[2] == ref:
            return flag.strip(), summary
    return "", ""


def _remote_words(said: str) -> str:
    """What a hook of the remote said, which knows best."""
    lines = [line.removeprefix("remote:").strip() for line in said.splitlines() if line.startswith("remote:")]
    return " ".join(filter(None, lines)) or "ask whoever keeps it"
