"""Which expressions can be left out: their evaluation does nothing but give a value."""

import ast

_LEAVES = (ast.Constant, ast.Name)
_COMPOUND = (
    *(ast.Attribute, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.JoinedStr, ast.FormattedValue),
    *(ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.Compare, ast.IfExp),
)


def is_pure(node: ast.expr) -> bool:
    """Whether an expression is made of names, constants, attributes, displays and operators alone.

    Operators and attributes of a class of one's own may do anything; that they do is not what code passes
    them for. A call, an `await`, a walrus, a comprehension or an unpacking may; an item may be missing.
    """
    waiting: list[ast.expr] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, _LEAVES):
            continue
        if isinstance(each, ast.Lambda):
            waiting += [*each.args.defaults, *filter(None, each.args.kw_defaults)]
            continue
        if not isinstance(each, _COMPOUND) or None in getattr(each, "keys", ()):
            return False
        waiting += [child for child in ast.iter_child_nodes(each) if isinstance(child, ast.expr)]
    return True
