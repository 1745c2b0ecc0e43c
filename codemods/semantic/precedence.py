"""How tightly expressions bind, and what their places ask of them (language reference 6.17)."""

import ast
from enum import IntEnum


class Precedence(IntEnum):
    """How tightly an expression binds, the loosest first."""

    YIELD = 0
    """`yield`, `a := b`, tuples without parentheses: what only some places take."""
    TEST = 1
    """`a if b else c`, `lambda`: what an argument may be."""
    OR = 2
    AND = 3
    NOT = 4
    COMPARISON = 5
    BIT_OR = 6
    BIT_XOR = 7
    BIT_AND = 8
    SHIFT = 9
    SUM = 10
    TERM = 11
    FACTOR = 12
    POWER = 13
    AWAIT = 14
    PRIMARY = 15
    """Names, calls, literals, what stands in parentheses or brackets."""


_BINARY: dict[type[ast.operator], Precedence] = {
    ast.BitOr: Precedence.BIT_OR,
    ast.BitXor: Precedence.BIT_XOR,
    ast.BitAnd: Precedence.BIT_AND,
    ast.LShift: Precedence.SHIFT,
    ast.RShift: Precedence.SHIFT,
    ast.Add: Precedence.SUM,
    ast.Sub: Precedence.SUM,
    ast.Mult: Precedence.TERM,
    ast.MatMult: Precedence.TERM,
    ast.Div: Precedence.TERM,
    ast.Mod: Precedence.TERM,
    ast.FloorDiv: Precedence.TERM,
    ast.Pow: Precedence.POWER,
}
_OWN: dict[type[ast.expr], Precedence] = {
    ast.Yield: Precedence.YIELD,
    ast.YieldFrom: Precedence.YIELD,
    ast.NamedExpr: Precedence.YIELD,
    ast.Starred: Precedence.YIELD,
    ast.IfExp: Precedence.TEST,
    ast.Lambda: Precedence.TEST,
    ast.Compare: Precedence.COMPARISON,
    ast.Await: Precedence.AWAIT,
}


def precedence_of(node: ast.expr) -> Precedence:
    """How tightly an expression binds, as it would be written without parentheses around it."""
    if isinstance(node, ast.BoolOp):
        return Precedence.OR if isinstance(node.op, ast.Or) else Precedence.AND
    if isinstance(node, ast.UnaryOp):
        return Precedence.NOT if isinstance(node.op, ast.Not) else Precedence.FACTOR
    if isinstance(node, ast.BinOp):
        return _BINARY[type(node.op)]
    return _OWN.get(type(node), Precedence.PRIMARY)


def precedence_in(parent: ast.AST, node: ast.AST) -> Precedence:
    """How tightly what stands in the place of a parent's child has to bind, to need no parentheses."""
    if isinstance(parent, (ast.Attribute, ast.Await)) or (
        isinstance(parent, ast.Subscript) and node is parent.value
    ):
        return Precedence.PRIMARY
    if isinstance(parent, ast.Call):
        return Precedence.PRIMARY if node is parent.func else Precedence.TEST
    if isinstance(parent, ast.BinOp):
        return _operand(parent, node)
    if isinstance(parent, (ast.BoolOp, ast.Compare)):
        return Precedence(precedence_of(parent) + 1)
    if isinstance(parent, ast.UnaryOp):
        return precedence_of(parent)
    if isinstance(parent, ast.IfExp):
        return Precedence.TEST if node is parent.orelse else Precedence.OR
    if isinstance(parent, ast.Starred):
        return Precedence.BIT_OR
    if isinstance(parent, ast.Dict):
        spread = any(
            key is None and value is node for key, value in zip(parent.keys, parent.values, strict=True)
        )
        return Precedence.BIT_OR if spread else Precedence.TEST
    if isinstance(parent, ast.comprehension):
        return Precedence.OR
    if isinstance(parent, ast.FormattedValue):
        return Precedence.OR
    return Precedence.TEST


def _operand(parent: ast.BinOp, node: ast.AST) -> Precedence:
    """Operators of a kind group from the left, `**` from the right, whose right side may have a sign."""
    own = precedence_of(parent)
    if own is Precedence.POWER:
        return Precedence.AWAIT if node is parent.left else Precedence.FACTOR
    return own if node is parent.left else Precedence(own + 1)
