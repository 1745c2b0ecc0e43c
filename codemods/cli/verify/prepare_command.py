"""Adapts the team's command to one folder: its arguments, its report, its environment."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from codemods.git.environment import REPOSITORY_VARIABLES

PLACEHOLDER = "{junit}"
_PYTEST = frozenset({"pytest", "py.test"})
_REPORTS = ("--junitxml", "--junit-xml")


@dataclass(frozen=True, slots=True)
class PreparedCommand:
    """A command for one folder."""

    words: tuple[str, ...]
    """The program and its arguments."""
    folder: Path
    """The folder to run it in."""
    report: Path | None
    """Where it writes its JUnit XML; None where it writes none."""


def prepare_command(words: Sequence[str], here: Path, folder: Path, report: Path) -> PreparedCommand:
    """Adapt a command to a folder. `{junit}` becomes the path `report`; pytest gets options that write it.

    `here` is the user's current folder: a program given as a relative path that `folder` does not hold, such
    as `.venv/bin/pytest`, is taken from there.
    """
    given = [word.replace(PLACEHOLDER, os.fspath(report)) for word in words]
    if os.sep in given[0] and not (folder / given[0]).exists() and (here / given[0]).exists():
        given[0] = os.path.abspath(here / given[0])
    if any(PLACEHOLDER in word for word in words):
        return PreparedCommand(tuple(given), folder, report)
    if not runs_pytest(words):
        return PreparedCommand(tuple(given), folder, None)
    own = _own_report(words)
    if own is not None:
        return PreparedCommand(tuple(given), folder, folder / own)
    added = ("--junitxml", os.fspath(report), "-o", "junit_family=xunit2")
    return PreparedCommand((*given, *added), folder, report)


def runs_pytest(words: Sequence[str]) -> bool:
    """Whether a command runs pytest: one of its words is `pytest`, or a path to it."""
    return any(PurePath(word).name in _PYTEST for word in words)


def command_environment(
    outer: Mapping[str, str], top: Path, worktree: Path, roots: Iterable[str] = ()
) -> dict[str, str]:
    """Give the environment for a command in a linked work tree of the repository at `top`.

    Python shows deprecation warnings, unless PYTHONWARNINGS is set already. Folders of the user's tree in
    PYTHONPATH become folders of the work tree. The source roots, relative to `worktree`, come before them:
    without that, an editable install would lead back to the user's tree.
    """
    inner = {name: value for name, value in outer.items() if name not in REPOSITORY_VARIABLES}
    inner.setdefault("PYTHONWARNINGS", "default")
    given = filter(None, outer.get("PYTHONPATH", "").split(os.pathsep))
    sources = [worktree / root for root in roots if (worktree / root).is_dir()]
    paths = [*map(os.fspath, sources), *(_in_worktree(path, top, worktree) for path in given)]
    if paths:
        inner["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    return inner


def _in_worktree(path: str, top: Path, worktree: Path) -> str:
    real = Path(os.path.realpath(path))
    if not os.path.isabs(path) or not real.is_relative_to(top):
        return path
    return os.fspath(worktree / real.relative_to(top))


def _own_report(words: Sequence[str]) -> str | None:
    """The report that the command asks pytest for already."""
    for index, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option in _REPORTS:
            return (value if equals else next(iter(words[index + 1 :]), "")) or None
    return None
