"""The readers of deprecated symbols once every file is decided: where they went, and whether any stays."""

from collections.abc import Mapping

from msgspec import Struct

from codemods.project.choose_rule import is_collected_test
from codemods.project.decision import Decision
from codemods.project.file_context import deprecated_bodies
from codemods.project.member_rules import is_member
from codemods.project.project import Project
from codemods.values.symbol import Symbol


class ReaderOutcome(Struct, frozen=True):
    """What became of the readers of a symbol that a target can reach."""

    migrated_to: frozenset[Symbol]
    """The canonical symbols that readers have in its place."""
    any_stays: bool
    any_late: bool
    """Whether there are any that look it up when they run: a patch reaches no others."""


class SymbolReaders:
    """The readers of every deprecated symbol of a tree, by the decisions on its files."""

    def __init__(self, project: Project, decisions: Mapping[str, Decision]) -> None:
        self._project = project
        self._decisions = decisions
        self._late: dict[Symbol, dict[str, frozenset[Symbol | None]]] = {}
        self._migrated: dict[Symbol, dict[str, frozenset[Symbol]]] = {}
        self._stayed: dict[Symbol, set[str]] = {}
        self._read_where_defined: dict[Symbol, bool] = {}
        for path, decision in decisions.items():
            for old, late in decision.symbols.late.items():
                self._late.setdefault(old, {})[path] = late
            for old, new in decision.symbols.migrated.items():
                self._migrated.setdefault(old, {})[path] = new
            for old in decision.symbols.stayed:
                self._stayed.setdefault(old, set()).add(path)

    def reached(self, symbol: Symbol, path: str) -> ReaderOutcome:
        """What became of the readers that a replacement of a definition, in one file, can reach.

        They look the name up when they run. No other test is among them: it runs with patches of its own.
        Without any, those count that bound the name when they were imported.
        """
        late: set[Symbol | None] = set()
        for reader, news in self._late.get(symbol, {}).items():
            if reader == path or not is_collected_test(reader):
                late |= news
        if self.is_read_where_defined(symbol):
            late.add(None)
        if late:
            return ReaderOutcome(frozenset(each for each in late if each is not None), None in late, True)
        migrated = self._all_migrated(symbol)
        return ReaderOutcome(migrated, not migrated and symbol in self._stayed, False)

    def outcome(self, symbol: Symbol) -> ReaderOutcome:
        """What became of all readers of a symbol: whoever patches what it has reaches them all."""
        stays = symbol in self._stayed or self.is_read_where_defined(symbol)
        return ReaderOutcome(self._all_migrated(symbol), stays, symbol in self._late)

    def moved_files(self, symbol: Symbol) -> frozenset[str]:
        """The files of the readers that moved."""
        return frozenset(self._migrated.get(symbol, ()))

    def looked_up(self) -> list[Symbol]:
        """The symbols that code looks up when it runs."""
        return sorted(self._late)

    def late_in(self, symbol: Symbol, path: str) -> bool:
        """Whether a file looks a symbol up when it runs."""
        return path in self._late.get(symbol, ())

    def _all_migrated(self, symbol: Symbol) -> frozenset[Symbol]:
        return frozenset[Symbol]().union(*self._migrated.get(symbol, {}).values())

    def is_read_where_defined(self, symbol: Symbol) -> bool:
        """Whether the module that has a symbol reads it itself, and goes on doing so.

        A module that a rule moves as a whole does not count: it is retired with all that it reads.
        """
        if not self._project.rules.has_own(symbol) or is_member(symbol):
            # Who reads a member is known place by place.
            return False
        if symbol not in self._read_where_defined:
            self._read_where_defined[symbol] = self._reads_own(symbol)
        return self._read_where_defined[symbol]

    def _reads_own(self, symbol: Symbol) -> bool:
        path = self._project.modules.find(symbol.module)
        name = symbol.name.partition(".")[0]
        table = self._project.scope_table(path, (name,)) if path is not None else None
        decision = self._decisions.get(path) if path is not None else None
        if table is None or (decision is not None and name in decision.namespace.replacements):
            return False
        moved = {change.use for change in decision.uses} if decision is not None else set[int]()
        retired = list(deprecated_bodies(table, self._project.rules.defined_names.get(path or "", ())))
        return any(
            use.name == name
            and table.owner(use.scope, name) == 0
            and not any(span.start <= use.start < span.end for span in retired)
            for index, use in enumerate(table.facts.accesses)
            if index not in moved
        )
