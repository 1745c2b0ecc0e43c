"""One call: its arguments change places, and comments, spacing and trailing commas stay."""

import pytest

from codemods.project.call_binding import PlacedArgument
from codemods.transformers.call import rewrite_call

SWAP = (PlacedArgument(1), PlacedArgument(0))


@pytest.mark.parametrize(
    ("text", "placed", "expected"),
    [
        pytest.param("f(1, 2)", SWAP, "f(2, 1)", id="swapped"),
        pytest.param("f(1, 2)", [PlacedArgument(0)], "f(1)", id="one dropped"),
        pytest.param("f(1)", [], "f()", id="all dropped"),
        pytest.param("f( 1 )", [], "f()", id="all dropped, with their spacing"),
        pytest.param("f(1)", [PlacedArgument(0, "x")], "f(x=1)", id="a keyword"),
        pytest.param("f(a=1)", [PlacedArgument(0)], "f(1)", id="no keyword"),
        pytest.param("f(a=1)", [PlacedArgument(0, "b")], "f(b=1)", id="another keyword"),
        pytest.param(
            "f(a = 1)",
            [PlacedArgument(0, "a"), PlacedArgument(None, "z", "2")],
            "f(a = 1, z=2)",
            id="a keyword with spaces",
        ),
        pytest.param("f()", [PlacedArgument(None, None, "'x'")], "f('x')", id="a literal"),
        pytest.param(
            "f(1)", [PlacedArgument(0), PlacedArgument(None, "z", "-2")], "f(1, z=-2)", id="a literal behind"
        ),
        pytest.param("f(1,)", [PlacedArgument(0, "x")], "f(x=1,)", id="a trailing comma"),
        pytest.param("f(1,2)", SWAP, "f(2,1)", id="tight commas"),
        pytest.param(
            "f(1,2,  3)",
            [PlacedArgument(2), PlacedArgument(1), PlacedArgument(0)],
            "f(3,2,  1)",
            id="each comma in its place",
        ),
        pytest.param(
            "f((x := 1))", [PlacedArgument(0, "z")], "f(z=(x := 1))", id="parentheses that are there do"
        ),
        pytest.param("f(1 , 2)", SWAP, "f(2 , 1)", id="wide commas"),
        pytest.param("f(\n    1,\n    2,\n)", SWAP, "f(\n    2,\n    1,\n)", id="lines"),
        pytest.param(
            "f(\n    # first\n    1,\n)",
            [PlacedArgument(0, "x")],
            "f(\n    # first\n    x=1,\n)",
            id="a comment",
        ),
        pytest.param("f(g(1, 2), h(3))", SWAP, "f(h(3), g(1, 2))", id="calls inside stay"),
        pytest.param("g(1, 2)(3, 4)", SWAP, "g(1, 2)(4, 3)", id="what is called stays"),
        pytest.param("a.b [0] (1, 2)", SWAP, "a.b [0] (2, 1)", id="odd spacing before it"),
        pytest.param("f(x for x in y)", [PlacedArgument(0)], "f(x for x in y)", id="a lone generator"),
        pytest.param(
            "f(x for x in y)", [PlacedArgument(0, "z")], "f(z=(x for x in y))", id="a generator by keyword"
        ),
        pytest.param(
            "f(x for x in y)",
            [PlacedArgument(0), PlacedArgument(None, None, "1")],
            "f((x for x in y), 1)",
            id="a generator among others",
        ),
        pytest.param("f(x := 1)", [PlacedArgument(0, "z")], "f(z=(x := 1))", id="a walrus by keyword"),
        pytest.param("f(x := 1)", [PlacedArgument(0)], "f(x := 1)", id="a walrus by position"),
        pytest.param("f(a=lambda: 1)", [PlacedArgument(0)], "f(lambda: 1)", id="a lambda"),
    ],
)
def test_arguments_are_placed(text: str, placed: list[PlacedArgument], expected: str) -> None:
    assert rewrite_call(text, placed) == expected


MORE = (PlacedArgument(0), PlacedArgument(None, "flag", "True"), PlacedArgument(None, "name", "'x'"))


@pytest.mark.parametrize(
    ("text", "placed", "expected"),
    [
        pytest.param("f(x)", MORE, "f(x, flag=True, name='x')", id="on one line"),
        pytest.param("f(x,)", MORE, "f(x, flag=True, name='x',)", id="before a trailing comma"),
        pytest.param("f( x )", MORE, "f( x, flag=True, name='x' )", id="within blanks"),
        pytest.param(
            "f(\n    x\n)", MORE, "f(\n    x,\n    flag=True,\n    name='x'\n)", id="on a line of its own"
        ),
        pytest.param(
            "f(\n    x,\n)", MORE, "f(\n    x,\n    flag=True,\n    name='x',\n)", id="on a line with a comma"
        ),
        pytest.param(
            "f(\n    x  # why\n)",
            MORE,
            "f(\n    x,  # why\n    flag=True,\n    name='x'\n)",
            id="behind a comment",
        ),
        pytest.param(
            "f(\n    x,  # why\n    # end\n)",
            MORE,
            "f(\n    x,  # why\n    flag=True,\n    name='x',\n    # end\n)",
            id="before a comment at the end",
        ),
        pytest.param(
            "f(\n    x)", MORE, "f(\n    x,\n    flag=True,\n    name='x')", id="with the parenthesis behind"
        ),
        pytest.param(
            "f(x,\n  y)",
            (PlacedArgument(1), PlacedArgument(0), PlacedArgument(None, None, "2")),
            "f(y,\n  x,\n  2)",
            id="aligned",
        ),
        pytest.param(
            "f(\n    x, y\n)",
            (PlacedArgument(1), PlacedArgument(0), PlacedArgument(None, None, "2")),
            "f(\n    y, x, 2\n)",
            id="several on a line",
        ),
        pytest.param(
            "f(\n    x, y,\n    z\n)",
            (PlacedArgument(0), PlacedArgument(1), PlacedArgument(2), PlacedArgument(None, None, "2")),
            "f(\n    x, y,\n    z, 2\n)",
            id="several on lines",
        ),
        pytest.param("f(\n    x\n)", [PlacedArgument(0, "z")], "f(\n    z=x\n)", id="none added"),
        pytest.param("f(\n)", [PlacedArgument(None, None, "'m'")], "f(\n    'm'\n)", id="where none were"),
        pytest.param(
            "f(\n    # none\n    )",
            [PlacedArgument(None, None, "1"), PlacedArgument(None, None, "2")],
            "f(\n    # none\n        1,\n        2\n    )",
            id="below a comment",
        ),
        pytest.param(
            "f( )",
            [PlacedArgument(None, None, "1"), PlacedArgument(None, None, "2")],
            "f(1, 2)",
            id="for a blank",
        ),
        pytest.param(
            "f(x\n  , y)",
            (PlacedArgument(0), PlacedArgument(1), PlacedArgument(None, None, "2")),
            "f(x\n  , y\n  , 2)",
            id="behind leading commas",
        ),
    ],
)
def test_added_arguments_are_laid_out_as_their_neighbours(
    text: str, placed: list[PlacedArgument], expected: str
) -> None:
    assert rewrite_call(text, placed) == expected


def test_line_ends_stay() -> None:
    assert rewrite_call("f(\r\n    1,\r\n    2,\r\n)", SWAP, "\r\n") == "f(\r\n    2,\r\n    1,\r\n)"


@pytest.mark.parametrize(
    ("text", "placed", "expected"),
    [
        pytest.param(
            "f(\n    1,  # one\n    2,\n)",
            [PlacedArgument(0)],
            "f(\n    1,  # one\n)",
            id="before a dropped one",
        ),
        pytest.param(
            "f(\n    1,  # one\n    2,  # two\n)",
            SWAP,
            "f(\n    2,  # two\n    1,  # one\n)",
            id="swapped",
        ),
    ],
)
def test_a_comment_stays_with_its_argument(text: str, placed: list[PlacedArgument], expected: str) -> None:
    assert rewrite_call(text, placed) == expected
