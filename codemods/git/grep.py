"""`git grep`: the tracked files below a folder whose content matches a pattern.

The C locale makes `\\w` in patterns ASCII.
"""

import os
import re
from collections.abc import Sequence

from codemods.git.process import GLOB_PATHSPECS, StartedGit, run_git, split_names
from codemods.git.tracked_files import PYTHON_FILES

TEXT_FILES = ("-I", "--", ":(exclude)*.py", ":(exclude)*.pyi")
"""All other files that git does not take for binary; of `-I` and `--text` the last one counts."""
_GREP = (
    *("grep", "--null", "--text", "--perl-regexp", "--no-line-number", "--no-column"),
    *("--no-color", "--no-full-name", "--no-recurse-submodules"),
)
"""`--text`: a file that git takes for binary may still be Python. The rest undoes the user's settings."""
_MATCHED = re.compile(rb"([^\0]+)\0([^\n]*)\n")
"""A file's name, which may hold a line end, and what matched in one of its lines, which does not."""


def grep_files(
    folder: str, patterns: Sequence[str], files: Sequence[str] = PYTHON_FILES, cached: bool = False
) -> list[str] | None:
    """The tracked files of some kinds below a folder whose content on disk matches one of the patterns.

    `cached` looks into the index instead. None when git cannot search so, as when it was built without PCRE.
    """
    output = _grep(folder, "--files-with-matches", patterns, files, cached)
    return split_names(output) if output is not None else None


def start_grep(folder: str, patterns: Sequence[str], files: Sequence[str]) -> StartedGit:
    """Begin to search as `grep_files` does; the names come with `-z`."""
    expressions = [word for pattern in patterns for word in ("-e", pattern)]
    return StartedGit(folder, *_GREP, "--files-with-matches", *expressions, *files, env=GLOB_PATHSPECS)


def grep_matches(
    folder: str, patterns: Sequence[str], files: Sequence[str] = PYTHON_FILES, cached: bool = False
) -> dict[str, set[bytes]] | None:
    """The same files, each with the texts that match in it."""
    output = _grep(folder, "--only-matching", patterns, files, cached)
    if output is None:
        return None
    found: dict[str, set[bytes]] = {}
    for match in _MATCHED.finditer(output):
        found.setdefault(os.fsdecode(match[1]), set()).add(match[2])
    return found


def _grep(
    folder: str, shown: str, patterns: Sequence[str], files: Sequence[str], cached: bool
) -> bytes | None:
    expressions = [word for pattern in patterns for word in ("-e", pattern)]
    where = ("--cached",) if cached else ()
    result = run_git(folder, *_GREP, shown, *where, *expressions, *files, env=GLOB_PATHSPECS)
    # Any other status is a failure; a negative one is of a signal, and what was found until then is not all.
    return result.stdout if result.status in (0, 1) else None
