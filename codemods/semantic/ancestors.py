"""The parents of a node, and questions that the nearest of them decides."""

import ast
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Parents = tuple[ast.AST, "Parents | None"]
"""A node's parent and the parent's own link, up to the module."""

T = TypeVar("T")
Decide = Callable[[ast.AST, ast.AST, Parents | None], T | None]
"""Takes a parent, its child on the way down, and the parent's own link; None passes the question on."""


def climb(link: Parents | None, child: ast.AST) -> Iterator[tuple[ast.AST, ast.AST, Parents | None]]:
    """Each parent with the child that leads down to the start, and with its own link."""
    while link is not None:
        parent, above = link
        yield parent, child, above
        child, link = parent, above


class AncestorQuery(Generic[T]):
    """A question that the nearest parent with an answer decides.

    Answers are remembered for every node on the way up, so that asking at each of 5,000 operands of
    one chain stays linear. One tree's nodes only: they are remembered by identity.
    """

    def __init__(self, decide: Decide[T], otherwise: T) -> None:
        self._decide = decide
        self._otherwise = otherwise
        self._known: dict[int, T] = {}

    def ask(self, child: ast.AST, link: Parents | None) -> T:
        """The answer for a node below a link."""
        answer: T | None = None
        passed: list[int] = []
        for parent, inner, above in climb(link, child):
            if id(inner) in self._known:
                answer = self._known[id(inner)]
                break
            passed.append(id(inner))
            answer = self._decide(parent, inner, above)
            if answer is not None:
                break
        settled = self._otherwise if answer is None else answer
        self._known.update(dict.fromkeys(passed, settled))
        return settled
