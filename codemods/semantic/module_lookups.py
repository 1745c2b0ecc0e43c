"""Expressions that look up a module or its namespace: `import_module`, `sys.modules`, `__dict__`, `vars`."""

import ast
from collections.abc import Mapping

from codemods.semantic.dotted_names import trailing_names

_IMPORTERS = frozenset({"import_module", "__import__"})
_READERS = frozenset({"get", "pop", "setdefault"})
"""Methods of `sys.modules` that take a module's name."""

Aliases = Mapping[str, str]
"""Local names of `patch`, `import_module` and `modules`, where a file gives them others."""


def module_name(node: ast.AST, aliases: Aliases) -> ast.expr | None:
    """The expression by whose value another one looks a module up; None where it does not.

    `importlib.import_module("a.b")`, `sys.modules["a.b"]` and `sys.modules.get("a.b")`.
    """
    if isinstance(node, ast.Subscript):
        return node.slice if _is_modules(node.value, aliases) else None
    if not isinstance(node, ast.Call) or not node.args:
        return None
    names = trailing_names(node.func)
    if names and aliases.get(names[-1], names[-1]) in _IMPORTERS:
        return node.args[0] if len(node.args) == 1 else None
    reads = isinstance(node.func, ast.Attribute) and node.func.attr in _READERS
    return node.args[0] if reads and _is_modules(node.func, aliases, 1) else None


def namespace_owner(node: ast.expr) -> ast.expr | None:
    """The object whose namespace an expression gives: `object.__dict__`, `vars(object)`."""
    if isinstance(node, ast.Attribute) and node.attr == "__dict__":
        return node.value
    called = isinstance(node, ast.Call) and trailing_names(node.func) == ["vars"] and len(node.args) == 1
    return node.args[0] if isinstance(node, ast.Call) and called else None


def _is_modules(node: ast.expr, aliases: Aliases, above: int = 0) -> bool:
    """Whether an expression, some attributes left off, is `sys.modules`."""
    names = trailing_names(node)[: -above or None]
    return bool(names) and aliases.get(names[-1], names[-1]) == "modules"
