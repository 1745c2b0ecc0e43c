"""What a commit is made of: its message, the entries that it changes, and who made it when."""

from collections.abc import Mapping
from dataclasses import dataclass

from codemods.git.index import IndexEntry
from codemods.git.process import git_output
from codemods.git.repository import Repository

WRITE_TREE = ("write-tree", "--missing-ok")
"""Writes an index as a tree. Blobs of files that stay may be absent: a partial clone would fetch all."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit to be made: its message, and the entries that it changes, by git's paths."""

    message: str
    entries: Mapping[str, IndexEntry | None]


@dataclass(frozen=True, slots=True)
class Authorship:
    """The author and committer of commits, and their date: with it, the same commits have the same names."""

    name: str
    email: str
    when: int
    """Seconds since 1970; the time zone is UTC."""

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables that git takes it from."""
        person = {"NAME": self.name, "EMAIL": self.email, "DATE": f"{self.when} +0000"}
        return {f"GIT_{role}_{key}": text for role in ("AUTHOR", "COMMITTER") for key, text in person.items()}


def with_trailer(repository: Repository, message: str, trailer: str) -> str:
    """A message with a line like `Key: value` among its last ones, as git puts it there."""
    text = message.strip() + "\n"
    options = ("--no-divider", "--if-exists", "addIfDifferent", "--trailer", trailer)
    return git_output(repository.top, "interpret-trailers", *options, stdin=text.encode()).decode()
