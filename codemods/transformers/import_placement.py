"""Let an import that already stands in the same block take a name in, and import nothing twice.

A statement whose names come from the module that they go to is changed in place. Any other gives them to
an import of that module, if the block has one before it, or after it with nothing but imports in between.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from codemods.project.decision import AliasChange, NewImport
from codemods.project.dotted_paths import absolute
from codemods.semantic.binding import Alias, Binding, Import
from codemods.semantic.facts import Facts
from codemods.transformers.import_statement import GONE, STAYS, Slot

Slots = dict[int, dict[int, Slot]]


@dataclass(slots=True)
class Placement:
    """Each statement's slots after merging, and which statement took another's names in; by index."""

    slots: Slots
    hosts: dict[int, int]


def place_imports(facts: Facts, changes: Iterable[AliasChange]) -> Placement:
    """Merge a file's import changes block by block."""
    slots: Slots = defaultdict(dict)
    for change in changes:
        before = slots[change.statement].get(change.alias, Slot(False, ()))
        news = tuple(dict.fromkeys((*before.new, *change.new)))
        slots[change.statement][change.alias] = Slot(before.keep or change.keep, news)
    placing = _Placing(facts, slots)
    for index in sorted(slots, key=lambda each: facts.imports[each].span.start):
        placing.place(index)
    return Placement(slots, placing.hosts)


class _Placing:
    """The slots of one file while names find their places, statement by statement."""

    def __init__(self, facts: Facts, slots: Slots) -> None:
        self.facts = facts
        self.slots = slots
        self.hosts: dict[int, int] = {}
        self.wanted = {
            (index, alias): slot.new for index, each in slots.items() for alias, slot in each.items()
        }
        """What comes in for each name, wherever it is placed in the end."""

    def place(self, index: int) -> None:
        """Leave in a statement's slots what no other statement brings, or takes in."""
        for alias, slot in sorted(self.slots[index].items()):
            staying = tuple(new for new in slot.new if not self._is_placed(index, slot, new))
            self.slots[index][alias] = replace(slot, new=staying)

    def _is_placed(self, index: int, slot: Slot, new: NewImport) -> bool:
        """Whether a name is there without this statement; it may find its place in another."""
        if self._given_before(index, new):
            return True
        if self.facts.imports[index].is_star:
            return False
        if self._stays_beside(index, new) or (not slot.keep and self._module_has(index, new)):
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
            if alias < 0 or self._is_before(other, index) or self._rebound(new, index, other):
                continue
            if self._are_together(index, other):
                return self._hosted(index, other)
            self.slots[other][alias] = replace(self.slots[other].get(alias, GONE), keep=False)
            self.hosts.setdefault(other, index)
        return False

    def _gives(self, other: int, new: NewImport) -> bool:
        placed = (each for slot in self.slots.get(other, {}).values() for each in slot.new)
        return self._kept_alias(other, new) >= 0 or any(map(new.is_like, placed))

    def _kept_alias(self, other: int, new: NewImport) -> int:
        """Which name of a statement is the very import, and stays; -1 for none."""
        slots = self.slots.get(other, {})
        for number, alias in enumerate(self.facts.imports[other].aliases):
            if slots.get(number, STAYS).keep and self._is_same(self.facts.imports[other], alias, new):
                return number
        return -1

    def _stays_beside(self, index: int, new: NewImport) -> bool:
        """Whether another name of the same statement, which stays, is the very import."""
        return self._kept_alias(index, new) >= 0

    def _is_same(self, statement: Import, alias: Alias, new: NewImport) -> bool:
        if statement.is_from != (new.name is not None):
            return False
        if not statement.is_from:
            return (alias.name, alias.asname) == (new.module, new.asname)
        return (alias.name, alias.local) == (new.name, new.local) and self._module(statement) == new.module

    def _module_has(self, index: int, new: NewImport) -> bool:
        """Whether the module's own scope has imported the name for sure, so that a function need not.

        An import that is a probe says something by failing, and stays.
        """
        facts, mine = self.facts, self.facts.imports[index]
        scope, between = mine.scope, set[int]()
        while scope > 0:
            between.add(scope)
            scope = facts.scopes[scope].parent
        if mine.expects_import_error or not between or new.name is None:
            return False
        bound = [binding for binding in facts.bindings if binding.name == new.local]
        if any(each.scope in between or (not each.scope and each.kind != "import") for each in bound):
            return False
        return any(
            each.scope == 0
            and not each.position.nested
            and each.span.end <= mine.span.start
            and any(self._is_same(each, alias, new) for alias in each.aliases)
            and not self._rebound(new, other, index)
            for other, each in enumerate(facts.imports)
        )

    # Who takes it in ---------------------------------------------------------------------------

    def _taken_in(self, index: int, new: NewImport) -> bool:
        """Let another import of the same module take the name in, if the block has one."""
        if new.name is None or self._module(self.facts.imports[index]) == new.module:
            return False
        for other in self._neighbours(index):
            if self._takes(other, index, new):
                self._grow(other, new)
                return self._hosted(index, other)
        return False

    def _grow(self, other: int, new: NewImport) -> None:
        """Add a name to a statement that does not bring it in yet."""
        if not self._gives(other, new):
            last = len(self.facts.imports[other].aliases) - 1
            grown = self.slots[other].get(last, STAYS)
            self.slots[other][last] = replace(grown, new=(*grown.new, new))

    def _takes(self, other: int, index: int, new: NewImport) -> bool:
        if self.facts.imports[other].is_star:
            return False
        if self._is_before(other, index):
            return self._brings_from(other, new.module) and not self._rebound(new, other, index)
        soon = self._are_together(index, other) and not self._rebound(new, index, other)
        return soon and self._keeps_from(other, new.module)

    def _brings_from(self, other: int, module: str) -> bool:
        """Whether a statement, as it will be, imports from a module."""
        news = (new for slot in self.slots.get(other, {}).values() for new in slot.new)
        return self._keeps_from(other, module) or any(n.module == module and n.name is not None for n in news)

    def _keeps_from(self, other: int, module: str) -> bool:
        """Whether it does for a name that stays."""
        statement, slots = self.facts.imports[other], self.slots.get(other, {})
        stays = any(slots.get(number, STAYS).keep for number in range(len(statement.aliases)))
        return statement.is_from and self._module(statement) == module and stays

    # What stands where -------------------------------------------------------------------------

    def _neighbours(self, index: int) -> Iterator[int]:
        """The other imports of a statement's block."""
        owner = self.facts.imports[index].position.list_id
        return (
            n for n, each in enumerate(self.facts.imports) if each.position.list_id == owner and n != index
        )

    def _is_before(self, one: int, other: int) -> bool:
        return self.facts.imports[one].span.start < self.facts.imports[other].span.start

    def _are_together(self, one: int, other: int) -> bool:
        """Whether nothing but imports stands between two statements of a block."""
        return (
            self.facts.imports[one].position.non_imports_before
            == self.facts.imports[other].position.non_imports_before
        )

    def _module(self, statement: Import) -> str:
        return ".".join(absolute(self.facts, statement)) if statement.is_from else ""

    def _hosted(self, index: int, other: int) -> bool:
        """Note who has a statement's name now."""
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
        """Whether a binding is the very import, or will be; packages are one whatever they are left by."""
        if binding.kind != "import":
            return False
        statement = self.facts.imports[binding.statement]
        alias = statement.aliases[binding.alias]
        if not statement.is_from and new.name is None and not alias.asname and not new.asname:
            return alias.local == new.local
        wanted = self.wanted.get((binding.statement, binding.alias), ())
        return any(map(new.is_like, wanted)) or self._is_same(statement, alias, new)
