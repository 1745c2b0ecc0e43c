"""What `[symbol.arguments]` makes of one call, argument by argument."""

import ast

import pytest

from codemods.project.argument_edits import EditedArguments, edit_arguments
from codemods.semantic.access import Argument
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from tests.in_memory import migration, usage_of

SIGNED = '[[symbol]]\nold = "lib:f"\nsignature = "(a, b=1, c=2, *more, d=3)"\n[symbol.arguments]\n'
BARE = '[[symbol]]\nold = "lib:f"\n[symbol.arguments]\n'


def rule_of(edits: str, head: str = BARE) -> SymbolRule:
    (rule,) = migration(head + edits).symbols
    return rule


def edited(call: str, edits: str, head: str = BARE) -> str:
    """The call as it would be written, with `?` behind it for doubts, or the code of what holds it back."""
    usage = usage_of("f", f"import f\n{call}\n")
    found = edit_arguments(rule_of(edits, head), usage.arguments, lambda _each: False)
    if isinstance(found, Rejection):
        return f"{found.code} {found.message}"
    node = ast.parse(call, mode="eval").body
    assert isinstance(node, ast.Call)
    return _written(node, usage.arguments, found)


def _written(node: ast.Call, arguments: tuple[Argument, ...], found: EditedArguments) -> str:
    doubts = "?" if found.doubts else ""
    if found.placed is None:
        return "=" + doubts
    written: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
    nodes = sorted(written, key=lambda each: (each.lineno, each.col_offset))
    texts = []
    for placed in found.placed:
        old = nodes[placed.index] if placed.index is not None else None
        value = old.value if isinstance(old, ast.keyword) else old
        text = placed.literal or ast.unparse(value or ast.Name("nothing"))
        star = arguments[placed.index].star if placed.index is not None else ""
        prefix = f"{placed.keyword}=" if placed.keyword else star if star == "**" else ""
        texts.append(prefix + text)
    return f"f({', '.join(texts)})" + doubts


@pytest.mark.parametrize(
    ("call", "edits", "expected"),
    [
        ("f(a, old=1)", 'rename = {old = "new"}', "f(a, new=1)"),
        ("f(a, new=1)", 'rename = {old = "new"}', "="),
        ("f(a, old=1, *b)", 'rename = {old = "new"}', "f(a, new=1, *b)"),
        ("f(one=1)", 'rename = {one = "new", two = "new"}', "f(new=1)"),
        ("f(a, gone=[x, -1], k=2)", 'drop = ["gone"]', "f(a, k=2)"),
        ("f(a)", 'add = {k = "None"}', "f(a, k=None)"),
        ("f(a, k=1)", 'add = {k = "None"}', "="),
        ("f(a, b, k=1)", 'keyword = ["x", "y", "z"]', "f(x=a, y=b, k=1)"),
        ("f(a, y=b)", 'keyword = ["x", "y"]', "f(x=a, y=b)"),
        ("f(a, b)", 'keyword = ["x", "y"]\nrename = {x = "n"}', "f(n=a, y=b)"),
        ("f(a, b)", 'keyword = ["x", "y"]\ndrop = ["x"]', "f(y=b)"),
        ("f(m='r')", "values = {m = {\"'r'\" = 'R'}}\nimports = [\"lib:R\"]", "f(m=R)"),
        ("f(m='w')", "values = {m = {\"'r'\" = 'R'}}\nimports = [\"lib:R\"]", "="),
        ("f(m=0x10)", 'values = {m = {16 = "None"}}\nrename = {m = "n"}', "f(n=None)"),
    ],
)
def test_edits_without_a_signature(call: str, edits: str, expected: str) -> None:
    assert edited(call, edits) == expected


@pytest.mark.parametrize(
    ("call", "edits", "expected"),
    [
        pytest.param("f(x, y, z)", 'drop = ["b"]', "f(x, c=z)", id="what follows keeps its parameter"),
        pytest.param("f(x, y)", 'drop = ["b"]', "f(x)", id="the last one"),
        pytest.param("f(x, y)", 'add = {b = "0"}', "=", id="passed by position"),
        pytest.param("f(x)", 'add = {b = "0"}', "f(x, b=0)", id="not passed"),
        pytest.param("f(x, True)", 'values = {b = {True = "None"}}', "f(x, None)", id="a value by position"),
        pytest.param("f(x, y)", 'rename = {b = "n"}', "=", id="a name does not matter by position"),
    ],
)
def test_edits_with_a_signature(call: str, edits: str, expected: str) -> None:
    assert edited(call, edits, SIGNED) == expected


@pytest.mark.parametrize(
    ("call", "edits", "expected"),
    [
        ("f(**k)", 'rename = {old = "new"}', "=?"),
        ("f(old=1, **k)", 'rename = {old = "new"}', "f(new=1, **k)"),
        ("f(one=1, **k)", 'rename = {one = "new", two = "new"}', "f(new=1, **k)"),
        ("f(new=1, **k)", 'rename = {one = "new", two = "new"}', "="),
        ("f(gone=1, **k)", 'drop = ["gone"]', "f(**k)?"),
        ("f(**{'x': g()})", 'rename = {old = "new"}', "="),
        ("f(**{'old': 1})", 'rename = {old = "new"}', "=?"),
        ("f(**k)", 'add = {k = "None"}', "=?"),
        ("f(**k)", 'keyword = ["x"]', "="),
        ("f(*k)", 'keyword = ["x"]', "=?"),
        ("f(*k, x=1)", 'keyword = ["x"]', "="),
        ("f(*k)", 'rename = {old = "new"}', "="),
    ],
)
def test_what_stars_may_hide(call: str, edits: str, expected: str) -> None:
    assert edited(call, edits) == expected


@pytest.mark.parametrize(
    ("call", "edits"),
    [
        ("f(*k)", 'drop = ["b"]'),
        ("f(x, *k)", 'values = {b = {True = "None"}}'),
        ("f(*k)", 'add = {b = "None"}'),
    ],
)
def test_what_a_star_may_hide_by_position(call: str, edits: str) -> None:
    assert edited(call, edits, SIGNED) == "=?"


@pytest.mark.parametrize(
    ("call", "edits", "why"),
    [
        ("f(one=1, two=2)", 'rename = {one = "new", two = "new"}', "`new` would be passed twice"),
        ("f(old=1, new=2)", 'rename = {old = "new"}', "`new` would be passed twice"),
        ("f(gone=g())", 'drop = ["gone"]', "may do more than give a value"),
        ("f(m=x)", 'values = {m = {True = "None"}}', "may be True, which nothing tells"),
        ("f(a, *b)", 'keyword = ["x"]', "what stands before `*`"),
        ("f(a, b)", 'keyword = ["x"]', "nothing tells its name"),
    ],
)
def test_what_is_left_to_a_person(call: str, edits: str, why: str) -> None:
    found = edited(call, edits)
    assert found.startswith("RP102")
    assert why in found


def test_a_positional_argument_that_is_no_keyword_cannot_become_one() -> None:
    head = SIGNED.replace("c=2, *more", "c=2, /").replace(", d=3", "")
    assert "nothing tells its name" in edited("f(x, y, z)", 'drop = ["b"]', head)
