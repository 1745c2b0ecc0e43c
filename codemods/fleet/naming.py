"""The branch that a fleet's commits go to."""

import re

from codemods.errors import RepointError
from codemods.repository.run import run_git
from codemods.values.fleet import Options
from codemods.values.symbols import Migration

_PREFIX = "repoint/"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


def branch_for(options: Options, migration: Migration) -> str:
    """The branch of a repository: the one asked for, or one named after its migration."""
    return options.branch or _PREFIX + (_UNSAFE.sub("-", migration.name).strip("-") or "migration")


def check_branch(name: str) -> None:
    """Raise RepointError for what is no name for a branch."""
    if name.startswith("-") or run_git(".", "check-ref-format", f"refs/heads/{name}").status:
        raise RepointError(f"--branch: {name!r} is no name for a branch; see `git check-ref-format`")
