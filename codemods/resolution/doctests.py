"""Examples in docstrings, as the `doctest` module reads them."""

import ast
import doctest

from codemods.resolution.collect import walk_over
from codemods.resolution.found import Found
from codemods.resolution.fragments import QUOTES, parse_quietly
from codemods.resolution.lines import spells
from codemods.resolution.links import Place, span_of
from codemods.resolution.model import Scope
from codemods.values.source import NEWLINE, Source

_PROMPTS = (b">>>", b"...")


def read_doctests(found: Found) -> None:
    """Add the names in the examples of the docstrings; each docstring's have a module scope of their own."""
    for constant in found.docstrings:
        scope = -1
        for example in _examples(found, constant):
            tree = parse_quietly(example.source, "exec")
            if tree is None or not spells(example.source.encode(), found.names):
                continue
            if scope == -1:
                scope = found.add_scope(Scope("module", 0))
            place = _place(found.source, constant.lineno + example.lineno)
            walk_over(found, place, None, "doctest").run(tree, scope)


def _examples(found: Found, constant: ast.Constant) -> list[doctest.Example]:
    """The examples of a docstring as it is written, as far as escapes leave them what they are."""
    span = span_of(constant, found.source.offset)
    raw = found.source.data[span.start : span.end]
    opening = QUOTES.match(raw)
    if opening is None or not spells(raw, found.names):
        return []
    written = NEWLINE.sub(b"\n", raw[opening.end() : -len(opening.group(1))]).decode()
    parser = doctest.DocTestParser()
    try:
        real = {example.source for example in parser.get_examples(str(constant.value))}
        return [example for example in parser.get_examples(written) if example.source in real]
    except ValueError:
        return []


def _place(source: Source, first: int) -> Place:
    """The places of an example that starts on a 1-based line, after the prompt of each of its lines."""

    def place(line: int, column: int) -> int:
        prompt = source.line_text(first + line - 1).find(_PROMPTS[line > 1])
        return source.offset(first + line - 1, prompt + len(b">>> ") + column)

    return place
