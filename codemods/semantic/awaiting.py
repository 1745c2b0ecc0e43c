"""Whether a call is awaited, whether it could be, and whether its value may be awaited later."""

import ast
from collections.abc import Iterable, Iterator

from codemods.semantic.ancestors import AncestorQuery, Parents
from codemods.semantic.dotted_names import last_name
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.nodes import nodes_in
from codemods.semantic.source_words import lines_with_word
from codemods.values.rule_forms import When
from codemods.values.source import Source

GATHERERS = frozenset(
    [
        "gather",
        "create_task",
        "ensure_future",
        "wait_for",
        "shield",
        "run_until_complete",
        "run_coroutine_threadsafe",
    ]
)
"""Callables that await, or have awaited, the coroutines passed to them, whatever object has them."""

LOOP_GATHERERS = frozenset(["run", "wait", "as_completed"])
"""Callables that do so where they are asyncio's own, and not `subprocess.run` or `event.wait`."""

_LOOP_OWNERS = frozenset(["asyncio", "anyio", "trio", "runner", "loop"])
_TRANSPARENT = (ast.NamedExpr, ast.Starred, ast.List, ast.Tuple, ast.Set, ast.BoolOp)
"""Expressions that are awaited when a part of them is what is awaited or gathered."""
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Awaiting:
    """Answers for the calls of one tree.

    `source` is what the tree was parsed from, None where its lines are not those of a file.
    """

    def __init__(self, source: Source | None) -> None:
        self._awaited = AncestorQuery(_awaited, False)
        self._awaitable = AncestorQuery(_awaitable, False)
        self._handed_on = AncestorQuery(_HandedOn(source).decide, True)

    def when(self, call: ast.Call, parents: Parents | None) -> When:
        """How a call is used: awaited, where it could be awaited, or anywhere else."""
        if self._awaited.ask(call, parents):
            return "awaited"
        return "async" if self._awaitable.ask(call, parents) else "called"

    def is_handed_on(self, call: ast.Call, parents: Parents | None) -> bool:
        """Whether the call's value goes somewhere that may await it."""
        return self._handed_on.ask(call, parents)


class _HandedOn:
    """Decides whether values go somewhere that may await them.

    It knows nothing of the query that asks it: in a cycle, the tree would stay in memory with both.
    """

    def __init__(self, source: Source | None) -> None:
        self._source = source
        self._function: AncestorQuery[ast.AST | None] = AncestorQuery(_function, None)
        self._handed_on_names: dict[tuple[int, str], bool] = {}
        self._spelling: dict[str, MatchingLines] = {}
        """By name, the lines that spell it: many a function gives a value the same name."""

    def decide(self, parent: ast.AST, _child: ast.AST, above: Parents | None) -> bool | None:
        """A value leaves by `return`, a call, or a name that is awaited or leaves later.

        As an operand of anything else, it is only passed on to that; a statement or `x.attr` ends its way.
        """
        if isinstance(parent, (ast.Return, ast.Yield, ast.YieldFrom, ast.Lambda, ast.Call, ast.keyword)):
            return True
        if isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            target = parent.targets[0] if isinstance(parent, ast.Assign) else parent.target
            return isinstance(target, ast.Name) and self._is_awaited_later(target.id, parent, above)
        return False if isinstance(parent, (ast.Attribute, ast.stmt)) else None

    def _is_awaited_later(self, name: str, node: ast.AST, above: Parents | None) -> bool:
        function = self._function.ask(node, above)
        if function is None:
            return False
        key = id(function), name
        if key not in self._handed_on_names:
            self._handed_on_names[key] = name in _names_handed_on(self._nodes_spelling(function, name))
        return self._handed_on_names[key]

    def _nodes_spelling(self, function: ast.AST, name: str) -> Iterable[ast.AST]:
        """The nodes of a function that may spell a name.

        Functions may be long and names few: only lines with the name are looked at. Identifiers that are not
        ASCII may be spelled otherwise than the tree has them (NFKC), so that these need all nodes.
        """
        if self._source is None or not name.isascii():
            return nodes_in(function)
        if name not in self._spelling:
            lines = lines_with_word(self._source, name)
            self._spelling[name] = MatchingLines(self._source.line_count, lines)
        return nodes_in(function, self._spelling[name].children_with)


def _awaited(parent: ast.AST, child: ast.AST, _above: Parents | None) -> bool | None:
    """An operand of `await`, or gathered: by itself, or as an element of a list, a comprehension, ..."""
    if isinstance(parent, ast.Await):
        return True
    if isinstance(parent, ast.Call):
        return _gathers(parent)
    if isinstance(parent, ast.IfExp):
        return False if child is parent.test else None
    if isinstance(parent, _COMPREHENSIONS):
        return None if child is parent.elt else False
    return None if isinstance(parent, _TRANSPARENT) else False


def _gathers(call: ast.Call) -> bool:
    name = last_name(call.func)
    owner = last_name(call.func.value) if isinstance(call.func, ast.Attribute) else "asyncio"
    return name in GATHERERS or (name in LOOP_GATHERERS and owner in _LOOP_OWNERS)


def _awaitable(parent: ast.AST, child: ast.AST, _above: Parents | None) -> bool | None:
    """Whether `await` may stand there (6.4, 8.9): in `async def`, but not in a lambda or an annotation.

    Decorators, defaults and bases belong to what stands outside, so that these pass the question on. In a
    generator expression only the first iterable is evaluated outside (6.2.8).
    """
    if isinstance(parent, _FUNCTIONS):
        if isinstance(child, ast.stmt):
            return isinstance(parent, ast.AsyncFunctionDef)
        return False if child is parent.returns else None
    if isinstance(parent, ast.ClassDef):
        # The bases of a class with type parameters are in a scope of their own, where `await` is an error.
        generic = bool(getattr(parent, "type_params", None))
        return False if generic or isinstance(child, ast.stmt) else None
    if isinstance(parent, ast.Lambda):
        return False if child is parent.body else None
    if isinstance(parent, ast.GeneratorExp):
        return None if child is parent.generators[0].iter else False
    if isinstance(parent, (ast.arg, ast.AnnAssign)):
        return False if child is parent.annotation else None
    return False if type(parent).__name__ in ("TypeAlias", "TypeVar", "ParamSpec", "TypeVarTuple") else None


def _function(parent: ast.AST, _child: ast.AST, _above: Parents | None) -> ast.AST | None:
    return parent if isinstance(parent, _FUNCTIONS) else None


def _names_handed_on(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The names whose values some of the nodes await, return, yield or gather."""
    for node in nodes:
        if isinstance(node, ast.Call):
            values = node.args if _gathers(node) else []
        elif isinstance(node, (ast.Await, ast.Return, ast.Yield, ast.YieldFrom)):
            values = [node.value] if node.value is not None else []
        else:
            continue
        for value in values:
            whole = value.value if isinstance(value, ast.Starred) else value
            parts = whole.elts if isinstance(whole, (ast.Tuple, ast.List)) else [whole]
            yield from (part.id for part in parts if isinstance(part, ast.Name))
