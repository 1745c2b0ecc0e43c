"""Which Python would read what the running one does not: told by the line on which its parser gives up."""

import re
import sys
from typing import NamedTuple

from codemods.values.source import Source


class NewerSyntax(NamedTuple):
    """A form of syntax, with the first Python that reads it."""

    version: tuple[int, int]
    what: str

    @property
    def python(self) -> str:
        """The version in words."""
        return ".".join(map(str, self.version))


_EXCEPT = rb"^[ \t]*except\*?[ \t]+[^(\s:#][^(:#]*,[^:#]*:"
_GENERIC = rb"^[ \t]*(?:async[ \t]+def|def|class)[ \t]+\w+[ \t]*\["
_OWN_QUOTES = rb"(?<![\w'\"])(?:[fF][rR]?|[rR][fF])([\"'])[^\"'{]*\{[^}]*\1[^}]*\}"
_FORMS = (
    (NewerSyntax((3, 15), "a lazy import"), rb"^[ \t]*lazy[ \t]+(?:import|from)\b"),
    (NewerSyntax((3, 15), "unpacking in a comprehension"), rb"[\[({][ \t]*\*\*?[^,]*\bfor\b"),
    (NewerSyntax((3, 14), "a t-string"), rb"(?<![\w'\"])(?:[tT][rR]?|[rR][tT])[\"']"),
    (NewerSyntax((3, 14), "exceptions without parentheses"), _EXCEPT),
    (NewerSyntax((3, 13), "a type parameter with a default"), _GENERIC[:-2] + rb"\[[^\]]*\w[ \t]*=[^=]"),
    (NewerSyntax((3, 12), "a type statement"), rb"^[ \t]*type[ \t]+\w+[ \t]*[\[=]"),
    (NewerSyntax((3, 12), "type parameters"), _GENERIC),
    (NewerSyntax((3, 12), "an f-string with its own quotes inside"), _OWN_QUOTES),
)
"""The forms since Python 3.11, newest first, as a line with one looks; text may look so too."""


def newer_syntax(source: Source, line: int) -> NewerSyntax | None:
    """The newest form on a 1-based line that the running Python does not have; None where there is none.

    A form further down may take a newer Python still: the newest one of those at the start of a line counts.
    """
    if not 0 < line <= source.line_count or _newest(source.line_text(line)) is None:
        return None
    return max(filter(None, map(_newest, source.data.splitlines()[line - 1 :])), default=None)


def _newest(text: bytes) -> NewerSyntax | None:
    found = (
        form for form, pattern in _FORMS if form.version > sys.version_info[:2] and re.search(pattern, text)
    )
    return next(found, None)
