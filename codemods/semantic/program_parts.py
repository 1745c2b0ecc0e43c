"""The parts of a program that run in any order: the cells of a notebook."""

import ast
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from codemods.values.host_file import PART_END

Node = TypeVar("Node", bound=ast.AST)


def parts_of(body: Sequence[Node]) -> list[Sequence[Node]]:
    """The statements of each part, with the one by which it ends, in order."""
    ends = [number + 1 for number, each in enumerate(body) if _ends_part(each)]
    bounds = [0, *ends, *([len(body)] if not ends or ends[-1] < len(body) else [])]
    return [body[first:last] for first, last in pairwise(bounds)]


def _ends_part(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and value.value == PART_END
