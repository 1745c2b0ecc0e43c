"""Find which binding a name means: Python's scoping rules over one file's facts."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from codemods.resolution.model import Binding, Facts, Use

UNBOUND = -1
"""Not bound in the file: a built-in, a star import's name, or a mistake."""


class Names:
    """The scopes of one file, ready to be asked (language reference 4.2.2)."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def groups(self) -> dict[tuple[int, str], list[Binding]]:
        """All bindings of a name in the scope that owns it, after `global` and `nonlocal`."""
        direct: dict[tuple[int, str], list[Binding]] = defaultdict(list)
        moved: list[Binding] = []
        for binding in self.facts.bindings:
            scope = self.facts.scopes[binding.scope]
            if binding.name in scope.globals or binding.name in scope.nonlocals:
                moved.append(binding)
            else:
                direct[binding.scope, binding.name].append(binding)
        found = dict(direct)
        for binding in moved:
            scope = self.facts.scopes[binding.scope]
            if binding.name in scope.globals:
                owner = 0
            else:
                owner = self._climb(scope.parent, binding.name, found, functions_only=True)
            if owner != UNBOUND:
                found.setdefault((owner, binding.name), []).append(binding)
        return found

    def owner(self, scope: int, name: str) -> int:
        """The scope whose binding a use of the name in a scope means, or UNBOUND."""
        here = self.facts.scopes[scope]
        if name in here.globals:
            return 0 if (0, name) in self.groups else UNBOUND
        if name in here.nonlocals:
            return self._climb(here.parent, name, self.groups, functions_only=True)
        if (scope, name) in self.groups:
            return scope
        return self._climb(here.parent, name, self.groups, through_types=here.kind == "types")

    def outer(self, use: Use) -> int:
        """The scope around a class body whose binding a use in the body may mean as well as the body's own.

        A class body reads the name outside until it has bound the name itself (reference 4.2.2).
        UNBOUND where that cannot be, or where nothing outside binds the name.
        """
        here = self.facts.scopes[use.scope]
        own = self.groups.get((use.scope, use.name))
        if here.kind != "class" or own is None or _surely_bound(own, use):
            return UNBOUND
        return self._climb(here.parent, use.name, self.groups)

    def path_up(self, scope: int, owner: int) -> list[int]:
        """The scopes from one scope up to, and without, another one that encloses it."""
        path = []
        while scope not in (owner, -1):
            path.append(scope)
            scope = self.facts.scopes[scope].parent
        return path

    def _climb(
        self,
        scope: int,
        name: str,
        groups: dict[tuple[int, str], list[Binding]],
        functions_only: bool = False,
        through_types: bool = False,
    ) -> int:
        while scope != -1:
            here = self.facts.scopes[scope]
            visible = here.kind != "class" or through_types
            if name in here.globals and visible:
                return 0 if (0, name) in groups else UNBOUND
            if visible and (scope, name) in groups and not (functions_only and here.kind == "module"):
                return scope
            through_types = through_types and here.kind == "types"
            scope = here.parent
        return UNBOUND


def _surely_bound(bindings: Iterable[Binding], use: Use) -> bool:
    """Whether a class body has bound a name for sure where it reads it."""
    deleted = any(binding.kind == "delete" for binding in bindings)
    return not deleted and any(0 <= binding.settled <= use.start for binding in bindings)
