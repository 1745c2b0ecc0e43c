"""Lines that are aligned with what stands behind a bracket stay aligned; others stay where they are."""

import ast
import re

import pytest

from codemods.transformers.visual_indent import realigned
from codemods.values.edit import Edit, splice
from codemods.values.source import Source


def renamed(text: str, new: str) -> str:
    """The text with each word `old` replaced, and its lines aligned again."""
    source = Source("app.py", text.encode())
    places = [match.span() for match in re.finditer(rb"\bold\b", source.data)]
    edits = [Edit(start, end, b"old", new.encode()) for start, end in places]
    return splice(source.data, realigned(source, edits)).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "x = old(1,\n        2,\n        3)\n", "x = newer(1,\n          2,\n          3)\n", id="a call"
        ),
        pytest.param(
            "x = f(old(a=1,\n          b=2),\n      old, 3)\n",
            "x = f(newer(a=1,\n            b=2),\n      newer, 3)\n",
            id="one in another",
        ),
        pytest.param(
            "x = old(f(1,\n          2),\n        3)\n",
            "x = newer(f(1,\n            2),\n          3)\n",
            id="another in it",
        ),
        pytest.param(
            "x = old(f(\n            2,\n        ),\n        3)\n",
            "x = newer(f(\n              2,\n          ),\n          3)\n",
            id="a hanging one in it",
        ),
        pytest.param(
            "if old(a,\n       # why\n       b):\n    pass\n",
            "if newer(a,\n         # why\n         b):\n    pass\n",
            id="a comment",
        ),
        pytest.param("old[1,\n    2]\r\n", "newer[1,\n      2]\r\n", id="a subscript"),
        pytest.param(
            "x = old(1,\n        2\n        )\n",
            "x = newer(1,\n          2\n          )\n",
            id="closed there",
        ),
        pytest.param("x = old(1,\n        2\n)\n", "x = newer(1,\n          2\n)\n", id="closed elsewhere"),
    ],
)
def test_aligned_lines_move(before: str, after: str) -> None:
    assert renamed(before, "newer") == after
    assert renamed(after.replace("newer", "old"), "old") == after.replace("newer", "old")
    assert ast.dump(ast.parse(before.replace("old", "newer"))) == ast.dump(ast.parse(after))


def test_they_move_back_where_the_name_gets_shorter() -> None:
    assert renamed("x = old(1,\n        2)\n", "o") == "x = o(1,\n      2)\n"


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("x = old(\n    1,\n    2,\n)\n", id="a hanging indent"),
        pytest.param("x = old(1,\n    2)\n", id="another column"),
        pytest.param("x = old(1,\n        2,\n    3)\n", id="one line that is not aligned"),
        pytest.param("x = f(1, old,\n      2)\n", id="behind the column"),
        pytest.param("x = old(1,\n\t\t2)\n", id="tabs"),
        pytest.param("x = old('''\n        ''', 2)\n", id="in a string"),
        pytest.param("x = old(1,\r        2)\r\n", id="a lone carriage return"),
        pytest.param("x = old(1, 2)\ny = (3,\n     4)\n", id="another statement"),
    ],
)
def test_others_stay(before: str) -> None:
    assert renamed(before, "newer") == before.replace("old", "newer")
