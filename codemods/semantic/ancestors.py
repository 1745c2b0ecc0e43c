"""The parents of a node, and questions that the nearest of them decides."""

import ast
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Parents = tuple[ast.AST, "Parents | None"]
"""A node's parent, and the parent's own parents, up to the top of the tree."""

T = TypeVar("T")
Decide = Callable[[ast.AST, ast.AST, Parents | None], T | None]
"""Takes a parent, its child on the way down, and the parent's own parents; None passes the question on."""


def climb(child: ast.AST, parents: Parents | None) -> Iterator[tuple[ast.AST, ast.AST, Parents | None]]:
    """Each parent of a node, with its child on the way down to the node, and with its own parents."""
    while parents is not None:
        parent, above = parents
        yield parent, child, above
        child, parents = parent, above


class AncestorQuery(Generic[T]):
    """A question about a node that the nearest of its parents with an answer decides.

    Answers are remembered for every node on the way up, so that asking at each of 5,000 operands of
    one chain stays linear. They are remembered by identity, so that a query is good for one tree only.
    """

    def __init__(self, decide: Decide[T], otherwise: T) -> None:
        self._decide = decide
        self._otherwise = otherwise
        self._known: dict[int, T] = {}

    def ask(self, node: ast.AST, parents: Parents | None) -> T:
        """The answer for a node with these parents."""
        answer: T | None = None
        passed: list[int] = []
        for parent, child, above in climb(node, parents):
            if id(child) in self._known:
                answer = self._known[id(child)]
                break
            passed.append(id(child))
            answer = self._decide(parent, child, above)
            if answer is not None:
                break
        decided = self._otherwise if answer is None else answer
        self._known.update(dict.fromkeys(passed, decided))
        return decided
