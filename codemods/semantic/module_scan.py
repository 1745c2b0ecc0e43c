"""Whether a text may hand a module object on: a look at its bytes that takes no syntax tree."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from codemods.semantic.source_words import is_word, word_offsets

_LOOK_UP = (b"import_module", b"__import__", b"modules", b"importorskip")
"""One of these is spelled wherever a module is looked up by its whole name."""
_READ = (b"getattr(", b"vars(", b"__dict__")
"""One of these stands on the line where a package's submodule is read by its name."""
_PIECE_ENDS = (b'"', b"'", b'."', b".'", b".%", b".{")
_IMPORT = re.compile(rb"(?:^|[ \t;:])import\b")
_LAST_NAME = re.compile(rb"(\w+)(?:\.\w+)*\.\Z")
_ALIAS = re.compile(rb"[ \t]+as[ \t]+(\w+)")


class _Known(NamedTuple):
    """What is found out once for a text."""

    imported: dict[bytes, bool]
    """Which names an import may bind."""
    alone: dict[bytes, list[int]]
    """Where names are spelled with nothing read from them."""


def may_hand_on_any(data: bytes, modules: frozenset[str]) -> bool:
    """Whether a text that imports one of some modules, or looks it up by its name, may hand it on.

    A module that comes in with its package alone (`import package`) is not seen here.
    """
    # A plain search takes a sixth of an expression's time, and most texts hold few of the names.
    held = [name for name in map(str.encode, modules) if name in data]
    quoted = any(name + b'"' in data or name + b"'" in data for name in held)
    looks_up = quoted and any(each in data for each in _LOOK_UP)
    brought = [each.decode() for each in held if _is_brought(data, each, looks_up)]
    return any(may_hand_on(data, each) for each in brought)


def may_look_up(data: bytes, modules: Iterable[str]) -> bool:
    """Whether a text looks modules up, and spells the dotted name of one of some at the end of a string.

    A string that ends in its last component alone counts where another one ends in its package's.
    """
    looks_up = any(each in data for each in _LOOK_UP)
    for module in modules:
        package, _, leaf = module.rpartition(".")
        alone = looks_up and (not package or _ends_piece(data, package.rpartition(".")[2].encode()))
        name = (b"" if alone else b".") + leaf.encode()
        if name + b'"' in data or name + b"'" in data:
            return True
    return False


def _ends_piece(data: bytes, name: bytes) -> bool:
    """Whether a name is at the end of a string, or before what a string is filled with."""
    return b"__package__" in data or any(name + each in data for each in _PIECE_ENDS)


def _is_brought(data: bytes, name: bytes, looks_up: bool) -> bool:
    """Whether a text may import a module, or look it up by a string that ends in its name, if it does so."""
    for match in _unread(name).finditer(data):
        at, end = match.span()
        if looks_up and data[end : end + 1] in (b"'", b'"'):
            return True
        if is_word(data[at - 1 : at]):
            continue
        if b"import" in data[data.rfind(b"\n", 0, at) + 1 : at] or _is_listed(data, at):
            return True
    return False


@lru_cache(maxsize=1024)
def _unread(name: bytes) -> re.Pattern[bytes]:
    """What finds a name, or the end of one, where nothing is taken from it."""
    return re.compile(re.escape(name) + rb"(?![\w\x80-\xff.]| import)")


def may_hand_on(data: bytes, module: str) -> bool:
    """Whether a text may hand on a module, by the last component of its name.

    True may be wrong, False is not. Names that are taken from the module, and reads through it, do not count.
    """
    word = module.encode()
    known = _Known({}, {})
    return any(_hands_on(data, start, start + len(word), known) for start in word_offsets(data, word))


def _is_listed(data: bytes, start: int) -> bool:
    """Whether a word stands in the list of names, in parentheses, of a from-import."""
    opened = data.rfind(b"(", 0, start)
    if opened == -1 or data.find(b")", opened, start) != -1:
        return False
    # A copy of all that comes before would cost the file's size for each word.
    while data[opened - 1 : opened] in (b" ", b"\t"):
        opened -= 1
    return data.endswith(b"import", 0, opened)


def _may_stand_outside(before: bytes) -> bool:
    """Whether what stands on a line before a name may begin a statement of the module's own, or go one on."""
    return before[:1] not in (b" ", b"\t") or not before.strip()


def _reads(before: bytes) -> bool:
    """Whether what stands on the line before a string may read an attribute by it."""
    return any(each in before for each in _READ)


def _is_imported(data: bytes, name: bytes) -> bool:
    """Whether an import may bind a name."""
    return name not in (b"self", b"cls") and any(
        b"import" in data[data.rfind(b"\n", 0, at) + 1 : at] or _is_listed(data, at)
        for at in word_offsets(data, name)
    )


def _hands_on(data: bytes, start: int, end: int, known: _Known) -> bool:
    """Whether one occurrence of the name binds the module, or looks it up, so that it may go on."""
    following = data[end : end + 1]
    if following == b"." and not data.startswith(b".__", end):
        return False
    line = data.rfind(b"\n", 0, start) + 1
    before = data[line:start]
    if following in (b"'", b'"'):
        if before.endswith(b"."):
            return any(each in data for each in _LOOK_UP)
        # A module in no package is looked up by this name alone, on a line of its own perhaps.
        return _reads(before) or any(each in data[max(start - 80, 0) : start] for each in _LOOK_UP)
    alias = _ALIAS.match(data, end)
    if alias is not None and alias.group(1) != data[start:end] and _may_stand_outside(before):
        # Other files may read the module by this name, and none of them spells its own.
        return _IMPORT.search(before) is not None or _is_listed(data, start)
    if before.endswith(b".") and (alias is None or _IMPORT.search(before) is None):
        # `import a.b` alone binds `a`: the module goes on as `a.b`, or in its package, and `a` is what an
        # import brings.
        base = _LAST_NAME.search(before)
        if base is None:
            return False
        if _IMPORT.search(before) is not None:
            return _goes_on(data, base.group(1), line, end, known)
        if (name := base.group(1)) not in known.imported:
            known.imported[name] = _is_imported(data, name)
        return known.imported[name]
    if _IMPORT.search(before) is None and not _is_listed(data, start):
        return False
    name, end = (alias.group(1), alias.end()) if alias is not None else (data[start:end], end)
    return _goes_on(data, name, start, end, known)


def _goes_on(data: bytes, name: bytes, start: int, end: int, known: _Known) -> bool:
    """Whether a name is spelled outside of a range with nothing read from it."""
    if name not in known.alone:
        known.alone[name] = [
            at
            for at in word_offsets(data, name)
            if data[at + len(name) : at + len(name) + 1] != b"." or data.startswith(b".__", at + len(name))
        ]
    alone = known.alone[name]
    return bisect_left(alone, end) - bisect_left(alone, start) < len(alone)
