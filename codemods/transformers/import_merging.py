"""Let an import that already stands in the same block take a name in, and import nothing twice.

A statement whose names come from the module that they go to is changed in place. Any other gives them to
an import of that module, if the block has one before it, or after it with nothing but imports in between.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from codemods.project.decision import AliasChange, NewImport
from codemods.semantic.facts import Facts
from codemods.transformers.import_places import ImportPlaces, brought_by
from codemods.transformers.import_statement import KEPT, REMOVED, AliasReplacement

Replacements = dict[int, dict[int, AliasReplacement]]
"""What becomes of a file's import aliases: by the index of the statement, then by that of the alias."""


@dataclass(slots=True)
class MergedImports:
    """What becomes of each statement's aliases after merging."""

    replacements: Replacements
    hosts: dict[int, int]
    """For each statement whose names another one took in, that other one."""


def merge_imports(facts: Facts, changes: Iterable[AliasChange]) -> MergedImports:
    """Merge a file's import changes block by block."""
    replacements: Replacements = defaultdict(dict)
    for change in changes:
        known = replacements[change.statement].get(change.alias, REMOVED)
        new = tuple(dict.fromkeys((*known.new, *change.new)))
        replacements[change.statement][change.alias] = AliasReplacement(known.keep or change.keep, new)
    merger = _ImportMerger(facts, replacements)
    for index in sorted(replacements, key=lambda each: facts.imports[each].span.start):
        merger.merge(index)
    return MergedImports(replacements, merger.hosts)


class _ImportMerger:
    """Finds a place for each new name of one file, statement by statement, in the order of the source."""

    def __init__(self, facts: Facts, replacements: Replacements) -> None:
        self.facts = facts
        self.replacements = replacements
        self.hosts: dict[int, int] = {}
        wanted = {
            (index, alias): replacement.new
            for index, aliases in replacements.items()
            for alias, replacement in aliases.items()
        }
        self.places = ImportPlaces(facts, wanted)
        self.brought: Counter[tuple[int, str, str | None, str]] = Counter()
        """How often a statement brings a name in, as far as its names have found their places."""
        self.brought_from: Counter[tuple[int, str]] = Counter()
        """How many names it brings in from a module, likewise."""
        self.gone: Counter[int] = Counter()
        """How many of its own names go."""
        for index, aliases in replacements.items():
            for replacement in aliases.values():
                self._count(index, replacement, 1)

    def merge(self, index: int) -> None:
        """Leave to a statement only those of its new names that no other statement brings, or takes in."""
        for alias, replacement in sorted(self.replacements[index].items()):
            own = tuple(new for new in replacement.new if not self._is_placed(index, replacement, new))
            self._replace(index, alias, replace(replacement, new=own))

    def _replace(self, index: int, alias: int, replacement: AliasReplacement) -> None:
        self._count(index, self.replacements[index].get(alias, KEPT), -1)
        self._count(index, replacement, 1)
        self.replacements[index][alias] = replacement

    def _count(self, index: int, replacement: AliasReplacement, by: int) -> None:
        self.gone[index] += 0 if replacement.keep else by
        for new in replacement.new:
            self.brought[(index, *brought_by(new))] += by
            if new.name is not None:
                self.brought_from[index, new.module] += by

    def _is_placed(self, index: int, replacement: AliasReplacement, new: NewImport) -> bool:
        """Whether a name is there without this statement; it may find its place in another."""
        if self._given_before(index, new):
            return True
        if self.facts.imports[index].is_star:
            return False
        if self._kept_beside(index, new) or (not replacement.keep and self._module_has(index, new)):
            return True
        return self._given_after(index, new) or self._taken_in(index, new)

    # Where the name comes in already -----------------------------------------------------------

    def _given_before(self, index: int, new: NewImport) -> bool:
        """Whether an earlier statement of the block brings the name in."""
        for other in self.places.givers(index, new):
            given = self._is_before(other, index) and self._gives(other, new)
            if given and not self.places.rebound(new, other, index):
                return self._hosted(index, other)
        return False

    def _given_after(self, index: int, new: NewImport) -> bool:
        """Whether a later one does, soon enough; one that comes too late gives the name up."""
        for other in self.places.givers(index, new):
            alias = self._kept_alias(other, new)
            if alias is None or self._is_before(other, index) or self.places.rebound(new, index, other):
                continue
            if self._are_together(index, other):
                return self._hosted(index, other)
            self._replace(other, alias, replace(self.replacements[other].get(alias, REMOVED), keep=False))
            self.hosts.setdefault(other, index)
        return False

    def _gives(self, other: int, new: NewImport) -> bool:
        """Whether a statement brings a name in, as it stands or as it will."""
        return self._kept_alias(other, new) is not None or self.brought[(other, *brought_by(new))] > 0

    def _kept_alias(self, other: int, new: NewImport) -> int | None:
        """Which alias of a statement is the very import, and stays."""
        return next((each for each in self.places.aliases(other, new) if self._keeps(other, each)), None)

    def _kept_beside(self, index: int, new: NewImport) -> bool:
        """Whether another name of the same statement, which stays, is the very import."""
        return self._kept_alias(index, new) is not None

    def _module_has(self, index: int, new: NewImport) -> bool:
        """Whether the module's own scope has imported the name for sure, so that a function need not.

        An import that expects to fail says something by failing, and stays.
        """
        own = self.facts.imports[index]
        scope: int | None = own.scope
        between: set[int] = set()
        while scope:
            between.add(scope)
            scope = self.facts.scopes[scope].parent
        if own.expects_import_error or not between or new.name is None:
            return False
        if self.places.is_bound_within(new.local, between):
            return False
        return any(
            self.facts.imports[other].span.end <= own.span.start
            and not self.places.rebound(new, other, index)
            for other in self.places.at_top(new)
        )

    # Which statement takes it in ---------------------------------------------------------------

    def _taken_in(self, index: int, new: NewImport) -> bool:
        """Let another import of the same module take the name in, if the block has one."""
        if new.name is None or self.places.module(index) == new.module:
            return False
        for other in self.places.sources(index, new.module):
            if self._takes(other, index, new):
                self._add(other, new)
                return self._hosted(index, other)
        return False

    def _add(self, other: int, new: NewImport) -> None:
        """Add a name to a statement that does not bring it in yet."""
        if not self._gives(other, new):
            last = len(self.facts.imports[other].aliases) - 1
            known = self.replacements[other].get(last, KEPT)
            self.replacements[other][last] = replace(known, new=(*known.new, new))
            self._count(other, AliasReplacement(True, (new,)), 1)
            self.places.note_giver(other, new)

    def _takes(self, other: int, index: int, new: NewImport) -> bool:
        """Whether a statement can take in a name of another one of its block."""
        if self.facts.imports[other].is_star:
            return False
        if self._is_before(other, index):
            return self._brings_from(other, new.module) and not self.places.rebound(new, other, index)
        soon = self._are_together(index, other) and not self.places.rebound(new, index, other)
        return soon and self._keeps_from(other, new.module)

    def _brings_from(self, other: int, module: str) -> bool:
        """Whether a statement, as it will be, imports from a module."""
        return self._keeps_from(other, module) or self.brought_from[other, module] > 0

    def _keeps_from(self, other: int, module: str) -> bool:
        """Whether it does for a name that stays."""
        statement = self.facts.imports[other]
        stays = self.gone[other] < len(statement.aliases)
        return statement.is_from and self.places.module(other) == module and stays

    def _keeps(self, index: int, alias: int) -> bool:
        """Whether an alias of a statement stays."""
        return self.replacements.get(index, {}).get(alias, KEPT).keep

    # What stands where -------------------------------------------------------------------------

    def _is_before(self, one: int, other: int) -> bool:
        return self.facts.imports[one].span.start < self.facts.imports[other].span.start

    def _are_together(self, one: int, other: int) -> bool:
        """Whether nothing but imports stands between two statements of a block."""
        first, second = (self.facts.imports[index].position for index in (one, other))
        return first.non_imports_before == second.non_imports_before

    def _hosted(self, index: int, other: int) -> bool:
        """Note which statement has a name of another one now."""
        self.hosts[index] = other
        return True
