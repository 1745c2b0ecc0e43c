"""What the modules of the tree bind, star imports and plain re-exports followed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from codemods.project.dotted_paths import DottedName, ModuleAttribute, absolute, target_parts
from codemods.project.module_store import ModuleStore
from codemods.project.rule_index import MODULE_ATTRIBUTES
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import DunderAll
from codemods.values.rules import Symbol


@dataclass(slots=True)
class CombinedDunderAll:
    """What a module's `__all__` lists: its own statements, and those of modules whose list it takes over."""

    by_module: dict[str, DunderAll] = field(default_factory=dict)
    told: bool = True
    """Whether nothing in it is left to run time."""

    @property
    def names(self) -> frozenset[str]:
        """All names that the statements spell."""
        return frozenset().union(*(each.included for each in self.by_module.values()))

    @property
    def stated(self) -> bool:
        """Whether the module has an `__all__` at all."""
        return bool(self.by_module)

    def lists(self, name: str) -> bool:
        """Whether a name is listed, and not taken out again."""
        removed = any(name in each.removed for each in self.by_module.values())
        return bool(self.listers(name)) and not removed

    def listers(self, name: str) -> list[str]:
        """The modules whose own statements list a name."""
        return [path for path, each in self.by_module.items() if name in each.included]


class Namespaces(ModuleStore):
    """The namespaces of the tree's modules."""

    _asked: frozenset[ModuleAttribute] = frozenset()
    """The star exports being looked up, so that modules that star-import each other come to an end."""

    @cached_property
    def _takers(self) -> dict[str, tuple[str, ...]]:
        """For each name asked for, the files that spell it and may have star imports."""
        return {}

    @cached_property
    def _taken_by(self) -> dict[str, frozenset[str]]:
        """For each file asked for, the modules that its star imports take over."""
        return {}

    def binds(self, symbol: Symbol) -> bool:
        """Whether a symbol's module binds it; True where the module is outside the tree."""
        path = self.modules.find(symbol.module)
        return path is None or self.has(path, symbol.name.partition(".")[0])

    def may_have(self, path: str, name: str) -> bool:
        """The same, where a module that gives itself names by `globals()` may have any."""
        names = self.names(path, (name,))
        return self.has(path, name) or (names is not None and names.facts.computes_names)

    def has(self, path: str, name: str) -> bool:
        """Whether a module of the tree has a name, as far as can be told without running it."""
        if name in MODULE_ATTRIBUTES:
            return True
        names = self.names(path, (name,))
        if names is None or (0, name) in names.bindings:
            return True
        if names.facts.has_module_getattr:
            return True
        module = next(iter(self.modules.names(path)), "")
        if self.modules.find(f"{module}.{name}", path) is not None:
            return True
        return any(True for _ in self.star_paths(names, name))

    def computes(self, module: str, name: str, importer: str) -> bool:
        """Whether a module of the tree gives a name by its `__getattr__` alone, and spells it as a text."""
        path = self.modules.find(module, importer) if module else None
        names = self.names(path, (name,)) if path is not None else None
        if names is None or not names.facts.has_module_getattr or (0, name) in names.bindings:
            return False
        return any(text.value.rpartition(".")[2] == name for text in names.facts.strings)

    def origin(
        self, parts: DottedName, importer: str, seen: frozenset[ModuleAttribute] = frozenset()
    ) -> DottedName:
        """Follow a path through plain re-exports to where the tree defines what it means."""
        path, depth = self.module_prefix(parts, importer, len(parts) - 1)
        hop = ModuleAttribute(path, parts[depth]) if path is not None and depth < len(parts) else None
        names = self.names(hop.path, (hop.name,)) if hop is not None and hop not in seen else None
        if hop is None or names is None:
            return parts
        bindings = names.bindings.get((0, hop.name), ())
        ways = {target_parts(names.facts, b) for b in bindings if b.kind == "import"}
        if not bindings:
            ways = set(list(self.star_paths(names, hop.name, known=True))[:1])
        if len(ways) != 1 or any(binding.kind != "import" for binding in bindings):
            return parts
        return self.origin((*ways.pop(), *parts[depth + 1 :]), hop.path, seen | {hop})

    def star_paths(self, names: ScopeTable, name: str, known: bool = False) -> Iterable[DottedName]:
        """The paths under which a module's star imports may bring a name in, the last import first.

        Of a module outside the tree nothing is known; with `known`, such a module brings nothing.
        """
        for statement in sorted(names.facts.imports, key=lambda each: each.span.start, reverse=True):
            if statement.is_star and statement.scope == 0:
                module = absolute(names.facts, statement)
                if known and self.modules.find(".".join(module), names.facts.path) is None:
                    continue
                if self.exports(".".join(module), name, names.facts.path):
                    yield (*module, name)

    def exports(self, module: str, name: str, importer: str) -> bool:
        """Whether `from module import *` brings a name in, or may (language reference 7.11)."""
        path = self.modules.find(module, importer)
        if path is None:
            return not name.startswith("_")
        names = self.names(path, (name,))
        hop = ModuleAttribute(path, name)
        if names is None or hop in self._asked:
            return False
        exports = self.exports_of(path)
        if exports.stated and exports.lists(name):
            return True
        if (exports.stated and exports.told) or name.startswith("_"):
            return False
        if (0, name) in names.bindings:
            return True
        asked, self._asked = self._asked, self._asked | {hop}
        try:
            return any(True for _ in self.star_paths(names, name))
        finally:
            self._asked = asked

    def tells_exports(self, module: str, importer: str) -> bool:
        """Whether it is known which names `from module import *` brings in."""
        path = self.modules.find(module, importer)
        return path is None or self.exports_of(path).told

    def star_takers(self, name: str) -> Iterator[tuple[ScopeTable, frozenset[str]]]:
        """The files that spell a name and have star imports, with the modules whose names these may bring."""
        if name not in self._takers:
            self._takers[name] = tuple(filter(self._may_star, sorted(self._starring_with(name))))
        for path in self._takers[name]:
            names = self.names(path, (name,))
            if names is not None:
                yield names, self._taken_over(names)

    def _taken_over(self, names: ScopeTable) -> frozenset[str]:
        """The modules of the tree that a file takes over by star imports, those of stars in them too."""
        found = self._taken_by.get(names.facts.path)
        if found is None:
            todo, seen = [names], set[str]()
            while todo:
                fresh = set(self._star_modules(todo.pop())) - seen
                seen |= fresh
                more = [self.names(path) for path in sorted(fresh) if self._hands_on(path)]
                todo += [each for each in more if each is not None]
            self._taken_by[names.facts.path] = found = frozenset(seen)
        return found

    def _star_modules(self, names: ScopeTable) -> Iterator[str]:
        for statement in names.facts.imports:
            if statement.is_star and statement.scope == 0:
                path = self.modules.find(".".join(absolute(names.facts, statement)), names.facts.path)
                if path is not None:
                    yield path

    def _hands_on(self, path: str) -> bool:
        """Whether a module may hand names that it has by star imports on, new ones too."""
        if not self._may_star(path):
            return False
        exports = self.exports_of(path)
        return not (exports.stated and exports.told) or not self.wanted.old.isdisjoint(exports.names)

    def exports_of(self, path: str) -> CombinedDunderAll:
        """What the `__all__` of a module of the tree lists, other modules' that it takes over with it."""
        found = CombinedDunderAll()
        todo = [path]
        while todo:
            names = self.names(todo[-1])
            module = todo.pop()
            if names is None or (0, "__all__") not in names.bindings:
                found.told = found.told and module == path
                continue
            found.by_module[module] = names.facts.dunder_all
            found.told = found.told and names.facts.dunder_all.first_dynamic == -1
            for chain in names.facts.dunder_all.included_from:
                taken = self._taken(names, chain)
                found.told = found.told and taken is not None
                todo += [taken] if taken is not None and taken not in found.by_module else []
        return found

    def _taken(self, names: ScopeTable, chain: DottedName) -> str | None:
        """The module of the tree whose `__all__` a chain of names stands for; None where that is not told."""
        bindings = names.bindings.get((0, chain[0]), ())
        if len(bindings) != 1 or bindings[0].kind != "import":
            return None
        *parts, last = (*target_parts(names.facts, bindings[0]), *chain[1:])
        if last != "__all__":
            return None
        importer = names.facts.path
        found = self.modules.find(".".join(parts), importer)
        return found or self.modules.find(".".join(self.origin(tuple(parts), importer)), importer)

    def module_prefix(
        self, parts: DottedName, importer: str, known: int, seen: frozenset[ModuleAttribute] = frozenset()
    ) -> tuple[str | None, int]:
        """The longest prefix that is a module file of the tree.

        `seen` are the names already followed: where a package imports one from itself, it means the
        submodule (reference 7.11, the import system falls back to it).
        """
        for depth in range(len(parts), 0, -1):
            path = self.modules.find(".".join(parts[:depth]), importer)
            if path is not None and depth > max(known, 1):
                around = self.modules.find(".".join(parts[: depth - 1]), importer)
                hop = ModuleAttribute(around, parts[depth - 1]) if around is not None else None
                if hop is not None and hop not in seen and self._shadows(hop.path, parts[:depth]):
                    return hop.path, depth - 1
            if path is not None:
                return path, depth
        return None, 0

    def _shadows(self, package: str, module: DottedName) -> bool:
        """Whether a package binds the name of its submodule to something else (reference 5.4.2)."""
        name = module[-1]
        if name not in self.wanted.old | self.wanted.old_modules:
            return False
        names = self.names(package, (name,))
        bindings = names.bindings.get((0, name), ()) if names is not None else ()
        return names is not None and any(
            binding.kind == "assign"
            or (binding.kind == "import" and target_parts(names.facts, binding) != module)
            for binding in bindings
        )
