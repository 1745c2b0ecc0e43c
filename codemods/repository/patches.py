"""Patches by git itself, so that they are what `git diff` will say of the commits, to the byte.

What git makes of a file on its way in (line ends, `ident`, filters) is made of it here too. The objects that
it needs are written to a folder of their own: showing a plan leaves nothing behind.
"""

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.repository.blobs import add_blobs, add_raw_blobs
from codemods.repository.index import Entry, put_entries, read_entries
from codemods.repository.opening import Repository
from codemods.repository.run import ask_git, split_names
from codemods.values.plan import FileChange

_FILE = re.compile(rb"^(?=diff --git )", re.MULTILINE)
_SETTINGS = ("-c", "diff.suppressBlankEmpty=false")
_FORM = (
    *("--patch", "--text", "--no-color"),
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
        names = {each.path: repository.name(root, each.path) for each in changed}
        known = read_entries(repository, list(names.values()))
        sent = _Sent(repository, root, names, known, env)
        before = sent.entries({each.path: each.before for each in changed})
        after = sent.entries({each.path: each.after for each in changed})
        sides = []
        for number, entries in enumerate((before, after)):
            index = Path(folder) / f"index-{number}"
            put_entries(repository, entries, index, env)
            sides.append({**env, "GIT_INDEX_FILE": os.fspath(index)})
        tree = ask_git(repository.top, "write-tree", env=sides[0]).decode().strip()
        words = ("diff-index", "--cached", *_FORM, tree)
        text = ask_git(repository.top, *_SETTINGS, *words, env=sides[1])
    patches = iter([part for part in _FILE.split(text) if part])
    # A filter may see to it that git has nothing to say of a change.
    return {each.path: next(patches) if before[each.path] != after[each.path] else b"" for each in changed}


def commit_patches(repository: Repository, base: str, tip: str) -> dict[str, bytes]:
    """Give the patch of each file that differs between two commits, by git's name for it.

    It is what `git_patches` gave of the plan that was committed; a file that did not change is missing.
    """
    words = ("diff-tree", "-r", base, tip)
    names = split_names(ask_git(repository.top, *words, "--name-only", "--no-renames", "-z"))
    text = ask_git(repository.top, *_SETTINGS, *words, *_FORM)
    return dict(zip(names, [part for part in _FILE.split(text) if part], strict=True))


def _environment(repository: Repository, folder: Path) -> dict[str, str]:
    objects = ask_git(repository.top, "rev-parse", "--git-path", "objects").removesuffix(b"\n")
    real = (repository.top / os.fsdecode(objects)).resolve()
    others = os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
    known = os.pathsep.join(filter(None, (os.fspath(real), others)))
    return {"GIT_OBJECT_DIRECTORY": os.fspath(folder), "GIT_ALTERNATE_OBJECT_DIRECTORIES": known}


@dataclass(frozen=True, slots=True)
class _Sent:
    """Files on their way into git: their names there, and what the index has of them."""

    repository: Repository
    root: Path
    names: Mapping[str, str]
    known: Mapping[str, Entry | None]
    env: Mapping[str, str]

    def entries(self, contents: Mapping[str, bytes]) -> dict[str, Entry]:
        """Write the blobs of contents; gives each file's entry, as an index at the root would have it."""
        told = {self.names[path]: data for path, data in contents.items()}
        tracked = add_blobs(self.repository, told, self.env, self.known)
        others = [path for path in contents if self.names[path] not in tracked]
        blobs = add_raw_blobs(self.repository, {path: contents[path] for path in others}, self.env)
        plain = {path: Entry(_mode(self.root / path), blobs[path]) for path in others}
        return {path: plain.get(path) or tracked[self.names[path]] for path in contents}


def _mode(file: Path) -> str:
    return "100755" if file.stat().st_mode & _EXECUTABLE else "100644"


def _name(change: FileChange) -> bytes:
    return os.fsencode(change.path)
