"""The scopes of a file and what binds names in them (language reference 4.2.1)."""

from enum import StrEnum

from msgspec import Struct

from codemods.semantic.span import Span


class ScopeKind(StrEnum):
    """What opens a scope. Type parameter lists and `type` statements (PEP 695) have scopes of their own."""

    MODULE = "module"
    FUNCTION = "function"
    CLASS = "class"
    LAMBDA = "lambda"
    COMPREHENSION = "comprehension"
    TYPES = "types"


class Scope(Struct, frozen=True, array_like=True):
    """One scope (language reference 4.2.2). `parent` is the index in `Facts.scopes` of the scope around it.

    Only the file's own module scope has no parent. The examples of a docstring have a module scope inside it.
    """

    kind: ScopeKind
    parent: int | None
    globals: frozenset[str] = frozenset()
    nonlocals: frozenset[str] = frozenset()


class StatementPosition(Struct, frozen=True, array_like=True):
    """Where a statement stands in its list of statements (the body of a function, of an `if`, ...)."""

    list_id: int
    """A number that all statements of one list share."""
    index: int
    size: int
    """How many statements the list has."""
    list_end: int
    """The byte offset at which the list's last statement ends."""
    non_imports_before: int = 0
    """How many statements of the list that are not imports stand before it."""
    nested: bool = False
    """Inside `try`, `if`, `with`, `match` or a loop, so that it may not run when the scope's body does."""
    in_part: bool = False
    """In a part of the program that may not run when others do: a notebook's cell, whose statements are a
    list of their own."""

    @property
    def may_not_run(self) -> bool:
        """Whether code elsewhere in the scope cannot rely on its having run."""
        return self.nested or self.in_part


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
        """Whether it is `name as name`, which marks a re-export for type checkers (PEP 484)."""
        return self.asname == self.name


class Import(Struct, frozen=True, array_like=True):
    """An import statement. `module` is None for `import a, b`; `level` counts the leading dots."""

    span: Span
    scope: int
    position: StatementPosition
    aliases: tuple[Alias, ...]
    module: str | None = None
    level: int = 0
    is_from: bool = False
    expects_import_error: bool = False
    """Whether it stands directly inside a `try` that handles ImportError, or inside such a handler."""
    inspected_by: str | None = None
    """The block around it that states, or records, what the import raises or warns: `pytest.warns`, ..."""
    lazy: bool = False
    """Whether it says `lazy`, so that nothing is imported before the name is read (7.11, PEP 810)."""

    @property
    def is_star(self) -> bool:
        """Whether it is `from ... import *`."""
        return self.aliases[0].name == "*"


class BindingKind(StrEnum):
    """How a name is bound; the values are the words that findings use."""

    IMPORT = "import"
    STAR_IMPORT = "star import"
    ASSIGNMENT = "assignment"
    NONE_ASSIGNMENT = "None"
    """An assignment of None, the usual fallback of a failed import."""
    FUNCTION = "function"
    CLASS = "class"
    PARAMETER = "parameter"
    TYPE_PARAMETER = "type parameter"
    EXCEPT_CLAUSE = "except clause"
    MATCH_CAPTURE = "match capture"
    DELETION = "del"


class AssignedChain(Struct, frozen=True, array_like=True):
    """A name, with the attributes that follow it, whose object a binding gives another name: `other = a.b`.

    `start` is the byte offset at which it stands.
    """

    name: str
    attrs: tuple[str, ...]
    start: int


class Binding(Struct, frozen=True, array_like=True, tag="binding"):
    """One place that binds a name in a scope, or deletes it, which makes it local just the same."""

    name: str
    scope: int
    kind: BindingKind
    span: Span
    unconditional_from: int | None = None
    """The byte offset from which it holds for sure. Only statements directly in a class or module body have
    one; whether those of functions and nested blocks run depends on the flow of control."""
    assigned_module: tuple[str, ...] = ()
    """The dotted name of the module that is assigned: `name = importlib.import_module("a.b")`."""
    assigned_chain: AssignedChain | None = None
    """What is assigned, where it is a tracked name with attributes, as a whole and to this name alone."""

    @property
    def is_own(self) -> bool:
        """Whether it binds the name to an object that no import brings in."""
        return not isinstance(self, ImportBinding) and self.kind is not BindingKind.DELETION


class ImportBinding(Binding, frozen=True, array_like=True, kw_only=True, tag="import"):
    """A binding by an import: `statement` indexes into `Facts.imports`, `alias` into its aliases."""

    statement: int
    alias: int


class Declaration(Struct, frozen=True, array_like=True):
    """A name in a `global` or `nonlocal` statement."""

    name: str
    scope: int
    span: Span
