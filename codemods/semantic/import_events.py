"""What a module does when it is imported, in order, as far as modules that import it may notice."""

import ast
import warnings
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from codemods.semantic.dotted_names import dotted_parts, last_name
from codemods.semantic.nodes import is_lazy
from codemods.values.source import Source

_OPEN = (b"globals()", b"__getattr__", b"sys.modules[", b"exec(")
"""How a module may come to names that it does not bind by statements."""


class Loading(Struct, frozen=True):
    """`import module`, or `import module as local`."""

    module: str
    local: str
    whole: bool
    """Whether the local name stands for the whole path."""
    guarded: bool
    """Whether the module goes on where this fails."""


class Taking(Struct, frozen=True):
    """`from module import name as local`; the leading dots are counted, and `*` is a name."""

    module: str
    level: int
    names: tuple[tuple[str, str], ...]
    guarded: bool


class NameBound(Struct, frozen=True):
    """A name that the module has from here on."""

    name: str


class Reading(Struct, frozen=True):
    """A chain of names that is read."""

    chain: tuple[str, ...]


class Choice(Struct, frozen=True):
    """An `if` with an `else`, where one of them imports something: one of the two runs."""

    first: tuple["ImportEvent", ...]
    other: tuple["ImportEvent", ...]


PlainEvent = Loading | Taking | NameBound | Reading
ImportEvent = PlainEvent | Choice


class ImportEvents(Struct, frozen=True):
    """What a module does; with `is_open`, it may have names beside those that it binds."""

    events: tuple[ImportEvent, ...]
    is_open: bool


def import_events(source: Source) -> ImportEvents | None:
    """What a module does when it is imported; None where it cannot be parsed.

    What is below `if TYPE_CHECKING`, or only run as a script, is left out.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    reader = _Reader(any(_postpones(node) for node in tree.body))
    events = tuple(reader.statements(tree.body))
    return ImportEvents(events, any(each in source.data for each in _OPEN))


def _postpones(node: ast.stmt) -> bool:
    """Whether a statement is `from __future__ import annotations`."""
    future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
    return future and any(each.name == "annotations" for each in getattr(node, "names", ()))


class _Reader:
    """Walks statements; `postponed` says that annotations are not evaluated."""

    def __init__(self, postponed: bool) -> None:
        self._postponed = postponed

    def statements(
        self, body: Sequence[ast.stmt], guarded: bool = False, in_class: bool = False
    ) -> Iterator[ImportEvent]:
        for node in body:
            yield from self._statement(node, guarded, in_class)

    def _statement(self, node: ast.stmt, guarded: bool, in_class: bool) -> Iterator[ImportEvent]:
        if is_lazy(node):
            return
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from _imported(node, guarded)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from self._reads(_evaluated(node, self._postponed), guarded)
            yield from _bound([node.name], in_class)
        elif isinstance(node, ast.ClassDef):
            yield from self._reads([*node.decorator_list, *node.bases, *node.keywords], guarded)
            yield from self.statements(node.body, guarded, in_class=True)
            yield from _bound([node.name], in_class)
        elif isinstance(node, ast.If):
            yield from self._reads([node.test], guarded)
            left_out = _is_type_checking(node.test) or _is_script(node.test)
            body = tuple(self.statements([] if left_out else node.body, guarded, in_class))
            other = tuple(self.statements(node.orelse, guarded, in_class))
            imports = any(isinstance(each, (Loading, Taking, Choice)) for each in (*body, *other))
            yield from [Choice(body, other)] if imports and other and not left_out else (*body, *other)
        elif isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            yield from self._tried(node, guarded, in_class)
        else:
            yield from self._other(node, guarded, in_class)

    def _tried(self, node: ast.stmt, guarded: bool, in_class: bool) -> Iterator[ImportEvent]:
        handlers = getattr(node, "handlers", [])
        catches = any(handler.type is None or _is_import_error(handler.type) for handler in handlers)
        yield from self.statements(getattr(node, "body", []), guarded or catches, in_class)
        for handler in handlers:
            # It runs only where what is tried fails: whatever it needs is taken to be there.
            yield from self.statements(handler.body, True, in_class)
        for part in ("orelse", "finalbody"):
            yield from self.statements(getattr(node, part, []), guarded, in_class)

    def _other(self, node: ast.stmt, guarded: bool, in_class: bool) -> Iterator[ImportEvent]:
        """Any other statement: what it reads, what it binds, then the statements below it."""
        suppresses = isinstance(node, ast.With) and any(map(_suppresses, node.items))
        parts = list(ast.iter_child_nodes(node))
        below = [each for each in parts if isinstance(each, ast.stmt)]
        own = [each for each in parts if not isinstance(each, (ast.stmt, ast.match_case))]
        if isinstance(node, ast.AnnAssign) and self._postponed:
            own.remove(node.annotation)
        yield from self._reads(own, guarded)
        yield from _bound(_stored(own), in_class)
        yield from self.statements(below, guarded or suppresses, in_class)
        for case in getattr(node, "cases", ()):
            yield from _bound(_stored([case.pattern]), in_class)
            yield from self.statements(case.body, guarded, in_class)

    def _reads(self, nodes: Iterable[ast.AST], guarded: bool) -> Iterator[Reading]:
        """The chains of attributes that are read in expressions, what runs later left out."""
        todo = list(nodes)
        while todo:
            node = todo.pop()
            if isinstance(node, ast.Attribute) and not guarded and isinstance(node.ctx, ast.Load):
                chain = dotted_parts(node)
                if chain:
                    yield Reading(chain)
                    continue
            if not isinstance(node, ast.Lambda):
                todo += ast.iter_child_nodes(node)


def _imported(node: ast.Import | ast.ImportFrom, guarded: bool) -> Iterator[ImportEvent]:
    if isinstance(node, ast.ImportFrom):
        names = tuple((each.name, each.asname or each.name) for each in node.names)
        yield Taking(node.module or "", node.level, names, guarded)
        return
    for each in node.names:
        local = each.asname or each.name.partition(".")[0]
        yield Loading(each.name, local, each.asname is not None, guarded)


def _evaluated(node: ast.FunctionDef | ast.AsyncFunctionDef, postponed: bool) -> Iterator[ast.expr]:
    """What a definition evaluates when it runs."""
    yield from node.decorator_list
    yield from node.args.defaults
    yield from (each for each in node.args.kw_defaults if each is not None)
    if not postponed:
        every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        yield from (each.annotation for each in every if each.annotation is not None)
        yield from [node.returns] if node.returns is not None else []


def _stored(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The names that expressions, targets and patterns bind."""
    todo = list(nodes)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name
        if not isinstance(node, ast.Lambda):
            todo += ast.iter_child_nodes(node)


def _bound(names: Iterable[str], in_class: bool) -> Iterator[NameBound]:
    return (NameBound(name) for name in names if not in_class)


def _is_import_error(node: ast.AST) -> bool:
    """Whether a node names what catches an ImportError."""
    names = {last_name(each) for each in ast.walk(node) if isinstance(each, ast.expr)}
    return not names.isdisjoint({"ImportError", "Exception", "BaseException"})


def _suppresses(item: ast.withitem) -> bool:
    call = item.context_expr
    return isinstance(call, ast.Call) and last_name(call.func) == "suppress" and _is_import_error(call)


def _is_type_checking(test: ast.expr) -> bool:
    return dotted_parts(test)[-1:] == ("TYPE_CHECKING",)


def _is_script(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and dotted_parts(test.left) == ("__name__",)
