"""Collect scopes, bindings, uses and imports in one iterative walk over the lines that matter.

The rules are those of the language reference, chapter 4.2 (naming and binding) and 8 (compound
statements). The walk keeps its own stack, so that a chain of 500 operators costs no recursion, and
skips every node that spans no hit line: whatever binds or uses a name spells it.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from codemods.resolution.lines import Lines
from codemods.resolution.model import (
    Alias,
    Binding,
    BindingKind,
    Block,
    Declaration,
    Import,
    Scope,
    Span,
    Text,
    Usage,
    Use,
)
from codemods.resolution.usage import Link, Place, callee_of, is_probe, span_of, usage_of

_Visit = tuple[ast.AST, int, Link | None, Block | None]
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_MODULE_BLOCK = Block(-1, 0, 1, 0)


class Collector:
    """What a walk has found so far; several texts of one file (doctests, say) add to it."""

    def __init__(self, data: bytes, names: frozenset[str], plain: frozenset[str] = frozenset()) -> None:
        self.data = data
        self.names = names
        self.plain = plain
        """The names whose uses nobody will ask how they are used."""
        self.scopes: list[Scope] = []
        self.bindings: list[Binding] = []
        self.uses: list[Use] = []
        self.imports: list[Import] = []
        self.declarations: list[Declaration] = []
        self.texts: list[Text] = []
        self.quoted: list[tuple[ast.Constant, int]] = []
        self.read_strings: set[Span] = set()
        self.docstrings: list[tuple[ast.Constant, int]] = []
        self.formatted: list[tuple[ast.AST, list[int]]] = []
        self.extents: list[tuple[int, int, int]] = []
        self.dynamic = False
        self._blocks = 0

    def add_scope(self, scope: Scope) -> int:
        """Add a scope and give its index."""
        self.scopes.append(scope)
        return len(self.scopes) - 1

    def next_block(self) -> int:
        """A number for a list of statements that no other list has."""
        self._blocks += 1
        return self._blocks


class Walk:
    """One walk over one parsed text; `place` turns the text's positions into the file's offsets."""

    def __init__(self, found: Collector, place: Place, lines: Lines | None, embedded: str = "") -> None:
        self.found = found
        self.place = place
        self.lines = lines
        self.embedded = embedded
        self._stack: list[_Visit] = []

    def run(self, tree: ast.AST, scope: int) -> None:
        """Collect everything below a tree, whose top belongs to the scope."""
        self._stack.append((tree, scope, None, None))
        while self._stack:
            node, scope, link, block = self._stack.pop()
            handler = _HANDLERS.get(type(node))
            if handler is not None:
                handler(self, node, scope, link, block)
            else:
                self._children(node, scope, link, block)

    def push(self, node: ast.AST, scope: int, link: Link, block: Block | None = None) -> None:
        """Visit a node later, unless no hit line lies in it."""
        first = getattr(node, "lineno", None)
        if first is not None and self.lines is not None:
            for decorator in getattr(node, "decorator_list", ()):
                first = min(first, decorator.lineno)
            if not self.lines.any_in(first, getattr(node, "end_lineno", first)):
                return
        self._stack.append((node, scope, link, block))

    def push_all(self, nodes: Iterable[ast.AST | None], scope: int, link: Link) -> None:
        """Visit several nodes later; None stands for one that is absent."""
        for node in nodes:
            if node is not None:
                self.push(node, scope, link)

    def push_body(self, body: Sequence[ast.stmt], scope: int, link: Link, guarded: bool = False) -> None:
        """Visit a list of statements, remembering who stands where in it."""
        if not body:
            return
        owner = self.found.next_block()
        end = self.place(body[-1].end_lineno or body[-1].lineno, body[-1].end_col_offset or 0)
        for index, statement in enumerate(body):
            self.push(statement, scope, link, Block(owner, index, len(body), end, guarded))

    def bind(self, name: str, scope: int, node: ast.AST, what: str, settled: int = -1) -> None:
        """Note that a node binds a name, if anybody asked for the name."""
        if name in self.found.names and isinstance(
            node, (ast.expr, ast.stmt, ast.arg, ast.ExceptHandler, ast.pattern)
        ):
            start = self.place(node.lineno, node.col_offset)
            end = self.place(node.end_lineno or node.lineno, node.end_col_offset or 0)
            kind: BindingKind = "delete" if what == "del" else "assign"
            self.found.bindings.append(
                Binding(name, scope, kind, Span(start, end), what=what, settled=settled)
            )

    def _children(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        inner: Link = (node, link)
        for _, value in ast.iter_fields(node):
            if isinstance(value, ast.AST):
                self.push(value, scope, inner)
            elif isinstance(value, list) and value:
                if isinstance(value[0], ast.stmt):
                    self.push_body(value, scope, inner, guarded=True)
                else:
                    for item in value:
                        if isinstance(item, ast.AST):
                            self.push(item, scope, inner, block)

    # Scopes ---------------------------------------------------------------------------------

    def function(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """`def` and `async def`: reference 8.7."""
        assert isinstance(node, _FUNCTIONS)
        inner: Link = (node, link)
        self.bind(node.name, scope, node, "function", self._sure_end(node, link))
        if scope == 0 and node.name == "__getattr__":
            self.found.dynamic = True
        self.push_all(node.decorator_list, scope, inner)
        outer = self._type_parameters(node, scope, inner)
        own = self.found.add_scope(Scope("function", outer, isinstance(node, ast.AsyncFunctionDef)))
        self._extent(node, own)
        self._arguments(node.args, scope, outer, own, inner)
        self._annotation(node.returns, outer, inner)
        self._docstring(node.body, own)
        self.push_body(node.body, own, inner)

    def lambda_(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """`lambda`: reference 6.14."""
        assert isinstance(node, ast.Lambda)
        inner: Link = (node, link)
        own = self.found.add_scope(Scope("lambda", scope))
        self._arguments(node.args, scope, scope, own, inner)
        self.push(node.body, own, inner)

    def class_(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """`class`: reference 8.8; its names are not seen from the scopes inside it (4.2.2)."""
        assert isinstance(node, ast.ClassDef)
        inner: Link = (node, link)
        self.bind(node.name, scope, node, "class", self._sure_end(node, link))
        self.push_all(node.decorator_list, scope, inner)
        outer = self._type_parameters(node, scope, inner)
        self.push_all([*node.bases, *node.keywords], outer, inner)
        own = self.found.add_scope(Scope("class", outer))
        self._extent(node, own)
        self._docstring(node.body, own)
        self.push_body(node.body, own, inner)

    def comprehension(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """Comprehensions: reference 6.2.4; the first iterable belongs to the scope outside."""
        assert isinstance(node, _COMPREHENSIONS)
        inner: Link = (node, link)
        own = self.found.add_scope(Scope("comprehension", scope))
        for index, generator in enumerate(node.generators):
            self.push(generator.iter, own if index else scope, inner)
            self.push_all([generator.target, *generator.ifs], own, inner)
        if isinstance(node, ast.DictComp):
            self.push_all([node.key, node.value], own, inner)
        else:
            self.push(node.elt, own, inner)

    def type_alias(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """`type X[T] = …`: PEP 695."""
        inner: Link = (node, link)
        self.push_all([getattr(node, "name", None)], scope, inner)
        own = self._type_parameters(node, scope, inner)
        self.push_all([getattr(node, "value", None)], own, inner)

    def type_parameter(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """One of `[T: bound = default, *Ts, **P]`: PEP 695 and 696."""
        inner: Link = (node, link)
        name = getattr(node, "name", "")
        if name in self.found.names:
            start = self.place(getattr(node, "lineno", 1), getattr(node, "col_offset", 0))
            span = Span(start, start + len(name.encode()))
            self.found.bindings.append(Binding(name, scope, "assign", span, what="type parameter"))
        self.push_all([getattr(node, "bound", None), getattr(node, "default_value", None)], scope, inner)

    def _type_parameters(self, node: ast.AST, scope: int, link: Link) -> int:
        parameters = getattr(node, "type_params", ())
        if not parameters:
            return scope
        own = self.found.add_scope(Scope("types", scope))
        self.push_all(parameters, own, link)
        return own

    def _arguments(self, args: ast.arguments, scope: int, outer: int, own: int, link: Link) -> None:
        self.push_all([*args.defaults, *args.kw_defaults], scope, link)
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        for argument in every:
            if argument is not None:
                self.bind(argument.arg, own, argument, "parameter")
                self._annotation(argument.annotation, outer, (argument, link))

    # Bindings -------------------------------------------------------------------------------

    def name(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """A name: read, stored or deleted."""
        assert isinstance(node, ast.Name)
        if node.id not in self.found.names:
            return
        if isinstance(node.ctx, ast.Load):
            self._use(node, [], node, scope, link)
        elif isinstance(node.ctx, ast.Del):
            self.bind(node.id, scope, node, "del")
        else:
            value = getattr(link[0], "value", None) if link is not None else None
            what = "None" if isinstance(value, ast.Constant) and value.value is None else "assignment"
            self.bind(node.id, self._walrus(scope, node, link), node, what, self._settled(link))

    def _settled(self, link: Link | None) -> int:
        """Where a plain assignment in a class or module body ends."""
        while link is not None and isinstance(link[0], (ast.Tuple, ast.List, ast.Starred)):
            link = link[1]
        if link is None or not isinstance(link[0], (ast.Assign, ast.AnnAssign)):
            return -1
        return self._sure_end(link[0], link[1])

    def _sure_end(self, statement: ast.stmt, link: Link | None) -> int:
        """Where a statement ends that stands in a class or module body itself; -1 for any other."""
        plain = link is not None and isinstance(link[0], (ast.ClassDef, ast.Module))
        return span_of(statement, self.place).end if plain else -1

    def _walrus(self, scope: int, node: ast.Name, link: Link | None) -> int:
        """`:=` in a comprehension binds in the scope around it (PEP 572)."""
        if link is not None and isinstance(link[0], ast.NamedExpr) and link[0].target is node:
            while self.found.scopes[scope].kind == "comprehension":
                scope = self.found.scopes[scope].parent
        return scope

    def handler(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """`except … as name`: reference 8.4."""
        assert isinstance(node, ast.ExceptHandler)
        inner: Link = (node, link)
        if node.name:
            self.bind(node.name, scope, node, "except clause")
        if node.type is not None:
            self.push(node.type, scope, inner)
        self.push_body(node.body, scope, inner, guarded=True)

    def capture(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """Captures of `match` patterns: reference 8.6.4."""
        name = getattr(node, "rest" if isinstance(node, ast.MatchMapping) else "name", None)
        if name:
            self.bind(name, scope, node, "match capture")
        self._children(node, scope, link, None)

    def declaration(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """`global` and `nonlocal`: reference 7.12 and 7.13."""
        assert isinstance(node, (ast.Global, ast.Nonlocal))
        old = self.found.scopes[scope]
        names = frozenset(node.names)
        changed = (
            Scope(old.kind, old.parent, old.is_async, old.globals | names, old.nonlocals)
            if isinstance(node, ast.Global)
            else Scope(old.kind, old.parent, old.is_async, old.globals, old.nonlocals | names)
        )
        self.found.scopes[scope] = changed
        span = span_of(node, self.place)
        text = self.found.data[span.start : span.end]
        for name in names & self.found.names:
            for match in re.finditer(rb"(?<!\w)" + re.escape(name.encode()) + rb"(?!\w)", text):
                place = Span(span.start + match.start(), span.start + match.end())
                self.found.declarations.append(Declaration(name, scope, place))

    def import_(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """`import` and `from … import`: reference 7.11."""
        assert isinstance(node, (ast.Import, ast.ImportFrom))
        aliases = tuple(Alias(a.name, a.asname, span_of(a, self.place)) for a in node.names)
        index = len(self.found.imports)
        is_from = isinstance(node, ast.ImportFrom)
        self.found.imports.append(
            Import(
                span_of(node, self.place),
                scope,
                block or _MODULE_BLOCK,
                aliases,
                (node.module or "") if isinstance(node, ast.ImportFrom) else None,
                node.level if isinstance(node, ast.ImportFrom) else 0,
                is_from,
                is_probe(link, node),
            )
        )
        settled = self._sure_end(node, link)
        for position, alias in enumerate(aliases):
            if alias.local in self.found.names and alias.name != "*":
                self.found.bindings.append(
                    Binding(alias.local, scope, "import", alias.span, index, position, "import", settled)
                )

    # Uses -----------------------------------------------------------------------------------

    def attribute(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """A chain of attributes, taken whole when a tracked name is its base."""
        assert isinstance(node, ast.Attribute)
        chain: list[ast.Attribute] = []
        base: ast.expr = node
        while isinstance(base, ast.Attribute):
            chain.append(base)
            base = base.value
        if isinstance(base, ast.Name) and isinstance(base.ctx, ast.Load):
            if base.id in self.found.names:
                self._use(base, chain[::-1], node, scope, link)
        else:
            inner = link
            for attribute in chain:
                inner = (attribute, inner)
            assert inner is not None
            self.push(base, scope, inner)

    def _use(
        self, base: ast.Name, chain: list[ast.Attribute], top: ast.expr, scope: int, link: Link | None
    ) -> None:
        ends = [self.place(n.end_lineno or n.lineno, n.end_col_offset or 0) for n in (base, *chain)]
        usage = Usage() if base.id in self.found.plain else usage_of(top, link, self.place)
        start = self.place(base.lineno, base.col_offset)
        attrs = tuple(attribute.attr for attribute in chain)
        self.found.uses.append(
            Use(
                base.id,
                scope,
                start,
                tuple(ends),
                attrs,
                usage,
                base.lineno,
                self.embedded,
                not isinstance(getattr(top, "ctx", ast.Load()), ast.Load),
                self._member(top, link),
            )
        )

    def _member(self, node: ast.expr, link: Link | None) -> Text | None:
        """The string that a call takes right after a first argument, and that may name its attribute."""
        if link is None or not isinstance(link[0], ast.Call) or self.embedded:
            return None
        arguments = link[0].args
        if len(arguments) < 2 or arguments[0] is not node:
            return None
        name = arguments[1]
        if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
            return None
        return Text(name.value, span_of(name, self.place), name.lineno, callee=callee_of(name, link))

    # Strings --------------------------------------------------------------------------------

    def constant(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """A string that spells a tracked name."""
        assert isinstance(node, ast.Constant)
        if not isinstance(node.value, str) or self.embedded:
            return
        if link is not None and isinstance(link[0], ast.Expr):
            return
        exported = scope == 0 and _is_all_entry(link)
        if exported or any(name in node.value for name in self.found.names):
            span = span_of(node, self.place)
            self.found.texts.append(Text(node.value, span, node.lineno, exported, callee_of(node, link)))

    def joined(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """An f-string: before Python 3.12 its inner positions cannot be trusted, so no line is skipped."""
        lines, self.lines = self.lines, None
        before = len(self.found.uses)
        depth = len(self._stack)
        self._children(node, scope, link, None)
        while len(self._stack) > depth:
            child, inner_scope, inner_link, inner_block = self._stack.pop()
            handler = _HANDLERS.get(type(child))
            (handler or Walk._children)(self, child, inner_scope, inner_link, inner_block)
        self.lines = lines
        self.found.formatted.append((node, list(range(before, len(self.found.uses)))))

    def annotated(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """`name: annotation = value`: PEP 526; it makes the name local even without a value."""
        assert isinstance(node, ast.AnnAssign)
        inner: Link = (node, link)
        self.push_all([node.target, node.value], scope, inner)
        self._annotation(node.annotation, scope, inner)

    def _annotation(self, node: ast.expr | None, scope: int, link: Link) -> None:
        """An annotation: code, and the strings in it are code as well (PEP 484, forward references)."""
        if node is None:
            return
        self.push(node, scope, link)
        for string in annotation_strings(node):
            self.found.quoted.append((string, scope))

    def _extent(self, node: ast.stmt, own: int) -> None:
        if not self.embedded:
            self.found.extents.append((node.lineno, node.end_lineno or node.lineno, own))

    def _docstring(self, body: Sequence[ast.stmt], scope: int) -> None:
        first = body[0] if body else None
        constant = first.value if isinstance(first, ast.Expr) else None
        if isinstance(constant, ast.Constant) and ">>>" in str(constant.value):
            self.found.docstrings.append((constant, scope))

    def module(self, node: ast.AST, scope: int, link: Link | None, block: Block | None) -> None:
        """The module's own body."""
        assert isinstance(node, ast.Module)
        self._docstring(node.body, scope)
        self.push_body(node.body, scope, (node, link))


def annotation_strings(node: ast.expr) -> Iterator[ast.Constant]:
    """The strings in an annotation that are annotations themselves (PEP 484; not those of `Literal`)."""
    todo: list[ast.expr] = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part
        elif isinstance(part, ast.Subscript):
            literal = part.value.attr if isinstance(part.value, ast.Attribute) else None
            literal = part.value.id if isinstance(part.value, ast.Name) else literal
            if literal == "Literal":
                continue
            if literal == "Annotated" and isinstance(part.slice, ast.Tuple):
                todo.append(part.slice.elts[0])
                continue
            todo += [part.value, part.slice]
        elif isinstance(part, (ast.Tuple, ast.List)):
            todo += part.elts
        elif isinstance(part, ast.BinOp):
            todo += [part.left, part.right]


def _is_all_entry(link: Link | None) -> bool:
    """Whether a constant stands in `__all__ = […]`, `__all__ += […]` or `__all__.extend([…])`."""
    while link is not None and isinstance(link[0], (ast.List, ast.Tuple, ast.Set, ast.BinOp, ast.Starred)):
        link = link[1]
    if link is None:
        return False
    parent = link[0]
    if isinstance(parent, ast.Assign):
        return any(isinstance(target, ast.Name) and target.id == "__all__" for target in parent.targets)
    if isinstance(parent, (ast.AugAssign, ast.AnnAssign)):
        return isinstance(parent.target, ast.Name) and parent.target.id == "__all__"
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute):
        value = parent.func.value
        named = isinstance(value, ast.Name) and value.id == "__all__"
        return named and parent.func.attr in {"append", "extend"}
    return False


_Handler = Callable[[Walk, ast.AST, int, Link | None, Block | None], None]
_HANDLERS: dict[type, _Handler] = {
    ast.Module: Walk.module,
    ast.FunctionDef: Walk.function,
    ast.AsyncFunctionDef: Walk.function,
    ast.Lambda: Walk.lambda_,
    ast.ClassDef: Walk.class_,
    **dict.fromkeys(_COMPREHENSIONS, Walk.comprehension),
    ast.Name: Walk.name,
    ast.Attribute: Walk.attribute,
    ast.ExceptHandler: Walk.handler,
    ast.MatchAs: Walk.capture,
    ast.MatchStar: Walk.capture,
    ast.MatchMapping: Walk.capture,
    ast.Global: Walk.declaration,
    ast.Nonlocal: Walk.declaration,
    ast.Import: Walk.import_,
    ast.ImportFrom: Walk.import_,
    ast.AnnAssign: Walk.annotated,
    ast.Constant: Walk.constant,
    ast.JoinedStr: Walk.joined,
}
for _name, _handler in {
    "TypeAlias": Walk.type_alias,
    "TypeVar": Walk.type_parameter,
    "ParamSpec": Walk.type_parameter,
    "TypeVarTuple": Walk.type_parameter,
    "TemplateStr": Walk.joined,
}.items():
    if hasattr(ast, _name):
        _HANDLERS[getattr(ast, _name)] = _handler
