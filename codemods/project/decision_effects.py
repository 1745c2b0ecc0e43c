"""What the decision on one file means for others: names bound otherwise, symbols that moved, and needs."""

from collections.abc import Iterable, Sequence

from codemods.project.decision import BindingOutcome, NamespaceChanges, OtherModules, SymbolMoves
from codemods.project.dotted_paths import ModuleAttribute, ResolvedPath
from codemods.project.file_context import FileContext
from codemods.project.local_names import LocalName, LocalNameAccess
from codemods.values.symbol import Symbol


class DecisionEffects:
    """What other files are told, while the decision on one is being made."""

    def __init__(self, file: FileContext) -> None:
        self._file = file
        self.renamed: dict[str, tuple[str, ...]] = {}
        self.stars: dict[str, str] = {}
        self._replacements: dict[str, dict[str, Symbol]] = {}
        self._kept_by_star: set[str] = set()
        self._unused: set[str] = set()
        self._other_names: set[ModuleAttribute] = set()
        self._migrated: dict[Symbol, set[Symbol]] = {}
        self._stayed: set[Symbol] = set()
        self._late: dict[Symbol, set[Symbol | None]] = {}
        self._needed: set[ModuleAttribute] = set()
        self._read: set[ModuleAttribute] = set()
        self._read_late: set[ModuleAttribute] = set()
        self._assumed: dict[ModuleAttribute, BindingOutcome | None] = {}

    @property
    def namespace(self) -> NamespaceChanges:
        """What becomes of the module's own names."""
        return NamespaceChanges(
            self.renamed,
            self._replacements,
            frozenset(self._kept_by_star),
            frozenset(self._unused),
            frozenset(self._other_names),
            self.stars,
        )

    @property
    def symbols(self) -> SymbolMoves:
        """Where the file's references go."""
        return SymbolMoves(
            {old: frozenset(new) for old, new in self._migrated.items()},
            frozenset(self._stayed),
            {old: frozenset(new) for old, new in self._late.items()},
        )

    @property
    def others(self) -> OtherModules:
        """What the file has to do with the names of other modules."""
        return OtherModules(
            frozenset(self._needed), frozenset(self._read), frozenset(self._read_late), self._assumed
        )

    # The module's own names ---------------------------------------------------------------------

    def replace(self, local: LocalName, by: dict[str, Symbol], kept_by_star: bool) -> None:
        """Say by which names the module finds the canonical symbols in place of a module-level name."""
        self._replacements[local.name] = by
        self._kept_by_star.update([local.name] if kept_by_star else [])

    def leave_unused(self, local: LocalName) -> None:
        """Say that nothing in the file uses a name that an import brings."""
        self._unused.update([] if local.scope else [local.name])

    def hand_on(self, local: LocalName) -> None:
        """Say that the module hands a deprecated symbol on under a name of its own choice."""
        self._other_names.add(self._file.attribute(local))

    # Where symbols go ---------------------------------------------------------------------------

    def migrate(self, old: Symbol, new: Symbol) -> None:
        """Say that a reference goes from one symbol to another."""
        self._migrated.setdefault(old, set()).add(new)

    def stay_with(self, symbol: Symbol) -> None:
        """Say that a reference to a symbol stays."""
        self._stayed.add(symbol)

    def stay(self, resolved: ResolvedPath) -> None:
        """Say that a reference stays, and ask the modules on its way to go on binding their names."""
        self.need(resolved.through)
        if resolved.symbol is not None:
            self._stayed.add(resolved.symbol)

    def look_up(self, symbol: Symbol, new: Symbol | None, late: bool) -> None:
        """Note what a use looks up now in the module that defines a symbol, if it does so when it runs."""
        if late:
            self._late.setdefault(symbol, set()).add(new)

    def look_up_access(self, local: LocalName, access: LocalNameAccess, new: Symbol | None) -> None:
        """Note what a use that looks a symbol up in its own module, when it runs, looks up now."""
        for resolved in access.resolutions if not access.use.stored else ():
            late = self._file.looks_up_late(local, resolved, access.attrs, access.use.start)
            if resolved.symbol is not None and late:
                self._late.setdefault(resolved.symbol, set()).add(new)

    # The names of other modules -----------------------------------------------------------------

    def outcome(self, attribute: ModuleAttribute) -> BindingOutcome | None:
        """What a name of another module is now; None where it is what it was.

        The answer is kept with the decision, which is made again once it is another.
        """
        self._assumed[attribute] = self._file.outcome(attribute)
        return self._assumed[attribute]

    def need(self, attributes: Iterable[ModuleAttribute]) -> None:
        """Ask other modules to go on binding names."""
        self._needed.update(attributes)

    def read(self, attributes: Sequence[ModuleAttribute], late: bool) -> None:
        """Say that references go through names of other modules; `late`, when the code runs."""
        self._read.update(attributes)
        self._read_late.update(attributes if late else ())
