"""How tightly expressions and places bind: by Python's own parser."""

import ast
from collections.abc import Iterator

import pytest

from codemods.semantic.precedence import precedence_in, precedence_of
from codemods.semantic.usage import UsageReader

EXPRESSIONS = [
    *("a", "f()", "a.b", "a[0]", "[a]", "{a}", "(a, b)", "'s'", "1.5", "f'{a}'"),
    *(
        "a ** b",
        "-a",
        "~a",
        "a * b",
        "a @ b",
        "a // b",
        "a + b",
        "a - b",
        "a << b",
        "a & b",
        "a ^ b",
        "a | b",
    ),
    *("a < b", "a in b", "a is not b", "not a", "a and b", "a or b", "a if b else c", "lambda: a"),
    *("await a", "(yield)", "(a := b)"),
]
PLACES = [
    *(
        "x.attr",
        "x()",
        "x[0]",
        "y[x]",
        "f(x)",
        "f(k=x)",
        "f(*x)",
        "f(**x)",
        "[x]",
        "[*x]",
        "{**x}",
        "{x: 1}",
        "{1: x}",
    ),
    *("x ** 2", "2 ** x", "-x", "not x", "x * y", "y * x", "x % y", "y - x", "x - y", "x << y", "y | x"),
    *("x < y", "y < x", "x and y", "y or x", "x if y else z", "y if x else z", "y if z else x", "lambda: x"),
    *("await x", "[x for y in z]", "[y for y in x]", "[y for y in z if x]", "(x, y)", 'f"{x}"', "y[x:z]"),
]


@pytest.mark.parametrize("place", PLACES)
def test_parentheses_stand_where_the_parser_needs_them(place: str) -> None:
    for text in EXPRESSIONS:
        if text == "{a}" and place.startswith("f"):
            # The first brace of two is text.
            continue
        wanted = _substituted(place, text)
        node, parent = next(_places(ast.parse(place, mode="eval")))
        bare = text[1:-1] if text.startswith("(y") or ":=" in text else text
        needed = precedence_of(ast.parse(text, mode="eval").body) < precedence_in(parent, node)
        without = place.replace("x", bare, 1)
        if not needed:
            assert _dump(without) == wanted, text
        assert _dump(place.replace("x", f"({text})", 1)) == wanted, text


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    for parent in ast.walk(tree):
        for child in ast.iter_child_nodes(parent):
            if isinstance(child, ast.Name) and child.id == "x":
                yield child, parent


def _substituted(place: str, text: str) -> str:
    tree = ast.parse(place, mode="eval")
    value = ast.parse(text, mode="eval").body

    class Substitution(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return value if node.id == "x" else node

    return ast.dump(Substitution().visit(tree))


def _dump(text: str) -> str:
    try:
        return ast.dump(ast.parse(text, mode="eval"))
    except SyntaxError as error:
        return str(error)


def test_usage_tells_the_place_of_the_call() -> None:
    tree = ast.parse("-old() ** 2", mode="eval")
    power = tree.body.operand  # type: ignore[attr-defined]
    usage = UsageReader(lambda _line, column: column, None).of(power.left.func, (power.left, (power, None)))
    assert usage.place == precedence_in(power, power.left)
