"""Commits made as `git commit` makes them, hooks and all, in a linked work tree of their own.

A hook looks at files and index. Those of the user are not what is committed, so it gets others.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from codemods.git.index import IndexEntry, put_entries
from codemods.git.process import ask_git, join_names, run_git
from codemods.git.repository import Repository, open_repository
from codemods.values.errors import RepointError

_HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit")
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
_FOLDER = "series"
_AS_THE_USER = {
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_OPTIONAL_LOCKS": "1",
    **{name: os.environ.get(name, "") for name in ("LC_ALL", "LANGUAGE")},
}
"""A hook finds what it would find when the user commits: a star in its `git diff -- '*.py'` is a star."""


def hooks_of(repository: Repository) -> list[str]:
    """The hooks that a commit here would run."""
    place = _hooks_path(repository)
    return [name for name in _HOOKS if os.access(place / name, os.X_OK)]


def _hooks_path(repository: Repository) -> Path:
    """Where the hooks are; where that is said relative to the work tree, it is the user's that counts."""
    folder = ask_git(repository.top, "rev-parse", "--git-path", "hooks").removesuffix(b"\n")
    return repository.top / os.fsdecode(folder)


def in_work_tree(
    repository: Repository,
    base: str,
    commits: Sequence[tuple[str, Mapping[str, IndexEntry | None]]],
    state: Path,
) -> Iterator[str]:
    """Make commits on top of a base, given by message and changed entries; gives their names.

    Raises RepointError when one is refused, or is not what it should be.
    """
    folder = state / _FOLDER
    remove_left(repository, state)
    try:
        words = ("worktree", "add", "--quiet", "--detach", os.fspath(folder), base)
        ask_git(repository.top, *_NO_HOOKS, *words)
        own = open_repository(folder)
        assert own is not None
        hooks = _hooks_path(repository)
        for number, (message, entries) in enumerate(commits, 1):
            yield _commit(own, hooks, message, entries, f"{number} of {len(commits)}")
    finally:
        remove_left(repository, state)


def remove_left(repository: Repository, state: Path) -> None:
    """Remove the work tree of a series, also one that a crash left."""
    folder = state / _FOLDER
    # Not `prune`, which would forget work trees of the user's whose disk is not there today.
    words = ("worktree", "remove", "--force", "--force", os.fspath(folder))
    run_git(repository.top, *words)
    if folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
        run_git(repository.top, *words)


def _commit(
    own: Repository, hooks: Path, message: str, entries: Mapping[str, IndexEntry | None], which: str
) -> str:
    put_entries(own, entries, own.index)
    names = join_names([name for name, entry in entries.items() if entry is not None])
    ask_git(own.top, "checkout-index", "--force", "--quiet", "-u", "-z", "--stdin", stdin=names)
    for name in (name for name, entry in entries.items() if entry is None):
        (own.top / name).unlink(missing_ok=True)
    planned = ask_git(own.top, "write-tree")
    settings = ("-c", f"core.hooksPath={hooks}", "-c", "i18n.commitEncoding=UTF-8")
    words = ("commit", "--quiet", "--cleanup=verbatim", "--file=-")
    answer = run_git(own.top, *settings, *words, stdin=message.encode(), env=_AS_THE_USER)
    if answer.status:
        said = answer.said.strip() or answer.out.decode(errors="replace").strip()
        raise RepointError(
            f"commit {which} was refused, by a hook or by git; nothing was changed "
            f"(--no-verify goes without hooks):\n{said}"
        )
    if ask_git(own.top, "rev-parse", "HEAD^{tree}") != planned:
        raise RepointError(
            f"a hook changed what commit {which} holds, which nobody has proved; nothing was changed "
            "(--no-verify goes without hooks)"
        )
    return ask_git(own.top, "rev-parse", "HEAD").decode().strip()
