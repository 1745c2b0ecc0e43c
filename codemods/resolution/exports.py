"""The forms in which a module writes `__all__` (language reference 7.11)."""

import ast

from codemods.resolution.links import Link

_DISPLAYS = (ast.List, ast.Tuple, ast.Set, ast.BinOp, ast.Starred)
_MAKERS = frozenset({"list", "tuple", "set", "sorted"})
_METHODS = frozenset({"append", "extend", "insert"})


def is_all_entry(link: Link | None) -> bool:
    """Whether a string stands in `__all__ = […]`, `__all__ += […]`, `__all__.extend([…])` or the like."""
    while link is not None and (isinstance(link[0], _DISPLAYS) or _makes_list(link[0])):
        link = link[1]
    parent = link[0] if link is not None else None
    if isinstance(parent, ast.Assign):
        return any(_is_all(target) for target in parent.targets)
    if isinstance(parent, (ast.AugAssign, ast.AnnAssign)):
        return _is_all(parent.target)
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute):
        return _is_all(parent.func.value) and parent.func.attr in _METHODS
    return False


def _makes_list(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MAKERS


def _is_all(node: ast.expr) -> bool:
    whole = node.value if isinstance(node, ast.Subscript) else node
    return isinstance(whole, ast.Name) and whole.id == "__all__"
