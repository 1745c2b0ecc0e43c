"""What the accesses and the namespace of one file mean, in a form that can be compared across a rewrite."""

from msgspec import Struct

from codemods.project.dotted_paths import absolute_module
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, BindingKind, ImportBinding
from codemods.semantic.scope_table import ScopeTable

Meaning = frozenset[str]
"""The dotted paths that a chain of names may stand for.

`?name` is one that the file does not bind, `!what` one that it binds itself, by a function, say.
"""


class ReadName(Struct, frozen=True):
    """One access in the order of the source, with its meaning."""

    text: str
    """The chain as it is spelled, in this text or, where that is decided, in the new one."""
    line: int
    """1-based."""
    meaning: Meaning

    @property
    def base(self) -> str:
        """The name that the chain hangs on."""
        return self.text.partition(".")[0]


def read_names(table: ScopeTable) -> list[ReadName]:
    """All accesses to tracked names, in the order of the source."""
    return [
        ReadName(".".join((access.name, *access.attrs)), access.line, chain_meaning(table, access))
        for access in table.facts.accesses
        if access.placed
    ]


def chain_meaning(table: ScopeTable, access: Access) -> Meaning:
    """What an access's whole chain stands for."""
    bindings = [*table.meanings_of(access.scope, access.name)]
    rest = "".join(f".{attr}" for attr in access.attrs)
    if not bindings:
        return frozenset({f"?{access.name}{rest}"})
    alternative = table.global_alternative(access)
    if alternative is not None:
        bindings += table.bindings[alternative, access.name]
    bindings = [each for each in bindings if not _comes_later(access, each)] or bindings
    # `name = None` stands for a value that comes later: nothing has an attribute of None.
    return frozenset(
        _meaning_of(table, binding) + rest
        for binding in bindings
        if not (rest and binding.kind is BindingKind.NONE_ASSIGNMENT)
    )


def _comes_later(access: Access, binding: Binding) -> bool:
    """Whether a statement of the module's own body binds the name, after another one that reads it."""
    at_top = binding.scope == access.scope == 0
    return at_top and binding.unconditional_from is not None and access.start < binding.unconditional_from


def _meaning_of(table: ScopeTable, binding: Binding) -> str:
    if not isinstance(binding, ImportBinding):
        return f"!{binding.kind}"
    statement = table.facts.imports[binding.statement]
    alias = statement.aliases[binding.alias]
    if not statement.is_from:
        return alias.name if alias.asname else alias.local
    return ".".join((*absolute_module(table.facts, statement), alias.name))
