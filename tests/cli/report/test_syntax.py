import pytest
from pygments.lexers.python import PythonLexer

from codemods.cli.report.syntax import highlight

SOURCE = '''\
"""A docstring
def of_two(lines): "with a quote
"""
import os  # a "quote


class Café(Base):
    @wraps
    async def run(self, x=0x1F):
        text = f"{x!r:>{10}} é" + 'it''s'
        return """
from here import there
""" if x else None
'''
LINES = SOURCE.split("\n")


def text(pieces: "list[tuple[str, str]]") -> str:
    return "".join(piece for _, piece in pieces)


def test_every_line_is_there_letter_by_letter() -> None:
    found = highlight(LINES, [(1, len(LINES))])
    assert [text(found[number]) for number in range(1, len(LINES) + 1)] == LINES


@pytest.mark.parametrize("line", range(1, len(LINES) + 1))
def test_a_line_alone_has_the_colours_that_it_has_in_the_whole_file(line: int) -> None:
    assert highlight(LINES, [(line, line)])[line] == highlight(LINES, [(1, len(LINES))])[line]


def test_kinds_of_words_have_their_colours() -> None:
    found = highlight(LINES, [(1, len(LINES))])
    assert ("k", "import") in found[4]
    assert ("c", '# a "quote') in found[4]
    assert ("t", "Café") in found[7]
    assert ("d", "@wraps") in found[8]
    assert ("f", "run") in found[9]
    assert ("m", "0x1F") in found[9]
    assert found[2] == [("s", 'def of_two(lines): "with a quote')]


def test_only_the_windows_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    lex = PythonLexer.get_tokens_unprocessed

    def watched(self: PythonLexer, given: str) -> object:
        seen.append(given)
        return lex(self, given)

    monkeypatch.setattr(PythonLexer, "get_tokens_unprocessed", watched)
    lines = [f"x{number} = {number}" for number in range(10_000)]
    assert set(highlight(lines, [(5000, 5001), (9000, 9000)])) == {5000, 5001, 9000}
    assert sum(map(len, seen)) < 100


def test_what_is_not_python_is_shown_all_the_same() -> None:
    lines = ['"""never closed', "def x(:", "\x00 ?? $"]
    found = highlight(lines, [(1, 3)])
    assert [text(found[number]) for number in (1, 2, 3)] == lines
