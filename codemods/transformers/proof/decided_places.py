"""What was decided about a node of the old text, by the place at which it stands."""

import ast
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, takewhile

from codemods.project.decision import CallChange, Decision, ExpressionChange, UseChange
from codemods.semantic.facts import Facts
from codemods.semantic.span import Span
from codemods.transformers.proof.prove_imports import decided_imports
from codemods.values.edit import Edit
from codemods.values.source import Source

NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Name)
NamedNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Name
_DEFINES = re.compile(rb"(?:(?:async\s+)?def|class)\s+")


class DecidedPlaces:
    """The places of one decision; `strings` are the edits inside strings, and on the names of keywords."""

    def __init__(self, before: Source, facts: Facts, decision: Decision, strings: Sequence[Edit]) -> None:
        self._before = before
        self._facts = facts
        self._strings = sorted(strings)
        self._changes = {facts.accesses[each.use].start: each for each in decision.uses}
        self._changing = [
            *(facts.imports[change.statement].span for change in decision.aliases),
            *(change.span for change in decision.names),
            *(Span(access.start, access.ends[-1]) for access in facts.accesses if access.embedded),
        ]
        """The places, other than those of accesses in code, whose text may change."""
        self._changing.sort(key=lambda span: span.start)
        self._removed = {(each.node.start, each.node.end) for each in decision.removals}
        self._expressions = {(each.span.start, each.span.end): each for each in decision.expressions}
        self._calls = {(each.span.start, each.span.end): each for each in decision.calls}
        places = (*self._calls, *self._expressions)
        self._changes_sorted = sorted([*self._changes, *(start for start, _ in places)])
        self._exported = {change.span.start: change.new for change in decision.names if change.exported}
        """What entries of `__all__` become, by where they start."""
        self.imports = decided_imports(facts, decision)
        self._decided = sorted(
            [
                *self._changes_sorted,
                *(start for start, _ in self._removed),
                *(edit.start for edit in self._strings),
                *(span.start for span in self._changing),
            ]
        )
        """Where anything may change at all."""

    def are_between(self, start: int, end: int) -> bool:
        """Whether anything may change between two offsets."""
        first = bisect_left(self._decided, start)
        return first < len(self._decided) and self._decided[first] < end

    def expression(self, node: ast.expr) -> ExpressionChange | None:
        """The decision to put an expression in the place of a node."""
        return self._expressions.get(extent(self._before, node)) if self._expressions else None

    def change(self, node: ast.AST) -> UseChange | None:
        """The decision about a chain, if this node is just its deprecated part."""
        attrs = 0
        base = node
        while isinstance(base, ast.Attribute):
            base, attrs = base.value, attrs + 1
        if not isinstance(base, ast.Name):
            return None
        change = self._changes.get(self._before.offset(base.lineno, base.col_offset))
        return change if change is not None and change.attrs == attrs else None

    def call(self, node: ast.Call) -> CallChange | None:
        """The decision about a call on no tracked name, or of an object's member."""
        return self._calls.get(extent(self._before, node)) if self._calls else None

    def bound(self, call: ast.Call) -> UseChange | None:
        """The decision about what `functools.partial` calls, where it gives that other arguments."""
        change = self.change(call.args[0]) if call.args else None
        bound = change is not None and self._facts.accesses[change.use].usage.bound_by is not None
        return change if bound and change is not None and change.arguments is not None else None

    def edits_inside(self, node: ast.expr) -> list[Edit]:
        """The edits inside a string."""
        start, end = extent(self._before, node)
        return [edit for edit in self._strings if start <= edit.start and edit.end <= end]

    def on_attribute(self, node: ast.Attribute) -> Edit | None:
        """The edit on the name of an attribute."""
        end, name = extent(self._before, node)[1], node.attr.encode()
        return next((edit for edit in self._strings if edit.end == end and edit.old == name), None)

    def on_name(self, node: NamedNode) -> Edit | None:
        """The edit on a name in a class's body: one that it assigns to, or that of what it defines."""
        start = self._before.offset(node.lineno, node.col_offset)
        if not isinstance(node, ast.Name):
            head = _DEFINES.match(self._before.data, start)
            start = head.end() if head is not None else -1
        return next((edit for edit in self._strings if edit.start == start), None)

    def on_keyword(self, node: ast.keyword) -> Edit | None:
        """The edit on the name of a keyword."""
        start = self._before.offset(node.lineno, node.col_offset) if node.arg is not None else None
        return next((edit for edit in self._strings if edit.start == start), None)

    def may_change(self, node: ast.expr | ast.stmt) -> bool:
        """Whether a decided place lies inside a node.

        In an f-string that may be the place of an access as well: the nodes inside it have the right places
        only from Python 3.12 on.
        """
        start = self._before.offset(node.lineno, node.col_offset)
        end = self._before.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        first = bisect_left(self._changing, start, key=lambda span: span.start)
        inside = takewhile(lambda span: span.start <= end, islice(self._changing, first, None))
        if any(span.end <= end for span in inside):
            return True
        return isinstance(node, ast.JoinedStr) and self.reads(node)

    def reads(self, node: ast.JoinedStr) -> bool:
        """Whether an access that changes stands in an f-string."""
        start, end = extent(self._before, node)
        at = bisect_left(self._changes_sorted, start)
        return at < len(self._changes_sorted) and self._changes_sorted[at] < end

    def is_removed(self, node: ast.AST) -> bool:
        """Whether a statement, or a decorator, is to go."""
        if not self._removed or not isinstance(node, (ast.stmt, ast.expr)):
            return False
        return extent(self._before, node) in self._removed

    def changes_entries(self, nodes: list[ast.AST]) -> bool:
        """Whether a list holds entries of `__all__` that change."""
        constants = (each for each in nodes if self._exported and isinstance(each, ast.Constant))
        return any(self._before.offset(each.lineno, each.col_offset) in self._exported for each in constants)

    def keywords_of(self, pattern: ast.MatchClass) -> list[str]:
        """What the keywords of a class pattern should be; the tree does not say where they stand."""
        wanted = list(pattern.kwd_attrs)
        for index, each in enumerate(pattern.kwd_patterns):
            before = self._before.data[: self._before.offset(each.lineno, each.col_offset)]
            end = len(before.rstrip().removesuffix(b"=").rstrip())
            edit = next((edit for edit in self._strings if edit.end == end), None)
            wanted[index] = edit.new.decode() if edit is not None else wanted[index]
        return wanted

    def entries_of(self, nodes: Sequence[ast.AST]) -> set[object]:
        """What the entries of an `__all__` should be."""
        wanted: set[object] = set()
        for each in nodes:
            if isinstance(each, ast.Constant):
                start = self._before.offset(each.lineno, each.col_offset)
                wanted.update(self._exported.get(start, (each.value,)))
        return wanted

    @property
    def entries_elsewhere(self) -> set[object]:
        """The entries of `__all__` that stay, in whatever list."""
        return {
            string.value
            for string in self._facts.strings
            if string.dunder_all_entry and string.span.start not in self._exported
        }


def extent(source: Source, node: ast.stmt | ast.expr) -> tuple[int, int]:
    """The offsets of a statement, its decorators with it."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = decorators[0] if decorators else node
    end = source.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
    return source.offset(first.lineno, first.col_offset), end
