"""Marks that authors leave in a file: `@generated` for all of it, `# repoint: ignore` for a statement."""

import io
import re
import tokenize
from collections.abc import Iterator

from codemods.values.source import Source

_GENERATED = re.compile(r"(?<!\w)@generated\b")
_IGNORE = re.compile(r"#\s*repoint:\s*ignore\b")
_MAY_IGNORE = re.compile(rb"#\s*repoint:\s*ignore\b")
_LAYOUT = frozenset((tokenize.ENCODING, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT))
_TOKENIZER_ERRORS = (tokenize.TokenError, SyntaxError, ValueError)
"""What the tokenizer raises on source that does not parse either."""


def is_generated(source: Source) -> bool:
    """Whether the head of a file says `@generated`.

    The head is what stands before the first statement: the comments and the docstring. Further down the
    word is not about the file.
    """
    if b"@generated" not in source.data:
        return False
    for token in _tokens(source):
        if token.type in (tokenize.COMMENT, tokenize.STRING):
            if _GENERATED.search(token.string):
                return True
        elif token.type not in _LAYOUT:
            return False
    return False


def ignored_lines(source: Source) -> frozenset[int]:
    """The 1-based lines that a `# repoint: ignore` covers.

    Wherever the comment stands in a statement, it covers all of the statement's lines; of a compound
    statement (`def`, `with`, `if`) only the header's. On a line of its own it covers the next statement.
    """
    if not _MAY_IGNORE.search(source.data):
        return frozenset()
    lines: set[int] = set()
    for statement in _statements(source):
        if any(token.type == tokenize.COMMENT and _IGNORE.search(token.string) for token in statement):
            lines.update(range(statement[0].start[0], statement[-1].end[0] + 1))
    return frozenset(lines)


def whole_statements(source: Source, lines: frozenset[int]) -> frozenset[int]:
    """Widen 1-based lines to those of their whole statements; of compound ones the header's."""
    found = set(lines)
    for statement in _statements(source):
        own = range(statement[0].start[0], statement[-1].end[0] + 1)
        if not lines.isdisjoint(own):
            found.update(own)
    return frozenset(found)


def _statements(source: Source) -> Iterator[list[tokenize.TokenInfo]]:
    """The tokens of each logical line, with the comments above it."""
    statement: list[tokenize.TokenInfo] = []
    for token in _tokens(source):
        if token.type in (tokenize.NEWLINE, tokenize.ENDMARKER):
            yield [*statement, token]
            statement = []
        elif statement or token.type not in _LAYOUT:
            statement.append(token)
    if statement:
        yield statement


def _tokens(source: Source) -> Iterator[tokenize.TokenInfo]:
    """The tokens up to the end or to what cannot be tokenized; lines end as in `Source`."""
    text = source.data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    try:
        yield from tokenize.generate_tokens(io.StringIO(text).readline)
    except _TOKENIZER_ERRORS:
        return
