"""What a remembered result rests on: the program itself, its Python, and the values that it was given."""

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec

import codemods

_LIBRARIES = ("libcst", "pathspec")
"""Those that a plan rests on: what they rewrite, and which files an `exclude` is about."""


def key(*parts: bytes) -> bytes:
    """A key for a result of this very program, run by this very Python, over some values."""
    digest = hashlib.blake2b(_program(), digest_size=20)
    for part in parts:
        digest.update(b"%d:" % len(part) + part)
    return digest.digest()


@cache
def _program() -> bytes:
    """What says that it is the same program: versions, and the program's own files, which may be edited."""
    # Where file names are decoded otherwise, the names in a result are others.
    versions = f"{codemods.__version__} {sys.version} {sys.getfilesystemencoding()}"
    digest = hashlib.blake2b(versions.encode(), digest_size=20)
    own = codemods.__path__[0]
    for place in (own, *(folder for name in _LIBRARIES for folder in _folders(name))):
        for told in sorted(_files(place, deep=place == own)):
            digest.update(told.encode("utf-8", "surrogateescape") + b"\n")
    return digest.digest()


def _folders(library: str) -> Sequence[str]:
    spec = find_spec(library)
    return spec.submodule_search_locations or () if spec is not None else ()


def _files(folder: str, deep: bool) -> Iterator[str]:
    """The Python files of a folder, with what the system says of each; `deep` with those of its folders."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                # An editor's mark on a file that it holds open is a link to nothing.
                with suppress(OSError):
                    facts = entry.stat()
                    yield f"{entry.path} {facts.st_size} {facts.st_mtime_ns}"
            elif deep and entry.name != "__pycache__" and entry.is_dir():
                yield from _files(entry.path, deep)
