"""Patches by git itself, so that they are what `git diff` will say of the commits, to the byte.

The objects that it needs are written to a folder of their own: showing a plan leaves nothing behind.
"""

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from codemods.repository.index import Entry, put_entries
from codemods.repository.opening import Repository
from codemods.repository.run import ask_git
from codemods.values.plan import FileChange

_FILE = re.compile(rb"^(?=diff --git )", re.MULTILINE)
_DIFF = (
    *("-c", "diff.suppressBlankEmpty=false", "diff-index", "--cached", "--patch", "--text", "--no-color"),
    *("--no-renames", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", "--unified=3"),
    *("--indent-heuristic", "--diff-algorithm=default"),
)
_EXECUTABLE = 0o100


def git_patches(repository: Repository, root: Path, changes: Sequence[FileChange]) -> dict[str, bytes]:
    """Give the patch of each changed file by its path. Raises RepointError when git refuses."""
    changed = sorted((each for each in changes if each.before != each.after), key=_name)
    if not changed:
        return {}
    with tempfile.TemporaryDirectory(prefix="repoint-") as folder:
        env = _environment(repository, Path(folder))
        blobs = _add_blobs(repository, changed, Path(folder), env)
        modes = [_mode(root / each.path) for each in changed]
        sides = []
        for side in (0, 1):
            index = Path(folder) / f"index-{side}"
            entries = {
                each.path: Entry(mode, pair[side])
                for each, mode, pair in zip(changed, modes, blobs, strict=True)
            }
            put_entries(repository, entries, index, env)
            sides.append({**env, "GIT_INDEX_FILE": os.fspath(index)})
        before = ask_git(repository.top, "write-tree", env=sides[0]).decode().strip()
        text = ask_git(repository.top, *_DIFF, before, env=sides[1])
    patches = [part for part in _FILE.split(text) if part]
    return {each.path: part for each, part in zip(changed, patches, strict=True)}


def _environment(repository: Repository, folder: Path) -> dict[str, str]:
    objects = ask_git(repository.top, "rev-parse", "--git-path", "objects").removesuffix(b"\n")
    real = (repository.top / os.fsdecode(objects)).resolve()
    others = os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
    known = os.pathsep.join(filter(None, (os.fspath(real), others)))
    return {"GIT_OBJECT_DIRECTORY": os.fspath(folder), "GIT_ALTERNATE_OBJECT_DIRECTORIES": known}


def _add_blobs(
    repository: Repository, changes: Sequence[FileChange], folder: Path, env: dict[str, str]
) -> list[tuple[str, str]]:
    """Write the blobs of each file before and after; gives their names."""
    files = []
    for number, change in enumerate(changes):
        for side, data in (("before", change.before), ("after", change.after)):
            files.append(folder / f"{number}-{side}")
            files[-1].write_bytes(data)
    listed = "".join(f"{file}\n" for file in files).encode()
    words = ("hash-object", "-w", "--no-filters", "--stdin-paths")
    blobs = ask_git(repository.top, *words, stdin=listed, env=env).decode().split()
    return list(zip(blobs[::2], blobs[1::2], strict=True))


def _mode(file: Path) -> str:
    return "100755" if file.stat().st_mode & _EXECUTABLE else "100644"


def _name(change: FileChange) -> bytes:
    return os.fsencode(change.path)
