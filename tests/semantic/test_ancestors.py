"""The parents of a node, and questions that the nearest of them decides."""

import ast
from collections.abc import Iterator

from codemods.semantic.ancestors import AncestorQuery, Parents, climb
from codemods.semantic.nodes import children_of


def with_parents(node: ast.AST, parents: Parents | None = None) -> Iterator[tuple[ast.AST, Parents | None]]:
    yield node, parents
    for child in children_of(node):
        yield from with_parents(child, (node, parents))


def names_in(text: str) -> list[tuple[ast.Name, Parents | None]]:
    found = with_parents(ast.parse(text))
    return [(node, parents) for node, parents in found if isinstance(node, ast.Name)]


def function_name(parent: ast.AST, _child: ast.AST, _above: Parents | None) -> str | None:
    return parent.name if isinstance(parent, ast.FunctionDef) else None


def test_climbing_gives_each_parent_with_the_child_below_it() -> None:
    ((name, parents),) = names_in("def f():\n  a")
    steps = list(climb(name, parents))

    assert [type(parent) for parent, _, _ in steps] == [ast.Expr, ast.FunctionDef, ast.Module]
    assert [child for _, child, _ in steps] == [name, steps[0][0], steps[1][0]]
    assert [above is None for _, _, above in steps] == [False, False, True]


def test_the_nearest_parent_with_an_answer_decides() -> None:
    query = AncestorQuery(function_name, "none")
    found = names_in("a\ndef f():\n  b\n  def g():\n    c\n")

    assert [query.ask(node, parents) for node, parents in found] == ["none", "f", "g"]


def test_each_parent_is_asked_once() -> None:
    asked: list[ast.AST] = []

    def decide(parent: ast.AST, child: ast.AST, _above: Parents | None) -> bool | None:
        asked.append(child)
        return None

    query = AncestorQuery(decide, False)
    found = names_in(" + ".join(["a"] * 50))

    assert [query.ask(node, parents) for node, parents in found] == [False] * 50
    assert len(asked) == len(set(asked))
