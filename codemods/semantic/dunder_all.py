"""What a module's `__all__` lists, as far as its statements tell (language reference 7.11).

What is said here of values follows what type checkers ask `__all__` to be: a literal list, changed by `+=`,
`.extend()`, `.append()` and `.remove()` (typing specification, "Library interface"), and a little more.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.embedded_code import content_span
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.nodes import children_of, span_of
from codemods.semantic.string_names import DunderAll, DunderAllEntry
from codemods.values.source import Source

NAME = "__all__"
_LIST_TYPES = frozenset({"list", "tuple", "set", "frozenset", "sorted"})
_ADD_ONE = frozenset({"append", "insert", "add"})
_ADD_MANY = frozenset({"extend", "update"})
_REMOVE = frozenset({"remove", "discard"})
_CHANGE_NO_ENTRY = frozenset({"sort", "reverse", "copy", "index", "count", "__contains__", "__iter__"})
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class _Runs(Enum):
    """Whether code runs when its module is imported."""

    SURELY = auto()
    """It stands in the module's body itself."""
    MAYBE = auto()
    """It stands below `if`, `try` and the like."""
    LATER = auto()
    """It stands in a function or class."""


@dataclass(slots=True)
class DunderAllReader:
    """The statements of one module on its `__all__`, read one by one."""

    entries: dict[ast.Constant, DunderAllEntry] = field(default_factory=dict)
    """The strings that are entries as they stand."""
    included: set[str] = field(default_factory=set)
    uneditable: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    included_from: dict[tuple[str, ...], None] = field(default_factory=dict)
    is_dynamic: bool = False
    _last_list_id: int = 0

    @property
    def is_stated(self) -> bool:
        """Whether the module has an `__all__` at all."""
        return bool(self._last_list_id or self.included or self.included_from or self.is_dynamic)

    def result(self, source: Source) -> DunderAll:
        """What was read, as a value that pickles; `source` is that of the module."""
        spans = ((span_of(node, source.offset), str(node.value)) for node in self.entries)
        escaped = {name for span, name in spans if content_span(source.data, span, name) is None}
        return DunderAll(
            frozenset(self.included),
            frozenset(self.uneditable | escaped),
            frozenset(self.removed),
            tuple(self.included_from),
            self.is_dynamic,
        )

    def add_value(self, node: ast.expr) -> None:
        """Read an expression that gives the list, or a part of it."""
        todo = [node]
        while todo:
            part = todo.pop()
            if isinstance(part, (ast.List, ast.Tuple, ast.Set)):
                todo += [each.value for each in part.elts if isinstance(each, ast.Starred)]
                self._add_entries([each for each in part.elts if not isinstance(each, ast.Starred)])
            elif isinstance(part, ast.BinOp) and isinstance(part.op, (ast.Add, ast.BitOr)):
                todo += [part.left, part.right]
            elif isinstance(part, ast.Call) and _makes_list(part):
                todo += part.args
            elif isinstance(part, ast.Call) and (words := _split_words(part)) is not None:
                self.included.update(words)
                self.uneditable.update(words)
            elif chain := dotted_parts(part):
                # `__all__ = __all__ + [...]` includes nothing that is not there already.
                self.included_from.update({} if chain == (NAME,) else {chain: None})
            else:
                self.is_dynamic = True

    def add_entry(self, node: ast.expr) -> None:
        """Read an expression that gives one entry."""
        self._add_entries([node], alone=True)

    def remove_entry(self, node: ast.expr, runs: _Runs) -> None:
        """Read what is taken out of the list; what is spelled there must stay as it is."""
        if runs is _Runs.SURELY and isinstance(node, ast.Constant) and isinstance(node.value, str):
            self.uneditable.add(node.value)
            self.removed.add(node.value)
        else:
            self.is_dynamic = True

    def _add_entries(self, nodes: list[ast.expr], alone: bool = False) -> None:
        self._last_list_id += 1
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.included.add(node.value)
                self.entries[node] = DunderAllEntry(self._last_list_id, alone)
            else:
                self.is_dynamic = True


def read_dunder_all(tree: ast.Module, lines: MatchingLines | None = None) -> DunderAllReader:
    """Read the statements on `__all__` of a module.

    `lines` are those that spell the name; with None, all of the module is looked at.
    """
    reader = DunderAllReader()
    for node, runs in _nodes_with_certainty(tree, lines):
        _read(reader, node, runs)
    return reader


def _nodes_with_certainty(tree: ast.Module, lines: MatchingLines | None) -> Iterator[tuple[ast.AST, _Runs]]:
    """The nodes that span one of the lines, in the order of the source, and whether they run on import."""
    todo: list[tuple[ast.AST, _Runs]] = [(tree, _Runs.SURELY)]
    while todo:
        node, runs = todo.pop()
        yield node, runs
        if isinstance(node, _SCOPES):
            runs = _Runs.LATER
        elif isinstance(node, ast.stmt) and not isinstance(node, ast.Expr) and runs is _Runs.SURELY:
            runs = _Runs.MAYBE
        children = list(children_of(node) if lines is None else lines.children_with(node))
        todo += [(child, runs) for child in reversed(children)]


def _read(reader: DunderAllReader, node: ast.AST, runs: _Runs) -> None:
    if isinstance(node, ast.Call):
        _read_call(reader, node, runs)
    elif isinstance(node, ast.Global) and NAME in node.names:
        reader.is_dynamic = True
    elif runs is _Runs.LATER:
        return
    elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        _read_assignment(reader, node)
    elif isinstance(node, (ast.NamedExpr, ast.For, ast.AsyncFor, ast.comprehension)):
        _read_other_target(reader, node.target)
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        _read_other_target(reader, node.optional_vars)
    elif isinstance(node, ast.Delete):
        for target in node.targets:
            _read_other_target(reader, target)
    elif isinstance(node, ast.ImportFrom):
        _read_import(reader, node)


def _read_assignment(reader: DunderAllReader, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        if not _is_dunder_all(target):
            _read_other_target(reader, target)
        elif isinstance(node, ast.AugAssign) and not isinstance(node.op, (ast.Add, ast.BitOr)):
            reader.is_dynamic = True
        elif node.value is not None:
            is_item = isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice)
            (reader.add_entry if is_item else reader.add_value)(node.value)


def _read_other_target(reader: DunderAllReader, target: ast.expr) -> None:
    """Read a target that, if it binds `__all__`, does so in a way that is not followed."""
    if any(_is_dunder_all(each) or _is_item_named_so(each) for each in ast.walk(target)):
        reader.is_dynamic = True


def _read_import(reader: DunderAllReader, node: ast.ImportFrom) -> None:
    for alias in node.names:
        if alias.name == NAME and alias.asname in (None, NAME):
            reader.included_from[(NAME,)] = None
        elif alias.asname == NAME:
            reader.is_dynamic = True


def _read_call(reader: DunderAllReader, node: ast.Call, runs: _Runs) -> None:
    """Read a call of a method of `__all__`."""
    method = node.func
    if not isinstance(method, ast.Attribute) or not _is_dunder_all(method.value):
        return
    if method.attr in _CHANGE_NO_ENTRY:
        return
    if runs is _Runs.LATER or not node.args or node.keywords:
        reader.is_dynamic = True
    elif method.attr in _ADD_ONE:
        reader.add_entry(node.args[-1])
    elif method.attr in _ADD_MANY:
        for argument in node.args:
            reader.add_value(argument)
    elif method.attr in _REMOVE:
        reader.remove_entry(node.args[0], runs)
    else:
        reader.is_dynamic = True


def _makes_list(node: ast.Call) -> bool:
    is_type = isinstance(node.func, ast.Name) and node.func.id in _LIST_TYPES
    return is_type and not node.keywords and len(node.args) <= 1


def _split_words(node: ast.Call) -> list[str] | None:
    """The words of `"a b".split()`; None for any other call."""
    method = node.func
    if not isinstance(method, ast.Attribute) or method.attr != "split" or node.keywords:
        return None
    constants = [each.value for each in (method.value, *node.args) if isinstance(each, ast.Constant)]
    texts = [each for each in constants if isinstance(each, str)]
    if len(texts) != 1 + len(node.args) or len(texts) > 2 or "" in texts[1:]:
        return None
    return texts[0].split(texts[1] if texts[1:] else None)


def _is_dunder_all(node: ast.AST) -> bool:
    """Whether an expression is `__all__`, or an item or slice of it."""
    whole = node.value if isinstance(node, ast.Subscript) else node
    return isinstance(whole, ast.Name) and whole.id == NAME


def _is_item_named_so(node: ast.AST) -> bool:
    """Whether an expression is `globals()["__all__"]` or the like."""
    key = node.slice if isinstance(node, ast.Subscript) else None
    return isinstance(key, ast.Constant) and key.value == NAME
