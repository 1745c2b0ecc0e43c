"""Let an import that already stands in the same block take a name in, and import nothing twice.

A statement whose names come from the module that they go to is changed in place. Any other gives them to
an import of that module, if the block has one before it, or after it with nothing but imports in between.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from codemods.project.decision import AliasChange, NewImport
from codemods.project.dotted_paths import absolute_module
from codemods.semantic.binding import Alias, Binding, Import, ImportBinding
from codemods.semantic.facts import Facts
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
        self.wanted = {
            (index, alias): replacement.new
            for index, aliases in replacements.items()
            for alias, replacement in aliases.items()
        }
        """What comes in for each name, wherever it is placed in the end."""

    def merge(self, index: int) -> None:
        """Leave to a statement only those of its new names that no other statement brings, or takes in."""
        for alias, replacement in sorted(self.replacements[index].items()):
            own = tuple(new for new in replacement.new if not self._is_placed(index, replacement, new))
            self.replacements[index][alias] = replace(replacement, new=own)

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
        for other in self._neighbours(index):
            given = self._is_before(other, index) and self._gives(other, new)
            if given and not self._rebound(new, other, index):
                return self._hosted(index, other)
        return False

    def _given_after(self, index: int, new: NewImport) -> bool:
        """Whether a later one does, soon enough; one that comes too late gives the name up."""
        for other in self._neighbours(index):
            alias = self._kept_alias(other, new)
            if alias is None or self._is_before(other, index) or self._rebound(new, index, other):
                continue
            if self._are_together(index, other):
                return self._hosted(index, other)
            self.replacements[other][alias] = replace(
                self.replacements[other].get(alias, REMOVED), keep=False
            )
            self.hosts.setdefault(other, index)
        return False

    def _gives(self, other: int, new: NewImport) -> bool:
        """Whether a statement brings a name in, as it stands or as it will."""
        return self._kept_alias(other, new) is not None or any(map(new.is_like, self._brought(other)))

    def _kept_alias(self, other: int, new: NewImport) -> int | None:
        """Which alias of a statement is the very import, and stays."""
        statement = self.facts.imports[other]
        for number, alias in enumerate(statement.aliases):
            if self._keeps(other, number) and self._is_same(statement, alias, new):
                return number
        return None

    def _kept_beside(self, index: int, new: NewImport) -> bool:
        """Whether another name of the same statement, which stays, is the very import."""
        return self._kept_alias(index, new) is not None

    def _is_same(self, statement: Import, alias: Alias, new: NewImport) -> bool:
        if statement.is_from != (new.name is not None):
            return False
        if not statement.is_from:
            return (alias.name, alias.asname) == (new.module, new.asname)
        return (alias.name, alias.local) == (new.name, new.local) and self._module(statement) == new.module

    def _module_has(self, index: int, new: NewImport) -> bool:
        """Whether the module's own scope has imported the name for sure, so that a function need not.

        An import that expects to fail says something by failing, and stays.
        """
        facts, own = self.facts, self.facts.imports[index]
        scope: int | None = own.scope
        between: set[int] = set()
        while scope:
            between.add(scope)
            scope = facts.scopes[scope].parent
        if own.expects_import_error or not between or new.name is None:
            return False
        bound = [binding for binding in facts.bindings if binding.name == new.local]
        if any(
            each.scope in between or (not each.scope and not isinstance(each, ImportBinding))
            for each in bound
        ):
            return False
        return any(
            statement.scope == 0
            and not (statement.position.nested or statement.lazy)
            and statement.span.end <= own.span.start
            and any(self._is_same(statement, alias, new) for alias in statement.aliases)
            and not self._rebound(new, other, index)
            for other, statement in enumerate(facts.imports)
        )

    # Which statement takes it in ---------------------------------------------------------------

    def _taken_in(self, index: int, new: NewImport) -> bool:
        """Let another import of the same module take the name in, if the block has one."""
        if new.name is None or self._module(self.facts.imports[index]) == new.module:
            return False
        for other in self._neighbours(index):
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

    def _takes(self, other: int, index: int, new: NewImport) -> bool:
        """Whether a statement can take in a name of another one of its block."""
        if self.facts.imports[other].is_star:
            return False
        if self._is_before(other, index):
            return self._brings_from(other, new.module) and not self._rebound(new, other, index)
        soon = self._are_together(index, other) and not self._rebound(new, index, other)
        return soon and self._keeps_from(other, new.module)

    def _brings_from(self, other: int, module: str) -> bool:
        """Whether a statement, as it will be, imports from a module."""
        brought = self._brought(other)
        return self._keeps_from(other, module) or any(
            new.module == module and new.name is not None for new in brought
        )

    def _keeps_from(self, other: int, module: str) -> bool:
        """Whether it does for a name that stays."""
        statement = self.facts.imports[other]
        stays = any(self._keeps(other, number) for number in range(len(statement.aliases)))
        return statement.is_from and self._module(statement) == module and stays

    def _keeps(self, index: int, alias: int) -> bool:
        """Whether an alias of a statement stays."""
        return self.replacements.get(index, {}).get(alias, KEPT).keep

    def _brought(self, index: int) -> Iterator[NewImport]:
        """What comes in by a statement, as far as its names have found their places."""
        return (new for each in self.replacements.get(index, {}).values() for new in each.new)

    # What stands where -------------------------------------------------------------------------

    def _neighbours(self, index: int) -> Iterator[int]:
        """The other imports of a statement's block that are lazy, or not, as it is itself."""
        own = self.facts.imports[index]
        return (
            number
            for number, each in enumerate(self.facts.imports)
            if each.position.list_id == own.position.list_id and each.lazy is own.lazy and number != index
        )

    def _is_before(self, one: int, other: int) -> bool:
        return self.facts.imports[one].span.start < self.facts.imports[other].span.start

    def _are_together(self, one: int, other: int) -> bool:
        """Whether nothing but imports stands between two statements of a block."""
        first, second = (self.facts.imports[index].position for index in (one, other))
        return first.non_imports_before == second.non_imports_before

    def _module(self, statement: Import) -> str:
        return ".".join(absolute_module(self.facts, statement)) if statement.is_from else ""

    def _hosted(self, index: int, other: int) -> bool:
        """Note which statement has a name of another one now."""
        self.hosts[index] = other
        return True

    def _rebound(self, new: NewImport, first: int, second: int) -> bool:
        """Whether something else binds a name, or may, after one statement and before the other."""
        imports = self.facts.imports
        between = range(imports[first].span.end, imports[second].span.start)
        return any(
            binding.name == new.local and binding.span.start in between and not self._means(binding, new)
            for binding in self.facts.bindings
        ) or any(statement.is_star and statement.span.start in between for statement in imports)

    def _means(self, binding: Binding, new: NewImport) -> bool:
        """Whether a binding is the very import, or will be."""
        if not isinstance(binding, ImportBinding):
            return False
        statement = self.facts.imports[binding.statement]
        alias = statement.aliases[binding.alias]
        # `import a.b` and `import a.c` bind the same package `a`.
        if not statement.is_from and new.name is None and not alias.asname and not new.asname:
            return alias.local == new.local
        wanted = self.wanted.get((binding.statement, binding.alias), ())
        return any(map(new.is_like, wanted)) or self._is_same(statement, alias, new)
