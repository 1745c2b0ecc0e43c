"""What `signature` and `call` turn into."""

import inspect

import pytest

from codemods.migration.mistakes import TablePlace
from codemods.migration.signatures import parse_call, parse_signature
from codemods.values.rules import NewArgument

PLACE = TablePlace("m.toml", "symbol[1]", "signature")


@pytest.mark.parametrize(
    ("text", "is_async", "expected"),
    [
        pytest.param("()", False, [], id="no parameters"),
        pytest.param("async ()", True, [], id="async"),
        pytest.param("  async(a) ", True, [("a", "positional or keyword", "")], id="blanks are free"),
        pytest.param(
            "(a, /, b, *rest, c, **more)",
            False,
            [
                ("a", "positional-only", ""),
                ("b", "positional or keyword", ""),
                ("rest", "variadic positional", ""),
                ("c", "keyword-only", ""),
                ("more", "variadic keyword", ""),
            ],
            id="every kind",
        ),
        pytest.param(
            "(a, b=None, /, c=Mode.X, *, d, e='é', f = {'k': [1]})",
            False,
            [
                ("a", "positional-only", ""),
                ("b", "positional-only", "None"),
                ("c", "positional or keyword", "Mode.X"),
                ("d", "keyword-only", ""),
                ("e", "keyword-only", "'é'"),
                ("f", "keyword-only", "{'k': [1]}"),
            ],
            id="defaults keep their source",
        ),
        pytest.param(
            "(a: int, *args: str, b: 'list[int]' = 3) -> None",
            False,
            [
                ("a", "positional or keyword", ""),
                ("args", "variadic positional", ""),
                ("b", "keyword-only", "3"),
            ],
            id="annotations are ignored",
        ),
        pytest.param(
            "(\n    a,\n    b=1,\n)",
            False,
            [("a", "positional or keyword", ""), ("b", "positional or keyword", "1")],
            id="several lines",
        ),
        pytest.param(
            "(asynchronous)", False, [("asynchronous", "positional or keyword", "")], id="async as a prefix"
        ),
    ],
)
def test_a_signature_becomes_parameters(
    text: str, is_async: bool, expected: list[tuple[str, str, str]]
) -> None:
    signature = parse_signature(text, PLACE)
    found = [
        (name, each.kind.description, "" if each.default is inspect.Parameter.empty else each.default)
        for name, each in signature.parameters.parameters.items()
    ]
    assert (signature.is_async, found, signature.text) == (is_async, expected, text)
    assert all(
        each.annotation is inspect.Parameter.empty for each in signature.parameters.parameters.values()
    )


def test_calls_bind_to_a_parsed_signature_as_python_binds_them() -> None:
    parameters = parse_signature("async (user_context=None, user_id=None)", PLACE).parameters
    assert parameters.bind("ctx", user_id=1).arguments == {"user_context": "ctx", "user_id": 1}
    with pytest.raises(TypeError):
        parameters.bind(other=1)


@pytest.mark.parametrize(
    ("text", "awaits", "expected"),
    [
        pytest.param("()", False, [], id="no arguments"),
        pytest.param("(ctx)", False, [NewArgument(None, "ctx")], id="by position"),
        pytest.param("(user=ctx)", False, [NewArgument("user", "ctx")], id="by keyword"),
        pytest.param("await (ctx)", True, [NewArgument(None, "ctx")], id="await"),
        pytest.param("await(ctx)", True, [NewArgument(None, "ctx")], id="await without blank"),
        pytest.param(
            "(ctx, -1, b'x', retries=30, modes=['a', None], t=(1, {2: 3}), e=...)",
            False,
            [
                NewArgument(None, "ctx"),
                NewArgument(None, None, "-1"),
                NewArgument(None, None, "b'x'"),
                NewArgument("retries", None, "30"),
                NewArgument("modes", None, "['a', None]"),
                NewArgument("t", None, "(1, {2: 3})"),
                NewArgument("e", None, "..."),
            ],
            id="literals keep their source",
        ),
        pytest.param(
            "(True, x='é')",
            False,
            [NewArgument(None, None, "True"), NewArgument("x", None, "'é'")],
            id="constants",
        ),
        pytest.param(
            "(user_id, ctx)",
            False,
            [NewArgument(None, "user_id"), NewArgument(None, "ctx")],
            id="another order",
        ),
    ],
)
def test_a_call_becomes_arguments(text: str, awaits: bool, expected: list[NewArgument]) -> None:
    signature = parse_signature("(ctx, user_id=None)", PLACE)
    call = parse_call(text, signature, PLACE.at("call"))
    assert (call.awaits, list(call.arguments), call.text) == (awaits, expected, text)
