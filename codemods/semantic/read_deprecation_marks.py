"""Read the marks of deprecation in one module: decorators, warnings, docstrings, aliases, tables.

It reads a parsed file and nothing else; nothing is imported or run.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from codemods.semantic.constant_strings import module_constants
from codemods.semantic.delegation import FUNCTIONS, Function, delegated, only_warns
from codemods.semantic.deprecation_calls import (
    StatedDeprecation,
    is_marking,
    is_of_parameters,
    is_warning,
    stated,
    text_of,
)
from codemods.semantic.deprecation_marks import DeprecationMark, MarkKind
from codemods.semantic.deprecation_tables import table_marks
from codemods.semantic.deprecation_texts import named_replacements
from codemods.semantic.dotted_names import dotted_parts, last_name

_DIRECTIVE = re.compile(
    r"^\.\.[ \t]+deprecated(?:-removed)?::[^\n]*(?:\n(?:[ \t]+[^\n]*|(?=\n)))*", re.MULTILINE
)
_SENTENCE = re.compile(
    r"^(?:[^\w\s]*deprecated\b|this \w+ is deprecated)[^\n]*(?:\n[ \t]*[^\s\n][^\n]*)*",
    re.IGNORECASE | re.MULTILINE,
)
_MAKERS = frozenset({"__init__", "__new__", "__post_init__", "__init_subclass__"})
_BINDERS = frozenset({"staticmethod", "classmethod"})
_CONSTANT_PREFIX = "_DEPRECATED_"
"""Before the name of a constant that a module's `__getattr__` gives without it, as Home Assistant does."""


def deprecation_marks(tree: ast.Module) -> tuple[DeprecationMark, ...]:
    """All marks of a parsed module, in the order of the lines."""
    return tuple(sorted(_Reader(tree).marks(), key=lambda mark: mark.line))


def own_warners(tree: ast.Module) -> frozenset[str]:
    """The classes of a module that derive from warnings of deprecation, and its functions that only warn."""
    known: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            names = {last_name(base) for base in node.bases}
            if names & known or any("Deprecat" in name or name == "FutureWarning" for name in names):
                known.add(node.name)
    found = frozenset(known)
    functions = (each for each in tree.body if isinstance(each, FUNCTIONS))
    return found | {each.name for each in functions if only_warns(each, found)}


class _Reader:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._constants = {name: str(node.value) for name, node in module_constants(tree).items()}
        self._warners = own_warners(tree)

    def marks(self) -> Iterator[DeprecationMark]:
        for node in _statements(self._tree.body):
            value = node.value if isinstance(node, ast.Expr) else None
            if isinstance(value, ast.Call) and is_warning(value, self._warners):
                said = replace(stated(value, self._constants), code=())
                yield self._mark("", MarkKind.WARNING, node, said)
        yield from self._docstring(self._tree, "", 1)
        yield from self._body(self._tree.body, "")
        yield from table_marks(self._tree, self._constants)

    def _body(self, body: Sequence[ast.stmt], prefix: str) -> Iterator[DeprecationMark]:
        for node in _statements(body):
            if isinstance(node, FUNCTIONS) and node.name not in ("__getattr__", *self._warners):
                yield from self._function(node, f"{prefix}{node.name}", prefix.rstrip("."))
            elif isinstance(node, ast.ClassDef):
                yield from self._decorated(node, f"{prefix}{node.name}")
                yield from self._docstring(node, f"{prefix}{node.name}", node.lineno)
                yield from self._body(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        yield from self._assigned(node, f"{prefix}{target.id}", node.value)

    def _function(self, node: Function, name: str, owner: str) -> Iterator[DeprecationMark]:
        marks = [*self._decorated(node, name), *self._docstring(node, name, node.lineno)]
        marks += self._warned(node, owner if node.name in _MAKERS and owner else name)
        yield from marks
        if any(mark.is_stated and mark.kind is not MarkKind.PARAMETER for mark in marks):
            value = delegated(node, self._warners)
            value = value.value if isinstance(value, ast.Await) else value
            callee = value.func if isinstance(value, ast.Call) else value
            parts = dotted_parts(callee) if callee is not None else ()
            if value is not None and parts:
                yield DeprecationMark(
                    name, MarkKind.DELEGATION, value.lineno, ast.unparse(value), code=(parts,)
                )

    def _decorated(self, node: Function | ast.ClassDef, name: str) -> Iterator[DeprecationMark]:
        parameters = _parameters(node) if isinstance(node, FUNCTIONS) else frozenset()
        owner, _, leaf = name.rpartition(".")
        about = owner if leaf in _MAKERS and owner else name
        for each in filter(is_marking, node.decorator_list):
            said = stated(each, self._constants, name)
            for old, new in said.renamed:
                known = new if new in parameters else ""
                yield DeprecationMark(
                    about, MarkKind.PARAMETER, each.lineno, said.text, parameter=old, new_parameter=known
                )
            if not said.renamed and not is_of_parameters(each):
                yield self._mark(name, MarkKind.DECORATOR, each, said)

    def _warned(self, node: Function, name: str) -> Iterator[DeprecationMark]:
        """Warnings that stand in the function itself: what runs in any case, and what a parameter decides."""
        parameters = _parameters(node) - {"self", "cls"}
        for statement, tests in _reached(node.body):
            value = statement.value
            if not isinstance(value, ast.Call) or not is_warning(value, self._warners):
                continue
            # What a warning is passed beside its text are warners and the like.
            said = replace(stated(value, self._local(node), name), code=())
            asked = {name for test in tests for name in _names(test.test)} & parameters
            if len(asked) > 1:
                # An earlier test may have ended the function: the innermost says what the warning is about.
                asked = _names(tests[-1].test) & parameters
            if not tests and not is_of_parameters(value):
                yield self._mark(name, MarkKind.WARNING, statement, said)
            elif len(asked) == 1:
                (old,) = asked
                new = next((new for test in tests for new in _taken_over(test, old, parameters)), "")
                yield DeprecationMark(
                    name, MarkKind.PARAMETER, statement.lineno, said.text, said.named, (), old, new
                )

    def _local(self, node: Function) -> Mapping[str, str]:
        """The strings that names stand for in a function: `msg = "..."; warn(msg)`."""
        found = dict(self._constants)
        for each in node.body:
            if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
                text = text_of(each.value, found)
                if text is not None:
                    found[each.targets[0].id] = text
        return found

    def _docstring(
        self, node: Function | ast.ClassDef | ast.Module, name: str, line: int
    ) -> Iterator[DeprecationMark]:
        text = ast.get_docstring(node) or ""
        for found in (_DIRECTIVE.search(text), _SENTENCE.search(text)):
            if found is not None:
                said = " ".join(found.group().replace(".. ", "", 1).split())
                yield DeprecationMark(name, MarkKind.DOCSTRING, line, said, named_replacements(said))
                return

    def _assigned(self, node: ast.stmt, name: str, value: ast.expr) -> Iterator[DeprecationMark]:
        while isinstance(value, ast.Call) and last_name(value.func) in _BINDERS and len(value.args) == 1:
            value = value.args[0]
        parts = dotted_parts(value)
        owner, _, leaf = name.rpartition(".")
        real = leaf.removeprefix(_CONSTANT_PREFIX)
        name = f"{owner}.{real}" if owner else real
        if parts and real == leaf:
            yield DeprecationMark(name, MarkKind.ALIAS, node.lineno, ast.unparse(node), code=(parts,))
        elif isinstance(value, ast.Call) and is_marking(value):
            yield self._mark(name, MarkKind.WRAPPER, node, stated(value, self._constants, name))

    def _mark(
        self, name: str, kind: MarkKind, node: ast.stmt | ast.expr, said: StatedDeprecation
    ) -> DeprecationMark:
        return DeprecationMark(name, kind, node.lineno, " ".join(said.text.split()), said.named, said.code)


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module or class, those in its branches too."""
    for node in body:
        yield node
        if isinstance(node, (ast.If, ast.Try, ast.With)):
            for inner in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(node, inner, []))
            for handler in getattr(node, "handlers", []):
                yield from _statements(handler.body)


def _reached(
    body: Sequence[ast.stmt], tests: tuple[ast.If, ...] = ()
) -> Iterator[tuple[ast.Expr, tuple[ast.If, ...]]]:
    """The expressions of a function that stand as statements, and the `if`s that decide about them."""
    for node in body:
        if isinstance(node, ast.Expr):
            yield node, tests
        elif isinstance(node, ast.If):
            yield from _reached(node.body, (*tests, node))
            if any(isinstance(each, (ast.Return, ast.Raise)) for each in ast.walk(node)):
                tests = (*tests, node)
        elif isinstance(node, ast.With):
            yield from _reached(node.body, tests)


def _parameters(node: Function) -> frozenset[str]:
    return frozenset(each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg))


def _names(node: ast.expr) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _taken_over(test: ast.If, old: str, parameters: frozenset[str]) -> Iterator[str]:
    """The parameter that takes the value of a deprecated one: `if old is not None: new = old`."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == old:
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id in parameters - {old}:
                    yield target.id
