"""The names that a dotted expression spells."""

import ast


def dotted_parts(node: ast.expr) -> tuple[str, ...]:
    """The names of a plain dotted expression `a.b.c`, () for any other."""
    names = trailing_names(node)
    while isinstance(node, ast.Attribute):
        node = node.value
    return tuple(names) if isinstance(node, ast.Name) else ()


def trailing_names(node: ast.expr) -> list[str]:
    """The names at the end of an expression: `b` and `c`, for `a().b.c`."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        names.append(node.id)
    return names[::-1]


def last_name(node: ast.expr) -> str:
    """The name at the end of an expression, "" where there is none."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
