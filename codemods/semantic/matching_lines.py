"""Which nodes span a line that matters, because it spells a tracked name."""

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence


class MatchingLines:
    """Some lines (1-based) of one source of `count` lines, ready to be asked in constant time."""

    def __init__(self, count: int, lines: Iterable[int]) -> None:
        self._next: list[int] = []
        """For each line, the first matching one that is not before it; a line past the end for none."""
        for line in sorted(lines):
            self._next += [line] * (line + 1 - len(self._next))
        # Two lines more than there are: `statements_with` asks for the line after a match on the last.
        self._next += [count + 2] * (count + 3 - len(self._next))

    def lie_in(self, node: ast.AST) -> bool:
        """Whether a matching line lies in a node, decorators included; in a node without a place it may."""
        if getattr(node, "lineno", None) is None:
            return True
        first = first_line(node)
        return self._next[first] <= getattr(node, "end_lineno", first)

    def statements_with(self, body: Sequence[ast.stmt]) -> list[int]:
        """The indices of the statements of one list in which a matching line lies.

        It goes from match to match, and bisects for the statement: most statements are never looked at.
        """
        ends = [statement.end_lineno or statement.lineno for statement in body]
        found: list[int] = []
        line = self._next[first_line(body[0])]
        while line <= ends[-1]:
            index = bisect_left(ends, line, found[-1] + 1 if found else 0)
            # Statements may share a line, and a match may lie between two (in a comment, say).
            while index < len(body) and first_line(body[index]) <= line:
                found.append(index)
                index += 1
            line = self._next[line + 1]
        return found

    def children_with(self, node: ast.AST) -> Iterator[ast.AST]:
        """A node's children in which a matching line lies."""
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
    """The 1-based line on which a node begins, with its decorators."""
    line: int = getattr(node, "lineno", 1)
    for decorator in getattr(node, "decorator_list", ()):
        line = min(line, decorator.lineno)
    return line
