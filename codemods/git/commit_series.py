"""A series of commits in the object database: the user's work tree, index and branches stay as they are."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from codemods.git.commit_hooks import commit_with_hooks, installed_hooks
from codemods.git.commits import WRITE_TREE, Authorship, Commit
from codemods.git.index import write_entries
from codemods.git.process import git_output, run_git
from codemods.git.repository import Repository


def build_series(
    repository: Repository,
    base: str,
    commits: Sequence[Commit],
    state: Path,
    hooks: bool = True,
    authorship: Authorship | None = None,
) -> list[str]:
    """Make commits one after another on top of a base; gives their object names, the oldest first.

    Author, committer and signing are as git's configuration says. Where the repository has commit hooks, they
    run, in a work tree of the series' own below `state`; a hook that refuses, or changes what is committed,
    ends it. An authorship replaces the configured one, and no hooks run then. Raises RepointError; nothing
    refers to the commits that were made by then.
    """
    if hooks and authorship is None and installed_hooks(repository):
        return list(commit_with_hooks(repository, base, commits, state))
    return list(_commit_trees(repository, base, commits, authorship.environment if authorship else {}))


def _commit_trees(
    repository: Repository, parent: str, commits: Sequence[Commit], author: Mapping[str, str]
) -> Iterator[str]:
    sign = ("-S",) if _signs(repository) else ()
    with tempfile.TemporaryDirectory(prefix="repoint-") as folder:
        index = Path(folder) / "index"
        env = {"GIT_INDEX_FILE": os.fspath(index)}
        git_output(repository.top, "read-tree", parent, env=env)
        for commit in commits:
            write_entries(repository, commit.entries, index)
            tree = git_output(repository.top, *WRITE_TREE, env=env).decode().strip()
            options = ("-c", "i18n.commitEncoding=UTF-8", "commit-tree", *sign, "-p", parent, "-F", "-", tree)
            made = git_output(repository.top, *options, stdin=commit.message.encode(), env=author)
            parent = made.decode().strip()
            yield parent


def _signs(repository: Repository) -> bool:
    result = run_git(repository.top, "config", "--type=bool", "--get", "commit.gpgSign")
    return result.stdout.strip() == b"true"
