"""Keys of cached results: of the program itself, its Python, and the values that it was given."""

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec

import codemods

_LIBRARIES = ("libcst",)
"""The libraries that decide what a plan is: how code is rewritten."""


def cache_key(*parts: bytes) -> bytes:
    """The key of a result that this program, run by this Python, works out from some values."""
    digest = hashlib.blake2b(_program_digest(), digest_size=20)
    for part in parts:
        digest.update(b"%d:" % len(part) + part)
    return digest.digest()


@cache
def _program_digest() -> bytes:
    """A digest of versions, and of the program's own files, which may be edited."""
    # With another encoding of file names, the names in a result are others.
    versions = f"{codemods.__version__} {sys.version} {sys.getfilesystemencoding()}"
    digest = hashlib.blake2b(versions.encode(), digest_size=20)
    own = codemods.__path__[0]
    for folder in (own, *(folder for name in _LIBRARIES for folder in _folders(name))):
        for line in sorted(_describe(folder, recursive=folder == own)):
            digest.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return digest.digest()


def _folders(library: str) -> Sequence[str]:
    spec = find_spec(library)
    return spec.submodule_search_locations or () if spec is not None else ()


def _describe(folder: str, recursive: bool) -> Iterator[str]:
    """The Python files of a folder, each with its size and time; `recursive` with those of folders in it."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                # An editor's mark on a file that it holds open is a link to nothing.
                with suppress(OSError):
                    status = entry.stat()
                    yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
            elif recursive and entry.name != "__pycache__" and entry.is_dir():
                yield from _describe(entry.path, recursive)
