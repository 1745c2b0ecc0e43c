"""Which files replace a symbol that stays where it is, and in which modules."""

from msgspec import Struct

from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.project import Project
from codemods.project.resolved_targets import resolved_targets
from codemods.values.symbol import Symbol


class Replacement(Struct, frozen=True):
    """A file with a target, as tests have them, and the name that it replaces; None at the symbol's home."""

    path: str
    name: ModuleAttribute | None


class ReplacedSymbols:
    """Looks for the targets of symbols, once for each."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[Symbol, tuple[Replacement, ...]] = {}

    def of(self, symbol: Symbol) -> tuple[Replacement, ...]:
        """The targets in the tree that replace a symbol, wherever they do."""
        if symbol not in self._known:
            self._known[symbol] = tuple(self._found(symbol))
        return self._known[symbol]

    def _found(self, symbol: Symbol) -> list[Replacement]:
        store, found = self._project.store, []
        for path in sorted(store.files_spelling(symbol.leaf)):
            table = self._project.scope_table(path) if store.may_hold_target(path, symbol.leaf) else None
            for target in resolved_targets(self._project, table) if table is not None else ():
                resolved = target.resolved
                if not target.reads and resolved is not None and resolved.symbol == symbol:
                    found.append(Replacement(path, resolved.through[0] if resolved.through else None))
        return found
