"""The scopes of one file, as its outline has them: what binds each name in them."""

import ast
from dataclasses import dataclass, field
from enum import Enum

from codemods.semantic.receiver_terms import Path

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
MAKERS = frozenset({"namedtuple", "NamedTuple", "TypedDict", "make_dataclass", "Enum", "IntEnum", "StrEnum"})
"""The callables that make a class of a list of names."""
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Binds(Enum):
    """How a node binds a name: what of the node the name then stands for."""

    IMPORT = "the imported path"
    OWN = "the class or function itself"
    VALUE = "the value"
    ANNOTATION = "an instance of the annotation"
    STARS = "a container of these"
    ELEMENT = "what iterating over the value gives"
    ENTERED = "what entering the value gives"
    INSTANCE = "an instance of the value"
    SELF = "an instance of the class around"
    CLASS = "the class around"
    UNKNOWN = "anything"


@dataclass(slots=True)
class OutlineBinding:
    """One binding of a name; `scope` is the one in which `node` is read."""

    how: Binds
    scope: "OutlineScope"
    node: ast.expr | None = None
    path: Path = ()
    line: int = 0


@dataclass(slots=True, eq=False)
class OutlineScope:
    """One scope (language reference 4.2.2). `parts` is the qualified name of what opens it."""

    node: ast.AST
    parent: "OutlineScope | None"
    parts: Path = ()
    bindings: dict[str, list[OutlineBinding]] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    """The names that `global` or `nonlocal` sends to another scope."""

    @property
    def is_class(self) -> bool:
        """Whether it is a class body."""
        return isinstance(self.node, ast.ClassDef)

    def child(self, node: ast.AST, name: str = "") -> "OutlineScope":
        """A scope inside this one."""
        local = ("<locals>",) if isinstance(self.node, (*FUNCTIONS, ast.Lambda)) else ()
        return OutlineScope(node, self, (*self.parts, *local, name) if name else self.parts)

    def path_of(self, name: str) -> Path:
        """The qualified name of what this scope defines."""
        return self.child(self.node, name).parts

    def find(self, name: str) -> "OutlineScope | None":
        """The scope whose binding a name means where it is read here; None where the file binds none."""
        scope: OutlineScope | None = self
        while scope is not None:
            if name in scope.bindings and (scope is self or not scope.is_class):
                return scope
            scope = scope.parent
        return None

    @property
    def around_class(self) -> "OutlineScope | None":
        """The nearest class body around, itself included."""
        scope: OutlineScope | None = self
        while scope is not None and not scope.is_class:
            scope = scope.parent
        return scope
