"""The statements of a module, and which of them do nothing but bind or list some names."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LISTS = ("body", "orelse", "finalbody")


@dataclass(frozen=True, slots=True)
class BodyStatement:
    """A statement with the list of statements that it stands in."""

    node: ast.stmt
    list: int
    """A number that is equal for the statements of one list."""
    size: int
    """How many statements the list holds."""
    top: bool
    """Whether the list is the module's own."""

    @property
    def first(self) -> int:
        """Its first line, 1-based, decorators with it."""
        decorated = self.node.decorator_list if isinstance(self.node, _DEFINITIONS) else []
        return min([self.node.lineno, *(each.lineno for each in decorated)])

    @property
    def last(self) -> int:
        """Its last line, 1-based."""
        return self.node.end_lineno or self.node.lineno


def statements(tree: ast.Module) -> Iterator[BodyStatement]:
    """Every statement of a module that is in no function or class, in the order of the source."""
    todo: list[tuple[Sequence[ast.stmt], bool]] = [(tree.body, True)]
    number = 0
    while todo:
        body, top = todo.pop()
        number += 1
        for node in body:
            yield BodyStatement(node, number, len(body), top)
            if not isinstance(node, _DEFINITIONS):
                todo += [(each, False) for each in _lists(node)]


def _lists(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in _LISTS:
        body = getattr(node, name, None)
        if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
            yield body
    for inner in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield from _lists(inner)


def binds_only(node: ast.stmt, names: set[str]) -> bool:
    """Whether a statement is a definition or an assignment of nothing but some names."""
    if isinstance(node, _DEFINITIONS):
        return node.name in names
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Name) and target.id in names for target in node.targets)
    if isinstance(node, (ast.AnnAssign, ast.AugAssign)):
        return isinstance(node.target, ast.Name) and node.target.id in names
    # The node of `type X = …` (PEP 695) is not in the `ast` of Python 3.11.
    alias = getattr(node, "name", None) if type(node).__name__ == "TypeAlias" else None
    return isinstance(alias, ast.Name) and alias.id in names


def lists_only(node: ast.stmt, names: set[str]) -> bool:
    """Whether a statement adds nothing but some names to `__all__`."""
    if isinstance(node, ast.AugAssign):
        value: ast.expr | None = node.value if _is_all(node.target) else None
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        called = node.value.func
        adds = (
            isinstance(called, ast.Attribute)
            and _is_all(called.value)
            and called.attr in ("append", "extend")
        )
        value = node.value.args[0] if adds and len(node.value.args) == 1 else None
    else:
        return False
    entries = value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value] if value is not None else []
    return bool(entries) and all(isinstance(each, ast.Constant) and each.value in names for each in entries)


def tuples_in(node: ast.stmt) -> list[ast.Tuple]:
    """The tuples of a statement on `__all__`; none for any other statement."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr):
        nodes = list(ast.walk(node))
        if any(isinstance(each, ast.expr) and _is_all(each) for each in nodes):
            return [each for each in nodes if isinstance(each, ast.Tuple)]
    return []


def _is_all(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "__all__"


def names_read(nodes: Sequence[ast.AST]) -> set[str]:
    """The names that some nodes spell as code, or as text."""
    found: set[str] = set()
    for outer in nodes:
        for node in ast.walk(outer):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(node.value.replace(".", " ").split())
    return found
