"""A rule's expression, read as a template: where arguments go and when they run, what names it reads."""

import ast
import builtins
from collections.abc import Iterator, Sequence
from functools import lru_cache
from inspect import Parameter

from msgspec import Struct

from codemods.semantic.nodes import nodes_in
from codemods.values.rule_forms import Expression, OldSignature
from codemods.values.symbol import Symbol

RECEIVER = "self"
"""The name by which an expression speaks of the object whose member is used."""
INDEX = "index"
"""The name by which an expression speaks of what stands between the brackets behind a name."""


class Hole(Struct, frozen=True):
    """A place of a template that an argument takes, or the receiver; `start` and `end` are byte offsets."""

    start: int
    end: int
    name: str
    spread: bool = False
    """Whether the arguments that a `*` or `**` parameter has collected stand here, side by side."""
    once: bool = True
    """Whether what stands here runs exactly once, whatever the rest gives."""
    deferred: bool = False
    """Whether it runs in a scope of its own: that of a lambda, or of a comprehension."""
    late: bool = False
    """Whether other code of the template runs before it."""
    rank: int = 0
    """The place in the order of evaluation."""
    before: int = -1
    """Where the argument before it in its list ends; -1 for the first. Only of one that is spread."""
    after: int = -1
    """Where the argument behind it in its list starts; -1 for the last."""
    keywords: tuple[str, ...] = ()
    """The keywords that its call passes beside it."""


class NamePlace(Struct, frozen=True):
    """A place that reads an import of the rule, or a built-in; `symbol` without a name is a module."""

    start: int
    end: int
    symbol: Symbol


class Template(Struct, frozen=True):
    """An expression with its places, in the order of the text."""

    text: str
    places: tuple[Hole | NamePlace, ...]
    awaits: bool = False
    """Whether it is an `await` of the rest as a whole."""
    awaits_inside: bool = False
    """Whether an `await` stands inside it."""

    @property
    def holes(self) -> list[Hole]:
        """Where arguments and the receiver go."""
        return [each for each in self.places if isinstance(each, Hole)]

    @property
    def awaited(self) -> "Template":
        """What it awaits, for a place that awaits already."""
        tree = ast.parse(self.text, mode="eval").body
        assert isinstance(tree, ast.Await)
        start = tree.value.col_offset
        text = self.text.encode()[start : tree.value.end_col_offset].decode()
        return Template(text, tuple(_shifted(each, start) for each in self.places))


def _shifted(place: Hole | NamePlace, by: int) -> Hole | NamePlace:
    if isinstance(place, NamePlace):
        return NamePlace(place.start - by, place.end - by, place.symbol)
    before, after = (each - by if each >= 0 else each for each in (place.before, place.after))
    return Hole(
        place.start - by,
        place.end - by,
        place.name,
        place.spread,
        place.once,
        place.deferred,
        place.late,
        place.rank,
        before,
        after,
        place.keywords,
    )


def reads_symbol(expression: Expression, signature: OldSignature | None, symbol: Symbol) -> bool:
    """Whether an expression reads a symbol."""
    places = template_of(expression, signature).places
    return any(isinstance(each, NamePlace) and each.symbol == symbol for each in places)


def template_of(expression: Expression, signature: OldSignature | None) -> Template:
    """Read an expression of a rule, which was checked when the migration was loaded."""
    parameters = signature.parameters.parameters.values() if signature is not None else ()
    variadic = tuple(each.name for each in parameters if each.kind in _VARIADIC)
    named = tuple(each.name for each in parameters)
    return _read(expression, named, variadic)


def reads_index(expression: Expression) -> bool:
    """Whether an expression speaks of what stands between the brackets behind a name."""
    return any(each.name == INDEX for each in template_of(expression, None).holes)


_VARIADIC = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


@lru_cache(maxsize=4096)
def _read(expression: Expression, parameters: tuple[str, ...], variadic: tuple[str, ...]) -> Template:
    text = expression.text.strip()
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError:
        # Over several lines it is an expression in parentheses only.
        text = ast.unparse(ast.parse(f"({text})", mode="eval"))
        tree = ast.parse(text, mode="eval").body
    if "\n" in text:
        text = ast.unparse(tree)
        tree = ast.parse(text, mode="eval").body
    reader = _Reader(tree, expression.imports, parameters, variadic)
    reader.visit(tree)
    places = sorted(reader.places, key=lambda each: each.start)
    root = isinstance(tree, ast.Await)
    inside = sum(isinstance(each, ast.Await) for each in nodes_in(tree)) > root
    return Template(text, tuple(places), root, inside)


class _Reader:
    """Visits an expression in the order in which Python evaluates it (reference 6.16)."""

    def __init__(
        self,
        tree: ast.expr,
        imports: Sequence[Symbol],
        parameters: Sequence[str],
        variadic: Sequence[str],
    ) -> None:
        self.places: list[Hole | NamePlace] = []
        self._symbols = {each.name: each for each in imports if each.name}
        self._modules = {each.module.partition(".")[0]: each for each in imports if not each.name}
        self._parameters = {*parameters, RECEIVER, INDEX} - self._symbols.keys() - self._modules.keys()
        self._variadic = variadic
        self._own = {node.id for node in nodes_in(tree) if isinstance(node, ast.Name) and _binds(node)}
        self._own |= {node.arg for node in nodes_in(tree) if isinstance(node, ast.arg)}
        self._runs = False
        self._rank = 0

    def visit(self, node: ast.AST, once: bool = True, deferred: bool = False) -> None:
        """Note the places below a node."""
        if isinstance(node, ast.Name):
            self._name(node, once, deferred)
        elif isinstance(node, ast.Attribute):
            self._attribute(node, once, deferred)
        elif isinstance(node, ast.Call):
            self._call(node, once, deferred)
        elif isinstance(node, ast.List):
            for each in node.elts:
                self._element(each, node.elts, (), once, deferred)
        elif isinstance(node, (ast.BoolOp, ast.IfExp, ast.Compare)):
            first, *others = _operands(node)
            self.visit(first, once, deferred)
            for position, each in enumerate(others):
                # Only the second operand of `a < b < c` always runs.
                self._runs = self._runs or not isinstance(node, ast.Compare) or position > 0
                always = isinstance(node, ast.Compare) and position == 0
                self.visit(each, once and always, deferred)
            self._runs = True
        elif isinstance(node, ast.Lambda):
            for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
                self.visit(default, once, deferred)
            self.visit(node.body, False, True)
        elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            self._comprehension(node, once, deferred)
        else:
            for child in ast.iter_child_nodes(node):
                self.visit(child, once, deferred)
            self._runs = self._runs or _runs_code(node)

    def _name(self, node: ast.Name, once: bool, deferred: bool) -> None:
        name, start, end = node.id, node.col_offset, node.end_col_offset or 0
        if name in self._own:
            return
        if name in self._parameters:
            self._add(Hole(start, end, name, False, once, deferred, self._runs, self._rank))
        elif name in self._symbols:
            self.places.append(NamePlace(start, end, self._symbols[name]))
        elif hasattr(builtins, name):
            self.places.append(NamePlace(start, end, Symbol("builtins", name)))

    def _add(self, hole: Hole) -> None:
        self.places.append(hole)
        self._rank += 1

    def _attribute(self, node: ast.Attribute, once: bool, deferred: bool) -> None:
        """Attributes of a module are spelled with the module."""
        chain = [node.attr]
        base = node.value
        while isinstance(base, ast.Attribute):
            chain.insert(0, base.attr)
            base = base.value
        module = self._modules.get(base.id) if isinstance(base, ast.Name) else None
        if module is None or not isinstance(base, ast.Name) or base.id in self._own:
            self.visit(node.value, once, deferred)
            return
        rest = module.module.split(".")[1:]
        if chain[: len(rest)] == rest and len(chain) > len(rest):
            path = ".".join((base.id, *rest))
            self.places.append(NamePlace(base.col_offset, base.col_offset + len(path.encode()), module))

    def _call(self, node: ast.Call, once: bool, deferred: bool) -> None:
        self.visit(node.func, once, deferred)
        written: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
        among = sorted(written, key=lambda each: (each.lineno, each.col_offset))
        keywords = tuple(each.arg for each in node.keywords if each.arg is not None)
        for each in written:
            self._element(each, among, keywords, once, deferred)
        self._runs = True

    def _element(
        self,
        node: ast.expr | ast.keyword,
        among: Sequence[ast.expr | ast.keyword],
        keywords: tuple[str, ...],
        once: bool,
        deferred: bool,
    ) -> None:
        """An argument of a call, or an entry of a list, which may be spread."""
        value = node.value if isinstance(node, (ast.Starred, ast.keyword)) else node
        spread = isinstance(node, ast.Starred) or (isinstance(node, ast.keyword) and node.arg is None)
        if not (spread and isinstance(value, ast.Name) and value.id in self._variadic):
            self.visit(value, once, deferred)
            self._runs = self._runs or spread
            return
        at = next(index for index, each in enumerate(among) if each is node)
        before = (among[at - 1].end_col_offset or 0) if at else -1
        after = among[at + 1].col_offset if at + 1 < len(among) else -1
        start, end = node.col_offset, node.end_col_offset or 0
        self._add(
            Hole(start, end, value.id, True, once, deferred, self._runs, self._rank, before, after, keywords)
        )

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, once: bool, deferred: bool
    ) -> None:
        """Only what a comprehension goes over first runs where it stands, and once (6.2.4)."""
        first, *others = node.generators
        self.visit(first.iter, once, deferred)
        self._runs = True
        inner: list[ast.expr] = [first.target, *first.ifs]
        for each in others:
            inner += [each.target, each.iter, *each.ifs]
        inner += [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        for child in inner:
            self.visit(child, False, True)


def _operands(node: ast.BoolOp | ast.IfExp | ast.Compare) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp):
        yield from node.values
    elif isinstance(node, ast.IfExp):
        yield from (node.test, node.body, node.orelse)
    else:
        yield from (node.left, *node.comparators)


def _runs_code(node: ast.AST) -> bool:
    """Whether a node does more than to build a value of those below it."""
    if isinstance(node, ast.UnaryOp):
        return not isinstance(node.operand, ast.Constant)
    return isinstance(node, ast.expr) and not isinstance(node, (ast.Constant, ast.Tuple, ast.Slice))


def _binds(name: ast.Name) -> bool:
    return not isinstance(name.ctx, ast.Load)
