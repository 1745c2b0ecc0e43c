"""What the names of a file mean, to compare two sets of facts by."""

from dataclasses import dataclass

from msgspec.structs import replace

from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, ImportBinding
from codemods.semantic.facts import Facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.tracked_names import WantedNames

WANTED = WantedNames(frozenset({"old", "__old", "gone"}), old_modules=frozenset({"gone"}))


@dataclass(frozen=True)
class Meaning:
    """An access or binding with what it means; the numbers of scopes and statements differ between walks."""

    item: Access | Binding
    scopes: tuple[str, ...]
    bound_at: tuple[Span, ...]
    outer: bool


def meanings(facts: Facts) -> list[Meaning]:
    names = ScopeTable(facts)
    items: list[Access | Binding] = [*facts.accesses, *facts.bindings]
    return [_meaning(names, item) for item in items]


def _meaning(names: ScopeTable, item: Access | Binding) -> Meaning:
    bound = tuple(each.span for each in names.bindings_of(item.scope, item.name))
    scopes = tuple(names.facts.scopes[scope].kind for scope in names.scopes_between(item.scope, None))
    if isinstance(item, ImportBinding):
        return Meaning(replace(item, scope=0, statement=0), scopes, bound, False)
    if isinstance(item, Binding):
        return Meaning(replace(item, scope=0), scopes, bound, False)
    return Meaning(replace(item, scope=0), scopes, bound, names.global_alternative(item) is not None)
