"""What the modules of the tree bind, star imports and plain re-exports followed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from codemods.project.dotted_paths import (
    DottedName,
    ModuleAttribute,
    absolute_module,
    imported_path,
    module_name,
)
from codemods.project.module_store import ModuleStore
from codemods.project.rule_index import MODULE_ATTRIBUTES
from codemods.semantic.binding import ImportBinding
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import DunderAll
from codemods.values.symbol import Symbol


@dataclass(slots=True)
class CombinedDunderAll:
    """What a module's `__all__` lists: its own statements, and those of modules whose list it includes."""

    by_module: dict[str, DunderAll] = field(default_factory=dict)
    complete: bool = True
    """Whether nothing in it is left to run time."""

    @property
    def names(self) -> frozenset[str]:
        """All names that the statements spell."""
        return frozenset().union(*(each.included for each in self.by_module.values()))

    @property
    def exists(self) -> bool:
        """Whether the module has an `__all__` at all."""
        return bool(self.by_module)

    @property
    def decides(self) -> bool:
        """Whether it alone says what a star import brings in, with nothing left to run time."""
        return self.exists and self.complete

    def lists(self, name: str) -> bool:
        """Whether a name is listed, and not taken out again."""
        removed = any(name in each.removed for each in self.by_module.values())
        return bool(self.modules_listing(name)) and not removed

    def modules_listing(self, name: str) -> list[str]:
        """The modules whose own statements list a name."""
        return [path for path, each in self.by_module.items() if name in each.included]


class Namespaces:
    """The namespaces of the tree's modules, as far as they can be told without running them."""

    def __init__(self, store: ModuleStore) -> None:
        self._store = store
        self._modules = store.modules
        self._being_looked_up: frozenset[ModuleAttribute] = frozenset()
        """Modules may star-import each other: a star export that is asked for while it is looked up has
        brought nothing so far, and the others decide."""

    # Names ---------------------------------------------------------------------------------------

    def binds(self, symbol: Symbol) -> bool:
        """Whether a symbol's module binds it; True where the module is outside the tree."""
        path = self._modules.find(symbol.module)
        return path is None or self.has(path, symbol.name.partition(".")[0])

    def has(self, path: str, name: str) -> bool:
        """Whether a module has an attribute; True where the module cannot be read, or computes attributes."""
        if name in MODULE_ATTRIBUTES:
            return True
        table = self._store.namespace(path, name)
        if table is None or (0, name) in table.bindings or table.facts.has_module_getattr:
            return True
        module = module_name(self._modules, path)
        if module is not None and self._modules.find(f"{module}.{name}", path) is not None:
            return True
        return any(True for _ in self.star_paths(table, name))

    def may_have(self, path: str, name: str) -> bool:
        """The same, where a module that gives itself names by `globals()` may have any."""
        table = self._store.namespace(path, name)
        return self.has(path, name) or (table is not None and table.facts.computes_names)

    def has_by_getattr(self, module: str, name: str, importer: str) -> bool:
        """Whether a module has a name by its `__getattr__` alone (PEP 562): it spells it as a string.

        Or the stub beside it has the name, which may be read when the program runs.
        """
        path = self._modules.find(module, importer) if module else None
        table = self._store.scope_table(path, (name,)) if path is not None else None
        if table is None or not table.facts.has_module_getattr or (0, name) in table.bindings:
            return False
        stub = self._modules.twin(path or "")
        beside = self._store.namespace(stub, name) if stub is not None else None
        spelled = any(text.value.rpartition(".")[2] == name for text in table.facts.strings)
        return spelled or (beside is not None and (0, name) in beside.bindings)

    # Paths ---------------------------------------------------------------------------------------

    def origin(
        self, parts: DottedName, importer: str, seen: frozenset[ModuleAttribute] = frozenset()
    ) -> DottedName:
        """Follow a path through plain re-exports to where the tree defines what it means.

        `seen` are the attributes already followed. A name that is bound in several ways ends the path: which
        binding counts is known only when the code runs.
        """
        path, depth = self.module_prefix(parts, importer, len(parts) - 1)
        attribute = ModuleAttribute(path, parts[depth]) if path is not None and depth < len(parts) else None
        if attribute is None or attribute in seen:
            return parts
        table = self._store.namespace(attribute.path, attribute.name)
        if table is None:
            return parts
        bindings = table.bindings.get((0, attribute.name), ())
        sources = {imported_path(table.facts, each) for each in bindings if isinstance(each, ImportBinding)}
        if not bindings:
            sources = set(list(self.star_paths(table, attribute.name, in_tree=True))[:1])
        if len(sources) != 1 or any(not isinstance(binding, ImportBinding) for binding in bindings):
            return parts
        return self.origin((*sources.pop(), *parts[depth + 1 :]), attribute.path, seen | {attribute})

    def module_prefix(
        self,
        parts: DottedName,
        importer: str,
        module_depth: int,
        seen: frozenset[ModuleAttribute] = frozenset(),
    ) -> tuple[str | None, int]:
        """The file of the longest prefix that is a module of the tree, and how many parts spell it.

        What a package binds under the name of its submodule hides it, so the prefix ends before. The first
        `module_depth` parts are a module for sure. `seen` are the attributes already followed: where a
        package imports one from itself, it means the submodule (reference 7.11: the import system falls back
        to it).
        """
        for depth in range(len(parts), 0, -1):
            path = self._modules.find(".".join(parts[:depth]), importer)
            if path is not None and depth > max(module_depth, 1):
                package = self._modules.find(".".join(parts[: depth - 1]), importer)
                own = ModuleAttribute(package, parts[depth - 1]) if package is not None else None
                if own is not None and own not in seen and self._shadows(own, parts[:depth]):
                    return own.path, depth - 1
            if path is not None:
                return path, depth
        return None, 0

    def _shadows(self, attribute: ModuleAttribute, module: DottedName) -> bool:
        """Whether a package binds the name of its submodule to something else (reference 5.4.2)."""
        wanted = self._store.wanted
        if attribute.name not in wanted.old and attribute.name not in wanted.old_modules:
            return False
        table = self._store.scope_table(attribute.path, (attribute.name,))
        bindings = table.bindings.get((0, attribute.name), ()) if table is not None else ()
        return table is not None and any(
            binding.is_own
            or (isinstance(binding, ImportBinding) and imported_path(table.facts, binding) != module)
            for binding in bindings
        )

    # Star imports --------------------------------------------------------------------------------

    def star_paths(self, table: ScopeTable, name: str, in_tree: bool = False) -> Iterator[DottedName]:
        """The paths under which a module's star imports may bring a name in, the last import first.

        A module outside the tree may bring any name; with `in_tree`, such modules are left out.
        """
        # What a later star import brings overwrites what an earlier one did.
        for statement in sorted(table.facts.imports, key=lambda each: each.span.start, reverse=True):
            if statement.is_star and statement.scope == 0:
                module = absolute_module(table.facts, statement)
                if in_tree and self._modules.find(".".join(module), table.facts.path) is None:
                    continue
                if self.star_exports(".".join(module), name, table.facts.path):
                    yield (*module, name)

    def star_source(self, attribute: ModuleAttribute) -> ModuleAttribute | None:
        """The attribute from which a module has one by a star import alone; None where it binds it itself."""
        table = self._store.namespace(attribute.path, attribute.name)
        if table is None or (0, attribute.name) in table.bindings:
            return None
        for parts in self.star_paths(table, attribute.name, in_tree=True):
            path = self._modules.find(".".join(parts[:-1]), attribute.path)
            return ModuleAttribute(path, attribute.name) if path is not None else None
        return None

    def star_exports(self, module: str, name: str, importer: str) -> bool:
        """Whether `from module import *` brings a name in, or may (language reference 7.11)."""
        path = self._modules.find(module, importer)
        if path is None:
            return not name.startswith("_")
        table = self._store.namespace(path, name)
        attribute = ModuleAttribute(path, name)
        if table is None or attribute in self._being_looked_up:
            return False
        dunder_all = self.dunder_all(path)
        if dunder_all.lists(name):
            return True
        if dunder_all.decides or name.startswith("_"):
            return False
        if (0, name) in table.bindings:
            return True
        outer, self._being_looked_up = self._being_looked_up, self._being_looked_up | {attribute}
        try:
            return any(True for _ in self.star_paths(table, name))
        finally:
            self._being_looked_up = outer

    def knows_star_exports(self, module: str, importer: str) -> bool:
        """Whether it is known which names `from module import *` brings in."""
        path = self._modules.find(module, importer)
        return path is None or self.dunder_all(path).complete

    def dunder_all(self, path: str) -> CombinedDunderAll:
        """What the `__all__` of a module of the tree lists, with the lists of other modules it includes."""
        found = CombinedDunderAll()
        todo = [path]
        while todo:
            module = todo.pop()
            table = self._store.scope_table(module)
            if table is None or (0, "__all__") not in table.bindings:
                # Without an `__all__` of its own a module exports its public names, and that is all there is
                # to know; but where another module includes its list, only run time can tell what happens.
                found.complete = found.complete and module == path
                continue
            own = table.facts.dunder_all
            found.by_module[module] = own
            included = [self._included_module(table, chain) for chain in own.included_from]
            found.complete = found.complete and not own.is_dynamic and None not in included
            todo += [each for each in included if each is not None and each not in found.by_module]
        return found

    def _included_module(self, table: ScopeTable, chain: DottedName) -> str | None:
        """The module of the tree whose `__all__` a chain of names stands for; None if that is not known."""
        bindings = table.bindings.get((0, chain[0]), ())
        if len(bindings) != 1 or not isinstance(bindings[0], ImportBinding):
            return None
        *parts, last = (*imported_path(table.facts, bindings[0]), *chain[1:])
        if last != "__all__":
            return None
        importer = table.facts.path
        found = self._modules.find(".".join(parts), importer)
        return found or self._modules.find(".".join(self.origin(tuple(parts), importer)), importer)
