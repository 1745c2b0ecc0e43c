"""Globs in the syntax of .gitignore, matched as git matches them (wildmatch.c, dir.c), in linear time.

https://git-scm.com/docs/gitignore has the syntax. As in git, `?` and a class stand for one byte. What a star
skips ends at the first place where the rest up to the next star fits; nothing is tried twice, so a glob of
many stars takes no longer than one of few (regular expressions would take minutes). Stars beside other
characters stand for a part of a name, as the page says and git does from 2.52 on: `foo**/bar` is no `foobar`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SPAN = b"[^/]*"
_FOLDERS = b"(?:[^/]+/)*"
_CLASSES = {
    "alnum": rb"0-9A-Za-z",
    "alpha": rb"A-Za-z",
    "blank": rb" \t",
    "cntrl": rb"\x00-\x1f\x7f",
    "digit": rb"0-9",
    "graph": rb"\x21-\x7e",
    "lower": rb"a-z",
    "print": rb"\x20-\x7e",
    "punct": rb"!-/:-@\[-`{-~",
    "space": rb" \t\n\r",  # as git has it: no form feed, no vertical tab
    "upper": rb"A-Z",
    "xdigit": rb"0-9A-Fa-f",
}
_BRACKET = re.compile(rb"\[(?P<not>[!^]?)(?P<body>\]?(?:\[:[a-z]+:\]|\\.|[^\]\\])*)\]", re.DOTALL)
_MEMBER = re.compile(rb"\[:(?P<name>[a-z]+):\]|(?P<low>\\.|.)(?:-(?P<high>\\.|[^\]]))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Glob:
    """One pattern."""

    negated: bool
    """Whether it begins with `!`, and takes back in what it matches."""
    folders_only: bool
    name_only: bool
    """Whether it holds no slash, and so matches a name at any depth."""
    expression: re.Pattern[bytes]

    def matches(self, path: str, is_folder: bool) -> bool:
        """Whether it matches a path itself, which is relative to where the pattern stands."""
        if self.folders_only and not is_folder:
            return False
        text = path.rpartition("/")[2] if self.name_only else path
        return self.expression.fullmatch(_as_bytes(text)) is not None


class Globs:
    """Patterns of which the last that matches decides."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Lines that are not valid patterns are passed over, as git does."""
        self._globs = [glob for line in reversed(list(lines)) if (glob := parse_glob(line)) is not None]
        self._folders: dict[str, bool] = {"": False}

    def decide(self, path: str, is_folder: bool) -> bool | None:
        """Whether a path itself is matched; None where no pattern says."""
        for glob in self._globs:
            if glob.matches(path, is_folder):
                return not glob.negated
        return None

    def holds(self, path: str) -> bool:
        """Whether a file is matched, or a folder around it, from which nothing is taken back in."""
        return self._holds_folder(path.rpartition("/")[0]) or self.decide(path, is_folder=False) is True

    def _holds_folder(self, folder: str) -> bool:
        around: list[str] = []
        while folder not in self._folders:
            around.append(folder)
            folder = folder.rpartition("/")[0]
        held = self._folders[folder]
        for each in reversed(around):
            held = self._folders[each] = held or self.decide(each, is_folder=True) is True
        return held


def is_glob(text: str) -> bool:
    """Whether a text is a pattern of .gitignore: not empty, not a comment, complete, no range backwards."""
    pattern = _as_bytes(text)
    members = (member for each in _BRACKET.finditer(pattern) for member in _MEMBER.finditer(each["body"]))
    backwards = any(member["high"] and member["high"][-1:] < member["low"][-1:] for member in members)
    return parse_glob(text) is not None and not backwards


def parse_glob(line: str) -> Glob | None:
    """Read one line; None for an empty one, a comment, and what is not complete."""
    text = _without_spaces_after(line.rstrip("\r\n"))
    if not text or text.startswith("#"):
        return None
    negated = text.startswith("!")
    pattern = _as_bytes(text[negated:])
    folders_only = pattern.endswith(b"/")
    pattern = pattern.removesuffix(b"/")
    try:
        segments = _segments(pattern.removeprefix(b"/"))
    except ValueError:
        return None
    if not pattern or pattern == b"/":
        return None
    name_only = b"/" not in pattern
    expression = _segment(segments[0]) if name_only else _path(segments)
    return Glob(negated, folders_only, name_only, re.compile(expression, re.DOTALL))


def _without_spaces_after(text: str) -> str:
    """A line without the spaces at its end; one after a backslash is part of the name."""
    shorter = text.rstrip(" ")
    backslashes = len(shorter) - len(shorter.rstrip("\\"))
    return shorter + " " * (backslashes % 2 and shorter != text)


def _segments(pattern: bytes) -> list[list[bytes]]:
    """A pattern as segments between slashes, each of expressions for one byte, and `*`.

    Raises ValueError where a class or an escape is not complete.
    """
    segments: list[list[bytes]] = [[]]
    at = 0
    while at < len(pattern):
        byte = pattern[at : at + 1]
        bracket = _BRACKET.match(pattern, at) if byte == b"[" else None
        if byte == b"/":
            segments.append([])
        elif bracket is not None:
            segments[-1].append(_class(bracket["not"], bracket["body"]))
            at = bracket.end() - 1
        elif byte == b"\\" and at + 1 < len(pattern):
            at += 1
            segments[-1].append(re.escape(pattern[at : at + 1]))
        elif byte in (b"[", b"\\"):
            raise ValueError(pattern)
        else:
            segments[-1].append({b"*": b"*", b"?": b"[^/]"}.get(byte, re.escape(byte)))
        at += 1
    return segments


def _class(negation: bytes, body: bytes) -> bytes:
    members = b""
    for member in _MEMBER.finditer(body):
        if member["name"] is not None:
            name = member["name"].decode()
            if name not in _CLASSES:
                raise ValueError(name)
            members += _CLASSES[name]
            continue
        low, high = (part[-1:] if part else part for part in member.group("low", "high"))
        # Of a range that runs backwards git takes the first byte, and no other.
        members += re.escape(low) + (b"-" + re.escape(high) if high is not None and high >= low else b"")
    return b"(?!/)[" + (b"^" if negation else b"") + members + b"]"


def _path(segments: Sequence[Sequence[bytes]]) -> bytes:
    """The expression for a path; a segment of two stars or more stands for any number of folders."""
    parts = [b""]
    """What stands between those; each but the last is taken at the first place where it fits."""
    *folders, last = segments
    for segment in folders:
        if _spans_folders(segment):
            parts.append(b"")
        else:
            parts[-1] += b"(?>" + _segment(segment) + b"/)"
    if _spans_folders(last):
        # All that is below the folder, but not the folder.
        parts[-1] += b".+"
    else:
        parts[-1] += _segment(last)
    first, *rest = parts
    if not rest:
        return first
    middle = b"".join(b"(?>" + _FOLDERS + b"?" + part + b")" for part in rest[:-1])
    return first + middle + _FOLDERS + rest[-1]


def _spans_folders(segment: Sequence[bytes]) -> bool:
    return len(segment) > 1 and set(segment) == {b"*"}


def _segment(segment: Sequence[bytes]) -> bytes:
    """The expression for a name."""
    parts = [b""]
    for token in segment:
        if token != b"*":
            parts[-1] += token
        elif parts[-1] or len(parts) == 1:
            parts.append(b"")
    first, *rest = parts
    if not rest:
        return first
    middle = b"".join(b"(?>" + _SPAN + b"?" + part + b")" for part in rest[:-1])
    return first + middle + _SPAN + rest[-1]


def _as_bytes(text: str) -> bytes:
    """A path's bytes, as git has them; those that are no UTF-8 came in as surrogates (PEP 383)."""
    return text.encode("utf-8", "surrogateescape")
