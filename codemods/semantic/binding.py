"""The scopes of a file, and what binds a name in one (language reference 4.2.1): values in byte offsets."""

from typing import Literal

from msgspec import Struct

from codemods.semantic.span import Span

ScopeKind = Literal["module", "function", "class", "lambda", "comprehension", "types"]
BindingKind = Literal["import", "assign", "delete"]


class Scope(Struct, frozen=True, array_like=True):
    """One scope (language reference 4.2.2). `parent` is its index in `Facts.scopes`, -1 for none.

    Comprehensions, lambdas and type parameter lists (PEP 695) are scopes of their own.
    """

    kind: ScopeKind
    parent: int
    globals: frozenset[str] = frozenset()
    nonlocals: frozenset[str] = frozenset()


class StatementPosition(Struct, frozen=True, array_like=True):
    """A list of statements: where an import stands, and who else stands there."""

    list_id: int
    """A number that is equal for statements of one list."""
    index: int
    size: int
    list_end: int
    """Where the list's last statement ends."""
    non_imports_before: int = 0
    """How many statements of the list that are no import stand before it."""
    nested: bool = False
    """Inside `try`, `if`, `with`, a loop or `match`, below the scope's own body."""


class Alias(Struct, frozen=True, array_like=True):
    """One name of an import statement."""

    name: str
    asname: str | None
    span: Span

    @property
    def local(self) -> str:
        """The name that the alias binds (the first component, for `import a.b`)."""
        return self.asname or self.name.partition(".")[0]

    @property
    def is_reexport(self) -> bool:
        """Whether it is `name as name`, which marks a re-export (PEP 484)."""
        return self.asname == self.name


class Import(Struct, frozen=True, array_like=True):
    """An import statement. `module` is None for `import a, b`; `level` counts leading dots."""

    span: Span
    scope: int
    position: StatementPosition
    aliases: tuple[Alias, ...]
    module: str | None = None
    level: int = 0
    is_from: bool = False
    expects_import_error: bool = False
    """Directly inside a `try` that handles ImportError, or inside such a handler."""
    inspected_by: str = ""
    """The block around it that states, or records, what it raises or warns: `pytest.warns`, …"""

    @property
    def is_star(self) -> bool:
        """Whether it is `from … import *`."""
        return self.is_from and self.aliases[0].name == "*"


class Binding(Struct, frozen=True, array_like=True):
    """One place that binds a name in a scope.

    For an import, `statement` and `alias` index into `Facts.imports` and its aliases.
    """

    name: str
    scope: int
    kind: BindingKind
    span: Span
    statement: int = -1
    alias: int = -1
    what: str = ""
    """How it is bound, in words, for findings: `parameter`, `assignment`, `class`, …"""
    unconditional_from: int = -1
    """The offset from which on it is sure to hold in its class or module body; -1 when that depends."""
    assigned_module: tuple[str, ...] = ()
    """The dotted name of the module that is assigned: `name = importlib.import_module("a.b")`."""


class Declaration(Struct, frozen=True, array_like=True):
    """A name in a `global` or `nonlocal` statement."""

    name: str
    scope: int
    span: Span
