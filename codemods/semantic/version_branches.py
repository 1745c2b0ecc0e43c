"""Where a file runs one piece of code or another, so that it can support two versions of a library.

Only places near old and new names are given: those that span a line with one.
"""

import ast
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct

from codemods.semantic.dotted_names import dotted_parts, last_name
from codemods.semantic.excluding_tests import Term, terms_of, terms_of_subject
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.nodes import span_of
from codemods.semantic.span import Span, SpanSet
from codemods.values.source import Source

MISSING_ERRORS = frozenset(
    ["ImportError", "ModuleNotFoundError", "AttributeError", "NameError", "Exception", "BaseException"]
)
"""What Python raises where a name or a module is missing, and the classes above these."""
IMPORT_ERRORS = MISSING_ERRORS - {"AttributeError", "NameError"}

_PROBES = frozenset(["hasattr", "getattr", "find_spec", "dir", "vars"])
"""Calls that tell whether something is there."""
_LOOKUPS = frozenset(["find_spec", "import_module", "importorskip", "__import__"])
"""Calls that take the dotted name of a module."""
_BODIES = ("body", "orelse", "finalbody")
"""The lists of statements of a node; the handlers of `try`, and cases, are nodes of their own."""
_READ = (
    *(
        ast.Module,
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
        ast.If,
        ast.For,
        ast.AsyncFor,
        ast.While,
    ),
    *(ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.ExceptHandler, ast.Match, ast.match_case),
    *(ast.IfExp, ast.BoolOp, ast.Call),
)
"""What holds statements, or may be a choice."""
_JUMPS = (ast.Return, ast.Raise, ast.Continue, ast.Break)


class VersionBranches(Struct, frozen=True, array_like=True):
    """Pieces of code of which one runs, or is tried before the others."""

    parts: tuple[tuple[Span, ...], ...]
    """A test comes first. A part may be in pieces: the body of a `try`, and its `else`."""
    probed: bool = False
    """Whether it depends on what the first part finds to be there: `hasattr`, `except ImportError`, ..."""
    catches_import_error: bool = False
    tested: frozenset[Term] = frozenset()
    """What the test of an `if` asks."""
    only_fails: bool = False
    """Whether nothing runs where the first part fails: `except ImportError: raise ImportError("upgrade")`."""

    def parts_with(self, offsets: Sequence[int]) -> set[int]:
        """The indices of the parts in which some offsets stand, which are sorted."""
        return {
            index
            for index, part in enumerate(self.parts)
            if any(bisect_left(offsets, span.start) < bisect_left(offsets, span.end) for span in part)
        }


class ModuleName(Struct, frozen=True, array_like=True):
    """A module that a call names by a string: `find_spec("a.b")`."""

    path: tuple[str, ...]
    offset: int
    probed: bool
    """Whether the call only asks whether the module is there."""


class VersionChoices(Struct, frozen=True, array_like=True):
    """All that a file says about versions."""

    branches: tuple[VersionBranches, ...] = ()
    module_names: tuple[ModuleName, ...] = ()
    type_checking: tuple[Span, ...] = ()
    """What stands below `if TYPE_CHECKING`, and what stands in its `else`."""
    refused: tuple[VersionBranches, ...] = ()
    """What is tried with other arguments where a function does not take them: `except TypeError`."""


def read_version_choices(nodes: Iterable[ast.AST], source: Source, lines: Iterable[int]) -> VersionChoices:
    """Read what a file says about versions in statements that span one of some lines (1-based).

    `nodes` are those that span one of these lines; more do not matter.
    """
    reader = _Reader(source, MatchingLines(source.line_count, lines))
    for node in nodes:
        if isinstance(node, _READ) and reader.matching.lie_in(node):
            reader.read(node)
    return VersionChoices(
        tuple(reader.branches),
        tuple(reader.module_names),
        tuple(reader.type_checking),
        tuple(reader.refused),
    )


def probed_owners(
    nodes: Iterable[ast.AST], source: Source, names: frozenset[str], choices: VersionChoices
) -> frozenset[str]:
    """The plain names on which code that runs by choice reads some names: `np` of `np.trapezoid`.

    `nodes` are those that span a line with one of the names; more do not matter.
    """
    found: set[str] = set()
    chosen = SpanSet(span for each in choices.branches for part in each.parts for span in part)
    for node in nodes if names else ():
        if isinstance(node, ast.Attribute) and node.attr in names:
            start = source.offset(node.lineno, node.col_offset)
            if start in chosen:
                found.update(dotted_parts(node)[:1])
        elif isinstance(node, ast.Call) and last_name(node.func) in _PROBES and len(node.args) > 1:
            name = node.args[1]
            if isinstance(name, ast.Constant) and name.value in names:
                found.update(dotted_parts(node.args[0])[:1])
    return frozenset(found)


class _Reader:
    def __init__(self, source: Source, matching: MatchingLines) -> None:
        self.matching = matching
        self.branches: list[VersionBranches] = []
        self.refused: list[VersionBranches] = []
        self.module_names: list[ModuleName] = []
        self.type_checking: list[Span] = []
        self._source = source

    def read(self, node: ast.AST) -> None:
        for field in _BODIES if not isinstance(node, ast.expr) else ():
            body = getattr(node, field, None)
            if body:
                self._statements(body, isinstance(node, ast.Module))
        if isinstance(node, ast.IfExp):
            parts = ((self._span(node.test),), (self._span(node.body),), (self._span(node.orelse),))
            self._add(parts, _probes(node.test), tested=terms_of(node.test))
        elif isinstance(node, ast.BoolOp) and any(map(_probes, node.values)):
            self._add(tuple((self._span(value),) for value in node.values), True)
        elif isinstance(node, ast.Match):
            cases = ((self._body(case.body),) for case in node.cases)
            self._add(
                ((self._span(node.subject),), *cases),
                _probes(node.subject),
                tested=terms_of_subject(node.subject),
            )
        elif isinstance(node, ast.Call):
            self._call(node)

    def _call(self, node: ast.Call) -> None:
        name = last_name(node.func)
        if name == "getattr" and len(node.args) == 3:
            first = Span(self._span(node.args[0]).start, self._span(node.args[1]).end)
            self._add(((first,), (self._span(node.args[2]),)), True)
        argument = node.args[0] if node.args and name in _LOOKUPS else None
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            path = tuple(argument.value.split("."))
            start = self._span(argument).start
            self.module_names.append(ModuleName(path, start, name == "find_spec"))

    def _statements(self, body: Sequence[ast.stmt], of_module: bool) -> None:
        """The choices of one list of statements; what follows one that may be left early is a part of it."""
        for index, statement in enumerate(body):
            if isinstance(statement, (ast.With, ast.AsyncWith)) and self.matching.lie_in(statement):
                self._with(statement)
            if not isinstance(statement, (ast.If, ast.Try, ast.TryStar)):
                continue
            rest = (self._body(body[index + 1 :]),) if index + 1 < len(body) else ()
            if self.matching.lie_in(statement) or (rest and _leaves(statement)):
                if isinstance(statement, ast.If):
                    self._if(statement, rest)
                else:
                    self._try(statement, rest, of_module)

    def _if(self, node: ast.If, rest: tuple[Span, ...]) -> None:
        body: tuple[Span, ...] = (self._body(node.body),)
        other: tuple[Span, ...] = (self._body(node.orelse),) if node.orelse else ()
        if _is_left(node.body):
            other += rest
        elif node.orelse and _is_left(node.orelse):
            body += rest
        if "TYPE_CHECKING" in _names(node.test):
            self.type_checking += (*body, *other)
        else:
            self._add(((self._span(node.test),), body, other), _probes(node.test), tested=terms_of(node.test))

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        """`with suppress(ImportError)`, which has no other part."""
        calls = (item.context_expr for item in node.items)
        for call in calls:
            if isinstance(call, ast.Call) and last_name(call.func) == "suppress":
                caught = MISSING_ERRORS.intersection(map(last_name, call.args))
                if caught:
                    self._add(((self._body(node.body),),), True, bool(caught & IMPORT_ERRORS))

    def _try(self, node: ast.Try | ast.TryStar, rest: tuple[Span, ...], of_module: bool) -> None:
        caught = frozenset[str]().union(*(_caught(handler) for handler in node.handlers))
        if not caught & (MISSING_ERRORS | {"TypeError"}):
            return
        body = (self._body(node.body), *((self._body(node.orelse),) if node.orelse else ()))
        handlers: list[tuple[Span, ...]] = [(self._body(handler.body),) for handler in node.handlers]
        if rest and _is_left(node.orelse or node.body):
            handlers.append(rest)
        elif all(_is_left(handler.body) for handler in node.handlers):
            body += rest
        if caught & MISSING_ERRORS:
            fails = all(_only_fails(handler, of_module) for handler in node.handlers)
            self._add((body, *handlers), True, bool(caught & IMPORT_ERRORS), only_fails=fails)
        else:
            self.refused.append(VersionBranches((body, *handlers), True))

    def _add(
        self,
        parts: tuple[tuple[Span, ...], ...],
        probed: bool,
        catches_import_error: bool = False,
        tested: frozenset[Term] = frozenset(),
        only_fails: bool = False,
    ) -> None:
        self.branches.append(VersionBranches(parts, probed, catches_import_error, tested, only_fails))

    def _span(self, node: ast.expr | ast.stmt) -> Span:
        return span_of(node, self._source.offset)

    def _body(self, body: Sequence[ast.stmt]) -> Span:
        first = min((self._span(each).start for each in getattr(body[0], "decorator_list", ())), default=None)
        start = self._span(body[0]).start
        return Span(start if first is None else min(first, start), self._span(body[-1]).end)


def _leaves(node: ast.If | ast.Try | ast.TryStar) -> bool:
    """Whether a statement may be left early, so that what follows it is the other choice."""
    bodies = [node.body, node.orelse]
    if not isinstance(node, ast.If):
        bodies += [handler.body for handler in node.handlers]
    return any(map(_is_left, bodies))


def _is_left(body: Sequence[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], _JUMPS)


def _only_fails(handler: ast.ExceptHandler, of_module: bool) -> bool:
    """Whether a handler raises in any case, and no other handler of this file makes up for that.

    An error of a missing import may be caught again, by a choice that is read by itself.
    """
    last = handler.body[-1]
    if not isinstance(last, ast.Raise):
        return False
    if any(isinstance(each, (ast.Return, ast.Continue, ast.Break)) for each in ast.walk(handler)):
        return False
    raised = last.exc.func if isinstance(last.exc, ast.Call) else last.exc
    return of_module or raised is None or last_name(raised) in IMPORT_ERRORS


def _probes(node: ast.expr) -> bool:
    """Whether an expression asks whether something is there."""
    return any(isinstance(each, ast.Call) and last_name(each.func) in _PROBES for each in ast.walk(node))


def _names(node: ast.expr) -> frozenset[str]:
    """The names that an expression reads; of a chain of attributes all but the object that it begins with.

    Two tests that read something of `self` have nothing in common yet.
    """
    nodes = list(ast.walk(node))
    read_on = {id(each.value) for each in nodes if isinstance(each, ast.Attribute)}
    names = {each.id for each in nodes if isinstance(each, ast.Name) and id(each) not in read_on}
    return frozenset(names | {each.attr for each in nodes if isinstance(each, ast.Attribute)})


def _caught(handler: ast.ExceptHandler) -> frozenset[str]:
    if handler.type is None:
        return frozenset({"BaseException"})
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return frozenset(last_name(each) for each in caught)
