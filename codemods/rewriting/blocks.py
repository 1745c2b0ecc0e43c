"""Let an import that already stands in the same block take a name in, and import nothing twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from codemods.resolution.model import Binding, Facts, Import
from codemods.rewriting.statements import STAYS, Slot
from codemods.ripple.decision import AliasChange, NewImport
from codemods.ripple.paths import absolute

Slots = dict[int, dict[int, Slot]]


@dataclass(slots=True)
class Placement:
    """Each statement's slots after merging, and which statement took another's names in; by index."""

    slots: Slots
    hosts: dict[int, int]


def place_imports(facts: Facts, changes: Iterable[AliasChange]) -> Placement:
    """Merge a file's import changes block by block."""
    hosts: dict[int, int] = {}
    slots: Slots = defaultdict(dict)
    for change in changes:
        before = slots[change.statement].get(change.alias, Slot(False, ()))
        news = tuple(dict.fromkeys((*before.new, *change.new)))
        slots[change.statement][change.alias] = Slot(before.keep or change.keep, news)
    changed = set(slots)
    for index in sorted(changed, key=lambda each: facts.imports[each].span.start):
        for alias, slot in sorted(slots[index].items()):
            slots[index][alias] = _merged(facts, slots, hosts, changed, index, slot)
    return Placement(slots, hosts)


def _merged(
    facts: Facts, slots: Slots, hosts: dict[int, int], changed: set[int], index: int, slot: Slot
) -> Slot:
    """A slot without the names that another statement of the block has, or takes in."""
    staying: list[NewImport] = []
    for new in slot.new:
        if facts.imports[index].is_star:
            staying.append(new)
            continue
        if _brought_before(facts, slots, changed, index, new) or _stays_beside(facts, slots, index, new):
            continue
        if not slot.keep and _module_has(facts, index, new):
            continue
        host = _host(facts, changed, index, new)
        if host is None:
            staying.append(new)
            continue
        hosts[index] = host
        if not _binds(facts.imports[host], new):
            last = len(facts.imports[host].aliases) - 1
            grown = slots[host].get(last, STAYS)
            if new not in grown.new:
                slots[host][last] = replace(grown, new=(*grown.new, new))
    return replace(slot, new=tuple(staying))


def _stays_beside(facts: Facts, slots: Slots, index: int, new: NewImport) -> bool:
    """Whether another name of the same statement, which stays, is the very import."""
    statement = facts.imports[index]
    if statement.is_from != (new.name is not None):
        return False
    if statement.is_from and ".".join(absolute(facts, statement)) != new.module:
        return False
    return any(
        alias.local == new.local and alias.name == (new.name or new.module)
        for number, alias in enumerate(statement.aliases)
        if slots[index].get(number, STAYS).keep
    )


def _module_has(facts: Facts, index: int, new: NewImport) -> bool:
    """Whether the module's own scope has imported the name for sure, so that a function need not.

    An import that is a probe says something by failing, and stays.
    """
    mine = facts.imports[index]
    scope, between = mine.scope, set[int]()
    while scope > 0:
        between.add(scope)
        scope = facts.scopes[scope].parent
    if mine.probe or not between or new.name is None:
        return False
    bound = [binding for binding in facts.bindings if binding.name == new.local]
    if any(binding.scope in between or (not binding.scope and binding.kind != "import") for binding in bound):
        return False
    return any(
        each.scope == 0
        and not each.block.guarded
        and each.span.end <= mine.span.start
        and each.is_from
        and ".".join(absolute(facts, each)) == new.module
        and _binds(each, new)
        and not _rebound(facts, new.local, each, mine)
        for each in facts.imports
    )


def _brought_before(facts: Facts, slots: Slots, changed: set[int], index: int, new: NewImport) -> bool:
    """Whether an earlier changed statement of the same block already brings the name in."""
    mine = facts.imports[index]
    for other in changed:
        statement = facts.imports[other]
        earlier = statement.block.owner == mine.block.owner and statement.span.start < mine.span.start
        earlier = earlier and not _rebound(facts, new.local, statement, mine)
        if earlier and any(new in slot.new for slot in slots[other].values()):
            return True
    return False


def _host(facts: Facts, changed: set[int], index: int, new: NewImport) -> int | None:
    """The unchanged import of the same module, in the same block, that takes the name in."""
    mine = facts.imports[index]
    for other, statement in enumerate(facts.imports):
        if other in changed or statement.block.owner != mine.block.owner or statement.is_star:
            continue
        if new.name is None or not statement.is_from or ".".join(absolute(facts, statement)) != new.module:
            continue
        first, second = sorted((mine, statement), key=lambda each: each.span.start)
        if _rebound(facts, new.local, first, second):
            continue
        if first is statement or not _used_between(facts, mine, statement):
            return other
    return None


def _rebound(facts: Facts, local: str, first: Import, second: Import) -> bool:
    """Whether something else binds a name, or may, after one statement and before the other."""
    between = range(first.span.end, second.span.start)
    return any(
        binding.name == local and binding.span.start in between and not _is_repeated(facts, binding, second)
        for binding in facts.bindings
    ) or any(statement.is_star and statement.span.start in between for statement in facts.imports)


def _is_repeated(facts: Facts, binding: Binding, statement: Import) -> bool:
    """Whether a binding is the very import that a statement makes once more."""
    own = facts.imports[binding.statement] if binding.kind == "import" else None
    written = [(alias.name, alias.asname) for alias in statement.aliases]
    return (
        own is not None
        and (own.module, own.level, own.block.owner)
        == (
            statement.module,
            statement.level,
            statement.block.owner,
        )
        and [(alias.name, alias.asname) for alias in own.aliases] == written
    )


def _used_between(facts: Facts, first: Import, second: Import) -> bool:
    """Whether any tracked name is used after one statement and before the other."""
    return any(first.span.start < use.start < second.span.end for use in facts.uses)


def _binds(statement: Import, new: NewImport) -> bool:
    return any(alias.name == new.name and alias.local == new.local for alias in statement.aliases)
