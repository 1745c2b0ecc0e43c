"""Examples in docstrings, as the `doctest` module reads them."""

import ast
from typing import TYPE_CHECKING

from codemods.semantic.binding import Scope
from codemods.semantic.embedded_code import QUOTES, parse_quietly
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.source_words import spells_any
from codemods.semantic.visitors import walk_over
from codemods.values.source import NEWLINE, Source

if TYPE_CHECKING:
    from doctest import Example

_PROMPTS = (b">>>", b"...")


def import_doctest() -> None:
    """Import what reading examples needs: once, before there are processes that would each do it."""
    import doctest  # noqa: F401


def read_doctests(found: FactsBuilder) -> None:
    """Add the names in the examples of the docstrings; each docstring's have a module scope of their own."""
    for constant in found.docstrings:
        scope = -1
        for example, written in _examples(found, constant):
            tree = parse_quietly(example.source, "exec")
            if tree is None or not spells_any(example.source.encode(), found.names):
                continue
            if scope == -1:
                scope = found.add_scope(Scope("module", 0))
            line = constant.lineno + written.lineno
            if example.source == written.source:
                walk_over(found, _place(found.source, line), None, "doctest").run(tree, scope)
            elif not any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(tree)):
                walk_over(found, _no_place(found.source, line), None, "doctest").run(tree, scope)


def _examples(found: FactsBuilder, constant: ast.Constant) -> list[tuple["Example", "Example"]]:
    """The examples of a docstring, each as it is and as it is written: escapes tell them apart."""
    span = span_of(constant, found.source.offset)
    raw = found.source.data[span.start : span.end]
    opening = QUOTES.match(raw)
    if opening is None or not spells_any(raw, found.names):
        return []
    text = NEWLINE.sub(b"\n", raw[opening.end() : -len(opening.group(1))]).decode()
    # It brings `unittest` and the debugger along, and few files have examples.
    from doctest import DocTestParser

    parser = DocTestParser()
    try:
        real, written = parser.get_examples(str(constant.value)), parser.get_examples(text)
    except ValueError:
        return []
    if len(real) == len(written):
        return list(zip(real, written, strict=True))
    known = {example.source for example in real}
    return [(example, example) for example in written if example.source in known]


def _no_place(source: Source, line: int) -> PlaceToOffset:
    """The places of an example that is not written as it is: its names cannot be found on its line."""
    start = source.line_start(line)
    return lambda _line, _column: start


def _place(source: Source, first: int) -> PlaceToOffset:
    """The places of an example that starts on a 1-based line, after the prompt of each of its lines."""

    def place(line: int, column: int) -> int:
        prompt = source.line_text(first + line - 1).find(_PROMPTS[line > 1])
        return source.offset(first + line - 1, prompt + len(b">>> ") + column)

    return place
