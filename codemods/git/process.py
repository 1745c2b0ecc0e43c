"""Running git, always through GitPython, in the C locale, with settings of the caller's environment undone.

GitPython takes a tenth of a second to import, so it is imported where it is used.
"""

import importlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from codemods.git.environment import INDEX_VARIABLE, git_variables, given_index
from codemods.values.errors import RepointError

GLOB_PATHSPECS = {"GIT_LITERAL_PATHSPECS": "0"}
"""For commands that are given patterns, such as `*.py`."""
OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
"""Fetches nothing that a partial clone lacks. An older git knows only the second, and its fetch fails."""

_SETTINGS = ("-c", "core.fsmonitor=false")
"""Git asks no program which files have changed: one that a repository's configuration names would be run."""
_AT_LEAST = 0.01
"""Seconds that a command has in any case."""
_deadline: ContextVar[float | None] = ContextVar("_deadline", default=None)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Give the git commands of the block so many seconds together; the one that takes longer is killed."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


@dataclass(frozen=True, slots=True)
class GitResult:
    """How a git command ended and what it printed."""

    status: int
    """The exit status; negative where a signal ended git."""
    stdout: bytes
    stderr: str


def why_unavailable() -> str:
    """Why there is no git to run; empty where there is one. GitPython refuses to be imported without."""
    command = os.environ.get("GIT_PYTHON_GIT_EXECUTABLE") or "git"
    if shutil.which(command) is None:
        return f"there is no {command} on PATH"
    try:
        importlib.import_module("git")
    except ImportError:
        return f"`{command} version` does not run"
    return ""


def run_git(
    folder: str | Path, *arguments: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> GitResult:
    """Run a git command in a folder, whatever its exit status. Raises RepointError at a `time_limit`."""
    variables = {**git_variables(), **(env or {})}
    if given_index() and INDEX_VARIABLE not in variables:
        variables.update(_own_index(os.fspath(folder), given_index()))
    return _execute(folder, arguments, stdin or b"", variables)


class StartedGit:
    """A git command that runs while the program goes on; it is ended with the value if nobody asks for it."""

    def __init__(self, folder: str | Path, *arguments: str, env: Mapping[str, str] | None = None) -> None:
        from git.cmd import Git

        variables = {**git_variables(), **(env or {})}
        if given_index():
            variables.update(_own_index(os.fspath(folder), given_index()))
        command = [Git.GIT_PYTHON_GIT_EXECUTABLE or "git", "-C", os.fspath(folder), *_SETTINGS, *arguments]
        self._process = Git().execute(command, as_process=True, env=variables)

    def output(self) -> bytes:
        """What it prints; nothing where it fails."""
        stdout, _ = self._process.communicate()
        printed: bytes = stdout if self._process.returncode == 0 else b""
        return printed


@lru_cache(maxsize=32)
def _own_index(folder: str, given: str) -> Mapping[str, str]:
    """The index that git gave to the hook that this process is, where it is of the repository of a folder."""
    top, git_dir = (
        os.fsdecode(_execute(folder, ("rev-parse", asked), b"", git_variables()).stdout).removesuffix("\n")
        for asked in ("--show-toplevel", "--absolute-git-dir")
    )
    # A relative path counts from the top, where git runs its hooks.
    file = os.path.join(top, given)
    is_own = git_dir and os.path.realpath(os.path.dirname(file)) == os.path.realpath(git_dir)
    return {INDEX_VARIABLE: file} if is_own else {}


def _execute(folder: str | Path, arguments: Sequence[str], stdin: bytes, env: Mapping[str, str]) -> GitResult:
    from git.cmd import Git

    command = [Git.GIT_PYTHON_GIT_EXECUTABLE or "git", "-C", os.fspath(folder), *_SETTINGS, *arguments]
    deadline = _deadline.get()
    left = None if deadline is None else max(deadline - time.monotonic(), _AT_LEAST)
    with tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        status, stdout, stderr = Git().execute(
            command,
            istream=given,
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            env=dict(env),
            kill_after_timeout=left,
        )
    if deadline is not None and status == -signal.SIGKILL and time.monotonic() >= deadline:
        raise RepointError(f"git {_command(arguments)} did not come to its end in the time that it had")
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
