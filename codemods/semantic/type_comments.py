"""Type comments (PEP 484): `# type: X` after a statement or an argument, `# type: (X) -> Y` of a function."""

import io
import re
import tokenize
from collections.abc import Iterable, Iterator

from codemods.semantic.annotation_strings import annotation_strings
from codemods.semantic.embedded_code import offsets_from, parse_expression
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.source_words import spells_any
from codemods.semantic.visitors import walk_over
from codemods.values.source import Source

_TYPE_COMMENT = re.compile(rb"#[ \t]*type:[ \t]*+(?!ignore\b)([^#\r\n]*)")
_SIGNATURE = re.compile(r"(?P<arguments>\(.*\))(?P<arrow>[ \t]*->)(?P<returned>.*)")
_STARS = re.compile(r"(?<=[(,\s])\*\*?(?=[\w\"'])")


def read_type_comments(found: FactsBuilder, hits: Iterable[int]) -> None:
    """Add the names in the type comments of the hit lines."""
    if b"type:" not in found.source.data:
        return
    places = {line: match for line in hits if (match := _TYPE_COMMENT.search(found.source.line_text(line)))}
    starts = set(_comment_starts(found.source)) if places else set()
    for line, match in sorted(places.items()):
        at = found.source.line_start(line)
        if at + match.start() in starts:
            _read(found, at + match.start(1), match.group(1).decode(), _scope_at(found, line))


def _comment_starts(source: Source) -> Iterator[int]:
    """The offsets at which comments start; a `#` in a string starts none."""
    text = io.StringIO(source.data.decode(), newline=None)
    try:
        for token in tokenize.generate_tokens(text.readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                yield source.line_start(row) + len(token.line[:column].encode())
    except (tokenize.TokenError, SyntaxError):
        return


def _scope_at(found: FactsBuilder, line: int) -> int:
    """The innermost function or class in whose body a line stands."""
    around = [(each.first, each.scope) for each in found.extents if each.first <= line <= each.last]
    return max(around, default=(0, 0))[1]


def _read(found: FactsBuilder, start: int, text: str, scope: int) -> None:
    signature = _SIGNATURE.match(text)
    if signature is None:
        _read_type(found, start, text.rstrip(), scope)
        return
    arguments = _STARS.sub(lambda stars: " " * len(stars.group()), signature["arguments"])
    _read_type(found, start, arguments, scope)
    before = len(text[: signature.start("returned")].encode())
    _read_type(found, start + before, signature["returned"].rstrip(), scope)


def _read_type(found: FactsBuilder, start: int, text: str, scope: int) -> None:
    tree = parse_expression(text) if spells_any(text.encode(), found.names) else None
    if tree is not None:
        walk = walk_over(found, offsets_from(start, text), None, "type comment")
        walk.quote(annotation_strings(tree), scope)
        walk.run(tree, scope)
