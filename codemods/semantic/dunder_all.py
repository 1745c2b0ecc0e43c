"""What a module's `__all__` lists, as far as its statements tell (language reference 7.11)."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.embedded_code import content_span
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.nodes import span_of
from codemods.semantic.span import Span
from codemods.semantic.string_names import DunderAll
from codemods.values.source import Source

NAME = "__all__"
_MAKERS = frozenset({"list", "tuple", "set", "frozenset", "sorted"})
_ONE = frozenset({"append", "insert", "add"})
_MANY = frozenset({"extend", "update"})
_TAKING = frozenset({"remove", "discard"})
_HARMLESS = frozenset({"sort", "reverse", "copy", "index", "count", "__contains__", "__iter__"})
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(slots=True)
class DunderAllReader:
    """The statements of one module on its `__all__`, read one by one."""

    source: Source
    entries: dict[Span, int] = field(default_factory=dict)
    """The strings that are entries as they stand, with a number that is equal for those of one list."""
    listed: set[str] = field(default_factory=set)
    fixed: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    taken: dict[tuple[str, ...], None] = field(default_factory=dict)
    untold: int = -1
    _lists: int = 0

    def frozen(self) -> DunderAll:
        """What was read, as a value that pickles."""
        names = (frozenset(self.listed), frozenset(self.fixed), frozenset(self.removed))
        return DunderAll(*names, tuple(self.taken), self.untold)

    def value(self, node: ast.expr) -> None:
        """Read an expression that gives the list, or a part of it."""
        todo = [node]
        while todo:
            part = todo.pop()
            if isinstance(part, (ast.List, ast.Tuple, ast.Set)):
                self._lists += 1
                todo += [each.value for each in part.elts if isinstance(each, ast.Starred)]
                self._display([each for each in part.elts if not isinstance(each, ast.Starred)])
            elif isinstance(part, ast.BinOp) and isinstance(part.op, (ast.Add, ast.BitOr)):
                todo += [part.left, part.right]
            elif isinstance(part, ast.Call) and _makes_list(part):
                todo += part.args
            elif isinstance(part, ast.Call) and (words := _split(part)) is not None:
                self.listed.update(words)
                self.fixed.update(words)
            elif chain := dotted_parts(part):
                self._take(chain)
            else:
                self.unknown(part)

    def entry(self, node: ast.expr) -> None:
        """Read an expression that gives one entry."""
        self._lists += 1
        self._display([node])

    def remove(self, node: ast.expr, sure: bool) -> None:
        """Read what is taken out of the list; whatever is spelled there must stay what it is."""
        if sure and isinstance(node, ast.Constant) and isinstance(node.value, str):
            self.fixed.add(node.value)
            self.removed.add(node.value)
        else:
            self.unknown(node)

    def unknown(self, node: ast.expr | ast.stmt | ast.alias) -> None:
        """Note that only run time can tell what a node adds or takes away."""
        if self.untold == -1:
            self.untold = self.source.offset(node.lineno, node.col_offset)

    def _display(self, nodes: list[ast.expr]) -> None:
        for node in nodes:
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                self.unknown(node)
                continue
            self.listed.add(node.value)
            span = span_of(node, self.source.offset)
            if content_span(self.source.data, span, node.value) is None:
                self.fixed.add(node.value)
            self.entries[span] = self._lists

    def _take(self, chain: tuple[str, ...]) -> None:
        if chain != (NAME,):
            self.taken[chain] = None


def read_dunder_all(tree: ast.Module, source: Source, lines: set[int]) -> DunderAllReader:
    """Read the statements on `__all__` of a module; `lines` are those that spell the name."""
    listing = DunderAllReader(source)
    if lines:
        for node, depth in _near(tree, MatchingLines(source.line_count, lines)):
            _read(listing, node, depth)
    return listing


def _near(tree: ast.Module, lines: MatchingLines) -> Iterator[tuple[ast.AST, int]]:
    """The nodes that span one of the lines, in the order of the source, with how surely they run.

    0 in the module's body itself, 1 below `if`, `try` and the like, 2 in functions and classes.
    """
    todo: list[tuple[ast.AST, int]] = [(tree, 0)]
    while todo:
        node, depth = todo.pop()
        yield node, depth
        inner = depth
        if isinstance(node, _SCOPES):
            inner = 2
        elif isinstance(node, ast.stmt) and not isinstance(node, ast.Expr):
            inner = max(depth, 1)
        children = list(lines.inside(node))
        todo += [(child, inner) for child in reversed(children)]


def _read(listing: DunderAllReader, node: ast.AST, depth: int) -> None:
    if isinstance(node, ast.Call):
        _call(listing, node, depth)
    elif isinstance(node, ast.Global) and NAME in node.names:
        listing.unknown(node)
    elif depth == 2:
        return
    elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        _assigned(listing, node)
    elif isinstance(node, (ast.NamedExpr, ast.For, ast.AsyncFor, ast.comprehension)):
        _bound(listing, node.target)
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        _bound(listing, node.optional_vars)
    elif isinstance(node, ast.Delete):
        for target in node.targets:
            _bound(listing, target)
    elif isinstance(node, ast.ImportFrom):
        _imported(listing, node)


def _assigned(listing: DunderAllReader, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        if not _is_all(target):
            _bound(listing, target)
        elif isinstance(node, ast.AugAssign) and not isinstance(node.op, (ast.Add, ast.BitOr)):
            listing.unknown(node)
        elif node.value is not None:
            single = isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice)
            (listing.entry if single else listing.value)(node.value)


def _bound(listing: DunderAllReader, target: ast.expr) -> None:
    """A target that binds `__all__` in a way that is not followed."""
    if any(_is_all(each) or _is_own_item(each) for each in ast.walk(target)):
        listing.unknown(target)


def _imported(listing: DunderAllReader, node: ast.ImportFrom) -> None:
    for alias in node.names:
        if (alias.asname or alias.name) == NAME:
            if alias.name == NAME:
                listing.taken[(NAME,)] = None
            else:
                listing.unknown(node)


def _call(listing: DunderAllReader, node: ast.Call, depth: int) -> None:
    """A method of `__all__`."""
    function = node.func
    if not isinstance(function, ast.Attribute) or not _is_all(function.value) or function.attr in _HARMLESS:
        return
    if depth == 2 or not node.args or node.keywords:
        listing.unknown(node)
    elif function.attr in _ONE:
        listing.entry(node.args[-1])
    elif function.attr in _MANY:
        for argument in node.args:
            listing.value(argument)
    elif function.attr in _TAKING:
        listing.remove(node.args[0], depth == 0)
    else:
        listing.unknown(node)


def _makes_list(node: ast.Call) -> bool:
    made = isinstance(node.func, ast.Name) and node.func.id in _MAKERS
    return made and not node.keywords and len(node.args) <= 1


def _split(node: ast.Call) -> list[str] | None:
    """The words of `"a b".split()`; None for any other call."""
    function = node.func
    if not isinstance(function, ast.Attribute) or function.attr != "split" or node.keywords:
        return None
    texts = [each.value for each in (function.value, *node.args) if isinstance(each, ast.Constant)]
    words = [text for text in texts if isinstance(text, str)]
    if len(words) != 1 + len(node.args) or len(words) > 2 or "" in words[1:]:
        return None
    return words[0].split(words[1] if words[1:] else None)


def _is_all(node: ast.AST) -> bool:
    whole = node.value if isinstance(node, ast.Subscript) else node
    return isinstance(whole, ast.Name) and whole.id == NAME


def _is_own_item(node: ast.AST) -> bool:
    """Whether a target is `globals()["__all__"]` or the like."""
    key = node.slice if isinstance(node, ast.Subscript) else None
    return isinstance(key, ast.Constant) and key.value == NAME
