"""The second half of the proof: beside its references and imports, a rewritten file is the same program."""

import ast
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from codemods.project.call_binding import PlacedArgument
from codemods.project.decision import Decision, UseChange
from codemods.semantic.facts import Facts
from codemods.semantic.parse_source import parse
from codemods.semantic.span import Span
from codemods.transformers.proof.prove_imports import ImportBlock, import_trouble, is_import
from codemods.transformers.proof.unproved import Unproved
from codemods.values.edit import Edit, splice
from codemods.values.source import Source

_Pair = tuple[ast.AST, ast.AST]
_SKIPPED = frozenset({"ctx", "type_comment", "kind"})
_TEXTS = (ast.Constant, ast.JoinedStr, ast.Global, ast.Nonlocal, ast.Delete)
"""What holds names as text or in a row, and changes only where it is free to."""


def compare_shape(
    before: Source,
    facts: Facts,
    decision: Decision,
    strings: Sequence[Edit],
    after: Source,
    tree: ast.Module,
) -> Unproved | None:
    """Compare two texts node by node with a decision applied; None when nothing else differs.

    `strings` are the edits inside strings, and on the names of keywords; `tree` is the new text, parsed.
    """
    return _Comparison(before, facts, decision, strings, after).run(parse(before), tree)


class _Comparison:
    """Walks two trees side by side, on a stack of its own."""

    def __init__(
        self, before: Source, facts: Facts, decision: Decision, strings: Sequence[Edit], after: Source
    ) -> None:
        self.after = after
        self.source = before
        self.facts = facts
        self.decision = decision
        self.changes = {facts.accesses[each.use].start: each for each in decision.uses}
        embedded = [use for use in facts.accesses if use.embedded]
        imports = [facts.imports[change.statement].span for change in decision.aliases]
        self.free = [
            *imports,
            *(change.span for change in decision.names),
            *(Span(use.start, use.ends[-1]) for use in embedded),
        ]
        self.strings = sorted(strings)
        self.decided = sorted(
            [
                *self.changes,
                *(edit.start for edit in self.strings),
                *(span.start for span in self.free),
            ]
        )
        self.stack: list[_Pair] = []

    def run(self, old: ast.Module, new: ast.Module) -> Unproved | None:
        """Give the first difference that the decision does not explain."""
        self.stack.append((old, new))
        while self.stack:
            before, after = self.stack.pop()
            trouble = self._pair(before, after)
            if trouble:
                return Unproved(getattr(before, "lineno", 0), trouble)
        return None

    def _untouched(self, old: ast.stmt, new: ast.AST) -> bool:
        """Whether two statements have the same text, and nothing was decided inside: then they are one."""
        if not isinstance(new, ast.stmt):
            return False
        start, end = _extent(self.source, old)
        first = bisect_left(self.decided, start)
        if first < len(self.decided) and self.decided[first] < end:
            return False
        other, other_end = _extent(self.after, new)
        return self.source.data[start:end] == self.after.data[other:other_end]

    def _pair(self, old: ast.AST, new: ast.AST) -> str:
        if isinstance(old, ast.stmt) and self._untouched(old, new):
            return ""
        change = self._change(old)
        if change is not None:
            path = ".".join(change.parts)
            return "" if _dotted(new) == list(change.parts) else f"`{path}` should stand here"
        if isinstance(old, ast.Call) and (change := self._change(old.func)) is not None:
            if change.awaits:
                if not isinstance(new, ast.Await):
                    return "the call should be awaited"
                new = new.value
            return self._call(old, new, change)
        if isinstance(old, (ast.Constant, ast.JoinedStr)) and (edits := self._inside(old)):
            return self._text(old, new, edits)
        if isinstance(old, ast.keyword) and (edits := self._renamed(old)):
            return self._keyword(old, new, edits[0])
        if isinstance(old, ast.Attribute) and (edits := self._at_its_end(old)):
            return self._attribute(old, new, edits[0])
        if isinstance(old, _TEXTS) and self._is_free(old):
            return "" if type(old) is type(new) else "a string became something else"
        if type(old) is not type(new):
            return f"{_named(old)} would become {_named(new)}"
        return self._fields(old, new)

    def _change(self, node: ast.AST) -> UseChange | None:
        """The decision about a chain, if this node is just its deprecated part."""
        attrs = 0
        base = node
        while isinstance(base, ast.Attribute):
            base, attrs = base.value, attrs + 1
        if not isinstance(base, ast.Name):
            return None
        change = self.changes.get(self.source.offset(base.lineno, base.col_offset))
        return change if change is not None and change.attrs == attrs else None

    def _call(self, old: ast.Call, new: ast.AST, change: UseChange) -> str:
        if not isinstance(new, ast.Call) or _dotted(new.func) != list(change.parts):
            return f"a call of `{'.'.join(change.parts)}` should stand here"
        if change.arguments is None:
            return self._fields(old, new, skip=("func",))
        written: list[ast.expr | ast.keyword] = [*old.args, *old.keywords]
        given = sorted(written, key=lambda each: (each.lineno, each.col_offset))
        wanted = [_argument(given, each) for each in change.arguments]
        found = [(None, each) for each in new.args] + [(each.arg, each.value) for each in new.keywords]
        if [keyword for keyword, _ in wanted] != [keyword for keyword, _ in found]:
            return "the call's arguments are not those that the migration gives"
        self.stack += [(old_value, value) for (_, old_value), (_, value) in zip(wanted, found, strict=True)]
        return ""

    def _inside(self, node: ast.expr) -> list[Edit]:
        """The edits inside a string."""
        start, end = _extent(self.source, node)
        return [edit for edit in self.strings if start <= edit.start and edit.end <= end]

    def _text(self, old: ast.expr, new: ast.AST, edits: list[Edit]) -> str:
        """Compare a string with the text that its edits make of it."""
        start, end = _extent(self.source, old)
        moved = (Edit(each.start - start, each.end - start, each.old, each.new) for each in edits)
        wanted = splice(self.source.data[start:end], moved)
        if type(new) is not type(old):
            return "a string became something else"
        first, last = _extent(self.after, new)
        found = self.after.data[first:last]
        return "" if found == wanted else f"the string should read {wanted.decode('utf-8', 'replace')}"

    def _at_its_end(self, node: ast.Attribute) -> list[Edit]:
        """The edit on the name of an attribute."""
        end = _extent(self.source, node)[1]
        return [edit for edit in self.strings if edit.end == end and edit.old == node.attr.encode()]

    def _attribute(self, old: ast.Attribute, new: ast.AST, edit: Edit) -> str:
        told = edit.new.decode()
        if not isinstance(new, ast.Attribute) or new.attr != told:
            return f"the attribute should be `{told}`"
        self.stack.append((old.value, new.value))
        return ""

    def _renamed(self, node: ast.keyword) -> list[Edit]:
        """The edit on the name of a keyword."""
        start = self.source.offset(node.lineno, node.col_offset)
        return [edit for edit in self.strings if edit.start == start and node.arg is not None]

    def _keyword(self, old: ast.keyword, new: ast.AST, edit: Edit) -> str:
        told = edit.new.decode()
        if not isinstance(new, ast.keyword) or new.arg != told:
            return f"the keyword should be `{told}`"
        self.stack.append((old.value, new.value))
        return ""

    def _is_free(self, node: ast.expr | ast.stmt) -> bool:
        start = self.source.offset(node.lineno, node.col_offset)
        end = self.source.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        inside = any(start <= span.start and span.end <= end for span in self.free)
        unsure = isinstance(node, ast.JoinedStr) and any(start <= at < end for at in self.changes)
        return inside or unsure

    def _fields(self, old: ast.AST, new: ast.AST, skip: Sequence[str] = ()) -> str:
        for name in old._fields:
            if name in _SKIPPED or name in skip:
                continue
            trouble = self._values(getattr(old, name, None), getattr(new, name, None))
            if trouble:
                return trouble
        return ""

    def _values(self, old: object, new: object) -> str:
        if isinstance(old, ast.AST) and isinstance(new, ast.AST):
            self.stack.append((old, new))
            return ""
        if isinstance(old, list) and isinstance(new, list):
            return self._lists(old, new)
        return "" if old == new and type(old) is type(new) else f"{old!r} would become {new!r}"

    def _lists(self, old: list[ast.AST], new: list[ast.AST]) -> str:
        if old and isinstance(old[0], ast.stmt):
            trouble = import_trouble(ImportBlock(old, self.source, self.facts, self.decision), new)
            if trouble:
                return trouble
            old, new = list(_without_imports(old)), list(_without_imports(new))
        elif old and self._has_free_entries(old):
            return self._entries(old, new)
        if len(old) != len(new):
            return "something is missing, or was added"
        troubles = (self._values(each, other) for each, other in zip(old, new, strict=True))
        return next((trouble for trouble in troubles if trouble), "")

    def _has_free_entries(self, nodes: list[ast.AST]) -> bool:
        """Whether a list holds entries of `__all__` that change."""
        spans = [change.span for change in self.decision.names if change.exported]
        starts = {span.start for span in spans}
        constants = (each for each in nodes if starts and isinstance(each, ast.Constant))
        return any(self.source.offset(each.lineno, each.col_offset) in starts for each in constants)

    def _entries(self, old: list[ast.AST], new: list[ast.AST]) -> str:
        """Compare entries of `__all__` as a set: two old names may have one heir."""
        heirs = {change.span.start: change.new for change in self.decision.names if change.exported}
        wanted: set[object] = set()
        for each in old:
            if isinstance(each, ast.Constant):
                start = self.source.offset(each.lineno, each.col_offset)
                wanted.update(heirs.get(start, (each.value,)))
        found = [each.value for each in new if isinstance(each, ast.Constant)]
        elsewhere = {
            text.value for text in self.facts.strings if text.dunder_all_list and text.span.start not in heirs
        }
        lost = wanted - set(found) - elsewhere
        if lost or not wanted >= set(found):
            return "`__all__` would list other names than decided"
        return ""


def _extent(source: Source, node: ast.stmt | ast.expr) -> tuple[int, int]:
    """The offsets of a statement, its decorators with it."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = decorators[0] if decorators else node
    end = source.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
    return source.offset(first.lineno, first.col_offset), end


def _without_imports(body: list[ast.AST]) -> Iterator[ast.AST]:
    """The statements of a block that are no import, nor the `pass` that an emptied block gets."""
    return (each for each in body if not is_import(each) and not isinstance(each, ast.Pass))


def _argument(given: Sequence[ast.expr | ast.keyword], placed: PlacedArgument) -> tuple[str | None, ast.AST]:
    if placed.index < 0:
        return placed.keyword, ast.parse(placed.literal, mode="eval").body
    value = given[placed.index]
    return placed.keyword, value.value if isinstance(value, ast.keyword) else value


def _dotted(node: ast.AST) -> list[str]:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return [node.id, *reversed(parts)] if isinstance(node, ast.Name) else []


def _named(node: ast.AST) -> str:
    return f"{type(node).__name__.lower()} node"
