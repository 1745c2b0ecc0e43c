"""The words of a source: which names it spells, and on which lines."""

import pytest

from codemods.semantic.read_facts import read_facts
from codemods.semantic.source_words import SourceWords, may_have_star_import, spells_any
from codemods.semantic.tracked_names import WantedNames
from codemods.values.source import Source


@pytest.mark.parametrize(
    ("text", "imports"),
    [
        pytest.param("from a.host import b", 1, id="one line"),
        pytest.param("from .host import (\n  b,\n  c,\n)", 1, id="several lines"),
        pytest.param("from a.host \\\n  import b", 1, id="a continued line"),
        pytest.param("from a import *", 1, id="a star"),
        pytest.param("from a import \\\n  *", 1, id="a star on a continued line"),
        pytest.param("from a import b", 0, id="not another module's"),
    ],
)
def test_imports_from_canonical_modules_are_found(text: str, imports: int) -> None:
    wanted = WantedNames(frozenset({"old"}), new_modules=frozenset({"host"}))

    assert len(read_facts(Source("mod.py", text.encode()), "mod", False, wanted).imports) == imports


def words(text: str) -> SourceWords:
    return SourceWords(Source("mod.py", text.encode()))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("old\nx\nold.a, b", {1, 3}, id="each line once"),
        pytest.param("older\nan_old\nold2\n\u00e9old", set(), id="not as a part of a word"),
        pytest.param("'old'\n# old\n-old-", {1, 2, 3}, id="in any text"),
        pytest.param("\U0001d428\U0001d425\U0001d41d\nx", {1}, id="in another spelling (NFKC)"),
    ],
)
def test_lines_that_spell_a_name(text: str, lines: set[int]) -> None:
    assert words(text).lines(["old", "new"]) == lines
    assert words(text).spelled(frozenset({"old", "new"})) == ({"old"} if lines else set())
    assert spells_any(text.encode(), frozenset({"old", "new"})) is bool(lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(r"'\x6fld'", {1}, id="by number"),
        pytest.param("a\n'\\N{LATIN SMALL LETTER O}ld'", {2}, id="by name"),
        pytest.param(r"'\157ld'", {1}, id="in octal"),
        pytest.param(r"'\nold\t'", set(), id="a line end is none"),
    ],
)
def test_lines_whose_escapes_may_hide_a_name(text: str, lines: set[int]) -> None:
    assert words(text).escaped_lines() == lines


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("from a import *", True, id="plainly"),
        pytest.param("from a import \\\n\t*", True, id="on a continued line"),
        pytest.param("from a import b", False, id="a name"),
        pytest.param("a * b", False, id="a product"),
    ],
)
def test_a_text_may_have_a_star_import(text: str, found: bool) -> None:
    assert may_have_star_import(Source("mod.py", text.encode())) is found
