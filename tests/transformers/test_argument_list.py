"""Arguments change places in a call, and its commas and white space stay in theirs."""

from collections.abc import Sequence

import libcst as cst
import pytest

from codemods.transformers.argument_list import ArgumentList

LINES = "f(\n    a,  # of a\n    b,  # of b\n)"


def laid_out(text: str, origins: Sequence[int | None]) -> str:
    """A call with the arguments from these places; a new one is `new`."""
    call = cst.ensure_type(cst.parse_expression(text), cst.Call)
    new = cst.Arg(cst.Name("new"))
    arguments = [call.args[origin] if origin is not None else new for origin in origins]
    return cst.Module([]).code_for_node(ArgumentList.of(call).put_into(call, arguments, origins))


@pytest.mark.parametrize("text", ["f( a,b , c )", "f(a, b, c,)", "f(\n    a,\n    b,\n    c\n)"])
def test_arguments_in_their_places_leave_the_call_as_it_is(text: str) -> None:
    assert laid_out(text, [0, 1, 2]) == text


@pytest.mark.parametrize(
    ("text", "origins", "expected"),
    [
        pytest.param("f( a ,b )", [1, 0], "f( b ,a )", id="white space stays"),
        pytest.param("f(a, b,)", [1], "f(b,)", id="the comma behind the last stays"),
        pytest.param("f( a )", [], "f()", id="nothing is left"),
        pytest.param(LINES, [1, 0], "f(\n    b,  # of b\n    a,  # of a\n)", id="comments follow"),
        pytest.param(LINES, [1], "f(\n    b,  # of b\n)", id="a comment goes"),
    ],
)
def test_arguments_change_places(text: str, origins: Sequence[int], expected: str) -> None:
    assert laid_out(text, origins) == expected


@pytest.mark.parametrize(
    ("text", "origins", "expected"),
    [
        pytest.param("f()", [None, None], "f(new, new)", id="the first ones"),
        pytest.param("f(a,b)", [0, 1, None], "f(a,b,new)", id="spaced like the others"),
        pytest.param(LINES, [0, 1, None], LINES.replace("\n)", "\n    new,\n)"), id="on a line of its own"),
        pytest.param("f(\n)", [None], "f(\n    new\n)", id="on the first line of its own"),
    ],
)
def test_new_arguments_are_laid_out_like_their_neighbours(
    text: str, origins: Sequence[int | None], expected: str
) -> None:
    assert laid_out(text, origins) == expected
