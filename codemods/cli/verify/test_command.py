"""The team's command as it runs in one folder: its words, its report, its environment."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

PLACEHOLDER = "{junit}"
_PYTEST = frozenset({"pytest", "py.test"})
_REPORTS = ("--junitxml", "--junit-xml")
_OURS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})
"""What git tells a hook of the user's own tree, when repoint runs in one."""


@dataclass(frozen=True, slots=True)
class PreparedCommand:
    """A command for one folder."""

    words: tuple[str, ...]
    folder: Path
    report: Path | None
    """Where its JUnit XML will be; None where it makes none."""


def prepare(words: Sequence[str], here: Path, folder: Path, report: Path) -> PreparedCommand:
    """Fit a command to a folder: `{junit}` is `report`, and pytest is asked for one unless it is already.

    `here` is where the user stands; a program given as a relative path that the folder does not hold, such as
    `.venv/bin/pytest`, is theirs.
    """
    given = [word.replace(PLACEHOLDER, os.fspath(report)) for word in words]
    if os.sep in given[0] and not (folder / given[0]).exists() and (here / given[0]).exists():
        given[0] = os.path.abspath(here / given[0])
    if any(PLACEHOLDER in word for word in words):
        return PreparedCommand(tuple(given), folder, report)
    if not runs_pytest(words):
        return PreparedCommand(tuple(given), folder, None)
    own = _own_report(words)
    if own:
        return PreparedCommand(tuple(given), folder, folder / own)
    added = ("--junitxml", os.fspath(report), "-o", "junit_family=xunit2")
    return PreparedCommand((*given, *added), folder, report)


def runs_pytest(words: Sequence[str]) -> bool:
    """Whether a command runs pytest: one of its words is the program, or comes after `-m`."""
    return any(PurePath(word).name in _PYTEST for word in words)


def environment(
    outer: Mapping[str, str], top: Path, worktree: Path, roots: Iterable[str] = ()
) -> dict[str, str]:
    """The environment of a command in a linked work tree of the repository at `top`.

    Deprecation warnings are shown, unless PYTHONWARNINGS says otherwise. Where PYTHONPATH names folders of
    the user's tree it names those of the work tree, and source roots come first: an editable install would
    lead back to the user's tree.
    """
    inner = {name: value for name, value in outer.items() if name not in _OURS}
    inner.setdefault("PYTHONWARNINGS", "default")
    given = filter(None, outer.get("PYTHONPATH", "").split(os.pathsep))
    stated = [worktree / root for root in roots if (worktree / root).is_dir()]
    paths = [*map(os.fspath, stated), *(_moved(path, top, worktree) for path in given)]
    if paths:
        inner["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    return inner


def _moved(path: str, top: Path, worktree: Path) -> str:
    real = Path(os.path.realpath(path))
    if not os.path.isabs(path) or not real.is_relative_to(top):
        return path
    return os.fspath(worktree / real.relative_to(top))


def _own_report(words: Sequence[str]) -> str:
    """The report that the user asked pytest for themselves; empty for none."""
    for index, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option in _REPORTS:
            return value if equals else next(iter(words[index + 1 :]), "")
    return ""
