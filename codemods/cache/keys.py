"""What a remembered result rests on: the program itself, its Python, and the values that it was given."""

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec

import codemods


def key(*parts: bytes) -> bytes:
    """A key for a result of this very program, run by this very Python, over some values."""
    digest = hashlib.blake2b(_program(), digest_size=20)
    for part in parts:
        digest.update(b"%d:" % len(part) + part)
    return digest.digest()


@cache
def _program() -> bytes:
    """What says that it is the same program: versions, and the program's own files, which may be edited."""
    digest = hashlib.blake2b(f"{codemods.__version__} {sys.version}".encode(), digest_size=20)
    libcst = find_spec("libcst")
    for place in (codemods.__path__[0], *(libcst.submodule_search_locations or () if libcst else ())):
        for file, facts in sorted(_files(place, deep=place == codemods.__path__[0])):
            digest.update(f"{file} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.digest()


def _files(folder: str, deep: bool) -> Iterator[tuple[str, os.stat_result]]:
    """The Python files of a folder, with what the system says of each; `deep` with those of its folders."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry.path, entry.stat()
            elif deep and entry.is_dir():
                yield from _files(entry.path, deep)
