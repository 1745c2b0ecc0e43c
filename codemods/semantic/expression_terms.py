"""What the expressions and annotations of one file give, as terms."""

import ast
import builtins

from codemods.semantic.dotted_names import last_name
from codemods.semantic.embedded_code import parse_expression
from codemods.semantic.narrowing import narrowed_to
from codemods.semantic.outline_scopes import Binds, OutlineBinding, OutlineScope
from codemods.semantic.read_outline_scopes import ScopeReader
from codemods.semantic.receiver_terms import (
    NONE,
    UNKNOWN,
    Attribute,
    Awaited,
    ClassOf,
    Element,
    Entered,
    Free,
    Imported,
    Instance,
    Item,
    Own,
    Parent,
    Plain,
    Promise,
    Result,
    Returning,
    Term,
    any_of,
    many,
)

_PLAIN_TYPES = frozenset({"str", "int", "float", "bool", "bytes", "complex", "bytearray", "range", "slice"})
_ANYTHING = frozenset({"Any", "object", "AnyStr", "NoReturn", "Never"})
_MAPPINGS = frozenset(
    {"dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict"}
)
_CONTAINER_WORDS = """
AbstractSet AsyncGenerator AsyncIterable AsyncIterator Collection Container Deque FrozenSet Generator
Iterable Iterator KeysView List MutableSequence Reversible Sequence Set Tuple ValuesView deque frozenset
list set tuple
"""
_CONTAINERS = frozenset(_CONTAINER_WORDS.split())
_WRAPPERS = frozenset(
    {"Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "InitVar", "Mapped"}
)
_PROMISES = frozenset({"Awaitable", "Coroutine", "Future", "Task"})
_MANAGERS = frozenset({"ContextManager", "AbstractContextManager", "AsyncContextManager"})
COPIERS = frozenset({"copy", "deepcopy", "replace", "evolve"})
"""Functions that give an object of the same class as their first argument."""
COPYING_METHODS = frozenset({"_replace", "model_copy"})
"""Methods that give an object of the class of their own object."""
_COPIES = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter"})
_MOCK_WORDS = """
AsyncMock MagicMock Mock NonCallableMagicMock NonCallableMock PropertyMock create_autospec
"""
MOCKS = frozenset(_MOCK_WORDS.split())
"""Makers of objects that have whatever they are asked for."""


class ExpressionTerms:
    """Answers for the nodes of one file; what a name stands for is worked out once."""

    def __init__(self, scopes: ScopeReader) -> None:
        self._scopes = scopes
        self._known: dict[tuple[int, str], Term] = {}
        self._open: set[tuple[int, str]] = set()

    def name(self, name: str, scope: OutlineScope) -> Term:
        """What a name stands for where it is read: any of what binds it in its scope."""
        owner = scope.find(name)
        if owner is None:
            return Free(name)
        key = id(owner), name
        if key in self._open:
            # What is bound in terms of itself can only be told with the program running.
            return UNKNOWN
        if key not in self._known:
            self._open.add(key)
            try:
                self._known[key] = any_of(*(self._bound(each) for each in owner.bindings[name]))
            finally:
                self._open.discard(key)
        return self._known[key]

    def _bound(self, binding: OutlineBinding) -> Term:
        """What one binding makes a name stand for."""
        node, scope = binding.node, binding.scope
        if binding.how is Binds.IMPORT:
            return Imported(binding.path)
        if binding.how is Binds.OWN:
            return Own(binding.path)
        if binding.how in (Binds.SELF, Binds.CLASS):
            around = scope.around_class
            cls: Term = Own(around.parts) if around is not None else UNKNOWN
            return Instance(cls) if binding.how is Binds.SELF else cls
        if node is None:
            return many(UNKNOWN) if binding.how is Binds.STARS else UNKNOWN
        if binding.how is Binds.ANNOTATION:
            return self.annotation(node, scope)
        if binding.how is Binds.STARS:
            return many(self.annotation(node, scope))
        if binding.how is Binds.INSTANCE:
            kinds = node.elts if isinstance(node, ast.Tuple) else [node]
            return any_of(*(Instance(self.of(kind, scope)) for kind in kinds))
        value = self.of(node, scope)
        if binding.how is Binds.VALUE:
            return value
        if binding.how is Binds.ELEMENT:
            return Element(value)
        return Entered(value) if binding.how is Binds.ENTERED else UNKNOWN

    # Expressions ----------------------------------------------------------------------------------

    def of(self, node: ast.expr, scope: OutlineScope) -> Term:
        """What an expression gives."""
        if isinstance(node, ast.Name):
            narrowed = narrowed_to(node, scope, self._scopes)
            if narrowed:
                return any_of(*(Instance(self.of(each, scope)) for each in narrowed))
            return self.name(node.id, scope)
        if isinstance(node, ast.Attribute):
            inner = self.of(node.value, scope)
            return ClassOf(inner) if node.attr == "__class__" else Attribute(inner, node.attr)
        if isinstance(node, ast.Call):
            return self._call(node, scope)
        if isinstance(node, ast.Await):
            return Awaited(self.of(node.value, scope))
        if isinstance(node, ast.Subscript):
            return Item(self.of(node.value, scope))
        if isinstance(node, ast.NamedExpr):
            return self.of(node.value, scope)
        if isinstance(node, ast.IfExp):
            return any_of(self.of(node.body, scope), self.of(node.orelse, scope))
        if isinstance(node, ast.BoolOp):
            return any_of(*(self.of(each, scope) for each in node.values))
        if isinstance(node, ast.BinOp):
            sides = self.of(node.left, scope), self.of(node.right, scope)
            plain = all(isinstance(side, Plain) for side in sides)
            return any_of(*sides) if isinstance(node.op, ast.BitOr) or plain else UNKNOWN
        return self._literal(node, scope)

    def _literal(self, node: ast.expr, scope: OutlineScope) -> Term:
        if isinstance(node, ast.Constant):
            return NONE if node.value is None else Plain(type(node.value).__name__)
        if isinstance(node, ast.JoinedStr):
            return Plain("str")
        if isinstance(node, ast.Compare) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            return Plain("bool")
        if isinstance(node, (ast.List, ast.Set, ast.Tuple)):
            return (
                many(any_of(*(self._entry(each, scope) for each in node.elts))) if node.elts else many(NONE)
            )
        if isinstance(node, ast.Dict):
            keys = [self.of(key, scope) if key is not None else UNKNOWN for key in node.keys]
            values = [
                self.of(value, scope) if key is not None else Item(self.of(value, scope))
                for key, value in zip(node.keys, node.values, strict=True)
            ]
            return many(any_of(*keys), any_of(*values)) if keys else many(NONE)
        inner = self._scopes.inner.get(node, scope)
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
            return many(self.of(node.elt, inner))
        if isinstance(node, ast.DictComp):
            return many(self.of(node.key, inner), self.of(node.value, inner))
        if isinstance(node, ast.Lambda):
            return Returning(self.of(node.body, inner))
        return UNKNOWN

    def _entry(self, node: ast.expr, scope: OutlineScope) -> Term:
        if isinstance(node, ast.Starred):
            return Element(self.of(node.value, scope))
        return self.of(node, scope)

    def _call(self, node: ast.Call, scope: OutlineScope) -> Term:
        """What a call gives; calls that hand an argument on are looked through."""
        name, args = last_name(node.func), node.args
        free = isinstance(node.func, ast.Name) and scope.find(node.func.id) is None
        if free and name == "super":
            around = scope.around_class
            return Parent(Own(around.parts)) if around is not None else UNKNOWN
        first = self.of(args[0], scope) if args and not isinstance(args[0], ast.Starred) else None
        if name in MOCKS:
            spec = next((each.value for each in node.keywords if each.arg in ("spec", "spec_set")), None)
            wraps = next((each.value for each in node.keywords if each.arg == "wraps"), None)
            shape = self.of(spec, scope) if spec is not None else first
            if shape is None:
                return self.of(wraps, scope) if wraps is not None else UNKNOWN
            return any_of(shape, Instance(shape))
        if name == "cast" and len(args) == 2:
            return self.annotation(args[0], scope)
        if name in ("TypeVar", "NewType"):
            bound = next((each.value for each in node.keywords if each.arg == "bound"), None)
            bound = args[1] if name == "NewType" and len(args) == 2 else bound
            return self._class_named(bound, scope) if bound is not None else UNKNOWN
        if name == "partial" and first is not None:
            return first
        handed_on = self._handed_on(node, name, first, scope) if free and first is not None else None
        if handed_on is not None:
            return handed_on
        if name in COPIERS and first is not None:
            return first
        if name in COPYING_METHODS and isinstance(node.func, ast.Attribute):
            return self.of(node.func.value, scope)
        return Result(self.of(node.func, scope))

    def _handed_on(self, node: ast.Call, name: str, first: Term, scope: OutlineScope) -> Term | None:
        """What a built-in gives that hands on what it is given; None for any other."""
        rest = [self.of(each, scope) for each in node.args[1:]]
        if name == "type" and not rest:
            return ClassOf(first)
        if name in _COPIES and not rest:
            return many(Element(first))
        if name in ("max", "min"):
            return any_of(first, *rest) if rest else Element(first)
        return any_of(Element(first), *rest) if name == "next" else None

    def _class_named(self, node: ast.expr, scope: OutlineScope) -> Term:
        """A class that an expression, or a string in its place, names."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            parsed = parse_expression(node.value)
            return self.of(parsed, scope) if parsed is not None else UNKNOWN
        return self.of(node, scope)

    # Annotations ----------------------------------------------------------------------------------

    def annotation(self, node: ast.expr, scope: OutlineScope) -> Term:
        """What has an annotation as its type (PEP 484)."""
        if isinstance(node, ast.Constant):
            if node.value is None:
                return NONE
            parsed = parse_expression(node.value) if isinstance(node.value, str) else None
            return self.annotation(parsed, scope) if parsed is not None else UNKNOWN
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return any_of(self.annotation(node.left, scope), self.annotation(node.right, scope))
        if isinstance(node, ast.Subscript):
            return self._generic(node, scope)
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return UNKNOWN
        name = last_name(node)
        if name in _ANYTHING:
            return UNKNOWN
        if name == "Self":
            around = scope.around_class
            return Instance(Own(around.parts)) if around is not None else UNKNOWN
        if isinstance(node, ast.Name) and scope.find(name) is None and hasattr(builtins, name):
            if name in _PLAIN_TYPES:
                return Plain(name)
            return many(UNKNOWN) if name in _CONTAINERS | _MAPPINGS else Instance(Free(name))
        if name in _CONTAINERS | _MAPPINGS | _PROMISES | _MANAGERS | _WRAPPERS:
            return UNKNOWN
        return Instance(self.of(node, scope))

    def _generic(self, node: ast.Subscript, scope: OutlineScope) -> Term:
        """A subscripted annotation."""
        name = last_name(node.value)
        args = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name in ("Optional", "Union"):
            extra = [NONE] if name == "Optional" else []
            return any_of(*(self.annotation(each, scope) for each in args), *extra)
        if name in ("type", "Type"):
            return self._type_of(args[0], scope)
        if name in _WRAPPERS:
            return self.annotation(args[0], scope)
        if name in _MAPPINGS and len(args) == 2:
            return many(self.annotation(args[0], scope), self.annotation(args[1], scope))
        if name in ("Generator", "AsyncGenerator"):
            return many(self.annotation(args[0], scope))
        if name in _CONTAINERS:
            kinds = (each for each in args if not isinstance(each, ast.Constant) or each.value is not ...)
            return many(any_of(*(self.annotation(each, scope) for each in kinds)))
        if name in _PROMISES or name in _MANAGERS:
            return Promise(self.annotation(args[-1] if name in _PROMISES else args[0], scope))
        if name == "Callable":
            return Returning(self.annotation(args[-1], scope))
        if name == "Literal":
            return Plain("str")
        return Instance(self.of(node.value, scope))

    def _type_of(self, node: ast.expr, scope: OutlineScope) -> Term:
        """The class that `type[...]` names; any of several."""
        if isinstance(node, ast.BinOp):
            return any_of(self._type_of(node.left, scope), self._type_of(node.right, scope))
        return self._class_named(node, scope)
