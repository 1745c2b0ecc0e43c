"""Expressions that look up a module or its namespace: `import_module`, `sys.modules`, `__dict__`, `vars`."""

import ast
from collections.abc import Mapping

from codemods.semantic.dotted_names import trailing_names

_IMPORTERS = frozenset({"import_module", "__import__"})
_TAKE_NAME = frozenset({"get", "pop", "setdefault"})
"""Methods of `sys.modules` that take a module's name."""

Aliases = Mapping[str, str]
"""Local names of `patch`, `import_module` and `modules`, where a file gives them others."""


def module_name_argument(node: ast.AST, aliases: Aliases) -> ast.expr | None:
    """The expression that names the module which another one looks up; None where that looks up none.

    `importlib.import_module("a.b")`, `sys.modules["a.b"]` and `sys.modules.get("a.b")`.
    """
    if isinstance(node, ast.Subscript):
        return node.slice if _is_sys_modules(node.value, aliases) else None
    if not isinstance(node, ast.Call) or not node.args:
        return None
    names = trailing_names(node.func)
    if names and aliases.get(names[-1], names[-1]) in _IMPORTERS:
        return node.args[0] if len(node.args) == 1 else None
    reads = isinstance(node.func, ast.Attribute) and node.func.attr in _TAKE_NAME
    return node.args[0] if reads and _is_sys_modules(node.func, aliases, 1) else None


def namespace_owner(node: ast.expr) -> ast.expr | None:
    """The object whose namespace an expression gives: `object.__dict__`, `vars(object)`."""
    if isinstance(node, ast.Attribute) and node.attr == "__dict__":
        return node.value
    if isinstance(node, ast.Call) and trailing_names(node.func) == ["vars"] and len(node.args) == 1:
        return node.args[0]
    return None


def _is_sys_modules(node: ast.expr, aliases: Aliases, left_off: int = 0) -> bool:
    """Whether an expression is `sys.modules`, with some of its last attributes left off."""
    names = trailing_names(node)[: -left_off or None]
    return bool(names) and aliases.get(names[-1], names[-1]) == "modules"
