"""Commits made in the object database: no work tree, index or branch of the user's has a part in it."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.git.commit_hooks import hooks_of, in_work_tree
from codemods.git.index import IndexEntry, put_entries
from codemods.git.process import ask_git, run_git
from codemods.git.repository import Repository


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit to be made: its message, and the entries that it changes, by git's names."""

    message: str
    entries: Mapping[str, IndexEntry | None]


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who made commits, as author and committer, and when: with it, the same commits have the same names."""

    name: str
    email: str
    when: int
    """Seconds since 1970; the time zone is UTC."""

    @property
    def environment(self) -> dict[str, str]:
        """What git takes it from."""
        who = {"NAME": self.name, "EMAIL": self.email, "DATE": f"{self.when} +0000"}
        return {f"GIT_{role}_{key}": text for role in ("AUTHOR", "COMMITTER") for key, text in who.items()}


def build_series(
    repository: Repository,
    base: str,
    commits: Sequence[Commit],
    state: Path,
    hooks: bool = True,
    authorship: Authorship | None = None,
) -> list[str]:
    """Make commits one after another on top of a base; gives their names, the oldest first.

    Author, committer and signing are as git's configuration says. Where the repository has commit hooks, they
    run, in a work tree of the series' own below `state`; a hook that refuses, or changes what is committed,
    ends it. With an authorship, it is that, and no hooks run. Raises RepointError; then nothing refers to the
    commits that were made.
    """
    if hooks and authorship is None and hooks_of(repository):
        return list(in_work_tree(repository, base, [(each.message, each.entries) for each in commits], state))
    return list(_bare_series(repository, base, commits, authorship.environment if authorship else {}))


def _bare_series(
    repository: Repository, parent: str, commits: Sequence[Commit], author: Mapping[str, str]
) -> Iterator[str]:
    sign = ("-S",) if _signs(repository) else ()
    with tempfile.TemporaryDirectory(prefix="repoint-") as folder:
        index = Path(folder) / "index"
        env = {"GIT_INDEX_FILE": os.fspath(index)}
        ask_git(repository.top, "read-tree", parent, env=env)
        for commit in commits:
            put_entries(repository, commit.entries, index)
            tree = ask_git(repository.top, "write-tree", env=env).decode().strip()
            words = ("-c", "i18n.commitEncoding=UTF-8", "commit-tree", *sign, "-p", parent, "-F", "-", tree)
            made = ask_git(repository.top, *words, stdin=commit.message.encode(), env=author)
            parent = made.decode().strip()
            yield parent


def with_trailer(repository: Repository, message: str, trailer: str) -> str:
    """A message with a line like `Key: value` among its last ones, as git puts it there."""
    text = message.strip() + "\n"
    words = ("interpret-trailers", "--no-divider", "--if-exists", "addIfDifferent", "--trailer", trailer)
    return ask_git(repository.top, *words, stdin=text.encode()).decode()


def _signs(repository: Repository) -> bool:
    answer = run_git(repository.top, "config", "--type=bool", "--get", "commit.gpgSign")
    return answer.out.strip() == b"true"


def write_mails(repository: Repository, tip: str, folder: Path) -> str:
    """Write the commits from the last one to the tip as mails, into an empty folder; gives what takes them.

    Whatever the user's configuration says of patches, these can be applied.
    """
    plain = ("--no-cover-letter", "--no-attach", "--no-thread", "--no-signoff", "--no-base", "--no-signature")
    diff = ("--no-renames", "--full-index", "--binary", "--no-ext-diff", "--no-textconv", "--unified=3")
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/", "--subject-prefix=PATCH", "-O/dev/null")
    words = ("format-patch", "--quiet", *plain, *diff, *prefixes, "-o", os.fspath(folder))
    ask_git(repository.top, *words, f"{repository.head}..{tip}")
    returns = any(b"\r\n" in mail.read_bytes() for mail in folder.iterdir())
    return "git am --keep-cr" if returns else "git am"
