"""The Python that a target is written for, beside the one that runs repoint."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from codemods.cli.terminal.stderr import inform
from codemods.values.finding import Finding
from codemods.values.finding_texts import SYNTAX_ERROR
from codemods.values.named_files import read_named_file

_LOWER_BOUND = re.compile(r"(?:>=?|~=|===?)\s*(\d+)\.(\d+)")
_VERSION = re.compile(r"(\d+)\.(\d+)")

Version = tuple[int, int]


def print_newer_python(root: Path, findings: Iterable[Finding]) -> None:
    """Say in one line, where a file did not parse, that the target is for a newer Python than this one."""
    if any(finding.code == SYNTAX_ERROR.code for finding in findings):
        line = newer_python(root, sys.version_info[:2])
        if line is not None:
            inform(line)


def newer_python(root: Path, running: Version) -> str | None:
    """Compare the Python that a target asks for with the running one; None unless it is newer."""
    wanted = max(_asked_for(root), default=None)
    if wanted is None or wanted[0] <= running:
        return None
    (major, minor), where = wanted
    this = f"repoint runs on Python {running[0]}.{running[1]}"
    return f"{this}, and {where} asks for {major}.{minor}: run it with that one, so that newer syntax is read"


def _asked_for(root: Path) -> Iterator[tuple[Version, str]]:
    """The lower bounds that a target's files give, with the file that says so."""
    pyproject = _text(root, "pyproject.toml")
    try:
        project = tomllib.loads(pyproject).get("project")
    except tomllib.TOMLDecodeError:
        project = None
    requires = project.get("requires-python") if isinstance(project, dict) else None
    for bound in _LOWER_BOUND.finditer(str(requires or "")):
        yield (int(bound[1]), int(bound[2])), "requires-python"
    version = _VERSION.search(_text(root, ".python-version").partition("\n")[0])
    if version is not None:
        yield (int(version[1]), int(version[2])), ".python-version"


def _text(root: Path, name: str) -> str:
    try:
        return read_named_file(root / name, below=root).decode("utf-8", "replace")
    except OSError:
        return ""
