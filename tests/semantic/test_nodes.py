"""The children of nodes, what stands below them, and their places."""

import ast

from codemods.semantic.nodes import children_of, nodes_in, span_of
from codemods.values.source import Source

TEXT = "@d\ndef f(a, /, *b: int, c=1, **k) -> x:\n  return {a: [b, *c]}, {**k}\n"


def test_children_are_those_of_ast() -> None:
    for node in ast.walk(ast.parse(TEXT)):
        assert list(children_of(node)) == list(ast.iter_child_nodes(node))


def test_nodes_are_those_of_ast() -> None:
    tree = ast.parse(TEXT)
    assert set(nodes_in(tree)) == set(ast.walk(tree))


def test_nodes_are_reached_through_some_children_only() -> None:
    tree = ast.parse("a(b)\nc")

    def statements(node: ast.AST) -> list[ast.AST]:
        return [child for child in children_of(node) if isinstance(child, ast.stmt)]

    assert set(nodes_in(tree, statements)) == {tree, *tree.body}


def test_a_span_counts_bytes() -> None:
    source = Source("a.py", "x = 'é', old\n".encode())
    statement = ast.parse(source.data).body[0]
    assert isinstance(statement, ast.Assign)
    assert isinstance(statement.value, ast.Tuple)

    span = span_of(statement.value.elts[1], source.offset)
    assert source.data[span.start : span.end] == b"old"
