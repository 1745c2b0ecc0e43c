"""Read the scopes of one file, and the nodes that bind names in them."""

import ast
from collections.abc import Callable, Iterator

from codemods.semantic.dotted_names import last_name
from codemods.semantic.nodes import children_of
from codemods.semantic.outline_scopes import (
    COMPREHENSIONS,
    FUNCTIONS,
    MAKERS,
    Binds,
    OutlineBinding,
    OutlineScope,
)
from codemods.semantic.receiver_terms import Path


class ScopeReader:
    """Walks over one file, iteratively: its scopes, its bindings, and each node's parent and scope."""

    def __init__(self, tree: ast.Module, package: Path) -> None:
        """`package` is that of the file, for relative imports."""
        self.module = OutlineScope(tree, None)
        self.stars: list[Path] = []
        self.imported: set[Path] = set()
        """The absolute dotted paths that are imported anywhere."""
        self.parents: dict[ast.AST, ast.AST] = {}
        self.scopes: dict[ast.AST, OutlineScope] = {}
        """The scope that each node belongs to; that of a function's or class's name is the one outside."""
        self.inner: dict[ast.AST, OutlineScope] = {}
        """The scope that a node opens."""
        self.made: dict[Path, ast.Call] = {}
        """The classes that calls make, by their qualified names."""
        self._package = package
        todo: list[tuple[ast.AST, OutlineScope]] = [(tree, self.module)]
        while todo:
            node, scope = todo.pop()
            self.scopes[node] = scope
            read = _READERS.get(type(node))
            if read is not None:
                read(self, node, scope)
            for child in children_of(node):
                self.parents[child] = node
                todo.append((child, self._scope_of(node, child, scope)))

    def _scope_of(self, node: ast.AST, child: ast.AST, scope: OutlineScope) -> OutlineScope:
        """The scope of a node's child: what stands outside of the scope that the node opens stays outside."""
        own = self.inner.get(node)
        if own is None:
            return scope
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            return own if isinstance(child, ast.stmt) else scope
        if isinstance(node, ast.Lambda):
            return own if child is node.body else scope
        return own

    def bind(self, scope: OutlineScope, name: str, binding: OutlineBinding) -> None:
        """Add a binding, to the scope that `global` says."""
        owner = scope
        while name in owner.elsewhere and owner.parent is not None:
            owner = owner.parent
        owner.bindings.setdefault(name, []).append(binding)

    # Nodes that bind ------------------------------------------------------------------------------

    def read_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: OutlineScope) -> None:
        """`def`: the name outside, the parameters inside."""
        self.bind(scope, node.name, OutlineBinding(Binds.OWN, scope, path=scope.path_of(node.name)))
        own = self.inner[node] = scope.child(node, node.name)
        self._declare_elsewhere(node, own)
        self._parameters(node.args, own, scope, self._first_parameter(node, scope))

    def _first_parameter(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: OutlineScope) -> Binds:
        if not scope.is_class:
            return Binds.UNKNOWN
        names = {each.id for each in node.decorator_list if isinstance(each, ast.Name)}
        if "staticmethod" in names:
            return Binds.UNKNOWN
        of_class = "classmethod" in names or node.name in (
            "__new__",
            "__init_subclass__",
            "__class_getitem__",
        )
        return Binds.CLASS if of_class else Binds.SELF

    def _parameters(self, args: ast.arguments, own: OutlineScope, outer: OutlineScope, first: Binds) -> None:
        plain = [*args.posonlyargs, *args.args]
        defaults: list[ast.expr | None] = [None] * (len(plain) - len(args.defaults)) + [*args.defaults]
        pairs = [*zip(plain, defaults, strict=True), *zip(args.kwonlyargs, args.kw_defaults, strict=True)]
        for index, (argument, default) in enumerate(pairs):
            if index == 0 and plain and first is not Binds.UNKNOWN:
                self.bind(own, argument.arg, OutlineBinding(first, outer))
            elif argument.annotation is not None:
                bound = OutlineBinding(Binds.ANNOTATION, outer, argument.annotation)
                self.bind(own, argument.arg, bound)
            elif default is not None and not isinstance(default, ast.Constant):
                self.bind(own, argument.arg, OutlineBinding(Binds.VALUE, outer, default))
            else:
                self.bind(own, argument.arg, OutlineBinding(Binds.UNKNOWN, outer))
        for star in filter(None, (args.vararg, args.kwarg)):
            self.bind(own, star.arg, OutlineBinding(Binds.STARS, outer, star.annotation))

    def read_lambda(self, node: ast.Lambda, scope: OutlineScope) -> None:
        """`lambda`."""
        own = self.inner[node] = scope.child(node)
        self._parameters(node.args, own, scope, Binds.UNKNOWN)

    def read_class(self, node: ast.ClassDef, scope: OutlineScope) -> None:
        """`class`."""
        self.bind(scope, node.name, OutlineBinding(Binds.OWN, scope, path=scope.path_of(node.name)))
        self.inner[node] = scope.child(node, node.name)

    def read_comprehension(self, node: ast.expr, scope: OutlineScope) -> None:
        """A comprehension; that its first iterable belongs outside makes no difference to names here."""
        own = self.inner[node] = scope.child(node)
        for generator in getattr(node, "generators", ()):
            self._target(generator.target, Binds.ELEMENT, generator.iter, own, own)

    def read_assignment(self, node: ast.Assign, scope: OutlineScope) -> None:
        """`a = b = value`; a class may be made by a call: `Point = namedtuple("Point", "x y")`."""
        first, value = node.targets[0], node.value
        if isinstance(first, ast.Name) and isinstance(value, ast.Call) and last_name(value.func) in MAKERS:
            path = scope.path_of(first.id)
            self.made[path] = value
            self.bind(scope, first.id, OutlineBinding(Binds.OWN, scope, path=path))
            return
        for target in node.targets:
            self._target(target, Binds.VALUE, node.value, scope, scope)

    def read_annotated(self, node: ast.AnnAssign, scope: OutlineScope) -> None:
        """`name: annotation = value`."""
        if isinstance(node.target, ast.Name):
            bare = isinstance(node.annotation, ast.Name) and node.annotation.id in ("Final", "ClassVar")
            alias = isinstance(node.annotation, (ast.Name, ast.Attribute)) and (
                getattr(node.annotation, "id", getattr(node.annotation, "attr", "")) == "TypeAlias"
            )
            how, value = (Binds.VALUE, node.value) if bare or alias else (Binds.ANNOTATION, node.annotation)
            self.bind(scope, node.target.id, OutlineBinding(how, scope, value, line=node.lineno))

    def read_walrus(self, node: ast.NamedExpr, scope: OutlineScope) -> None:
        """`name := value`, which binds outside of comprehensions."""
        owner = scope
        while isinstance(owner.node, COMPREHENSIONS) and owner.parent is not None:
            owner = owner.parent
        self._target(node.target, Binds.VALUE, node.value, owner, scope)

    def read_for(self, node: ast.For | ast.AsyncFor, scope: OutlineScope) -> None:
        """`for target in iterable`."""
        self._target(node.target, Binds.ELEMENT, node.iter, scope, scope)

    def read_with_item(self, node: ast.withitem, scope: OutlineScope) -> None:
        """`with value as target`."""
        if node.optional_vars is not None:
            self._target(node.optional_vars, Binds.ENTERED, node.context_expr, scope, scope)

    def read_handler(self, node: ast.ExceptHandler, scope: OutlineScope) -> None:
        """`except kind as name`."""
        if node.name:
            how = Binds.INSTANCE if node.type is not None else Binds.UNKNOWN
            self.bind(scope, node.name, OutlineBinding(how, scope, node.type, line=node.lineno))

    def read_capture(self, node: ast.MatchAs | ast.MatchStar | ast.MatchMapping, scope: OutlineScope) -> None:
        """A capture of a pattern; that of a whole class pattern is an instance of the class."""
        name = node.rest if isinstance(node, ast.MatchMapping) else node.name
        if name:
            inside = node.pattern if isinstance(node, ast.MatchAs) else None
            cls = inside.cls if isinstance(inside, ast.MatchClass) else None
            how = Binds.INSTANCE if cls is not None else Binds.UNKNOWN
            self.bind(scope, name, OutlineBinding(how, scope, cls, line=node.lineno))

    def read_type_parameter(self, node: ast.AST, scope: OutlineScope) -> None:
        """`[T: bound]`: as an annotation it stands for its bound."""
        bound = getattr(node, "bound", None)
        how = Binds.VALUE if bound is not None else Binds.UNKNOWN
        self.bind(scope, getattr(node, "name", ""), OutlineBinding(how, scope, bound))

    def read_type_alias(self, node: ast.AST, scope: OutlineScope) -> None:
        """`type name = value`."""
        name = getattr(getattr(node, "name", None), "id", "")
        self.bind(scope, name, OutlineBinding(Binds.VALUE, scope, getattr(node, "value", None)))

    def read_import(self, node: ast.Import, scope: OutlineScope) -> None:
        """`import a.b as c`."""
        for alias in node.names:
            parts = tuple(alias.name.split("."))
            self.imported.add(parts)
            path = parts if alias.asname else parts[:1]
            name = alias.asname or parts[0]
            self.bind(scope, name, OutlineBinding(Binds.IMPORT, scope, path=path))

    def read_import_from(self, node: ast.ImportFrom, scope: OutlineScope) -> None:
        """`from a import b as c` (language reference 5.7)."""
        own = tuple(node.module.split(".")) if node.module else ()
        package = self._package[: len(self._package) - node.level + 1] if node.level else ()
        for alias in node.names:
            self.imported.add((*package, *own, alias.name))
            if alias.name == "*":
                self.stars.append((*package, *own))
                continue
            bound = OutlineBinding(Binds.IMPORT, scope, path=(*package, *own, alias.name))
            self.bind(scope, alias.asname or alias.name, bound)

    def _declare_elsewhere(self, node: ast.FunctionDef | ast.AsyncFunctionDef, own: OutlineScope) -> None:
        todo: list[ast.AST] = list(node.body)
        while todo:
            each = todo.pop()
            if isinstance(each, (ast.Global, ast.Nonlocal)):
                own.elsewhere.update(each.names)
            elif isinstance(each, (ast.stmt, ast.ExceptHandler, ast.match_case)) and not isinstance(
                each, (*FUNCTIONS, ast.ClassDef)
            ):
                todo += [child for child in children_of(each) if not isinstance(child, ast.expr)]

    def _target(
        self,
        target: ast.expr,
        how: Binds,
        value: ast.expr,
        scope: OutlineScope,
        outer: OutlineScope,
    ) -> None:
        """Bind what a target spells; a tuple takes what iterating gives, or the values one by one."""
        if isinstance(target, ast.Name):
            self.bind(scope, target.id, OutlineBinding(how, outer, value, line=target.lineno))
        elif isinstance(target, ast.Starred):
            self._target(target.value, Binds.UNKNOWN, value, scope, outer)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for each, part, inside in self._pairs(target, how, value):
                self._target(each, part, inside, scope, outer)

    def _pairs(
        self, target: ast.Tuple | ast.List, how: Binds, value: ast.expr
    ) -> Iterator[tuple[ast.expr, Binds, ast.expr]]:
        same = isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts)
        starred = any(isinstance(each, ast.Starred) for each in target.elts)
        if how is Binds.VALUE and same and not starred:
            for each, part in zip(target.elts, getattr(value, "elts", ()), strict=True):
                yield each, Binds.VALUE, part
            return
        last = target.elts[-1] if target.elts else None
        method = getattr(getattr(value, "func", None), "attr", "") or getattr(
            getattr(value, "func", None), "id", ""
        )
        for each in target.elts:
            if how is Binds.ELEMENT and method in ("items", "enumerate") and each is last:
                # `for key, value in d.items()`, `for index, value in enumerate(all)`.
                yield each, Binds.ELEMENT, _second_of(value)
            else:
                yield each, Binds.UNKNOWN, value


def _second_of(value: ast.expr) -> ast.expr:
    """The iterable over the second parts of what `d.items()` or `enumerate(all)` gives."""
    assert isinstance(value, ast.Call)
    if isinstance(value.func, ast.Attribute):
        values = ast.Attribute(value.func.value, "values", ast.Load())
        return ast.Call(ast.copy_location(values, value), [], [])
    return value.args[0] if value.args else value


_READERS: dict[type[ast.AST], Callable[..., None]] = {
    ast.FunctionDef: ScopeReader.read_function,
    ast.AsyncFunctionDef: ScopeReader.read_function,
    ast.Lambda: ScopeReader.read_lambda,
    ast.ClassDef: ScopeReader.read_class,
    ast.Assign: ScopeReader.read_assignment,
    ast.AnnAssign: ScopeReader.read_annotated,
    ast.NamedExpr: ScopeReader.read_walrus,
    ast.For: ScopeReader.read_for,
    ast.AsyncFor: ScopeReader.read_for,
    ast.withitem: ScopeReader.read_with_item,
    ast.ExceptHandler: ScopeReader.read_handler,
    ast.MatchAs: ScopeReader.read_capture,
    ast.MatchStar: ScopeReader.read_capture,
    ast.MatchMapping: ScopeReader.read_capture,
    ast.Import: ScopeReader.read_import,
    ast.ImportFrom: ScopeReader.read_import_from,
    **dict.fromkeys(COMPREHENSIONS, ScopeReader.read_comprehension),
    **{
        getattr(ast, name): reader
        for name, reader in {
            "TypeAlias": ScopeReader.read_type_alias,
            "TypeVar": ScopeReader.read_type_parameter,
        }.items()
        if hasattr(ast, name)
    },
}
