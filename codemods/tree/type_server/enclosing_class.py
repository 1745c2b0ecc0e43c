"""The class around a place of a file, by name and by where the name stands."""

import ast
import re
from functools import lru_cache
from typing import NamedTuple

_CLASS = re.compile(rb"class\s+")


class ClassPlace(NamedTuple):
    """A class: its qualified name, and the line and column (both from 0, in bytes) of its own name."""

    parts: tuple[str, ...]
    line: int
    column: int


@lru_cache(maxsize=64)
def _classes(data: bytes) -> tuple[tuple[int, int, ClassPlace], ...]:
    """The classes of a text, with the first and last line of each, the inner ones after the outer ones."""
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError):
        return ()
    lines = data.splitlines()
    found = []
    todo: list[tuple[ast.AST, tuple[str, ...]]] = [(tree, ())]
    while todo:
        node, parts = todo.pop(0)
        for child in ast.iter_child_nodes(node):
            inner = parts
            if isinstance(child, ast.ClassDef):
                inner = (*parts, child.name)
                head = _CLASS.match(lines[child.lineno - 1], child.col_offset)
                column = head.end() if head is not None else child.col_offset
                place = ClassPlace(inner, child.lineno - 1, column)
                found.append((child.lineno - 1, (child.end_lineno or child.lineno) - 1, place))
            elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                inner = (*parts, child.name, "<locals>")
            todo.append((child, inner))
    return tuple(found)


def class_around(data: bytes, line: int) -> ClassPlace | None:
    """The innermost class around a line (from 0); None where there is none, or the text does not parse."""
    around = [place for first, last, place in _classes(data) if first < line <= last or first == line == last]
    return around[-1] if around else None
