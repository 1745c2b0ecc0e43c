"""The git commands that discovery needs, each run once. The C locale makes `\\w` in patterns ASCII."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from codemods.git.process import ask_git, is_available, run_git, split_names
from codemods.values.errors import RepointError

_GITLINK = b"160000 "
_REGULAR = "100"
"""How the modes of files begin; links and submodules have others."""
PYTHON_FILES = ("--", "*.py", "*.pyi")
TEXT_FILES = ("-I", "--", ":(exclude)*.py", ":(exclude)*.pyi")
"""Everything else that git does not take for binary; the last of `-I` and `--text` counts."""
_GLOBS = {"GIT_LITERAL_PATHSPECS": "0"}
"""A star in `PYTHON_FILES` is a star."""
_NO_REPOSITORY = ("not a git repository", "must be run in a work tree")
_GREP = (
    *("grep", "--null", "--text", "--perl-regexp", "--no-line-number", "--no-column"),
    *("--no-color", "--no-full-name", "--no-recurse-submodules"),
)
"""`--text`: a file that git takes for binary may still be Python. The rest outdoes the user's settings."""


_MATCHED = re.compile(rb"([^\0]+)\0([^\n]*)\n")
"""A file's name, which may hold a line end, and what matched in one of its lines, which does not."""


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
    return {entry[2:]: entry[0] for entry in split_names(answer)}


def submodules(folder: str) -> list[str]:
    """The submodules in the index below a folder that are checked out, relative to it."""
    staged = run_git(folder, "ls-files", "--stage", "-z").out.split(b"\0") if _has_modules(folder) else []
    links = [os.fsdecode(line.partition(b"\t")[2]) for line in staged if line.startswith(_GITLINK)]
    return [link for link in links if os.path.lexists(os.path.join(folder, link, ".git"))]


def _has_modules(folder: str) -> bool:
    """Whether git keeps a list of submodules at the top: what it says costs more to ask than to look."""
    for place in (Path(folder), *Path(folder).parents):
        if (place / ".gitmodules").is_file():
            return True
        if (place / ".git").exists():
            break
    return False


def left_out(folder: str) -> dict[str, str]:
    """The indexed Python files below a folder that a sparse checkout keeps off the disk, with their blobs.

    Raises RepointError where git fails.
    """
    answer = ask_git(folder, "ls-files", "-v", "--stage", "-z", *PYTHON_FILES, env=_GLOBS)
    entries = (entry.partition("\t") for entry in split_names(answer) if entry[0] in "Ss")
    said = {name: words.split(" ") for words, _, name in entries}
    return {
        name: blob
        for name, (_, mode, blob, _) in said.items()
        if mode.startswith(_REGULAR) and not os.path.lexists(os.path.join(folder, name))
    }


def blob(folder: str, name: str) -> bytes | None:
    """What a blob holds; None where git does not have it."""
    answer = run_git(folder, "cat-file", "blob", name)
    return answer.out if answer.status == 0 else None


def grep(
    folder: str, patterns: Sequence[str], files: Sequence[str] = PYTHON_FILES, cached: bool = False
) -> list[str] | None:
    """The tracked files of some kinds below a folder whose content on disk matches one of the patterns.

    `cached` looks into the index instead. None when git cannot search so, as when it was built without PCRE.
    """
    out = _grep(folder, "--files-with-matches", patterns, files, cached)
    return split_names(out) if out is not None else None


def grep_matches(
    folder: str, patterns: Sequence[str], files: Sequence[str] = PYTHON_FILES, cached: bool = False
) -> dict[str, set[bytes]] | None:
    """The same, each file with the texts that match in it."""
    out = _grep(folder, "--only-matching", patterns, files, cached)
    if out is None:
        return None
    found: dict[str, set[bytes]] = {}
    for match in _MATCHED.finditer(out):
        found.setdefault(os.fsdecode(match[1]), set()).add(match[2])
    return found


def _grep(
    folder: str, told: str, patterns: Sequence[str], files: Sequence[str], cached: bool
) -> bytes | None:
    given = [word for pattern in patterns for word in ("-e", pattern)]
    where = ("--cached",) if cached else ()
    answer = run_git(folder, *_GREP, told, *where, *given, *files, env=_GLOBS)
    # It is negative where a signal ended git: what it found until then is not all.
    return answer.out if answer.status in (0, 1) else None


def _ask(folder: str | Path, *words: str) -> bytes | None:
    """What git prints; None where it finds no repository. Raises RepointError with git's own reason."""
    if not is_available():
        return None
    answer = run_git(folder, *words, env=_GLOBS)
    if answer.status == 0:
        return answer.out
    if any(phrase in answer.said for phrase in _NO_REPOSITORY):
        return None
    raise RepointError(f"git cannot read the repository at {folder}: {answer.said.strip()}")
