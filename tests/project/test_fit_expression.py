"""What a call becomes in the form of an expression, or why it must not."""

import pytest

from codemods.project.decision import Filling
from codemods.project.fit_expression import FittedExpression, fit_call
from codemods.semantic.call_text import read_call
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol
from tests.in_memory import migration, usage_of


def fitted(signature: str, expression: str, call: str, *imports: str, where: str = "") -> str:
    """The text that takes a call's place, symbols by their last names; or a finding's message."""
    table = f'[[symbol]]\nold = "acme.old:f"\nsignature = "{signature}"\nexpression = "{expression}"\n'
    table += f"imports = {list(imports)!r}\n" + (f"where = {where}\n" if where else "")
    (rule,) = migration(table).symbols
    usage = usage_of("f", call)
    assert usage.call is not None
    text = read_call(call.encode(), usage.call)
    assert text is not None
    found = fit_call(rule, usage.arguments, text, usage.when == "awaited")
    if isinstance(found, Rejection):
        return found.message
    return _text(found, call.encode())


def _text(found: FittedExpression, data: bytes) -> str:
    parts: list[str] = []
    for each in found.segments:
        if isinstance(each, Filling):
            span = each.span
            parts.append(data[span.start : span.end].decode() if span is not None else each.literal)
        else:
            parts.append(each.leaf or each.module if isinstance(each, Symbol) else each)
    return "".join(parts)


@pytest.mark.parametrize(
    ("signature", "expression", "call", "text"),
    [
        pytest.param("(d)", "d.items()", "f(x)", "x.items()", id="a method of the argument"),
        pytest.param("(d)", "d.items()", "f(d=x)", "x.items()", id="by keyword"),
        pytest.param("(a, b=3)", "a[b]", "f(x)", "x[3]", id="a default"),
        pytest.param("(a, b=3)", "b - a", "f(1, b=2)", "2 - 1", id="literals change places"),
        pytest.param("(a, b)", "b - a", "f(x, y.z)", "y.z - x", id="names change places"),
        pytest.param("(a)", "a + a", "f(x)", "x + x", id="a name twice"),
        pytest.param("(a, b)", "len(a, k=b)", "f(g(), h())", "len(g(), k=h())", id="in order"),
        pytest.param("(a, b=1)", "len(a)", "f(x, b=1)", "len(x)", id="the default goes"),
        pytest.param("(*a, b=1, **k)", "len(*a, **k)", "f(x, *y, b=1, c=3, **z)", "len(x, *y, c=3, **z)",
            id="all kinds"),
        pytest.param("(*a, **k)", "len(*a, m=2, **k)", "f()", "len(m=2)", id="nothing collected"),
        pytest.param("(*a, **k)", "len(1, *a)", "f()", "len(1)", id="nothing behind"),
        pytest.param("(*a)", "[*a]", "f(1, 2)", "[1, 2]", id="a list"),
        pytest.param("(*a)", "[*a]", "f()", "[]", id="an empty list"),
        pytest.param("(a, b)", "a if b else 0", "f([], g())", "[] if g() else 0", id="a display"),
        pytest.param("(a)", "len(a)", "f((x  # why\n + y))", "len(x  # why\n + y)", id="a comment"),
    ],
)  # fmt: skip
def test_arguments_take_their_places(signature: str, expression: str, call: str, text: str) -> None:
    assert fitted(signature, expression, call) == text


@pytest.mark.parametrize(
    ("signature", "expression", "call", "reason"),
    [
        pytest.param("(a)", "a + a", "f(g())", "twice", id="twice"),
        pytest.param("(a)", "[a, a]", "f([])", "twice", id="one object becomes two"),
        pytest.param("(a, b)", "a if b else 0", "f(g(), x)", "not in all cases", id="not always"),
        pytest.param("(a, b)", "a and b", "f(x, g())", "not in all cases", id="a second operand"),
        pytest.param("(a)", "lambda: a", "f(x)", "in a scope of its own", id="later"),
        pytest.param("(a)", "[a for _ in (1, 2)]", "f(x)", "in a scope of its own", id="in a comprehension"),
        pytest.param("(a, b)", "a().x(b)", "f(x, g())", "after other code", id="after a call"),
        pytest.param("(a, b)", "[b, a]", "f(g(), h())", "in another order", id="reordered"),
        pytest.param("(a, *b)", "[a, *b]", "f(a=g(), *h())", "does not bind", id="star and name"),
        pytest.param("(a)", "len(a)", "f(x, y)", "does not bind", id="too many"),
        pytest.param("(a, b=0)", "len(a)", "f(x, y)", "the argument for `b` has no place", id="lost"),
        pytest.param("(a, b=0)", "len(a, b)", "f(*x)", "`*` or `**` hides", id="hidden"),
        pytest.param("(a, b=0)", "len(a, b)", "f(x, **y)", "`*` or `**` hides", id="hidden keywords"),
        pytest.param("(a, b=c)", "len(a, b)", "f(x)", "has no default", id="a default that is a name"),
        pytest.param("(**k)", "len(m=1, **k)", "f(m=2)", "`m` twice", id="a keyword twice"),
        pytest.param("(a)", "len(a)", "f(x,  # why\n)", "a comment", id="a comment behind"),
        pytest.param("(a)", "len(a)", "f(  # why\n x)", "a comment", id="a comment before"),
    ],
)  # fmt: skip
def test_what_would_not_be_the_same_is_told(signature: str, expression: str, call: str, reason: str) -> None:
    found = fitted(signature, expression, call)
    assert reason in found or (reason == "does not bind" and "hides" in found)


def test_an_argument_that_the_rule_asks_for_may_go() -> None:
    wanted = "acme.new:wrap"
    assert (
        fitted("(*a, pre=False)", "wrap(*a)", "f(x, pre=True)", wanted, where="{ pre = 'True' }") == "wrap(x)"
    )


def test_an_await_of_the_whole_is_not_doubled() -> None:
    table = '[[symbol]]\nold = "acme.old:f"\nsignature = "(a)"\nwhen = "awaited"\nexpression = "{}"\n'
    call = "async def g():\n    await f(x)\n"
    usage = usage_of("f", call)
    assert usage.call is not None
    text = read_call(call.encode(), usage.call)
    assert text is not None
    for expression, wanted, takes in (
        ("await a.get()", "x.get()", False),
        ("(await a).b", "(await x).b", True),
    ):
        (rule,) = migration(table.format(expression)).symbols
        found = fit_call(rule, usage.arguments, text, awaited=True)
        assert isinstance(found, FittedExpression)
        assert (_text(found, call.encode()), found.takes_await) == (wanted, takes)
