"""Whether the tests of two `if` exclude each other: one may hold just where the other does not."""

import ast
import re
from collections.abc import Iterable

Term = tuple[str, str, str]
"""What a part of a test is about, its side, and its value: `("V", "==", "2")`, for `V == 2`."""

_VERSION = re.compile(r"version|(?<![a-z])py_?[23]|(?<![a-z])is_?py", re.IGNORECASE)
_SIDES = {ast.Lt: "<", ast.LtE: "<", ast.Gt: ">", ast.GtE: ">"}
_WITH_VALUE = {
    **{ast.Eq: "==", ast.NotEq: "!=", ast.Is: "is", ast.IsNot: "is not"},
    **{ast.In: "in", ast.NotIn: "not in"},
}
_OPPOSITE = {
    **{"<": ">", ">": "<", "true": "false", "false": "true"},
    **{"==": "!=", "!=": "==", "is": "is not", "is not": "is", "in": "not in", "not in": "in"},
}
_CASES = "cases"
"""The side of the subject of a `match`, whose cases take several."""


def terms_of(test: ast.expr) -> frozenset[Term]:
    """What a test asks, part by part."""
    return _with_versions(test, _terms(test))


def terms_of_subject(subject: ast.expr) -> frozenset[Term]:
    """What the cases of a `match` ask."""
    return _with_versions(subject, [(ast.unparse(subject), _CASES, "")])


def may_exclude(one: Iterable[Term], other: Iterable[Term]) -> bool:
    """Whether one of two tests may hold just where the other does not."""
    others = [*other]
    return any(_are_apart(each, another) for each in one for another in others if each[0] == another[0])


def _with_versions(node: ast.expr, terms: list[Term]) -> frozenset[Term]:
    """The terms of an expression; all that ask for a version have one subject as well."""
    asks = any(_VERSION.search(subject) for subject, _, _ in terms)
    return frozenset([*terms, *([("version", "of", ast.unparse(node))] if asks else [])])


def _terms(node: ast.expr) -> list[Term]:
    if isinstance(node, ast.BoolOp):
        return [term for value in node.values for term in _terms(value)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [(subject, _OPPOSITE[side], value) for subject, side, value in _terms(node.operand)]
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        kind, subject = type(node.ops[0]), ast.unparse(node.left)
        if kind in _SIDES:
            return [(subject, _SIDES[kind], "")]
        return [(subject, _WITH_VALUE[kind], ast.unparse(node.comparators[0]))]
    return [(ast.unparse(node), "true", "")]


def _are_apart(one: Term, other: Term) -> bool:
    """Whether two terms of one subject may exclude each other."""
    (_, side, value), (_, opposite, another) = one, other
    if one == other:
        return side == _CASES
    if side == opposite:
        return side in ("==", "is", "of")
    # Of a flag, `is None` says what its truth says.
    is_flag = {side, opposite} & {"true", "false"} and {side, opposite} & {"is", "is not", "==", "!="}
    return (
        _CASES in (side, opposite) or bool(is_flag) or (_OPPOSITE.get(side) == opposite and value == another)
    )
