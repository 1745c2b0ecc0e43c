"""The second half of the proof: beside its references and imports, a rewritten file is the same program."""

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise

from codemods.project.call_binding import PlacedArgument
from codemods.project.decision import CallChange, Decision, ExpressionChange, UseChange
from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.facts import Facts
from codemods.semantic.nodes import nodes_in
from codemods.semantic.parse_source import shared_tree
from codemods.semantic.program_parts import parts_of
from codemods.transformers.proof.decided_places import NAMED, DecidedPlaces, NamedNode, extent
from codemods.transformers.proof.expected_expression import holes_of
from codemods.transformers.proof.prove_imports import (
    ImportBlock,
    import_difference,
    is_import,
)
from codemods.transformers.proof.unproved import Unproved
from codemods.values.edit import Edit, splice
from codemods.values.source import Source

_IGNORED_FIELDS = frozenset({"ctx", "type_comment", "kind", "str"})
"""`str` is the text of a field's code in a t-string, beside that code itself."""
_TEMPLATES = getattr(ast, "TemplateStr", ())
_NAMES_AS_TEXT = (ast.Constant, ast.JoinedStr, ast.Global, ast.Nonlocal, ast.Delete)
"""Nodes that hold names as text or in a row; they change where the decision names a place inside."""


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
    return _Comparison(before, facts, decision, strings, after).run(shared_tree(before), tree)


class _Comparison:
    """Walks two trees side by side, on a stack of its own: the depth of a program is not bounded."""

    def __init__(
        self, before: Source, facts: Facts, decision: Decision, strings: Sequence[Edit], after: Source
    ) -> None:
        self.before = before
        self.facts = facts
        self.after = after
        self.places = DecidedPlaces(before, facts, decision, strings)
        self.stack: list[tuple[ast.AST, ast.AST]] = []

    def run(self, old: ast.Module, new: ast.Module) -> Unproved | None:
        """Give the first difference that the decision does not explain."""
        self.stack.append((old, new))
        while self.stack:
            before, after = self.stack.pop()
            difference = self._pair(before, after)
            if difference is not None:
                return Unproved.of(getattr(before, "lineno", 0), difference)
        return None

    def _untouched(self, old: ast.stmt, new: ast.AST) -> bool:
        """Whether two statements have the same text, and nothing was decided inside: then they are one."""
        if not isinstance(new, ast.stmt):
            return False
        start, end = extent(self.before, old)
        if self.places.are_between(start, end):
            return False
        new_start, new_end = extent(self.after, new)
        return self.before.data[start:end] == self.after.data[new_start:new_end]

    def _pair(self, old: ast.AST, new: ast.AST) -> str | None:
        """Compare two nodes by what was decided about the old one, and leave their children to the stack."""
        if isinstance(old, ast.stmt) and self._untouched(old, new):
            return None
        if isinstance(old, ast.expr) and (place := self.places.expression(old)) is not None:
            return self._compare_expression(old, new, place)
        change = self.places.change(old)
        if change is not None:
            path = ".".join(change.parts)
            same = isinstance(new, ast.expr) and dotted_parts(new) == change.parts
            return None if same else f"`{path}` should stand here"
        if isinstance(old, ast.Call) and (call := self.places.call(old)) is not None:
            return self._compare_call(old, new, call)
        if isinstance(old, ast.Call) and (change := self.places.change(old.func)) is not None:
            if change.awaits:
                if not isinstance(new, ast.Await):
                    return "the call should be awaited"
                new = new.value
            return self._call(old, new, change)
        if isinstance(old, ast.Call) and (change := self.places.bound(old)) is not None:
            if not isinstance(new, ast.Call):
                return f"{_kind(old)} would become {_kind(new)}"
            self.stack.append((old.func, new.func))
            return self._arguments(old, new, change.arguments or ())
        is_text = isinstance(old, ast.Constant) or (
            isinstance(old, ast.JoinedStr) and not self.places.reads(old)
        )
        if is_text and isinstance(old, ast.expr) and (edits := self.places.edits_inside(old)):
            return self._string(old, new, edits)
        if isinstance(old, ast.keyword) and (edit := self.places.on_keyword(old)) is not None:
            return self._keyword(old, new, edit)
        if isinstance(old, ast.Attribute) and (edit := self.places.on_attribute(old)) is not None:
            return self._attribute(old, new, edit)
        if isinstance(old, _TEMPLATES):
            return self._template(old, new)
        if isinstance(old, NAMED) and (edit := self.places.on_name(old)) is not None:
            return self._name(old, new, edit)
        if isinstance(old, ast.MatchClass) and isinstance(new, ast.MatchClass):
            return self._pattern(old, new)
        if isinstance(old, _NAMES_AS_TEXT) and self.places.may_change(old):
            return None if type(old) is type(new) else "a string became something else"
        if type(old) is not type(new):
            return f"{_kind(old)} would become {_kind(new)}"
        return self._fields(old, new)

    def _compare_expression(self, old: ast.expr, new: ast.AST, change: ExpressionChange) -> str | None:
        """Compare what stands in the place of a node with the expression that is to stand there."""
        kept = {extent(self.before, each): each for each in nodes_in(old) if isinstance(each, ast.expr)}
        for wanted, found in holes_of(change, new):
            if found is None:
                return f"`{wanted}` should stand here"
            if isinstance(wanted, str):
                continue
            value = kept.get((wanted.start, wanted.end))
            if value is None:
                return "what an expression keeps is no part of what it replaces"
            self.stack.append((value, found))
        return None

    def _call(self, old: ast.Call, new: ast.AST, change: UseChange) -> str | None:
        if not isinstance(new, ast.Call) or dotted_parts(new.func) != change.parts:
            return f"a call of `{'.'.join(change.parts)}` should stand here"
        if change.arguments is None:
            return self._fields(old, new, skip=("func",))
        return self._arguments(old, new, change.arguments)

    def _compare_call(self, old: ast.Call, new: ast.AST, call: CallChange) -> str | None:
        if call.awaits:
            if not isinstance(new, ast.Await):
                return "the call should be awaited"
            new = new.value
        if not isinstance(new, ast.Call):
            return f"{_kind(old)} would become {_kind(new)}"
        if call.arguments is None:
            return self._fields(old, new)
        self.stack.append((old.func, new.func))
        return self._arguments(old, new, call.arguments)

    def _arguments(self, old: ast.Call, new: ast.Call, placed: Sequence[PlacedArgument]) -> str | None:
        """Compare the arguments of two calls: those that are kept are the same expressions."""
        arguments: list[ast.expr | ast.keyword] = [*old.args, *old.keywords]
        written = sorted(arguments, key=lambda each: (each.lineno, each.col_offset))
        wanted = [_argument(written, each) for each in placed]
        found = [(None, each) for each in new.args] + [(each.arg, each.value) for each in new.keywords]
        if [keyword for keyword, _ in wanted] != [keyword for keyword, _ in found]:
            return "the call's arguments are not those that the migration gives"
        self.stack += [(old_value, value) for (_, old_value), (_, value) in zip(wanted, found, strict=True)]
        return None

    def _string(self, old: ast.expr, new: ast.AST, edits: list[Edit]) -> str | None:
        """Compare a string with the text that its edits make of it."""
        start, end = extent(self.before, old)
        local = (Edit(each.start - start, each.end - start, each.old, each.new) for each in edits)
        wanted = splice(self.before.data[start:end], local)
        if type(new) is not type(old):
            return "a string became something else"
        first, last = extent(self.after, new)
        found = self.after.data[first:last]
        return None if found == wanted else f"the string should read {wanted.decode('utf-8', 'replace')}"

    def _template(self, old: ast.AST, new: ast.AST) -> str | None:
        """Compare t-strings (PEP 750): `{name=}` is text as well, which changes with the name."""
        parts, others = (list(getattr(each, "values", ())) for each in (old, new))
        if type(old) is not type(new) or [type(each) for each in parts] != [type(each) for each in others]:
            return "a t-string became something else"
        texts = zip(_template_texts(parts), _template_texts(others), strict=True)
        if not all(set(before) & set(after) for before, after in texts):
            return "the text of a t-string would change"
        self.stack += [
            pair for pair in zip(parts, others, strict=True) if not isinstance(pair[0], ast.Constant)
        ]
        return None

    def _attribute(self, old: ast.Attribute, new: ast.AST, edit: Edit) -> str | None:
        if not isinstance(new, ast.Attribute) or new.attr != edit.new.decode():
            return f"the attribute should be `{edit.new.decode()}`"
        self.stack.append((old.value, new.value))
        return None

    def _name(self, old: NamedNode, new: ast.AST, edit: Edit) -> str | None:
        field = "id" if isinstance(old, ast.Name) else "name"
        if type(new) is not type(old) or getattr(new, field) != edit.new.decode():
            return f"`{edit.new.decode()}` should be bound here"
        return self._fields(old, new, skip=(field,))

    def _pattern(self, old: ast.MatchClass, new: ast.MatchClass) -> str | None:
        wanted = self.places.keywords_of(old)
        if wanted != new.kwd_attrs:
            return f"the pattern's keywords should be {', '.join(wanted)}"
        return self._fields(old, new, skip=("kwd_attrs",))

    def _keyword(self, old: ast.keyword, new: ast.AST, edit: Edit) -> str | None:
        if not isinstance(new, ast.keyword) or new.arg != edit.new.decode():
            return f"the keyword should be `{edit.new.decode()}`"
        self.stack.append((old.value, new.value))
        return None

    def _fields(self, old: ast.AST, new: ast.AST, skip: Sequence[str] = ()) -> str | None:
        for name in old._fields:
            if name in _IGNORED_FIELDS or name in skip:
                continue
            difference = self._values(getattr(old, name, None), getattr(new, name, None))
            if difference is not None:
                return difference
        return None

    def _values(self, old: object, new: object) -> str | None:
        if isinstance(old, ast.AST) and isinstance(new, ast.AST):
            self.stack.append((old, new))
            return None
        if isinstance(old, list) and isinstance(new, list):
            return self._lists(old, new)
        return None if old == new and type(old) is type(new) else f"{old!r} would become {new!r}"

    def _import_difference(self, old: list[ast.AST], new: list[ast.AST]) -> str | None:
        """What of a list's imports was not decided, by the cells of a notebook."""
        if not self.before.is_notebook:
            return import_difference(ImportBlock(old, self.before, self.facts, self.places.imports), new)
        parts = parts_of(old), parts_of(new)
        if len(parts[0]) != len(parts[1]):
            return "the cells would be others"
        blocks = (ImportBlock(part, self.before, self.facts, self.places.imports) for part in parts[0])
        differences = map(import_difference, blocks, parts[1])
        return next((each for each in differences if each is not None), None)

    def _lists(self, old: list[ast.AST], new: list[ast.AST]) -> str | None:
        if old and isinstance(old[0], ast.stmt):
            difference = self._import_difference(old, new)
            if difference is not None:
                return difference
            old, new = list(_without_imports(old)), list(_without_imports(new))
        old = [each for each in old if not self.places.is_removed(each)]
        if old and not isinstance(old[0], ast.stmt) and self.places.changes_entries(old):
            return self._entries(old, new)
        if len(old) != len(new):
            return "something is missing, or was added"
        differences = (self._values(each, other) for each, other in zip(old, new, strict=True))
        return next((each for each in differences if each is not None), None)

    def _entries(self, old: list[ast.AST], new: list[ast.AST]) -> str | None:
        """Compare entries of `__all__` as a set: one new name may stand for two old ones."""
        wanted = self.places.entries_of(old)
        found = {each.value for each in new if isinstance(each, ast.Constant)}
        if wanted - found - self.places.entries_elsewhere or not wanted >= found:
            return "`__all__` would list other names than decided"
        return None


def _without_imports(body: list[ast.AST]) -> Iterator[ast.AST]:
    """The statements of a block, without imports and without the `pass` that an emptied block gets."""
    return (each for each in body if not is_import(each) and not isinstance(each, ast.Pass))


def _template_texts(parts: Sequence[ast.AST]) -> Iterator[tuple[str, str]]:
    """The texts of a t-string, each also without the code of the field behind it, which `{name=}` adds."""
    for part, field in pairwise((*parts, None)):
        if isinstance(part, ast.Constant):
            before, _, after = str(part.value).rpartition(getattr(field, "str", "="))
            yield str(part.value), before + after


def _argument(
    written: Sequence[ast.expr | ast.keyword], placed: PlacedArgument
) -> tuple[str | None, ast.AST]:
    """The keyword and the value that an argument of the new call has."""
    if placed.index is None or placed.literal:
        return placed.keyword, ast.parse(f"({placed.literal})", mode="eval").body
    value = written[placed.index]
    return placed.keyword, value.value if isinstance(value, ast.keyword) else value


def _kind(node: ast.AST) -> str:
    return f"{type(node).__name__.lower()} node"
