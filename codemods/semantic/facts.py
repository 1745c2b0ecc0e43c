"""The facts of one file: frozen values that pickle, in byte offsets over the file's source."""

from typing import Literal

from msgspec import Struct

from codemods.values.rules import When

ScopeKind = Literal["module", "function", "class", "lambda", "comprehension", "types"]
BindingKind = Literal["import", "assign", "delete"]


class Span(Struct, frozen=True, array_like=True):
    """A half-open range of byte offsets."""

    start: int
    end: int


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


class Argument(Struct, frozen=True, array_like=True):
    """One argument of a call as written. `star` is "", "*" or "**"."""

    span: Span
    keyword: str | None = None
    star: str = ""
    simple: bool = True
    """Whether evaluating it runs no code of anybody's: a name, an attribute or a literal."""


class Usage(Struct, frozen=True, array_like=True):
    """How an expression is used by what stands around it."""

    when: When = "value"
    call: Span | None = None
    arguments: tuple[Argument, ...] = ()
    inspected_by: str = ""
    """What looks at the object itself (`isinstance`, `__doc__`, `pytest.raises`, …), if anything."""
    needs_parentheses: bool = False
    """Whether an inserted `await` would need parentheses around the awaited call."""
    never_awaited: bool = False
    """Whether a coroutine made here would visibly be awaited by nobody."""


class StringConstant(Struct, frozen=True, array_like=True):
    """A string constant that spells a tracked name, outside docstrings."""

    value: str
    span: Span
    line: int
    dunder_all_list: int = 0
    """For an entry of the module's `__all__`, a number that is equal for the entries of one list; else 0."""
    callee: str = ""
    """The dotted name of the call that it is an argument of, as far as it is spelled plainly."""


class DunderAll(Struct, frozen=True, array_like=True):
    """What the statements on a module's `__all__` say (language reference 7.11)."""

    included: frozenset[str] = frozenset()
    """The names that they spell as entries, in whatever way."""
    uneditable: frozenset[str] = frozenset()
    """The names that they spell so that they cannot be edited there, or take out again."""
    removed: frozenset[str] = frozenset()
    """The names that are taken out again."""
    included_from: tuple[tuple[str, ...], ...] = ()
    """The chains of names that stand for another module's `__all__`, whose entries are entries here."""
    first_dynamic: int = -1
    """The offset of the first thing that only run time can tell; -1 for none."""


IN_FORMATTED = "in an f-string whose inner positions this Python does not tell"
IN_TEXT = "in a string that is not one plain literal"
SPELLED_OTHERWISE = "here spelled otherwise than Python reads it"
"""Why a use has no place."""

OWN_NAME = ("__name__",)
UNKNOWN = ("?",)


class PatchTarget(Struct, frozen=True, array_like=True):
    """A place that names something in a module's namespace by a string, a keyword or at run time.

    What it names is `path`, below `base`: nothing for an absolute path, OWN_NAME for the module itself,
    UNKNOWN, or a chain of names in `scope`, which starts at the offset `at`.
    """

    form: str
    """A key of `forms.FORMS`, `module` for a module looked up by its name, `attribute` for what is read
    from one, empty for an unknown callable that takes a module and a name."""
    path: tuple[str, ...]
    span: Span
    components: tuple[Span, ...]
    """Where the path's last components stand, as many as are spelled plainly."""
    line: int
    base: tuple[str, ...] = ()
    scope: int = 0
    start: int = 0
    creates_mock: bool = False
    """Whether the call makes a mock of its own, shaped by what it replaces."""

    @property
    def text(self) -> str:
        """The path as it is spelled."""
        return ".".join(self.path)


class Access(Struct, frozen=True, array_like=True):
    """A name read in a scope, with the attributes that follow it: `name.attrs[0].attrs[1]`.

    `ends[i]` is where the chain ends after `i` attributes. `usage` is that of the whole chain.
    """

    name: str
    scope: int
    start: int
    ends: tuple[int, ...]
    attrs: tuple[str, ...] = ()
    usage: Usage = Usage()
    line: int = 0
    embedded: str = ""
    """`annotation`, `type comment` or `doctest` when it stands inside a string or a comment."""
    stored: bool = False
    """Whether the whole chain is assigned to or deleted: it changes the namespace that it names."""
    unplaced: str = ""
    """Where it stands, in words, if the offsets are not known to be right: nothing can be edited there."""

    @property
    def placed(self) -> bool:
        """Whether the offsets are known to be right."""
        return not self.unplaced

    def usage_at(self, attrs: int) -> Usage:
        """The usage of the chain's first `attrs` attributes."""
        if attrs == len(self.attrs):
            return self.usage
        attribute = self.attrs[attrs]
        return Usage(inspected_by=attribute if attribute.startswith("__") else "")


class Declaration(Struct, frozen=True, array_like=True):
    """A name in a `global` or `nonlocal` statement."""

    name: str
    scope: int
    span: Span


class Facts(Struct, frozen=True, array_like=True):
    """Everything that one file says about the tracked names."""

    path: str
    module: str
    is_package: bool
    scopes: tuple[Scope, ...]
    bindings: tuple[Binding, ...]
    accesses: tuple[Access, ...]
    imports: tuple[Import, ...]
    declarations: tuple[Declaration, ...] = ()
    strings: tuple[StringConstant, ...] = ()
    patch_targets: tuple[PatchTarget, ...] = ()
    dunder_all: DunderAll = DunderAll()
    has_module_getattr: bool = False
    """Whether the module defines `__getattr__` (PEP 562)."""
    computes_names: bool = False
    """Whether the module may give itself names that it does not spell, by `globals()` or the like."""
    tracked: frozenset[str] = frozenset()
    """The tracked names: what the facts are complete about."""
    unaffected: tuple[Span, ...] = ()
    """Statements that spell none of them, in whole lines; see `resolution.quiet`."""

    def in_doctest(self, scope: int) -> bool:
        """Whether a scope is that of a docstring's examples, or inside it."""
        while scope > 0 and self.scopes[scope].kind != "module":
            scope = self.scopes[scope].parent
        return scope > 0
