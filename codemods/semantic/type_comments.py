"""Type comments (PEP 484): `# type: X` after a statement or an argument, `# type: (X) -> Y` of a function."""

import io
import re
import tokenize
from collections.abc import Iterable, Iterator

from codemods.semantic.access import Embedding
from codemods.semantic.annotation_strings import annotation_strings
from codemods.semantic.embedded_code import offsets_from, parse_expression
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.source_words import spells_any
from codemods.semantic.visitors import walk_with_visitors
from codemods.values.source import Source

_TYPE_COMMENT = re.compile(rb"#[ \t]*type:[ \t]*+(?!ignore\b)([^#\r\n]*)")
_SIGNATURE = re.compile(r"(?P<arguments>\(.*\))(?P<arrow>[ \t]*->)(?P<returned>.*)")
_STARS = re.compile(r"(?<=[(,\s])\*\*?(?=[\w\"'])")


def read_type_comments(builder: FactsBuilder, lines: Iterable[int]) -> None:
    """Add the names in the type comments of the given 1-based lines."""
    if b"type:" not in builder.source.data:
        return
    matches = {
        line: match for line in lines if (match := _TYPE_COMMENT.search(builder.source.line_text(line)))
    }
    # Only few files have type comments, and only for these is the tokenizer worth its time.
    starts = set(_comment_starts(builder.source)) if matches else set()
    for line, match in sorted(matches.items()):
        at = builder.source.line_start(line)
        if at + match.start() in starts:
            _read(builder, at + match.start(1), match.group(1).decode(), _scope_at(builder, line))


def _comment_starts(source: Source) -> Iterator[int]:
    """The byte offsets at which comments start; a `#` in a string does not start one."""
    text = io.StringIO(source.data.decode(), newline=None)
    try:
        for token in tokenize.generate_tokens(text.readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                yield source.line_start(row) + len(token.line[:column].encode())
    except (tokenize.TokenError, SyntaxError):
        return


def _scope_at(builder: FactsBuilder, line: int) -> int:
    """The scope of the innermost function or class in whose body a line stands."""
    around = [
        (each.first_line, each.scope) for each in builder.bodies if each.first_line <= line <= each.last_line
    ]
    return max(around, default=(0, 0))[1]


def _read(builder: FactsBuilder, start: int, text: str, scope: int) -> None:
    signature = _SIGNATURE.match(text)
    if signature is None:
        _read_type(builder, start, text.rstrip(), scope)
        return
    # `(*int, **str) -> bool`: the stars are blanked, which keeps the offsets of all else.
    arguments = _STARS.sub(lambda stars: " " * len(stars.group()), signature["arguments"])
    _read_type(builder, start, arguments, scope)
    before = len(text[: signature.start("returned")].encode())
    _read_type(builder, start + before, signature["returned"].rstrip(), scope)


def _read_type(builder: FactsBuilder, start: int, text: str, scope: int) -> None:
    tree = parse_expression(text) if spells_any(text.encode(), builder.tracked) else None
    if tree is not None:
        walk = walk_with_visitors(builder, offsets_from(start, text), embedded=Embedding.TYPE_COMMENT)
        walk.read_annotations_later(annotation_strings(tree), scope)
        walk.run(tree, scope)
