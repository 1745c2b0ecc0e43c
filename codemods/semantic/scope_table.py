"""Find which binding a name means: Python's scoping rules over one file's facts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from codemods.semantic.access import Access
from codemods.semantic.binding import AssignedChain, Binding, BindingKind, ImportBinding, ScopeKind
from codemods.semantic.facts import Facts
from codemods.semantic.span import Span, SpanIndex
from codemods.semantic.string_names import PatchTarget

Chain = tuple[Sequence[Binding], tuple[str, ...]]
"""The bindings of a name, and the attributes that are read from it."""


class ScopeTable:
    """The scopes of one file, ready to be asked (language reference 4.2.2).

    Scopes are indices into `Facts.scopes`. None stands for a name that the file does not bind: a built-in,
    a star import's name, or a mistake.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._meanings: dict[tuple[int, str], Sequence[Binding]] = {}

    @cached_property
    def bindings(self) -> dict[tuple[int, str], list[Binding]]:
        """All bindings of a name in the scope that owns it, after `global` and `nonlocal`."""
        found: dict[tuple[int, str], list[Binding]] = defaultdict(list)
        for binding in self.facts.bindings:
            owner = self._declared_owner(binding.scope, binding.name)
            if owner is not None:
                found[owner, binding.name].append(binding)
        return dict(found)

    def owner(self, scope: int, name: str) -> int | None:
        """The scope whose binding a name means where it is read in a scope."""
        here = self.facts.scopes[scope]
        if name in here.globals:
            return self._global_owner(scope, name)
        if (scope, name) in self.bindings:
            return scope
        return self._enclosing_owner(here.parent, name, through_class=here.kind is ScopeKind.TYPES)

    def bindings_of(self, scope: int, name: str) -> Sequence[Binding]:
        """The bindings that a name may mean where it is read in a scope; empty where none does."""
        owner = self.owner(scope, name)
        return self.bindings[owner, name] if owner is not None else ()

    def meanings_of(self, scope: int, name: str) -> Sequence[Binding]:
        """The same, with one binding of those that say the same of what the name means.

        A name that a thousand branches import is asked about wherever it is read.
        """
        owner = self.owner(scope, name)
        if owner is None:
            return ()
        if (owner, name) not in self._meanings:
            alike = {self._says(each): each for each in reversed(self.bindings[owner, name])}
            self._meanings[owner, name] = tuple(reversed(alike.values()))
        return self._meanings[owner, name]

    def _says(self, binding: Binding) -> tuple[object, ...]:
        """What a binding says of what its name means; `imported_chain` follows none of several."""
        if not isinstance(binding, ImportBinding):
            return binding.kind, binding.assigned_module
        statement = self.facts.imports[binding.statement]
        alias = statement.aliases[binding.alias]
        return statement.level, statement.module, alias.name, alias.asname, statement.is_from

    @cached_property
    def numbered(self) -> dict[str, list[tuple[int, Binding]]]:
        """By name, all its bindings in whatever scope, with their places in `Facts.bindings`."""
        found: dict[str, list[tuple[int, Binding]]] = defaultdict(list)
        for index, binding in enumerate(self.facts.bindings):
            found[binding.name].append((index, binding))
        return dict(found)

    @cached_property
    def reads(self) -> dict[str, list[Access]]:
        """By name, all places that read it in whatever scope, in the order of the source."""
        found: dict[str, list[Access]] = defaultdict(list)
        for access in self.facts.accesses:
            found[access.name].append(access)
        return dict(found)

    def targets_around(self, name: str, offset: int) -> list[PatchTarget]:
        """The targets that hang on what a name means, from it to their ends, at a byte offset."""
        targets = self._targets.get(name)
        return targets.around(offset) if targets is not None else []

    @cached_property
    def _targets(self) -> dict[str, SpanIndex[PatchTarget]]:
        """The targets by the names on which they hang."""
        found: dict[str, list[tuple[Span, PatchTarget]]] = defaultdict(list)
        for target in self.facts.patch_targets:
            if target.base:
                span = Span(target.start, max(target.span.end, target.start + 1))
                found[target.base[0]].append((span, target))
        return {name: SpanIndex(each) for name, each in found.items()}

    def imported_chain(self, binding: Binding) -> Chain | None:
        """The imports, and the attributes, whose object a binding gives another name: `other = a.b`.

        None where it gives another object, or its name is bound in other ways as well.
        """
        seen: set[AssignedChain] = set()
        attrs: tuple[str, ...] = ()
        while (chain := binding.assigned_chain) is not None and chain not in seen:
            seen.add(chain)
            attrs = (*chain.attrs, *attrs)
            owner = self._owner_of_other_name(binding)
            if owner is None:
                return None
            bindings, meanings = self.bindings_of(owner, chain.name), self.meanings_of(owner, chain.name)
            if meanings and all(isinstance(each, ImportBinding) for each in meanings):
                return meanings, attrs
            if len(bindings) != 1:
                return None
            (binding,) = bindings
        return None

    def _owner_of_other_name(self, binding: Binding) -> int | None:
        """The scope that owns a name which one binding alone binds, and no class body reads anew."""
        owner = self._declared_owner(binding.scope, binding.name)
        if owner is None or self.facts.scopes[owner].kind is ScopeKind.CLASS:
            return None
        if len(self.bindings[owner, binding.name]) > 1:
            return None
        stars = owner == 0 and any(each.is_star for each in self.facts.imports)
        return binding.scope if not stars else None

    def global_alternative(self, access: Access) -> int | None:
        """The global scope, where a name in a class body may mean its binding as well as the body's own.

        A class body reads the global name until it has bound the name itself (4.2.2).
        """
        own = self.bindings.get((access.scope, access.name))
        in_class = self.facts.scopes[access.scope].kind is ScopeKind.CLASS
        if not in_class or own is None or _is_surely_bound(own, access):
            return None
        return self._global_owner(access.scope, access.name)

    def scopes_between(self, scope: int | None, outer: int | None) -> list[int]:
        """The scopes from one up to, but without, another that encloses it; None means outside the file."""
        path: list[int] = []
        while scope is not None and scope != outer:
            path.append(scope)
            scope = self.facts.scopes[scope].parent
        return path

    def _declared_owner(self, scope: int, name: str) -> int | None:
        """The scope that a binding in a scope binds in, after `global` and `nonlocal` (7.12, 7.13)."""
        if name in self.facts.scopes[scope].globals:
            return self._module(scope)
        owner: int | None = scope
        while owner is not None and name in self.facts.scopes[owner].nonlocals:
            owner = self._enclosing_function(owner, name)
        return owner

    @cached_property
    def _binding_scopes(self) -> frozenset[tuple[int, str]]:
        """The scopes whose own code binds a name, whether `nonlocal` sends it elsewhere or not."""
        return frozenset((binding.scope, binding.name) for binding in self.facts.bindings)

    def _enclosing_function(self, scope: int, name: str) -> int | None:
        """The nearest function around a scope that binds a name."""
        for outer in self.scopes_between(self.facts.scopes[scope].parent, None):
            kind = self.facts.scopes[outer].kind
            if kind not in (ScopeKind.CLASS, ScopeKind.MODULE) and (outer, name) in self._binding_scopes:
                return outer
        return None

    def _enclosing_owner(self, scope: int | None, name: str, through_class: bool = False) -> int | None:
        """The nearest scope, from one outwards, that binds a name.

        Names of a class are not seen from the scopes inside its body, but for the type scopes (annotation
        scopes, 4.2.2) that stand in it directly: `through_class` holds as long as only these were left.
        """
        while scope is not None:
            here = self.facts.scopes[scope]
            if here.kind is not ScopeKind.CLASS or through_class:
                if name in here.globals:
                    return self._global_owner(scope, name)
                if (scope, name) in self.bindings:
                    return scope
            through_class = through_class and here.kind is ScopeKind.TYPES
            scope = here.parent
        return None

    def _module(self, scope: int) -> int:
        """The module scope around a scope: the file's, or that of a docstring's examples."""
        around = self.scopes_between(scope, None)
        return next(each for each in around if self.facts.scopes[each].kind is ScopeKind.MODULE)

    def _global_owner(self, scope: int, name: str) -> int | None:
        """The module scope around a scope that binds a name: examples see the file's names as well."""
        owner: int | None = self._module(scope)
        while owner is not None and (owner, name) not in self.bindings:
            owner = self.facts.scopes[owner].parent
        return owner


def _is_surely_bound(bindings: Iterable[Binding], access: Access) -> bool:
    """Whether a class body has bound a name for sure where it reads it."""
    if any(each.kind in (BindingKind.DELETION, BindingKind.EXCEPT_CLAUSE) for each in bindings):
        return False
    starts = (each.unconditional_from for each in bindings)
    return any(start is not None and start <= access.start for start in starts)
