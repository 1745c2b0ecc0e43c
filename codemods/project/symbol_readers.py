"""The readers of deprecated symbols once every file is decided: where they went, and whether any stays."""

from collections.abc import Mapping

from msgspec import Struct

from codemods.project.decision import Decision
from codemods.project.project import Project
from codemods.values.rules import Symbol


class ReaderOutcome(Struct, frozen=True):
    """What became of a symbol's readers."""

    migrated_to: frozenset[Symbol]
    """The canonical symbols that readers have in its place."""
    any_stays: bool
    moved_files: frozenset[str]
    """The files of the readers that moved."""
    bound_early: bool = False
    """Whether some of these bind it when they are imported now, so that a later patch does not reach them."""


class SymbolReaders:
    """The readers of every deprecated symbol of a tree, by the decisions on its files."""

    def __init__(self, project: Project, decisions: Mapping[str, Decision], also: frozenset[Symbol]) -> None:
        """Take the decisions, and symbols that are read at run time `also`, whatever was decided."""
        self._project = project
        self._decisions = decisions
        self._migrated_to: dict[Symbol, set[Symbol]] = {}
        self._moved_files: dict[Symbol, set[str]] = {}
        self._stayed = set(also)
        self._bound_early = {
            symbol for decision in decisions.values() for symbol in decision.symbols.bound_early
        }
        for path, decision in decisions.items():
            self._stayed |= decision.symbols.stayed
            for old, new in decision.symbols.migrated.items():
                self._migrated_to.setdefault(old, set()).update(new)
                self._moved_files.setdefault(old, set()).add(path)

    def outcome(self, symbol: Symbol) -> ReaderOutcome:
        """What became of the readers of one symbol."""
        return ReaderOutcome(
            frozenset(self._migrated_to.get(symbol, ())),
            symbol in self._stayed or self._is_read_where_defined(symbol),
            frozenset(self._moved_files.get(symbol, ())),
            symbol in self._bound_early,
        )

    def _is_read_where_defined(self, symbol: Symbol) -> bool:
        """Whether the module that has a symbol reads it itself, and goes on doing so."""
        path = self._project.modules.find(symbol.module)
        name = symbol.name.partition(".")[0]
        table = self._project.scope_table(path, (name,)) if path is not None else None
        decision = self._decisions.get(path) if path is not None else None
        if table is None or (decision is not None and name in decision.namespace.replacements):
            return False
        return any(use.name == name and table.owner(use.scope, name) == 0 for use in table.facts.accesses)
