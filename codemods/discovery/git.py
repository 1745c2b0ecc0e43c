"""The git commands that discovery needs, each run once through GitPython.

GitPython takes a tenth of a second to import, so it is imported where it is used. It runs git in the C
locale, which makes messages English and `\\w` in patterns ASCII.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from codemods.errors import RepointError

PYTHON_FILES = ("--", "*.py", "*.pyi")
_PLAIN_PATHSPECS = {
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
}
"""Whatever the caller's environment says, a star in `PYTHON_FILES` is a star."""
_NO_REPOSITORY = ("not a git repository", "must be run in a work tree")
_GREP = (
    *("grep", "--files-with-matches", "--null", "--text", "--perl-regexp"),
    *("--no-color", "--no-full-name", "--no-recurse-submodules"),
)
"""`--text`: a file that git takes for binary may still be Python. The rest outdoes the user's settings."""


def top_level(folder: Path) -> Path | None:
    """The top of the work tree that holds a folder; None outside one, or without git.

    Raises RepointError where git refuses to read the repository.
    """
    answer = _ask(folder, "rev-parse", "--show-toplevel")
    if answer is None:
        return None
    return Path(os.fsdecode(answer.removesuffix(b"\n")))


def tracked(folder: str) -> dict[str, str] | None:
    """The Python files in the index below a folder, relative to it, each with its `ls-files -v` letter.

    None outside a work tree, or without git. Raises RepointError where git refuses to read the repository.
    """
    answer = _ask(folder, "ls-files", "-v", "-z", *PYTHON_FILES)
    if answer is None:
        return None
    entries = os.fsdecode(answer).split("\0")
    return {entry[2:]: entry[0] for entry in entries if entry}


def grep(folder: str, patterns: Sequence[str]) -> list[str] | None:
    """The tracked Python files below a folder whose content on disk matches one of the patterns.

    None when git cannot search so, as when it was built without PCRE.
    """
    given = [word for pattern in patterns for word in ("-e", pattern)]
    status, out, _ = _run(folder, *_GREP, *given, *PYTHON_FILES)
    if status > 1:
        return None
    return [name for name in os.fsdecode(out).split("\0") if name]


def _ask(folder: str | Path, *words: str) -> bytes | None:
    """What git prints; None where it finds no repository. Raises RepointError with git's own reason."""
    if not is_available():
        return None
    status, out, said = _run(folder, *words)
    if status == 0:
        return out
    if any(phrase in said for phrase in _NO_REPOSITORY):
        return None
    raise RepointError(f"git cannot read the repository at {folder}: {said.strip()}")


def is_available() -> bool:
    """Whether there is a git to run: GitPython refuses to be imported without one."""
    if shutil.which(os.environ.get("GIT_PYTHON_GIT_EXECUTABLE") or "git") is None:
        return False
    try:
        import git
    except ImportError:
        return False
    return bool(git)


def _run(folder: str | Path, *words: str) -> tuple[int, bytes, str]:
    from git.cmd import Git

    command = [Git.GIT_PYTHON_GIT_EXECUTABLE or "git", "-C", os.fspath(folder), *words]
    status, out, said = Git().execute(
        command,
        with_extended_output=True,
        with_exceptions=False,
        stdout_as_string=False,
        strip_newline_in_stdout=False,
        env=_PLAIN_PATHSPECS,
    )
    return status, out, said
