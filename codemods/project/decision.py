"""What is to become of one file's references: values, still without any text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.call_binding import PlacedArgument
from codemods.project.dotted_paths import ModuleAttribute
from codemods.semantic.binding import Alias
from codemods.semantic.span import Span
from codemods.values.rules import Symbol


class Diagnostic(Struct, frozen=True):
    """A finding whose place is still an offset into the file's source."""

    offset: int
    code: str
    message: str
    advice: str = ""
    symbol: str = ""


class NewImport(Struct, frozen=True):
    """`from module import name as asname`, or `import module as asname` where `name` is None."""

    module: str
    name: str | None = None
    asname: str | None = None

    def marked_as(self, alias: Alias) -> "NewImport":
        """The same import, marked as a re-export where it keeps the name of one that was."""
        return replace(self, asname=alias.name) if alias.is_reexport and self.local == alias.name else self

    def is_like(self, other: "NewImport") -> bool:
        """Whether both bind one name to one thing, marked as a re-export or not."""
        return (self.module, self.name, self.local) == (other.module, other.name, other.local)

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


class NameChange(Struct, frozen=True):
    """A bare name at a place: in `global`, in `del`, or an entry of `__all__`."""

    span: Span
    old: str
    new: tuple[str, ...]
    exported: bool = False


class BindingOutcome(Struct, frozen=True):
    """What a module-level name that stood for a deprecated symbol is after its module's decision."""

    gone: tuple[str, ...] | None
    """The names in its place; None where the name is still bound."""
    heirs: Mapping[str, Symbol]
    """The names by which the module finds the canonical symbols now."""

    def path_of(self, old: str, new: Symbol) -> tuple[str, ...]:
        """The one path by which the module has a canonical symbol in place of the old; empty if none."""
        name = old if self.gone is None else self.gone[0] if len(self.gone) == 1 else ""
        inside = new.name.split(".")[1:]
        return (name, *inside) if self.heirs.get(name) == new else ()


class ReferenceRecord(Struct, frozen=True):
    """A reference whose place is still an offset into the file's source."""

    offset: int
    kind: str
    symbol: str
    moves: bool
    name: str = ""
    """The module-level name that an import binds; empty for everything else."""


@dataclass(slots=True)
class Decision:
    """All changes and remarks for one file; filled while deciding, read afterwards."""

    path: str
    aliases: list[AliasChange] = field(default_factory=list)
    uses: list[UseChange] = field(default_factory=list)
    names: list[NameChange] = field(default_factory=list)
    remarks: list[Diagnostic] = field(default_factory=list)
    holds: set[ModuleAttribute] = field(default_factory=set)
    late: set[ModuleAttribute] = field(default_factory=set)
    """Those of `passed` that are looked up when the code runs, so that a patch would reach them."""
    passed: set[ModuleAttribute] = field(default_factory=set)
    """The names of other modules' namespaces through which the file's references go."""
    aliases_out: set[ModuleAttribute] = field(default_factory=set)
    """Other names under which this module's namespace hands deprecated symbols on."""
    references: list[ReferenceRecord] = field(default_factory=list)
    """The references that the file holds, targets left out."""
    renamed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each module-level name that goes away, the names that stand for it now."""
    heirs: dict[str, dict[str, Symbol]] = field(default_factory=dict)
    """For each module-level name, gone or not, the names by which its readers here find their symbols now."""
    beside: set[str] = field(default_factory=set)
    """The names that a star import goes on bringing, while the module reads their heirs."""
    unused: set[str] = field(default_factory=set)
    """The module-level names that an import brings and nothing here uses."""
    went: dict[Symbol, set[Symbol]] = field(default_factory=dict)
    """Where the file's references to each deprecated symbol go."""
    stayed: set[Symbol] = field(default_factory=set)
    """The deprecated symbols to which a reference of the file stays."""
    early: set[Symbol] = field(default_factory=set)
    """The symbols that were read through a module when the code ran, and are now bound at import."""
    asked: dict[ModuleAttribute, BindingOutcome | None] = field(default_factory=dict)
    """What the decision took other modules' names to be."""

    @property
    def changes(self) -> bool:
        """Whether any text of the file changes."""
        return bool(self.aliases or self.uses or self.names)

    def bound(self, name: str) -> BindingOutcome:
        """What became of a module-level name."""
        heirs = self.heirs.get(name, {})
        return BindingOutcome(tuple(heirs) if name in self.beside else self.renamed.get(name), heirs)

    def number(self, moves: bool) -> int:
        """How many references move, or stay."""
        return sum(each.moves is moves for each in self.references)

    def note(self, offset: int, kind: str, symbol: object, moves: bool, name: str = "") -> None:
        """Note one reference."""
        self.references.append(ReferenceRecord(offset, kind, str(symbol or ""), moves, name))
