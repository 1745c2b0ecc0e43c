"""Running git, always through GitPython, in the C locale, with the caller's odd settings out of the way.

GitPython takes a tenth of a second to import, so it is imported where it is used.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.values.errors import RepointError

_NAMES_ARE_NAMES = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
"""A file name is a name, also one that holds a star; and reading never takes a lock."""

REPOSITORY_VARIABLES = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_COMMON_DIR"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    }
)
"""What git sets for its hooks: with these, git would look elsewhere than in the folder it runs in."""


@dataclass(frozen=True, slots=True)
class GitResult:
    """How a git command ended and what it said."""

    status: int
    out: bytes
    said: str
    """Standard error."""


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
    folder: str | Path, *words: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> GitResult:
    """Run a git command in a folder and give how it ended; what it prints comes as bytes."""
    from git.cmd import Git

    command = [Git.GIT_PYTHON_GIT_EXECUTABLE or "git", "-C", os.fspath(folder), *words]
    with tempfile.TemporaryFile() as given:
        given.write(stdin or b"")
        given.seek(0)
        status, out, said = Git().execute(
            command,
            istream=given,
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            env={**_NAMES_ARE_NAMES, **(env or {})},
        )
    return GitResult(status, out, said)


def ask_git(
    folder: str | Path, *words: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> bytes:
    """Run a git command that must succeed. Raises RepointError with git's own words."""
    answer = run_git(folder, *words, stdin=stdin, env=env)
    if answer.status:
        raise RepointError(f"git {_command(words)} failed in {folder}: {_said(answer)}")
    return answer.out


def _command(words: Sequence[str]) -> str:
    """The git command among the words: what comes before it are options, and settings after `-c`."""
    rest = list(words)
    while rest and rest[0].startswith("-"):
        rest = rest[2:] if rest[0] == "-c" else rest[1:]
    return rest[0] if rest else ""


def _said(answer: GitResult) -> str:
    return answer.said.strip() or f"it ended with {answer.status} and said nothing"


def split_names(listing: bytes) -> list[str]:
    """Names that git printed with `-z`, decoded as file names are."""
    return [os.fsdecode(name) for name in listing.split(b"\0") if name]


def join_names(names: list[str]) -> bytes:
    """Names as git reads them with `-z`."""
    return b"".join(os.fsencode(name) + b"\0" for name in names)
