"""How a call's arguments bind to the old signature and where the rule's `call` puts them."""

from collections.abc import Callable

import pytest

from codemods.project.call_binding import PlacedArgument, lay_out, takes_same_arguments
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from tests.in_memory import MAKE, migration, usage_of

UNCHANGED = "unchanged"


def rule_of(signature: str, call: str) -> SymbolRule:
    """A rule with a signature and, unless it is empty, a call."""
    keys = [f"signature = '''{signature}'''", *([f"call = '''{call}'''"] if call else [])]
    return migration("\n".join([MAKE, *keys])).symbols[0]


def nothing(_position: int, _name: str) -> bool:
    return False


def laid(
    signature: str, call: str, written: str, accepts: Callable[[int, str], bool] = nothing
) -> str | Rejection:
    """The new call's text, `unchanged`, or why it cannot be written."""
    usage = usage_of("f", written)
    made = lay_out(rule_of(signature, call), usage.arguments, accepts)
    if made is None:
        return UNCHANGED
    if isinstance(made, Rejection):
        return made
    texts = [written[a.span.start : a.span.end] for a in usage.arguments]
    values = [
        text.partition("=")[2] if a.keyword else text for a, text in zip(usage.arguments, texts, strict=True)
    ]
    return f"f({', '.join(_argument(each, values) for each in made)})"


def _argument(each: PlacedArgument, values: list[str]) -> str:
    value = values[each.index] if each.index is not None else each.literal
    return f"{each.keyword}={value}" if each.keyword else value


@pytest.mark.parametrize(
    ("signature", "call", "written", "expected"),
    [
        pytest.param("(a, b=None)", "(a)", "f(1)", UNCHANGED, id="the same arguments are no change"),
        pytest.param("(a=None)", "(a=a)", "f(a=1)", UNCHANGED, id="the same keyword is no change"),
        pytest.param("(a=None)", "(a)", "f()", UNCHANGED, id="no arguments stay none"),
        pytest.param("(a=None)", "()", "f()", UNCHANGED, id="an empty call takes an empty call"),
        pytest.param("(a)", "(x=a)", "f(1)", "f(x=1)", id="positional in, keyword out"),
        pytest.param("(a)", "(a)", "f(a=1)", "f(1)", id="keyword in, positional out"),
        pytest.param("(a)", "(x=a)", "f(a=1)", "f(x=1)", id="a keyword is renamed"),
        pytest.param("(a, b)", "(b, a)", "f(1, 2)", "f(2, 1)", id="arguments change places"),
        pytest.param(
            "(a, b)", "(b, a)", "f(x.y, 'z')", "f('z', x.y)", id="names and literals may pass each other"
        ),
        pytest.param("(a, b)", "(b, a)", "f(g(), 1)", "f(1, g())", id="one call may pass a literal"),
        pytest.param("(a, b)", "(b, a)", "f(b=2, a=1)", "f(2, 1)", id="keywords find their places"),
        pytest.param(
            "(a, b)", "(y=b, x=a)", "f(1, 2)", "f(x=1, y=2)", id="keywords keep the order of evaluation"
        ),
        pytest.param("(a, b=None)", "(x=a, y=b)", "f(1)", "f(x=1)", id="what was not given is not given"),
        pytest.param(
            "(a=None, b=2)",
            "(a, b)",
            "f(b=3)",
            "f(None, 3)",
            id="a hole takes the default",
        ),
        pytest.param("(a=0, b=2)", "(a, x=b)", "f(b=3)", "f(x=3)", id="a hole before a keyword stays a hole"),
        pytest.param(
            "(a='x', b=None)", "(b, a)", "f(a=1)", "f(None, 1)", id="the default is the old parameter's own"
        ),
        pytest.param("(a=1, b=2)", "(a, b)", "f(5)", UNCHANGED, id="nothing is filled behind the last given"),
        pytest.param("(a)", "(a, 'fast')", "f(1)", "f(1, 'fast')", id="a literal is added"),
        pytest.param(
            "(a=0)", "(a, 'fast')", "f()", "f(0, 'fast')", id="a positional literal makes a hole before it"
        ),
        pytest.param(
            "(a=0)",
            "(x='fast', y=a)",
            "f(1)",
            "f(y=1, x='fast')",
            id="literals come last",
        ),
        pytest.param("(a, *, b)", "(a, x=b)", "f(1, b=2)", "f(1, x=2)", id="keyword-only by keyword"),
        pytest.param("(a, /, b)", "(b, x=a)", "f(1, 2)", "f(2, x=1)", id="positional-only by position"),
        pytest.param("(a, *rest)", "(x=a)", "f(1)", "f(x=1)", id="an empty `*rest` has nothing to lose"),
        pytest.param("(a, **rest)", "(x=a)", "f(1)", "f(x=1)", id="an empty `**rest` has nothing to lose"),
        pytest.param("(a)", "", "f(1)", UNCHANGED, id="without a call what binds stays"),
        pytest.param("(a)", "", "f(*args)", UNCHANGED, id="without a call even stars stay"),
    ],
)
def test_a_call_is_laid_out_anew(signature: str, call: str, written: str, expected: str) -> None:
    assert laid(signature, call, written) == expected


@pytest.mark.parametrize(
    ("signature", "call", "written", "code", "words"),
    [
        pytest.param("(a, b=0)", "(a)", "f(1, 2)", "RP102", "`b` has no place in `(a)`", id="no place"),
        pytest.param(
            "(a, b=0)", "(a)", "f(1, b=None)", "RP102", "`b` has no place", id="no place, by keyword"
        ),
        pytest.param("(a, *rest)", "(a)", "f(1, 2)", "RP102", "`rest` has no place", id="no place for more"),
        pytest.param(
            "(a, **rest)",
            "(a)",
            "f(1, z=2)",
            "RP102",
            "`rest` has no place",
            id="no place for keywords",
        ),
        pytest.param("(a)", "(a)", "f()", "RP102", "does not bind", id="too few"),
        pytest.param("(a)", "(a)", "f(1, 2)", "RP102", "does not bind", id="too many"),
        pytest.param("(a)", "(a)", "f(1, z=2)", "RP102", "does not bind", id="unknown keyword"),
        pytest.param("(a)", "(a)", "f(1, a=2)", "RP102", "does not bind", id="given twice"),
        pytest.param("(*, a)", "(a)", "f(1)", "RP102", "does not bind", id="keyword-only by position"),
        pytest.param("(a, /)", "(a)", "f(a=1)", "RP102", "does not bind", id="positional-only by keyword"),
        pytest.param("(a)", "", "f()", "RP102", "does not bind to `(a)`", id="even without a call"),
        pytest.param(
            "(a, b)", "(b, a)", "f(g(), h())", "RP102", "in another order", id="two calls change places"
        ),
        pytest.param("(a)", "(a)", "f(*args)", "RP103", "hides which arguments", id="a star"),
        pytest.param("(a)", "(a)", "f(1, **more)", "RP103", "hides which arguments", id="two stars"),
        pytest.param("(a)", "(a)", "f(*())", "RP103", "hides which arguments", id="a star, however empty"),
    ],
)
def test_a_call_that_cannot_be_rewritten_says_why(
    signature: str, call: str, written: str, code: str, words: str
) -> None:
    made = laid(signature, call, written)
    assert isinstance(made, Rejection)
    assert made.code == code
    assert words in made.message


@pytest.mark.parametrize(
    ("signature", "call", "written", "parameters", "expected"),
    [
        pytest.param("(a)", "(a)", "f(a=1)", ["a"], UNCHANGED, id="a keyword stays where it is taken"),
        pytest.param("(a)", "(a)", "f(a=1)", ["other"], "f(1)", id="a keyword goes where it is not"),
        pytest.param(
            "(a, b)", "(a, b)", "f(b=2, a=1)", ["a", "b"], UNCHANGED, id="keywords stay in their order"
        ),
        pytest.param(
            "(a, b)", "(a, b)", "f(1, b=2)", ["b", "a"], "f(1, 2)", id="a keyword for another place goes"
        ),
        pytest.param(
            "(a, b)", "(a, b)", "f(b=2, a=1)", ["a", "x"], "f(1, 2)", id="no positional follows a keyword"
        ),
        pytest.param("(a)", "(a, 'x')", "f(a=1)", ["a", "b"], "f(1, 'x')", id="nor does a literal"),
        pytest.param("(a)", "(x=a)", "f(a=1)", ["a"], "f(x=1)", id="not against the rule's own keyword"),
        pytest.param(
            "(a, b)", "(b, x=a)", "f(a=1, b=2)", ["b"], "f(x=1, b=2)", id="a kept keyword among renamed ones"
        ),
    ],
)
def test_a_keyword_stays_one_where_the_new_definition_takes_it(
    signature: str, call: str, written: str, parameters: list[str], expected: str
) -> None:
    def accepts(position: int, name: str) -> bool:
        return parameters[position : position + 1] == [name]

    assert laid(signature, call, written, accepts) == expected


def test_without_a_signature_nothing_is_known_of_the_arguments() -> None:
    assert lay_out(migration().symbols[0], usage_of("f", "f(1)").arguments, nothing) is None


@pytest.mark.parametrize(
    ("signature", "call", "same"),
    [
        pytest.param("(a, b)", "", True, id="without a call"),
        pytest.param("(a, b)", "(a, b)", True, id="the same"),
        pytest.param("(a, b)", "(a)", False, id="the last one dropped"),
        pytest.param("(a, b)", "(a, b=b)", False, id="by keyword alone"),
        pytest.param("(a, b)", "(b)", False, id="the first one dropped"),
        pytest.param("(a, b)", "(b, a)", False, id="swapped"),
        pytest.param("(a, b)", "(a, 'x')", False, id="a literal in its place"),
        pytest.param("(a, b)", "(a, x=b)", False, id="another name"),
        pytest.param("(a, b)", "(b=a)", False, id="another argument under its name"),
        pytest.param("(a, *, b)", "(a, b=b)", True, id="the same, with a keyword"),
        pytest.param("(a, *, b)", "(a)", False, id="a keyword dropped"),
        pytest.param("(*, a)", "(a)", False, id="keyword-only in, positional out"),
    ],
)
def test_whoever_calls_by_the_old_rules_passes_the_same_arguments(
    signature: str, call: str, same: bool
) -> None:
    assert takes_same_arguments(rule_of(signature, call)) is same
