"""Where a file's imports bring which name in, by that name, so that a thousand imports stay cheap."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from codemods.project.decision import NewImport
from codemods.project.dotted_paths import absolute_module
from codemods.semantic.binding import Alias, Binding, BindingKind, Import, ImportBinding
from codemods.semantic.facts import Facts

_Block = tuple[int, bool]
"""The list of statements that an import stands in, and whether it is lazy."""
_Brought = tuple[str, str | None, str]
"""What is imported, and as what: module, name, local name."""


def brought_by(new: NewImport) -> _Brought:
    """What a new import binds, marked as a re-export or not."""
    return new.module, new.name, new.local


class ImportPlaces:
    """The statements of a file, by what they import, as they stand or as they will.

    `wanted` has what comes in for each alias, by statement and alias.
    """

    def __init__(self, facts: Facts, wanted: Mapping[tuple[int, int], Sequence[NewImport]]) -> None:
        self._facts = facts
        self._wanted = wanted
        self._modules = [_module(facts, each) for each in facts.imports]
        self._aliases: dict[tuple[int, _Brought], list[int]] = defaultdict(list)
        self._givers: dict[tuple[_Block, _Brought], list[int]] = defaultdict(list)
        self._sources: dict[tuple[_Block, str], list[int]] = defaultdict(list)
        self._olds: dict[_Brought, set[str]] = defaultdict(set)
        """The local names in whose place something comes in."""
        self._at_top: dict[_Brought, list[int]] = defaultdict(list)
        for number, statement in enumerate(facts.imports):
            self._add(number, statement)
        self._bindings: dict[str, list[Binding]] = defaultdict(list)
        for binding in facts.bindings:
            self._bindings[binding.name].append(binding)
        self._scopes = {(each.name, each.scope) for each in facts.bindings}
        self._bound_otherwise = {
            each.name for each in facts.bindings if not (each.scope or isinstance(each, ImportBinding))
        }
        self._stars = sorted(each.span.start for each in facts.imports if each.is_star)
        self._others: dict[NewImport, list[int]] = {}

    def _add(self, number: int, statement: Import) -> None:
        block, module = self.block(number), self._modules[number]
        given: set[_Brought] = set()
        sources = {module} if statement.is_from else set[str]()
        for place, alias in enumerate(statement.aliases):
            name = alias.name if statement.is_from else None
            own = (module if statement.is_from else alias.name, name, alias.local)
            self._aliases[number, own].append(place)
            if statement.scope == 0 and not (statement.position.may_not_run or statement.lazy):
                self._at_top[own].append(number)
            coming = self._wanted.get((number, place), ())
            given.update((own, *map(brought_by, coming)))
            for each in map(brought_by, coming):
                self._olds[each].add(alias.local)
            sources.update(new.module for new in coming if new.name is not None)
        for each in given:
            self._givers[block, each].append(number)
        for source in sources:
            self._sources[block, source].append(number)

    def block(self, statement: int) -> _Block:
        """Where a statement stands."""
        own = self._facts.imports[statement]
        return own.position.list_id, own.lazy

    def module(self, statement: int) -> str:
        """The module that a statement imports names from; empty for `import a`."""
        return self._modules[statement]

    def aliases(self, statement: int, new: NewImport) -> Sequence[int]:
        """The aliases of a statement that are the very import."""
        places = self._aliases.get((statement, brought_by(new)), ())
        aliases = self._facts.imports[statement].aliases
        return [place for place in places if new.name is not None or aliases[place].asname == new.asname]

    def givers(self, statement: int, new: NewImport) -> Iterable[int]:
        """The other statements of a statement's block that may bring a name in, in order."""
        found = self._givers.get((self.block(statement), brought_by(new)), ())
        return (each for each in found if each != statement)

    def note_giver(self, statement: int, new: NewImport) -> None:
        """A statement brings a name in that it was not to bring in at first."""
        found = self._givers[self.block(statement), brought_by(new)]
        if statement not in found:
            insort(found, statement)

    def sources(self, statement: int, module: str) -> Iterable[int]:
        """The other statements of a statement's block that may import names from a module, in order."""
        return (each for each in self._sources.get((self.block(statement), module), ()) if each != statement)

    def at_top(self, new: NewImport) -> Sequence[int]:
        """The very imports in the module's own scope, not in a block of it and not lazy, by statement."""
        return self._at_top.get(brought_by(new), ())

    def is_bound_within(self, name: str, scopes: Iterable[int]) -> bool:
        """Whether one of some scopes binds a name, or the module's own does by something but an import."""
        return name in self._bound_otherwise or any((name, scope) in self._scopes for scope in scopes)

    def rebound(self, new: NewImport, first: int, second: int) -> bool:
        """Whether something else binds a name, or may, after one statement and before the other."""
        imports = self._facts.imports
        between = range(imports[first].span.end, imports[second].span.start)
        if new not in self._others:
            bound = [each for each in self._bindings.get(new.local, ()) if not self._means(each, new)]
            # `del old` becomes `del new`.
            for old in self._olds.get(brought_by(new), set()) - {new.local}:
                bound += [each for each in self._bindings[old] if each.kind is BindingKind.DELETION]
            self._others[new] = sorted(each.span.start for each in bound)
        return _has_one_in(between, self._others[new]) or _has_one_in(between, self._stars)

    def _means(self, binding: Binding, new: NewImport) -> bool:
        """Whether a binding is the very import, or will be."""
        if not isinstance(binding, ImportBinding):
            return False
        statement = self._facts.imports[binding.statement]
        alias = statement.aliases[binding.alias]
        # `import a.b` and `import a.c` bind the same package `a`.
        if not statement.is_from and new.name is None and not alias.asname and not new.asname:
            return alias.local == new.local
        wanted = self._wanted.get((binding.statement, binding.alias), ())
        return any(map(new.is_like, wanted)) or self._is_same(binding.statement, alias, new)

    def _is_same(self, number: int, alias: Alias, new: NewImport) -> bool:
        statement = self._facts.imports[number]
        if statement.is_from != (new.name is not None):
            return False
        if not statement.is_from:
            return (alias.name, alias.asname) == (new.module, new.asname)
        return (self._modules[number], alias.name, alias.local) == brought_by(new)


def _module(facts: Facts, statement: Import) -> str:
    return ".".join(absolute_module(facts, statement)) if statement.is_from else ""


def _has_one_in(between: range, places: Sequence[int]) -> bool:
    """Whether a sorted list has a place in a range."""
    at = bisect_left(places, between.start)
    return at < len(places) and places[at] in between
