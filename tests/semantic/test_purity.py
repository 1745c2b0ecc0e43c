"""What can be left out of a call, since nothing happens when it is evaluated."""

import ast

import pytest

from codemods.semantic.purity import is_pure


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a.b.c",
        "3",
        "-a + 2 * (b or c)",
        "(a, [b], {c}, {'d': e})",
        "a if b else c",
        "a < b < c",
        "lambda x, y=a: f(x)",
        "f'{a!r:>{b}} text'",
    ],
)
def test_what_only_gives_a_value(text: str) -> None:
    assert is_pure(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(
    "text",
    [
        "f()",
        "a.b()",
        "[f()]",
        "a + f()",
        "lambda x=f(): x",
        "f'{f()}'",
        "a[0]",
        "(a := 1)",
        "[each for each in a]",
        "{**a}",
        "[*a]",
        "await_ if f() else b",
    ],
)
def test_what_may_do_more(text: str) -> None:
    assert not is_pure(ast.parse(text, mode="eval").body)
