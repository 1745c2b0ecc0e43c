"""What the uses and the namespace of one file mean, in a form that can be compared across a rewrite."""

from msgspec import Struct

from codemods.project.dotted_paths import absolute
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding
from codemods.semantic.scope_table import UNBOUND, ScopeTable

Meaning = frozenset[str]
"""The dotted paths that a chain may stand for; `?name` for one that the file does not bind, `!what` for
one that it binds itself."""


class Read(Struct, frozen=True):
    """One use in the order of the source, with its meaning."""

    text: str
    line: int
    meaning: Meaning


def reads(names: ScopeTable) -> list[Read]:
    """All uses of tracked names, in the order of the source."""
    return [
        Read(".".join((use.name, *use.attrs)), use.line, chain_meaning(names, use))
        for use in names.facts.accesses
        if use.placed
    ]


def chain_meaning(names: ScopeTable, use: Access) -> Meaning:
    """What a use's whole chain stands for."""
    owner = names.owner(use.scope, use.name)
    rest = "".join(f".{attr}" for attr in use.attrs)
    if owner == UNBOUND:
        return frozenset({f"?{use.name}{rest}"})
    bindings = [
        *names.bindings[owner, use.name],
        *names.bindings.get((names.global_alternative(use), use.name), ()),
    ]
    return frozenset(
        _bound(names, binding) + rest for binding in bindings if not (rest and binding.what == "None")
    )


def namespace(names: ScopeTable) -> dict[str, Meaning]:
    """What the tracked names of the module's own scope are bound to."""
    return {
        name: frozenset(_bound(names, binding) for binding in group)
        for (scope, name), group in names.bindings.items()
        if scope == 0
    }


def _bound(names: ScopeTable, binding: Binding) -> str:
    if binding.kind != "import":
        return f"!{binding.what}"
    statement = names.facts.imports[binding.statement]
    alias = statement.aliases[binding.alias]
    if not statement.is_from:
        return alias.name if alias.asname else alias.local
    return ".".join((*absolute(names.facts, statement), alias.name))
