"""Who reads a deprecated symbol once everything is decided: where its readers went, and whether any stays."""

from collections.abc import Mapping

from msgspec import Struct

from codemods.project.decision import Decision
from codemods.project.project import Project
from codemods.values.rules import Symbol


class ReaderOutcome(Struct, frozen=True):
    """What became of a symbol's readers. `files` are those that moved."""

    went: frozenset[Symbol]
    stays: bool
    files: frozenset[str]
    early: bool = False
    """Whether some of them bind it at import now, where nothing that is replaced later reaches them."""


class SymbolReaders:
    """The readers of every deprecated symbol of a tree, by the decisions on its files."""

    def __init__(self, project: Project, decisions: Mapping[str, Decision], also: frozenset[Symbol]) -> None:
        """Take the decisions, and the symbols that are read at run time beside them."""
        self._project = project
        self._decisions = decisions
        self._went: dict[Symbol, set[Symbol]] = {}
        self._files: dict[Symbol, set[str]] = {}
        self._stayed = set(also)
        self._early = {symbol for decision in decisions.values() for symbol in decision.symbols.bound_early}
        for path, decision in decisions.items():
            self._stayed |= decision.symbols.stayed
            for old, new in decision.symbols.migrated.items():
                self._went.setdefault(old, set()).update(new)
                self._files.setdefault(old, set()).add(path)

    def fate(self, symbol: Symbol) -> ReaderOutcome:
        """What became of the readers of one symbol."""
        return ReaderOutcome(
            frozenset(self._went.get(symbol, ())),
            symbol in self._stayed or self._is_read_at_home(symbol),
            frozenset(self._files.get(symbol, ())),
            symbol in self._early,
        )

    def _is_read_at_home(self, symbol: Symbol) -> bool:
        """Whether the module that has a symbol reads it itself, and goes on doing so."""
        path = self._project.modules.find(symbol.module)
        name = symbol.name.partition(".")[0]
        names = self._project.scope_table(path, (name,)) if path is not None else None
        decision = self._decisions.get(path) if path is not None else None
        if names is None or (decision is not None and name in decision.namespace.replacements):
            return False
        return any(use.name == name and names.owner(use.scope, name) == 0 for use in names.facts.accesses)
