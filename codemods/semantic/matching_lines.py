"""Which lines matter: those that spell a tracked name; everything else is skipped."""

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence


class MatchingLines:
    """The hit lines of one source, ready to be asked in constant time."""

    def __init__(self, count: int, hits: Iterable[int]) -> None:
        self._following: list[int] = []
        """For each line, the first hit that is not before it."""
        for hit in sorted(hits):
            self._following += [hit] * (hit + 1 - len(self._following))
        self._following += [count + 2] * (count + 3 - len(self._following))

    def lie_in(self, node: ast.AST) -> bool:
        """Whether a hit line lies in a node, decorators included; in a node without a place it may."""
        if getattr(node, "lineno", None) is None:
            return True
        first = first_line(node)
        return self._following[first] <= getattr(node, "end_lineno", first)

    def statements_with(self, body: Sequence[ast.stmt]) -> list[int]:
        """The indices of the statements of one list in which a hit line lies; the cost goes by the hits."""
        ends = [statement.end_lineno or statement.lineno for statement in body]
        found: list[int] = []
        hit = self._following[first_line(body[0])]
        while hit <= ends[-1]:
            index = bisect_left(ends, hit, found[-1] + 1 if found else 0)
            # Statements may share a line, and a hit may lie between two.
            while index < len(body) and first_line(body[index]) <= hit:
                found.append(index)
                index += 1
            hit = self._following[hit + 1]
        return found

    def children_with(self, node: ast.AST) -> Iterator[ast.AST]:
        """A node's children in which a hit line lies."""
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, list):
                if value and isinstance(value[0], ast.stmt):
                    yield from (value[index] for index in self.statements_with(value))
                else:
                    yield from (item for item in value if isinstance(item, ast.AST) and self.lie_in(item))
            elif isinstance(value, ast.AST) and self.lie_in(value):
                yield value


def first_line(node: ast.AST) -> int:
    """The 1-based line on which a node begins, its decorators with it."""
    line: int = getattr(node, "lineno", 1)
    for decorator in getattr(node, "decorator_list", ()):
        line = min(line, decorator.lineno)
    return line
