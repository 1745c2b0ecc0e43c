"""Cuts in a text: statements with their comments, and entries of lists with their commas."""

import pytest

from codemods.plan.retiring.text_cuts import LineRange, cut_all, entry_cut, statement_cuts, text_cut
from codemods.values.source import Source


@pytest.mark.parametrize(
    ("before", "line", "expected"),
    [
        pytest.param("a\n\n# of b\nb\n\n\nc\n", 4, "a\n\n\nc\n", id="its comment goes, the longer gap stays"),
        pytest.param("a\n# -------\nb\n\nc\n", 3, "a\n# -------\n\nc\n", id="a ruled line stays"),
        pytest.param("a\n# noqa\nb\n\nc\n", 3, "a\n# noqa\n\nc\n", id="a directive stays"),
        pytest.param(
            "a\n# of both\nb\nc\n", 3, "a\n# of both\nc\n", id="a comment of what follows too stays"
        ),
        pytest.param("# of the file\nb\n\nc\n", 2, "# of the file\n\nc\n", id="the file's first lines stay"),
        pytest.param("a\n\n\nb\n", 4, "a\n", id="no empty lines at the end"),
    ],
)
def test_a_statement_goes_with_what_belongs_to_it(before: str, line: int, expected: str) -> None:
    source = Source("a.py", before.encode())
    assert cut_all(source, statement_cuts(source, [LineRange(line, line)])) == expected.encode()


def test_an_emptied_block_gets_pass_with_the_line_end_of_the_text() -> None:
    source = Source("a.py", b"if a:\r\n    b\r\nc\r\n")
    cuts = statement_cuts(source, [LineRange(2, 2, emptied=True)])
    assert cut_all(source, cuts) == b"if a:\r\n    pass\r\nc\r\n"


def test_cuts_are_carried_out_in_any_order() -> None:
    source = Source("a.py", b"one two three")
    assert cut_all(source, [text_cut(0, 3, b"1"), text_cut(8, 13, b"3"), text_cut(4, 7, b"2")]) == b"1 2 3"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param("['a', 'x', 'b']", "['a', 'b']", id="between others"),
        pytest.param("['a', 'x']", "['a']", id="last of a list"),
        pytest.param("('a', 'x')", "('a',)", id="last of a tuple, whose comma stays"),
        pytest.param("['x']", "[]", id="the only one"),
        pytest.param("[\n  'a',\n  'x',  # old\n  'b',\n]", "[\n  'a',\n  'b',\n]", id="alone on its line"),
        pytest.param(
            "[\n  'x',  # noqa\n  'b',\n]", "[\n  # noqa\n  'b',\n]", id="a directive behind it stays"
        ),
        pytest.param("[\n  'a', 'x',\n]", "[\n  'a',\n]", id="last of its line"),
    ],
)
def test_an_entry_goes_with_its_comma(before: str, expected: str) -> None:
    start = before.index("'x'")
    assert cut_all(Source("a.py", before.encode()), [entry_cut(start, start + 3)]) == expected.encode()
