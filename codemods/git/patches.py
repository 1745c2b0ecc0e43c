"""Patches by git itself, so that they are what `git diff` will say of the commits, to the byte.

What git makes of a file on its way in (line ends, `ident`, filters) is made of it here too: the new bytes are
compared in a work tree of their own, with an index of their own. The objects for it are written to a
temporary folder, so that showing a plan leaves nothing behind.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from codemods.git.index import IndexEntry, read_entries, write_entries
from codemods.git.process import git_output, join_names
from codemods.git.repository import Repository
from codemods.git.write_blobs import lay_out
from codemods.values.plan import FileChange

_FILE = re.compile(rb"^(?=diff --git )", re.MULTILINE)
_NAMED = re.compile(rb'^\+\+\+ (?:"b/(.*)"|b/([^\t\n]*))\t?$', re.MULTILINE)
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)")
_LETTERS = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
"""How git quotes names: C's escapes, and any byte as three octal digits."""
_DIFF = (
    *("-c", "diff.suppressBlankEmpty=false", "diff-files", "--patch", "--text", "--no-color"),
    *("--no-renames", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", "--unified=3"),
    *("--indent-heuristic", "--diff-algorithm=default"),
)
_INDEX = "GIT_INDEX_FILE"
_SHA1_DIGITS = 40


def git_patches(repository: Repository, root: Path, changes: Sequence[FileChange]) -> dict[str, bytes]:
    """Give the patch of each changed file by its path. Raises RepointError when git refuses."""
    changed = [each for each in changes if each.before != each.after]
    changed.sort(key=lambda change: os.fsencode(change.path))
    if not changed:
        return {}
    paths = {each.path: repository.git_path(root, each.path) for each in changed}
    with tempfile.TemporaryDirectory(prefix="repoint-") as folder:
        env = _environment(repository, Path(folder))
        _write_index(repository, {paths[each.path]: each.before for each in changed}, Path(folder), env)
        work = Path(folder) / "after"
        lay_out(repository, {paths[each.path]: each.after for each in changed}, work)
        below = repository.git_path(root, "")
        relative = f"--relative={below}/" if below != "." else "--no-relative"
        text = git_output(work, *_DIFF, relative, env={**env, "GIT_WORK_TREE": os.fspath(work)})
    patches = {_path_in(part): part for part in _FILE.split(text) if part}
    # A filter may see to it that git has nothing to say of a change.
    return {each.path: patches.get(each.path, b"") for each in changed}


def _path_in(patch: bytes) -> str | None:
    """The file that a patch is of; None where it changes no line."""
    named = _NAMED.search(patch)
    if named is None:
        return None
    quoted, plain = named.groups()
    return os.fsdecode(_ESCAPED.sub(_unescaped, quoted) if quoted is not None else plain)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    text = escape.group(1)
    return bytes((int(text, 8),)) if text.isdigit() else _LETTERS.get(text, text)


def _write_index(
    repository: Repository, contents: Mapping[str, bytes], folder: Path, env: Mapping[str, str]
) -> None:
    """Write an index of these contents, with the repository's own entries where their blobs are the same."""
    known = read_entries(repository, list(contents))
    same = {
        name: entry
        for name, entry in known.items()
        if entry is not None and entry.blob == _object_name(contents[name], entry)
    }
    others = {name: data for name, data in contents.items() if name not in same}
    entries = {**same, **_clean(repository, others, folder, env)}
    write_entries(repository, entries, Path(env[_INDEX]), env)


def _clean(
    repository: Repository, contents: Mapping[str, bytes], folder: Path, env: Mapping[str, str]
) -> dict[str, IndexEntry | None]:
    """The entries that files get on their way in, through git's filters, be they tracked or not."""
    if not contents:
        return {}
    work, index = folder / "before", folder / "others"
    lay_out(repository, contents, work)
    own = {**env, _INDEX: os.fspath(index), "GIT_WORK_TREE": os.fspath(work)}
    git_output(work, "update-index", "--add", "-z", "--stdin", stdin=join_names(list(contents)), env=own)
    return read_entries(repository, list(contents), index)


def _environment(repository: Repository, folder: Path) -> dict[str, str]:
    objects = folder / "objects"
    objects.mkdir()
    return {
        "GIT_DIR": os.fspath(repository.git_dir),
        _INDEX: os.fspath(folder / "index"),
        "GIT_OBJECT_DIRECTORY": os.fspath(objects),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.fspath(repository.objects),
    }


def _object_name(data: bytes, like: IndexEntry) -> str:
    """The name that git gives to a blob of these bytes."""
    kind = hashlib.sha1 if len(like.blob) == _SHA1_DIGITS else hashlib.sha256
    return kind(b"blob %d\0" % len(data) + data).hexdigest()
