"""Find which binding a name means: Python's scoping rules over one file's facts."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from codemods.semantic.access import Access
from codemods.semantic.binding import Binding
from codemods.semantic.facts import Facts

UNBOUND = -1
"""Not bound in the file: a built-in, a star import's name, or a mistake."""


class ScopeTable:
    """The scopes of one file, ready to be asked (language reference 4.2.2)."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def bindings(self) -> dict[tuple[int, str], list[Binding]]:
        """All bindings of a name in the scope that owns it, after `global` and `nonlocal`."""
        found: dict[tuple[int, str], list[Binding]] = defaultdict(list)
        for binding in self.facts.bindings:
            owner = self._declared(binding.scope, binding.name)
            if owner != UNBOUND:
                found[owner, binding.name].append(binding)
        return dict(found)

    def owner(self, scope: int, name: str) -> int:
        """The scope whose binding a use of the name in a scope means, or UNBOUND."""
        here = self.facts.scopes[scope]
        if name in here.globals:
            return self._global(scope, name)
        if (scope, name) in self.bindings:
            return scope
        return self._climb(here.parent, name, through_class=here.kind == "types")

    def global_alternative(self, use: Access) -> int:
        """The global scope, where a use in a class body may mean its binding as well as the body's own.

        A class body reads the global name until it has bound the name itself (reference 4.2.2).
        UNBOUND where that cannot be, or where nothing global binds the name.
        """
        own = self.bindings.get((use.scope, use.name))
        if self.facts.scopes[use.scope].kind != "class" or own is None or _surely_bound(own, use):
            return UNBOUND
        return self._global(use.scope, use.name)

    def scopes_between(self, scope: int, owner: int) -> list[int]:
        """The scopes from one scope up to, and without, another one that encloses it."""
        path = []
        while scope not in (owner, -1):
            path.append(scope)
            scope = self.facts.scopes[scope].parent
        return path

    def _declared(self, scope: int, name: str) -> int:
        """The scope that a binding in a scope binds in, after `global` and `nonlocal` (7.12, 7.13)."""
        here = self.facts.scopes[scope]
        if name in here.globals:
            return self._module(scope)
        while name in self.facts.scopes[scope].nonlocals:
            scope = self._enclosing_function(scope, name)
            if scope == UNBOUND:
                break
        return scope

    @cached_property
    def _direct(self) -> frozenset[tuple[int, str]]:
        """The scopes that bind a name themselves, `nonlocal` ones among them."""
        return frozenset((binding.scope, binding.name) for binding in self.facts.bindings)

    def _enclosing_function(self, scope: int, name: str) -> int:
        """The nearest function around a scope that binds a name; UNBOUND when none does."""
        scope = self.facts.scopes[scope].parent
        while scope != -1:
            kind = self.facts.scopes[scope].kind
            if kind not in ("class", "module") and (scope, name) in self._direct:
                return scope
            scope = self.facts.scopes[scope].parent
        return UNBOUND

    def _climb(self, scope: int, name: str, through_class: bool = False) -> int:
        """The nearest scope that binds a name, classes left out (4.2.2) but for annotation scopes in them."""
        while scope != -1:
            here = self.facts.scopes[scope]
            if here.kind != "class" or through_class:
                if name in here.globals:
                    return self._global(scope, name)
                if (scope, name) in self.bindings:
                    return scope
            through_class = through_class and here.kind == "types"
            scope = here.parent
        return UNBOUND

    def _module(self, scope: int) -> int:
        """The module scope around a scope: the file's, or that of a docstring's examples."""
        while self.facts.scopes[scope].kind != "module":
            scope = self.facts.scopes[scope].parent
        return scope

    def _global(self, scope: int, name: str) -> int:
        """The module scope around a scope that binds a name, or UNBOUND."""
        scope = self._module(scope)
        while scope != -1 and (scope, name) not in self.bindings:
            scope = self.facts.scopes[scope].parent
        return scope


def _surely_bound(bindings: Iterable[Binding], use: Access) -> bool:
    """Whether a class body has bound a name for sure where it reads it."""
    unbound = any(binding.kind == "delete" or binding.what == "except clause" for binding in bindings)
    return not unbound and any(0 <= binding.unconditional_from <= use.start for binding in bindings)
