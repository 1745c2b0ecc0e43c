"""What `signature` and `call` turn into."""

import inspect

import pytest

from codemods.migration.mistakes import TablePlace
from codemods.migration.signatures import parse_call, parse_signature
from codemods.values.rule_forms import NewArgument
from tests.migration.mistakes import MOVE, check_mistake, mistake

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


CALL = MOVE + 'signature = "(ctx, user_id=None, *args, **rest)"\n'
PARAMETERS = 'expected the parameters of a def, such as "async (context, user_id=None)"'
LIST = 'expected an argument list, such as "(context)" or "await (context, retries=3)"'
MISTAKES = [
    mistake(
        "a signature without parentheses",
        MOVE + 'signature = "ctx"\n',
        f'symbol[1], key "signature": "ctx" is not a signature: …; {PARAMETERS}',
    ),
    mistake(
        "a signature that does not parse",
        MOVE + 'signature = "(ctx=)"\n',
        f'symbol[1], key "signature": "(ctx=)" is not a signature: …; {PARAMETERS}',
    ),
    mistake(
        "a signature with a parameter twice",
        MOVE + 'signature = "(a, a)"\n',
        f'symbol[1], key "signature": "(a, a)" is not a signature: duplicate parameter name: \'a\'; '
        f"{PARAMETERS}",
    ),
    mistake(
        "a signature with a body",
        MOVE + 'signature = "(a):\\n if a"\n',
        'symbol[1], key "signature": "(a):\n if a" is not a signature: invalid syntax; ' + PARAMETERS,
    ),
    mistake(
        "a signature with a second def",
        MOVE + 'signature = "(a): pass\\ndef _(b)"\n',
        'symbol[1], key "signature": "(a): pass\ndef _(b)" is not a signature: invalid syntax; ' + PARAMETERS,
    ),
    mistake(
        "a call without signature",
        MOVE + 'call = "(ctx)"\n',
        'symbol[1], key "call": `call` without `signature`; add `signature`, today\'s parameters, since '
        "`call` is written in their names",
    ),
    mistake(
        "a call with an unknown parameter gets a suggestion",
        CALL + 'call = "(userid)"\n',
        'symbol[1], key "call": "userid" is not a parameter of the signature '
        '(ctx, user_id=None, *args, **rest); did you mean "user_id"?',
    ),
    mistake(
        "a call with a collecting parameter",
        CALL + 'call = "(ctx, rest)"\n',
        'symbol[1], key "call": "rest" takes any number of arguments, so a call cannot pass it as one',
    ),
    mistake(
        "a call with stars",
        CALL + 'call = "(*args)"\n',
        'symbol[1], key "call": * and ** are not allowed in a call; pass parameters one by one',
    ),
    mistake(
        "a call with double stars",
        CALL + 'call = "(**rest)"\n',
        'symbol[1], key "call": * and ** are not allowed in a call; pass parameters one by one',
    ),
    mistake(
        "a call with an expression",
        CALL + 'call = "(ctx.user, 1)"\n',
        'symbol[1], key "call": ctx.user is neither a parameter nor a literal; an argument is a parameter\'s '
        "name or a literal, such as None, 30 or 'text'",
    ),
    mistake(
        "a call with a positional argument after a keyword",
        CALL + 'call = "(timeout=30, ctx)"\n',
        'symbol[1], key "call": "(timeout=30, ctx)" is not a call: positional argument follows keyword '
        f"argument…; {LIST}",
    ),
    mistake(
        "a call that goes on after its parentheses",
        CALL + 'call = "(ctx).run()"\n',
        f'symbol[1], key "call": "(ctx).run()" is not a call: invalid syntax; {LIST}',
    ),
    mistake(
        "a call with a callee",
        CALL + 'call = "make(ctx)"\n',
        f'symbol[1], key "call": "make(ctx)" is not a call: invalid syntax; {LIST}',
    ),
    mistake(
        "a call that passes a parameter twice",
        CALL + 'call = "(ctx, other=ctx)"\n',
        'symbol[1], key "call": "ctx" is passed twice: the caller\'s expression would run twice',
    ),
    mistake(
        "a call with a keyword twice",
        CALL + 'call = "(a=1, a=2)"\n',
        'symbol[1], key "call": the keyword "a" is given twice',
    ),
    mistake(
        "a call for a use that is none",
        CALL + 'call = "(ctx)"\nwhen = "value"\n',
        'symbol[1], key "call": `when = "value"` is a use that is not a call, so `call` has no meaning here',
    ),
    *(
        mistake(
            f"an await inserted {where}",
            CALL + 'call = "await (ctx)"\n' + when,
            'symbol[1], key "call": "await (ctx)" inserts an `await`; add `when = "async"`: `await` can be '
            "inserted only into a plain call inside async def",
        )
        for where, when in [
            ("everywhere", ""),
            ("where one stands", 'when = "awaited"\n'),
            ("into a plain def", 'when = "called"\n'),
        ]
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_a_way_out(text: str, message: str) -> None:
    check_mistake(text, message)
