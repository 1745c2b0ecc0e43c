"""Branches: which one one is on, and moving one in a single step."""

import os

from codemods.git.process import run_git
from codemods.git.repository import Repository
from codemods.values.errors import RepointError
from codemods.values.printable import printable

HEADS = "refs/heads/"
DETACHED = "HEAD"


def shown_branch(name: str) -> str:
    """A branch as messages name it, by its short name; HEAD stands for there being none."""
    return f"the detached {name}" if name == DETACHED else f"the branch {printable(name)}"


def current_ref(repository: Repository) -> str:
    """The full name of the branch one is on; `HEAD` where there is none."""
    answer = run_git(repository.top, "symbolic-ref", "--quiet", "HEAD")
    return os.fsdecode(answer.out).strip() if answer.status == 0 else DETACHED


def read_ref(repository: Repository, ref: str) -> str:
    """The commit that a reference stands for; empty where there is none."""
    answer = run_git(repository.top, "rev-parse", "--verify", "--quiet", ref)
    return answer.out.decode().strip() if answer.status == 0 else ""


def new_branch(repository: Repository, name: str) -> str:
    """The full name of a branch to be made. Raises RepointError for one that exists, or cannot."""
    answer = run_git(repository.top, "check-ref-format", "--branch", name)
    if answer.status:
        raise RepointError(f"--branch: {name!r} is no name for a branch; see `git check-ref-format`")
    ref = HEADS + os.fsdecode(answer.out).strip()
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
    answer = run_git(repository.top, "for-each-ref", "--count=1", "--format=%(refname)", ref + "/")
    return os.fsdecode(answer.out).split()


def move_ref(repository: Repository, ref: str, before: str, after: str, why: str) -> None:
    """Move a branch, if it still is where it was; `before` and `after` may be empty: it is made, or removed.

    Raises RepointError when it is elsewhere, with the branch left alone.
    """
    message = f"repoint: {why}"
    words = ["-d", ref, before] if not after else ["--create-reflog", ref, after, before]
    answer = run_git(repository.top, "update-ref", "-m", message, *words)
    if answer.status:
        name, said = shown_branch(ref.removeprefix(HEADS)), " ".join(answer.said.split())
        if read_ref(repository, ref) == before:
            raise RepointError(f"git refuses to move {name}, so repoint changed nothing: {said}")
        raise RepointError(
            f"{name} was changed by someone else meanwhile; repoint changed nothing, run it again ({said})"
        )


def contains(repository: Repository, descendant: str, commit: str) -> bool:
    """Whether a commit is another one's ancestor; False where one of the two is not there."""
    if not descendant or not commit:
        return False
    return run_git(repository.top, "merge-base", "--is-ancestor", commit, descendant).status == 0
