"""Blocks of tests that state, or record, what the code inside them raises or warns."""

import ast

from codemods.semantic.ancestors import Parents
from codemods.semantic.dotted_names import last_name

RAISERS = frozenset(
    [
        "raises",
        "assertRaises",
        "assertRaisesRegex",
        "warns",
        "assertWarns",
        "assertWarnsRegex",
        "deprecated_call",
    ]
)
"""Test helpers that state what the call inside them raises or warns."""

_WARNERS = frozenset(["warns", "assertWarns", "assertWarnsRegex"])


def block_around(parent: ast.AST, _child: ast.AST, _above: Parents | None) -> str | None:
    """The block like `pytest.raises` that a parent is; a class ends the search with an empty answer."""
    if isinstance(parent, ast.ClassDef):
        return ""
    calls: list[ast.expr] = []
    if isinstance(parent, (ast.With, ast.AsyncWith)):
        calls = [item.context_expr for item in parent.items]
    elif isinstance(parent, ast.Call):
        calls = [parent]
    found = [call for call in calls if isinstance(call, ast.Call)]
    return next((last_name(call.func) for call in found if inspects_inside(call)), None)


def deprecation_around(parent: ast.AST, _child: ast.AST, _above: Parents | None) -> str | None:
    """The block that a parent is, if it states that what it holds is deprecated; a class ends the search."""
    if isinstance(parent, ast.ClassDef):
        return ""
    items = parent.items if isinstance(parent, (ast.With, ast.AsyncWith)) else []
    calls = (item.context_expr for item in items)
    found = (call for call in calls if isinstance(call, ast.Call) and _expects_deprecation(call))
    return next((last_name(call.func) for call in found), None)


def _expects_deprecation(call: ast.Call) -> bool:
    """Whether a call states that the code inside it warns of something deprecated."""
    if last_name(call.func) == "deprecated_call":
        return True
    given = call.args[0].elts if call.args and isinstance(call.args[0], ast.Tuple) else call.args[:1]
    return last_name(call.func) in _WARNERS and any("Deprecat" in last_name(each) for each in given)


def inspects_inside(call: ast.Call) -> bool:
    """Whether a call states, or records, what the code inside it raises or warns."""
    name = last_name(call.func)
    records = any(keyword.arg == "record" for keyword in call.keywords)
    return name in RAISERS or (name == "catch_warnings" and (records or bool(call.args)))
