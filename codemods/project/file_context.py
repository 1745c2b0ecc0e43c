"""What is known of the file that is being decided, and what of it may change."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace as with_fields

from codemods.project.decision import BindingOutcome
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import ModuleAttribute, ResolvedPath
from codemods.project.local_names import ImportSource, LocalName
from codemods.project.project import Project
from codemods.project.resolved_targets import resolved_targets
from codemods.project.target_decisions import HeldSymbol
from codemods.project.version_support import VersionSupport
from codemods.semantic.binding import Alias, BindingKind, ScopeKind
from codemods.semantic.facts import Facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span, SpanIndex
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol, whole_module


class UntrackedNameError(Exception):
    """A decision needs names that the facts are not complete about, so that the file is read again."""

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(names)))
        self.names = names


def deprecated_bodies(table: ScopeTable, names: Iterable[str]) -> Iterator[Span]:
    """The functions and classes of a module by some names: they go together with what they read."""
    for name in names:
        for binding in table.bindings.get((0, name), ()):
            if binding.kind in (BindingKind.FUNCTION, BindingKind.CLASS):
                yield binding.span


class ProtectedRange(Struct, frozen=True):
    """A part of a file that must stay as it is, and why."""

    span: Span
    rejection: Rejection = texts.LINE_IGNORED.fill()


@dataclass(frozen=True)
class ChangeLimits:
    """What of a file may change."""

    rejection: Rejection | None = None
    """Why nothing may change; None where all may but `ranges`."""
    ranges: tuple[ProtectedRange, ...] = ()
    """What a `# repoint: ignore` covers, or a reviewer declined."""

    def protected(self, offset: int) -> ProtectedRange | None:
        """The range that covers an offset; None where the file may change."""
        return next(iter(self._index.around(offset)), None)

    @cached_property
    def _index(self) -> SpanIndex[ProtectedRange]:
        return SpanIndex((each.span, each) for each in self.ranges)

    def about(self, symbol: object) -> Rejection | None:
        """Why a reference stays where nothing may change; the file's own finding says what to do."""
        return replace(self.rejection, advice="").about(symbol) if self.rejection is not None else None


@dataclass(frozen=True)
class FileContext:
    """One file in its project, before anything is decided about it."""

    project: Project
    definitions: Definitions
    names: ScopeTable
    limits: ChangeLimits
    must_stay: Mapping[str, str] = field(default_factory=dict)
    """The names of its namespace that others still need, each with a file that reads it."""
    replaced: Mapping[str, str] = field(default_factory=dict)
    """The names of its namespace that targets replace which cannot follow, each with a file that does."""
    patched: Container[Symbol] = frozenset()
    """The symbols that targets of the tree replace in the modules that define them."""
    patched_names: Container[ModuleAttribute] = frozenset()
    """The names that targets of the tree replace in the modules that import them."""
    held: Mapping[Symbol, HeldSymbol] = field(default_factory=dict)
    """The symbols of `patched` whose targets cannot follow, each with a file that has one: what looks them up
    when it runs stays with them."""
    handed_on: frozenset[str] = frozenset()
    """The dotted names of modules that go on as values, and from which a deprecated name may be read."""
    read_below: frozenset[str] = frozenset()
    """The dotted names of modules that may be read from their packages, which go on as values."""
    outcome: Callable[[ModuleAttribute], BindingOutcome | None] = lambda _attribute: None
    """What a name of another module is after that module's decision; None for a module without one."""
    keeps_names: bool = False
    """Whether what comes in keeps the old local names, since nothing else could be proved."""

    @property
    def facts(self) -> Facts:
        """What the file says."""
        return self.names.facts

    @property
    def path(self) -> str:
        """The file's path, relative to the tree's root."""
        return self.names.facts.path

    def require(self, *names: str) -> None:
        """Make sure that the facts tell what names mean by themselves. Raises UntrackedNameError.

        Of a name that the file does not spell, or as an attribute alone, they have nothing to tell.
        """
        facts, store = self.facts, self.project.store
        missing = frozenset(names) - facts.tracked - facts.unbound
        spelled = frozenset(each for each in missing if store.may_spell(self.path, each))
        bound = frozenset(each for each in spelled if store.may_bind(self.path, each))
        if bound:
            raise UntrackedNameError(bound)
        if missing:
            tracked, unbound = facts.tracked | (missing - spelled), facts.unbound | spelled
            self.names.facts = with_fields(facts, tracked=tracked, unbound=unbound)

    @cached_property
    def own_symbols(self) -> frozenset[str]:
        """The top-level names by which the file defines deprecated symbols."""
        return self.project.rules.defined_names.get(self.path, frozenset())

    @cached_property
    def replaces(self) -> frozenset[ModuleAttribute]:
        """The names of other modules that this file replaces, as tests do."""
        targets = (each for each in resolved_targets(self.project, self.names) if not each.reads)
        return frozenset(
            each.resolved.through[0]
            for each in targets
            if each.resolved is not None and each.resolved.through
        )

    @cached_property
    def versions(self) -> VersionSupport:
        """Where the file supports versions that lack the new names."""
        return VersionSupport(self.project, self.definitions, self.names)

    def looks_up_late(
        self, local: LocalName, resolved: ResolvedPath, attrs: int = 0, offset: int | None = None
    ) -> bool:
        """Whether a local name, or attributes of it, looks a symbol up in its own module when the code runs.

        What stands in a deprecated definition, at an offset, does not count: it is retired with that.
        """
        in_function = self.facts.scopes[local.scope].kind in (ScopeKind.FUNCTION, ScopeKind.LAMBDA)
        late = resolved.at_home and (attrs > 0 or in_function or local.lazy)
        bodies = self.retired_bodies if late and offset is not None else ()
        return late and not any(span.start <= (offset or 0) < span.end for span in bodies)

    @cached_property
    def retired_bodies(self) -> tuple[Span, ...]:
        """The functions and classes of the file that are deprecated themselves."""
        return tuple(deprecated_bodies(self.names, self.own_symbols))

    def why_held(self, local: LocalName, resolved: ResolvedPath, attrs: int = 0) -> Rejection | None:
        """Why such a lookup stays, since a target of the symbol does; None where none does.

        Where a module of a test's own takes the place of the whole module, whatever is read from it stays.
        """
        symbol = resolved.symbol
        if symbol is None:
            return None
        module = self.held.get(whole_module(symbol.module))
        if module is not None and (module.is_sure or self.path in module.under):
            return texts.MODULE_REPLACED.fill(symbol, old=symbol.leaf, replacer=module.path)
        held = self.held.get(symbol)
        if held is None or not (held.below or self.looks_up_late(local, resolved, attrs)):
            return None
        return held.rejection(symbol)

    @cached_property
    def patches(self) -> frozenset[Symbol]:
        """The symbols that this file's own targets replace in the modules that define them."""
        targets = (each for each in resolved_targets(self.project, self.names) if not each.reads)
        return frozenset(symbol for each in targets if (symbol := each.symbol_at_home) is not None)

    def alias_of(self, source: ImportSource) -> Alias:
        """The name in an import statement that binds a local name."""
        return source.statement.aliases[source.binding.alias]

    def attribute(self, local: LocalName) -> ModuleAttribute:
        """A module-level name as an attribute of its module."""
        return ModuleAttribute(self.path, local.name)

    def is_needed(self, local: LocalName) -> bool:
        """Whether another file still needs a name in this module's namespace."""
        return local.scope == 0 and local.name in self.must_stay and not local.star

    def is_replaced(self, local: LocalName) -> bool:
        """Whether a target that cannot follow replaces a name in this module's namespace."""
        return local.scope == 0 and local.name in self.replaced and not local.star

    def is_protected(self, local: LocalName) -> bool:
        """Whether the file, or a line with one of a name's imports, may not change at all."""
        starts = (source.binding.span.start for source in local.sources)
        return self.limits.rejection is not None or any(self.limits.protected(start) for start in starts)
