"""What a module says of its own deprecated names, for comparing versions."""

import ast
import re
from collections.abc import Iterator

from codemods.plan.drafting.versions.api import Hint, ParameterHint
from codemods.semantic.delegation import FUNCTIONS, Function, delegated
from codemods.semantic.deprecation_marks import DeprecationMark, MarkKind
from codemods.semantic.read_deprecation_marks import deprecation_marks

_AS_CODE = frozenset({MarkKind.TABLE, MarkKind.WRAPPER})
"""Marks whose code names the very object that takes the place."""


def module_hints(
    module: str, file: str, tree: ast.Module
) -> tuple[list[Hint], dict[str, tuple[ParameterHint, ...]]]:
    """What a module's marks say: of names, and of parameters by the path of the function."""
    hints: list[Hint] = []
    parameters: dict[str, tuple[ParameterHint, ...]] = {}
    functions = dict(_functions(tree.body, ""))
    for mark in deprecation_marks(tree):
        path = f"{module}:{mark.name}"
        if mark.kind is MarkKind.PARAMETER:
            function = functions.get(mark.name) or functions.get(f"{mark.name}.__init__")
            # A warning behind a test of a parameter need not be about it: its text has to name it.
            shown = mark.new_parameter or re.search(rf"\b{re.escape(mark.parameter)}\b", mark.text)
            if mark.parameter and shown:
                new = _new_parameter(mark, function)
                said = ParameterHint(mark.parameter, new, bool(mark.new_parameter), mark.text)
                parameters[path] = (*parameters.get(path, ()), said)
        elif mark.kind is not MarkKind.ALIAS and mark.name:
            straight = mark.kind is MarkKind.DELEGATION and _hands_on_straight(functions.get(mark.name))
            hints += _hints(path, f"{file}:{mark.line}", mark, straight)
    return hints, parameters


def _new_parameter(mark: DeprecationMark, function: Function | None) -> str:
    """The parameter that takes the value: as the code says, or the one that the text names."""
    if mark.new_parameter or function is None:
        return mark.new_parameter
    taken = {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}
    named = {each.path for each in mark.named} & taken - {mark.parameter}
    return named.pop() if len(named) == 1 else ""


def _hints(path: str, place: str, mark: DeprecationMark, straight: bool) -> Iterator[Hint]:
    if mark.kind is MarkKind.DELEGATION and not straight:
        # Many functions call another one and do a little more: that says nothing.
        return
    why = f"{place}: {mark.kind}" + (f": {mark.text}" if mark.text else "")
    # Of a delegation, the text is its code.
    text = mark.text if mark.is_stated else ""
    table = mark.kind is MarkKind.TABLE
    stated = mark.is_stated and mark.kind is not MarkKind.DOCSTRING
    for target in mark.code:
        same = straight or mark.kind in _AS_CODE
        yield Hint(path, ".".join(target), why, text, stated, table, same)
    for named in mark.named:
        yield Hint(path, named.path, why, text, stated, table, table or named.same_thing)
    if not mark.code and not mark.named and mark.is_stated:
        yield Hint(path, "", why, text, stated, table)


def _functions(body: list[ast.stmt], inside: str) -> Iterator[tuple[str, Function]]:
    """The functions of a module and of its classes, with their qualified names."""
    for node in body:
        if isinstance(node, FUNCTIONS):
            yield inside + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{inside}{node.name}.")


def _hands_on_straight(node: Function | None) -> bool:
    """Whether all that a function does is to call something with its own parameters as they are."""
    value = delegated(node) if node is not None else None
    value = value.value if isinstance(value, ast.Await) else value
    if node is None or not isinstance(value, ast.Call):
        return False
    taken = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
    if taken[:1] in (["self"], ["cls"]):
        taken = taken[1:]
    if node.args.vararg is not None:
        taken.append(f"*{node.args.vararg.arg}")
    passed = [_spelled(each) for each in value.args]
    keywords = {each.arg: _spelled(each.value) for each in value.keywords}
    return passed == taken[: len(passed)] and all(
        given == (name if name is not None else node.args.kwarg and node.args.kwarg.arg)
        for name, given in keywords.items()
    )


def _spelled(node: ast.expr) -> str:
    if isinstance(node, ast.Starred):
        return f"*{_spelled(node.value)}"
    return node.id if isinstance(node, ast.Name) else ""
