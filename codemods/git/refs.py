"""Branches: the current one, the name of a new one, and moving one in a single step."""

import os

from codemods.git.process import run_git
from codemods.git.repository import Repository
from codemods.values.errors import RepointError
from codemods.values.printable import printable

HEADS = "refs/heads/"
DETACHED = "HEAD"
"""The reference that moves where no branch is checked out."""


def shown_branch(name: str) -> str:
    """A branch as messages name it, by its short name, or the detached HEAD."""
    return f"the detached {name}" if name == DETACHED else f"the branch {printable(name)}"


def current_ref(repository: Repository) -> str:
    """The full name of the branch that is checked out; `HEAD` where none is."""
    result = run_git(repository.top, "symbolic-ref", "--quiet", "HEAD")
    return os.fsdecode(result.stdout).strip() if result.status == 0 else DETACHED


def read_ref(repository: Repository, ref: str) -> str:
    """The commit that a reference stands for; empty where there is none, as in `git update-ref`."""
    result = run_git(repository.top, "rev-parse", "--verify", "--quiet", ref)
    return result.stdout.decode().strip() if result.status == 0 else ""


def new_branch(repository: Repository, name: str) -> str:
    """The full name of a branch to be made. Raises RepointError for one that exists, or cannot."""
    result = run_git(repository.top, "check-ref-format", "--branch", name)
    if result.status:
        raise RepointError(f"--branch: {name!r} is not a name for a branch; see `git check-ref-format`")
    ref = HEADS + os.fsdecode(result.stdout).strip()
    # A branch is a file below .git/refs/heads, so its name can't be a folder of another's.
    parts = ref.split("/")
    around = ("/".join(parts[:end]) for end in range(len(HEADS.split("/")), len(parts)))
    in_the_way = [each for each in (ref, *around) if read_ref(repository, each)] or _below(repository, ref)
    if ref in in_the_way:
        raise RepointError(f"--branch: {name} exists already; give another name, or delete it first")
    if in_the_way:
        there = in_the_way[0].removeprefix(HEADS)
        raise RepointError(f"--branch: there can't be {name} beside the branch {there}; give another name")
    return ref


def _below(repository: Repository, ref: str) -> list[str]:
    """The first branch for which another one's name would be a folder."""
    result = run_git(repository.top, "for-each-ref", "--count=1", "--format=%(refname)", ref + "/")
    return os.fsdecode(result.stdout).split()


def move_ref(repository: Repository, ref: str, before: str, after: str, why: str) -> None:
    """Move a branch from one commit to another, if it still is there.

    An empty `before` makes the branch, an empty `after` removes it; `why` is what its log says. Raises
    RepointError when it is elsewhere, with the branch left alone.
    """
    message = f"repoint: {why}"
    change = ["-d", ref, before] if not after else ["--create-reflog", ref, after, before]
    result = run_git(repository.top, "update-ref", "-m", message, *change)
    if result.status:
        name, reason = shown_branch(ref.removeprefix(HEADS)), " ".join(result.stderr.split())
        if read_ref(repository, ref) == before:
            raise RepointError(f"git refuses to move {name}, so repoint changed nothing: {reason}")
        raise RepointError(
            f"{name} was changed by someone else meanwhile; repoint changed nothing, run it again ({reason})"
        )


def is_ancestor(repository: Repository, commit: str, descendant: str) -> bool:
    """Whether a commit is another one, or an ancestor of it; False where one of the two is not there."""
    if not descendant or not commit:
        return False
    return run_git(repository.top, "merge-base", "--is-ancestor", commit, descendant).status == 0
