"""The commits of a fleet: the branch that they go to, whose they are, and of when."""

import os
import re
from datetime import datetime
from pathlib import Path

from codemods.git.process import run_git
from codemods.values.errors import RepointError
from codemods.values.fleet import FleetOptions
from codemods.values.rules import Migration

_PREFIX = "repoint/"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_AUTHOR = re.compile(r"(?P<name>[^<>\n]*[^<>\s]) ?<(?P<email>[^<>\s]+)>")


def branch_for(options: FleetOptions, migration: Migration) -> str:
    """The branch of a repository: the one asked for, or one named after its migration."""
    return options.branch or _PREFIX + (_UNSAFE.sub("-", migration.name).strip("-") or "migration")


def check_branch(name: str) -> None:
    """Raise RepointError where git does not take a name for a branch."""
    if name.startswith("-") or run_git(Path.cwd(), "check-ref-format", f"refs/heads/{name}").status:
        raise RepointError(f"--branch: {name!r} is not a name for a branch; see `git check-ref-format`")


def parse_author(text: str) -> tuple[str, str]:
    """Read `NAME <EMAIL>`. Raises RepointError that says what was expected."""
    match = _AUTHOR.fullmatch(text.strip())
    if match is None:
        raise RepointError(f'--author: "{text}" is nobody git knows; expected "NAME <EMAIL>"')
    return match["name"], match["email"]


def parse_date(text: str) -> int:
    """Read a date, ISO 8601, as seconds since 1970; without a zone it is local. Raises RepointError."""
    try:
        seconds = int(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError, OSError):
        seconds = 0
    if seconds <= 0:
        expected = "expected one after 1970 as ISO 8601 has it, such as 2026-01-31T12:00:00+00:00"
        raise RepointError(f'--date: "{text}" is no date; {expected}')
    return seconds


def own_author(folder: Path) -> str:
    """Who commits here by git's settings, as `NAME <EMAIL>`. Raises RepointError where these do not say."""
    answer = run_git(folder, "var", "GIT_COMMITTER_IDENT")
    if answer.status:
        raise RepointError(
            "git does not know who commits here; set `git config --global user.name` and `user.email`, "
            'or pass --author "NAME <EMAIL>"'
        )
    return os.fsdecode(answer.stdout).strip().rpartition("> ")[0] + ">"
