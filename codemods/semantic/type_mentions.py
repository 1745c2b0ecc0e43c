"""Where an expression only says of what type something is, and goes nowhere from there."""

import ast

from codemods.semantic.ancestors import Parents, climb
from codemods.semantic.dotted_names import last_name

_ABOUT_TYPES = frozenset(
    {"isinstance", "issubclass", "cast", "TypeVar", "NewType", "create_autospec", "all", "any", "super"}
)
"""Calls whose arguments say of what type something is, or are only asked whether they are there."""
_SPECS = ("spec", "spec_set")
"""The keywords by which a mock is given what it looks like."""


def names_type(node: ast.expr, parents: Parents | None) -> bool:
    """Whether an expression is a type in an annotation, in a check, or in a list of types."""
    for parent, child, _above in climb(node, parents):
        if isinstance(parent, (ast.Tuple, ast.List, ast.Starred)):
            continue
        if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.BitOr):
            continue
        if isinstance(parent, ast.Subscript):
            if child is parent.slice:
                return True
            continue
        if isinstance(parent, (ast.arg, ast.AnnAssign)):
            return child is parent.annotation
        if isinstance(parent, ast.keyword):
            return parent.arg in _SPECS
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return child is parent.returns
        if isinstance(parent, ast.Call):
            return child is not parent.func and last_name(parent.func) in _ABOUT_TYPES
        return isinstance(parent, (ast.ExceptHandler, ast.MatchClass))
    return False
