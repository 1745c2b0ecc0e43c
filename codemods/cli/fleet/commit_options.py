"""The options about a fleet's commits: their branch, author and date."""

import os
import re
from datetime import datetime
from pathlib import Path

from codemods.git.process import run_git
from codemods.git.refs import HEADS
from codemods.values.errors import RepointError
from codemods.values.fleet_run import FleetOptions
from codemods.values.rules import Migration

_PREFIX = "repoint/"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_AUTHOR = re.compile(r"(?P<name>[^<>\n]*[^<>\s]) ?<(?P<email>[^<>\s]+)>")


def branch_name(options: FleetOptions, migration: Migration) -> str:
    """Give the branch to make in a repository: the option's, or one named after its migration."""
    return options.branch or _PREFIX + (_UNSAFE.sub("-", migration.name).strip("-") or "migration")


def check_branch(name: str) -> None:
    """Raise RepointError for a name that git does not allow for a branch."""
    if name.startswith("-") or run_git(Path.cwd(), "check-ref-format", HEADS + name).status:
        raise RepointError(f"--branch: {name!r} is not a valid branch name; see `git check-ref-format`")


def parse_author(text: str) -> tuple[str, str]:
    """Read `NAME <EMAIL>`. Raises RepointError."""
    match = _AUTHOR.fullmatch(text.strip())
    if match is None:
        raise RepointError(f'--author: "{text}" is not an identity; expected "NAME <EMAIL>"')
    return match["name"], match["email"]


def parse_date(text: str) -> int:
    """Read an ISO 8601 date, local without a zone; gives seconds since 1970. Raises RepointError."""
    try:
        seconds = int(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError, OSError):
        seconds = 0
    if seconds <= 0:
        expected = "expected one after 1970 in ISO 8601, such as 2026-01-31T12:00:00+00:00"
        raise RepointError(f'--date: "{text}" is not a date; {expected}')
    return seconds


def configured_author(folder: Path) -> str:
    """Give the committer that git is configured with in a folder, as `NAME <EMAIL>`. Raises RepointError."""
    result = run_git(folder, "var", "GIT_COMMITTER_IDENT")
    if result.status:
        raise RepointError(
            "git does not know who commits here; set `git config --global user.name` and `user.email`, "
            'or pass --author "NAME <EMAIL>"'
        )
    # What git prints ends with a date.
    return os.fsdecode(result.stdout).strip().rpartition("> ")[0] + ">"
