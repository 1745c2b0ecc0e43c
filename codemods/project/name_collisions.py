"""Whether a name can be brought into a scope without changing what any other name means."""

from collections.abc import Iterable

from codemods.semantic.access import Access
from codemods.semantic.binding import Import, ImportBinding, ScopeKind
from codemods.semantic.scope_table import ScopeTable


def obstacle(
    names: ScopeTable,
    scope: int,
    new: str,
    uses: Iterable[Access],
    statements: Iterable[Import],
    same: frozenset[int],
    builtin: bool = False,
    starred: bool = False,
) -> str:
    """Say what keeps a new name from being bound in a scope and read by some uses; empty if nothing.

    `same` are the indices of bindings that bind the very target under that name, so that they do no
    harm; `starred` says that star imports bring it by now, and what reads it follows. A built-in needs no
    binding, so it can capture nothing.
    """
    outer = {id(names.facts.bindings[index]) for index in same}
    for binding in names.bindings.get((scope, new), ()):
        if id(binding) not in outer:
            return f"`{new}` is already bound in that scope ({binding.kind})"
    if not builtin and any(_beside(names, scope, new, index) for index in same):
        return f"`{new}` is imported in one branch alone, and read elsewhere"
    for use in uses:
        for between in names.scopes_between(use.scope, scope):
            unseen = names.facts.scopes[between].kind is ScopeKind.CLASS and between != use.scope
            if not unseen and _bound_between(names, between, new):
                return f"`{new}` means something else where `{use.name}` is used"
    if builtin:
        return "" if names.owner(scope, new) is None else f"`{new}` is not the built-in there"
    return _captured(names, scope, new, list(statements), outer, starred)


def _beside(names: ScopeTable, scope: int, new: str, index: int) -> bool:
    """Whether a guarded import of a name is the only one for uses outside its branch."""
    binding = names.facts.bindings[index]
    if not isinstance(binding, ImportBinding):
        return False
    if not any(each is binding for each in names.bindings.get((scope, new), ())):
        return False
    block = names.facts.imports[binding.statement].position
    reading = (use for use in names.reads.get(new, ()) if names.owner(use.scope, new) == scope)
    return block.nested and any(not binding.span.start < use.start < block.list_end for use in reading)


def _bound_between(names: ScopeTable, scope: int, new: str) -> bool:
    here = names.facts.scopes[scope]
    if new in here.globals or new in here.nonlocals:
        return True
    return (scope, new) in names.bindings


def _captured(
    names: ScopeTable, scope: int, new: str, statements: list[Import], outer: set[int], starred: bool
) -> str:
    """Whether uses of the new name that mean something outside would now mean the new binding."""
    if (scope, new) in names.bindings:
        return ""
    first = min((s.span.start for s in statements), default=0)
    guarded = any(s.position.nested for s in statements)
    for use in names.reads.get(new, ()):
        if use.scope != scope and scope not in _outward(names, use.scope):
            continue
        owner = names.owner(use.scope, new)
        if owner is not None and owner != scope and scope in _outward(names, owner):
            continue
        group = names.bindings_of(use.scope, new)
        if starred and not group:
            continue
        alike = bool(group) and all(id(binding) in outer for binding in group)
        if not alike:
            return f"`{new}` already means something else in that scope"
        if use.start < first or guarded:
            return f"`{new}` is used there before this import, or beside it"
    return ""


def _outward(names: ScopeTable, scope: int) -> list[int]:
    """The scopes that enclose a scope, itself left out, as far as the module."""
    return names.scopes_between(names.facts.scopes[scope].parent, None)
