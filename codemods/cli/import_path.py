"""What this process may import: never a module of the target.

`python -m codemods` puts the current folder before everything else, and so does PYTHONPATH with what it
names. A `typer.py` or `git.py` of the target would be run in place of the library.
"""

import os
import site
import sys
from collections.abc import Iterator, Sequence

_ROOT_OPTION = "--root"


def leave_out_target(words: Sequence[str]) -> None:
    """Take folders of the target out of the import path. `words` are the arguments, of which `--root` counts.

    Python's own folders stay, also where they lie in the target (`.venv`). The one that holds this package
    goes to the end: libraries may lie beside it, and processes that are started look for it there.
    """
    roots = [os.path.realpath(root) for root in _roots(words)]
    known = [os.path.realpath(path) for path in (*_python_folders(), os.path.dirname(os.__file__))]
    own = os.path.realpath(os.path.join(os.path.dirname(__file__), os.pardir, os.pardir))
    kept: list[str] = []
    last: list[str] = []
    for entry in sys.path:
        path = os.path.realpath(entry or os.curdir)
        if not any(_is_below(path, root) for root in roots) or any(_is_below(path, each) for each in known):
            kept.append(entry)
        elif path == own:
            last = [path]
    sys.path[:] = [*kept, *last]


def _python_folders() -> Iterator[str]:
    yield from site.getsitepackages()
    if site.ENABLE_USER_SITE:
        yield site.getusersitepackages()


def _roots(words: Sequence[str]) -> Iterator[str]:
    """The folders that may be the root: what `--root` says, and the repository around the current folder."""
    for number, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option == _ROOT_OPTION:
            yield value if equals else next(iter(words[number + 1 :]), os.curdir)
    try:
        folder = here = os.getcwd()
    except FileNotFoundError:
        return
    while not os.path.lexists(os.path.join(folder, ".git")):
        folder, inner = os.path.dirname(folder), folder
        if folder == inner:
            folder = here
            break
    yield folder


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
