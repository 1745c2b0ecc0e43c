"""Commits made as `git commit` makes them, hooks and all, in a linked work tree of their own.

A hook looks at files and index. Those of the user are not what is committed, so it gets others.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from codemods.git.commits import WRITE_TREE, Commit
from codemods.git.index import IndexEntry, write_entries
from codemods.git.process import git_output, join_names, run_git
from codemods.git.repository import Repository, open_repository
from codemods.values.errors import RepointError

_HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit")
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
_FOLDER = "series"
_USER_ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_OPTIONAL_LOCKS": "1",
    **{name: os.environ.get(name, "") for name in ("LC_ALL", "LANGUAGE")},
}
"""A hook finds what it would find when the user commits: a star in its `git diff -- '*.py'` is a star."""


def installed_hooks(repository: Repository) -> list[str]:
    """The hooks that a commit here would run."""
    folder = _hooks_folder(repository)
    return [name for name in _HOOKS if os.access(folder / name, os.X_OK)]


def _hooks_folder(repository: Repository) -> Path:
    """Where the hooks are; a path relative to the work tree counts from the user's own."""
    folder = git_output(repository.top, "rev-parse", "--git-path", "hooks").removesuffix(b"\n")
    return repository.top / os.fsdecode(folder)


def commit_with_hooks(
    repository: Repository, base: str, commits: Sequence[Commit], state: Path
) -> Iterator[str]:
    """Make commits on top of a base; gives their object names.

    Raises RepointError when one is refused, or is not what it should be.
    """
    folder = state / _FOLDER
    remove_series_worktree(repository, state)
    try:
        add = ("worktree", "add", "--quiet", "--detach", os.fspath(folder), base)
        git_output(repository.top, *_NO_HOOKS, *add)
        own = open_repository(folder)
        assert own is not None
        hooks = _hooks_folder(repository)
        for number, commit in enumerate(commits, 1):
            yield _commit(own, hooks, commit.message, commit.entries, f"{number} of {len(commits)}")
    finally:
        remove_series_worktree(repository, state)


def remove_series_worktree(repository: Repository, state: Path) -> None:
    """Remove the work tree of a series, also one that a crash left."""
    folder = state / _FOLDER
    # Not `prune`, which would forget work trees of the user's whose disk is not there today.
    remove = ("worktree", "remove", "--force", "--force", os.fspath(folder))
    run_git(repository.top, *remove)
    if folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
        run_git(repository.top, *remove)


def _commit(
    own: Repository, hooks: Path, message: str, entries: Mapping[str, IndexEntry | None], which: str
) -> str:
    write_entries(own, entries, own.index)
    names = join_names([name for name, entry in entries.items() if entry is not None])
    git_output(own.top, "checkout-index", "--force", "--quiet", "-u", "-z", "--stdin", stdin=names)
    for name in (name for name, entry in entries.items() if entry is None):
        (own.top / name).unlink(missing_ok=True)
    planned = git_output(own.top, *WRITE_TREE)
    settings = ("-c", f"core.hooksPath={hooks}", "-c", "i18n.commitEncoding=UTF-8")
    commit = ("commit", "--quiet", "--cleanup=verbatim", "--file=-")
    result = run_git(own.top, *settings, *commit, stdin=message.encode(), env=_USER_ENVIRONMENT)
    if result.status:
        reason = result.stderr.strip() or result.stdout.decode(errors="replace").strip()
        raise RepointError(
            f"commit {which} was refused, by a hook or by git; nothing was changed "
            f"(--no-verify goes without hooks):\n{reason}"
        )
    if git_output(own.top, "rev-parse", "HEAD^{tree}") != planned:
        raise RepointError(
            f"a hook changed what commit {which} holds, so it is not what was proved; nothing was changed "
            "(--no-verify goes without hooks)"
        )
    return git_output(own.top, "rev-parse", "HEAD").decode().strip()
