"""What is to become of one file's references: values, still without any text."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.call_binding import PlacedArgument
from codemods.project.dotted_paths import ModuleAttribute
from codemods.semantic.binding import Alias
from codemods.semantic.precedence import Precedence
from codemods.semantic.span import Span
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol


class Diagnostic(Struct, frozen=True):
    """A finding whose place is still an offset into the file's source."""

    offset: int
    rejection: Rejection


class NewImport(Struct, frozen=True):
    """`from module import name as asname`, or `import module as asname` where `name` is None."""

    module: str
    name: str | None = None
    asname: str | None = None

    def marked_as(self, alias: Alias) -> "NewImport":
        """The same import, marked as a re-export where it takes the place of one that was (PEP 484)."""
        return replace(self, asname=self.local) if alias.is_reexport and self.name is not None else self

    @property
    def prefix(self) -> tuple[str, ...]:
        """The names by which an imported module is read."""
        return (self.local,) if self.name is not None or self.asname else tuple(self.module.split("."))

    @property
    def binds_itself(self) -> bool:
        """Whether its name stands for what it brings, and not for the package around a module."""
        return self.name is not None or self.asname is not None

    def is_like(self, other: "NewImport") -> bool:
        """Whether both bind one name to one thing, marked as a re-export or not."""
        return (self.module, self.name, self.local) == (other.module, other.name, other.local)

    def chain_to(self, target: Symbol) -> tuple[str, ...]:
        """The names by which a symbol of the module is read, once this is imported."""
        parts = tuple(target.name.split("."))
        if self.name is not None:
            return (self.local, *parts[1:])
        return (*self.prefix, *parts)

    @property
    def bound(self) -> str:
        """The dotted path of what its local name stands for."""
        if self.name is not None:
            return f"{self.module}.{self.name}"
        return self.module if self.asname else self.local

    @property
    def local(self) -> str:
        """The name it binds."""
        return self.asname or self.name or self.module.partition(".")[0]


class AliasChange(Struct, frozen=True):
    """What one name of one import statement becomes: whether it stays, and what is imported besides."""

    statement: int
    alias: int
    keep: bool
    new: tuple[NewImport, ...]


class SpelledName(Struct, frozen=True):
    """How code at one place reads a symbol, or a module."""

    symbol: Symbol
    chain: tuple[str, ...]
    """The names that it spells."""
    meaning: frozenset[str]
    """What these mean there, as the proof says it."""
    new: NewImport | None = None
    """What has to be imported first, beside the import that the place reads already."""

    @property
    def is_builtin(self) -> bool:
        """Whether no import of the file brings it."""
        return self.new is None and self.meaning == {f"?{self.chain[0]}"}

    def takes_place_of(self, name: str) -> bool:
        """Whether a new import brings it under a name that an import has which goes."""
        return self.new is not None and self.new.binds_itself and self.new.local == name


class BroughtRead(Struct, frozen=True):
    """A name that new text reads, with the attributes that follow it, and what that means there."""

    text: str
    meaning: frozenset[str]


class Filling(Struct, frozen=True):
    """What stands in a hole of a template: text of the file at a span, or else a literal."""

    span: Span | None
    literal: str = ""


class UseChange(Struct, frozen=True):
    """A use whose chain's first `attrs` attributes, with its base, become `parts`.

    `olds` are the dotted paths that these stood for, `target` the one that they stand for now; both
    are for the proof.
    """

    use: int
    attrs: int
    parts: tuple[str, ...]
    olds: frozenset[str]
    target: str
    arguments: tuple[PlacedArgument, ...] | None = None
    awaits: bool = False
    brings: tuple[BroughtRead, ...] = ()
    """What the new arguments read that no old one did."""


class CallChange(Struct, frozen=True):
    """A call on no name that is tracked, `super().__init__(...)`, or of an object's member, that changes."""

    span: Span
    written: tuple[Span, ...]
    """Its arguments as they stand."""
    arguments: tuple[PlacedArgument, ...] | None
    """None where these stay."""
    brings: tuple[BroughtRead, ...] = ()
    """What the new arguments read that no old one did."""
    awaits: bool = False
    grouped: bool = False
    """Whether an `await` needs parentheses around it."""


class ReadText(Struct, frozen=True):
    """The names by which an expression reads a symbol, and the dotted paths that they may stand for."""

    chain: tuple[str, ...]
    meanings: frozenset[str]

    @property
    def is_builtin(self) -> bool:
        """Whether no import of the file brings it."""
        return self.meanings == {f"?{self.chain[0]}"}


class ExpressionChange(Struct, frozen=True):
    """A call, or a name, with the expression that takes its place."""

    span: Span
    parts: tuple[str | Filling | ReadText, ...]
    """The expression's text: as the rule spells it, what fills its holes, and what it reads."""
    place: Precedence
    """How tightly it has to bind where it stands."""
    rest: tuple[str, ...] = ()
    """The attributes that are read from it."""
    in_doctest: bool = False


class Removal(Struct, frozen=True):
    """A statement, or a decorator from its `@` on, that goes without anything in its place."""

    span: Span
    node: Span
    """The statement, or the expression behind the `@`."""


class NameChange(Struct, frozen=True):
    """A bare name at a place: in `global`, in `del`, an entry of `__all__`, or of a member."""

    span: Span
    old: str
    new: tuple[str, ...]
    exported: bool = False


class BindingOutcome(Struct, frozen=True):
    """What a module-level name that stood for a deprecated symbol is after its module's decision."""

    in_place: tuple[str, ...] | None
    """The names in its place; None where the name is still bound."""
    replacements: Mapping[str, Symbol]
    """The names by which the module finds the canonical symbols now."""

    def path_of(self, old: str, new: Symbol) -> tuple[str, ...]:
        """The one path by which the module has a canonical symbol in place of the old; empty if none."""
        name = old if self.in_place is None else self.in_place[0] if len(self.in_place) == 1 else ""
        inside = new.name.split(".")[1:]
        return (name, *inside) if self.replacements.get(name) == new else ()


class ReferenceRecord(Struct, frozen=True):
    """A reference whose place is still an offset into the file's source."""

    offset: int
    kind: str
    symbol: str
    moves: bool
    name: str = ""
    """The module-level name that an import binds; empty for everything else."""
    stands: bool = False
    """Whether it moves by what another file becomes, spelled as before: its own file need not be written."""


class NamespaceChanges(Struct, frozen=True):
    """What the decision on a module does to its namespace, by module-level name."""

    renamed: Mapping[str, tuple[str, ...]]
    """For each name that goes away, the names that stand for it now."""
    replacements: Mapping[str, Mapping[str, Symbol]]
    """For each deprecated name, gone or not, the names by which its readers here find their symbols now."""
    kept_by_star: frozenset[str]
    """The names that a star import goes on bringing, while the module reads their replacements."""
    unused: frozenset[str]
    """The names that an import brings and nothing in the module uses."""
    other_names: frozenset[ModuleAttribute]
    """Names of its own choice under which the module hands deprecated symbols on."""
    stars: Mapping[str, str]
    """By the file of a deprecated module, the module from which a star import brings its names now."""

    def outcome(self, name: str) -> BindingOutcome:
        """What became of a module-level name."""
        replacements = self.replacements.get(name, {})
        kept = tuple(replacements) if name in self.kept_by_star else self.renamed.get(name)
        return BindingOutcome(kept, replacements)


class SymbolMoves(Struct, frozen=True):
    """Where a file's references to deprecated symbols go."""

    migrated: Mapping[Symbol, frozenset[Symbol]]
    """For each deprecated symbol, the canonical ones that references move to."""
    stayed: frozenset[Symbol]
    """The deprecated symbols to which a reference stays."""
    late: Mapping[Symbol, frozenset[Symbol | None]]
    """What becomes of the lookups in a symbol's own module when the code runs: the canonical symbols that are
    looked up instead, and None for a lookup that stays. Only these does a patch of the definition reach."""


class OtherModules(Struct, frozen=True):
    """What a decision has to do with the namespaces of other modules."""

    needed: frozenset[ModuleAttribute]
    """The names that must stay bound there, since references that stay go through them."""
    read: frozenset[ModuleAttribute]
    """The names through which any of the file's references go."""
    read_late: frozenset[ModuleAttribute]
    """Those of `read` that are looked up when the code runs, so that a patch reaches them."""
    assumed: Mapping[ModuleAttribute, BindingOutcome | None]
    """What the decision took other modules' names to be; it is made again where that changes."""


class Decision(Struct, frozen=True):
    """All changes and diagnostics for one file."""

    path: str
    aliases: tuple[AliasChange, ...]
    uses: tuple[UseChange, ...]
    names: tuple[NameChange, ...]
    diagnostics: tuple[Diagnostic, ...]
    references: tuple[ReferenceRecord, ...]
    """The references that the file holds, targets left out."""
    namespace: NamespaceChanges
    symbols: SymbolMoves
    others: OtherModules
    members: tuple[NameChange, ...] = ()
    """The names of members, beside objects whose class is known, that become others."""
    expressions: tuple[ExpressionChange, ...] = ()
    removals: tuple[Removal, ...] = ()
    calls: tuple[CallChange, ...] = ()
    """The calls on no tracked name, or of members of objects, that get other arguments."""

    @property
    def changes(self) -> bool:
        """Whether any text of the file changes."""
        uses = self.uses or self.expressions or self.removals or self.calls
        return bool(self.aliases or uses or self.names or self.members)

    @property
    def modules(self) -> frozenset[str]:
        """The deprecated modules that references are about, or symbols of theirs."""
        return frozenset(each.symbol.partition(":")[0] for each in self.references)

    def number(self, moves: bool) -> int:
        """How many references move, or stay."""
        return sum(each.moves is moves for each in self.references)
