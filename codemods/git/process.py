"""Running git, always through GitPython, in the C locale, with settings of the caller's environment undone.

GitPython takes a tenth of a second to import, so it is imported where it is used.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.values.errors import RepointError

_ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
"""A star in a path stands for itself; reading takes no lock; no question waits for an answer."""
GLOB_PATHSPECS = {"GIT_LITERAL_PATHSPECS": "0"}
"""For commands that are given patterns, such as `*.py`."""
OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
"""Fetches nothing that a partial clone lacks. An older git knows only the second, and its fetch fails."""

REPOSITORY_VARIABLES = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_COMMON_DIR"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    }
)
"""What git sets for its hooks: with these, git would look elsewhere than in the folder it runs in."""


@dataclass(frozen=True, slots=True)
class GitResult:
    """How a git command ended and what it printed."""

    status: int
    """The exit status; negative where a signal ended git."""
    stdout: bytes
    stderr: str


def is_available() -> bool:
    """Whether there is a git to run: GitPython refuses to be imported without one."""
    if shutil.which(os.environ.get("GIT_PYTHON_GIT_EXECUTABLE") or "git") is None:
        return False
    try:
        import git
    except ImportError:
        return False
    return bool(git)


def run_git(
    folder: str | Path, *arguments: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> GitResult:
    """Run a git command in a folder, whatever its exit status."""
    from git.cmd import Git

    command = [Git.GIT_PYTHON_GIT_EXECUTABLE or "git", "-C", os.fspath(folder), *arguments]
    with tempfile.TemporaryFile() as given:
        given.write(stdin or b"")
        given.seek(0)
        status, stdout, stderr = Git().execute(
            command,
            istream=given,
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            env={**_ENVIRONMENT, **(env or {})},
        )
    return GitResult(status, stdout, stderr)


def git_output(
    folder: str | Path, *arguments: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> bytes:
    """What a git command prints that must succeed. Raises RepointError with git's own message."""
    result = run_git(folder, *arguments, stdin=stdin, env=env)
    if result.status:
        reason = result.stderr.strip() or f"it ended with {result.status} and printed no error"
        raise RepointError(f"git {_command(arguments)} failed in {folder}: {reason}")
    return result.stdout


def _command(arguments: Sequence[str]) -> str:
    """The git command among the arguments: what comes before it are options, and settings after `-c`."""
    rest = list(arguments)
    while rest and rest[0].startswith("-"):
        rest = rest[2:] if rest[0] == "-c" else rest[1:]
    return rest[0] if rest else ""


def split_names(listing: bytes) -> list[str]:
    """File names that git printed with `-z`."""
    return [os.fsdecode(name) for name in listing.split(b"\0") if name]


def join_names(names: list[str]) -> bytes:
    """File names as git reads them with `-z`."""
    return b"".join(os.fsencode(name) + b"\0" for name in names)
