"""Examples in docstrings, as the `doctest` module reads them."""

import ast
from typing import TYPE_CHECKING

from codemods.semantic.access import Embedding
from codemods.semantic.binding import Scope, ScopeKind
from codemods.semantic.embedded_code import QUOTES, parse_quietly
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.source_words import spells_any
from codemods.semantic.visitors import walk_with_visitors
from codemods.values.source import NEWLINE, Source

if TYPE_CHECKING:
    from doctest import Example

_PROMPTS = (b">>>", b"...")


def import_doctest() -> None:
    """Import what reading examples needs: once, before there are processes that would each do it."""
    import doctest  # noqa: F401


def read_doctests(builder: FactsBuilder) -> None:
    """Add the names in the examples of the docstrings.

    The examples of one docstring share a module scope, inside the file's own: `doctest` runs them with a copy
    of the module's names.
    """
    for constant in builder.docstrings:
        scope: int | None = None
        for example, written in _examples(builder, constant):
            tree = parse_quietly(example.source, "exec")
            if tree is None or not spells_any(example.source.encode(), builder.tracked):
                continue
            if scope is None:
                scope = builder.add_scope(Scope(ScopeKind.MODULE, 0))
            line = constant.lineno + written.lineno
            if example.source == written.source:
                to_offset = _offsets_after_prompts(builder.source, line)
            elif any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(tree)):
                # An import is rewritten by its place, and this one has none.
                continue
            else:
                to_offset = _start_of_line(builder.source, line)
            walk_with_visitors(builder, to_offset, embedded=Embedding.DOCTEST).run(tree, scope)


def _examples(builder: FactsBuilder, constant: ast.Constant) -> list[tuple["Example", "Example"]]:
    """The examples of a docstring, each as Python reads it and as it is written, which differ by escapes."""
    span = span_of(constant, builder.source.offset)
    raw = builder.source.data[span.start : span.end]
    opening = QUOTES.match(raw)
    if opening is None or not spells_any(raw, builder.tracked):
        return []
    text = NEWLINE.sub(b"\n", raw[opening.end() : -len(opening.group(1))]).decode()
    # Imported here: it brings `unittest` and the debugger along, and few files have examples.
    from doctest import DocTestParser

    parser = DocTestParser()
    try:
        read, written = parser.get_examples(str(constant.value)), parser.get_examples(text)
    except ValueError:
        return []
    if len(read) == len(written):
        return list(zip(read, written, strict=True))
    known = {example.source for example in read}
    return [(example, example) for example in written if example.source in known]


def _start_of_line(source: Source, line: int) -> PlaceToOffset:
    """The places in an example that is not written as it is read: all are the start of its 1-based line."""
    start = source.line_start(line)
    return lambda _line, _column: start


def _offsets_after_prompts(source: Source, first: int) -> PlaceToOffset:
    """The places in an example that starts on a 1-based line, after the prompt of each of its lines."""

    def to_offset(line: int, column: int) -> int:
        prompt = source.line_text(first + line - 1).find(_PROMPTS[line > 1])
        return source.offset(first + line - 1, prompt + len(b">>> ") + column)

    return to_offset
