"""Which rule of the migration a symbol or a module of the tree follows."""

from dataclasses import replace
from functools import cached_property

from codemods.project.dotted_paths import DottedName, Modules, ResolvedPath
from codemods.semantic.tracked_names import WantedNames
from codemods.values.rules import Migration, ModuleRule, SymbolRule
from codemods.values.symbol import Symbol, packages_of

MODULE_ATTRIBUTES = frozenset(
    f"__{name}__"
    for name in ("all", "name", "doc", "file", "dict", "package", "path", "spec", "loader", "cached")
)
"""What belongs to a module object itself (reference 3.2.9), or speaks of it."""


def wanted_names(migration: Migration) -> WantedNames:
    """The names of a migration that make a file interesting."""
    new = [rule.new for rule in migration.symbols if rule.new is not None]
    imported = [each for rule in migration.symbols for each in rule.imports]
    new_modules = {
        *(each.module for each in imported),
        *(symbol.module for symbol in new),
        *(rule.new for rule in migration.modules if rule.new is not None),
    }
    return WantedNames(
        old=frozenset(rule.old.leaf for rule in migration.symbols),
        new=frozenset(symbol.name.partition(".")[0] for symbol in (*new, *imported) if symbol.name),
        old_modules=frozenset(rule.old.rpartition(".")[2] for rule in migration.modules),
        new_modules=frozenset(module.rpartition(".")[2] for module in new_modules),
        homes=frozenset(rule.old.module.rpartition(".")[2] for rule in migration.moving.symbols),
        packages=frozenset(each for module in migration.moving.old_modules for each in packages_of(module)),
    )


class RuleIndex:
    """A migration's rules over the modules of one tree. It knows names and paths; no file is read."""

    def __init__(self, migration: Migration, modules: Modules) -> None:
        self._migration = migration
        self._modules = modules
        self.leaves = migration.leaves
        """The last names of all that is deprecated."""
        self._symbols = {tuple(rule.old.dotted.split(".")): rule.old for rule in migration.symbols}
        self._module_rules = {tuple(rule.old.split(".")): rule for rule in migration.modules}
        self._own: dict[Symbol, tuple[SymbolRule, ...]] = {}
        for rule in migration.symbols:
            self._own[rule.old] = (*self._own.get(rule.old, ()), rule)
        self._known: dict[Symbol, tuple[SymbolRule, ...]] = {}

    @cached_property
    def facades(self) -> frozenset[str]:
        """The files of the modules that keep the old names for users outside the tree."""
        return frozenset(filter(None, map(self._modules.find, self._migration.facades)))

    @cached_property
    def defined_names(self) -> dict[str, frozenset[str]]:
        """For each file that a rule's `old` names as its module, the top-level names of its symbols."""
        found: dict[str, set[str]] = {}
        for rule in self._migration.symbols:
            path = self._modules.find(rule.old.module)
            if path is not None:
                found.setdefault(path, set()).add(rule.old.name.partition(".")[0])
        return {path: frozenset(names) for path, names in found.items()}

    # Rules ---------------------------------------------------------------------------------------

    def for_symbol(self, symbol: Symbol) -> tuple[SymbolRule, ...]:
        """The rules of a symbol; a name without one of its own follows its module's rule."""
        if symbol not in self._known:
            own = self._own.get(symbol, ())
            module = self.for_module(symbol.module)
            if not own and module is not None:
                own = (self._by_module(module, symbol.name),)
            self._known[symbol] = own
        return self._known[symbol]

    def others(self, module: str) -> str | None:
        """What is to be said of names in a module which the one that it moves to does not bind."""
        rule = self.for_module(module)
        return rule.others if rule is not None else None

    def has_own(self, symbol: Symbol) -> bool:
        """Whether a symbol has a rule of its own, apart from its module's."""
        return symbol in self._own

    def for_file(self, path: str) -> ModuleRule | None:
        """The rule of a module file: its own, or that of a package around it, extended to the module."""
        for name in self._modules.names(path):
            parts = tuple(name.split("."))
            for depth in range(len(parts), 0, -1):
                rule = self._module_rules.get(parts[:depth])
                extended = self._extended(rule, name) if rule is not None else None
                if extended is not None:
                    return extended
        return None

    def moves_every_name(self, rule: ModuleRule) -> bool:
        """Whether every name of a module follows the module's rule, since none has one of its own."""
        return not rule.others and not any(
            f"{symbol.old.module}.".startswith(f"{rule.old}.") for symbol in self._migration.symbols
        )

    def is_internal(self, resolved: ResolvedPath, path: str) -> bool:
        """Whether a file lies in the deprecated module or package that its reference leads to.

        Such a package stays as a whole until it is retired. If its own imports moved, the old and the new
        copy of its modules would both be loaded, with classes that are not each other's. A module below it
        that no rule is for stays for good, and needs what it refers to.
        """
        target = resolved.module.old if resolved.module is not None else ""
        if resolved.symbol is not None and not self.has_own(resolved.symbol):
            target = resolved.symbol.module
        for rule in self._migration.modules if target and self.for_file(path) is not None else ():
            inside = any(f"{name}.".startswith(f"{rule.old}.") for name in self._modules.names(path))
            if inside and f"{target}.".startswith(f"{rule.old}."):
                return True
        return False

    def for_module(self, module: str) -> ModuleRule | None:
        """The rule that a module follows, its own or that of a package around it."""
        path = self._modules.find(module)
        if path is not None:
            return self.for_file(path)
        parts = tuple(module.split("."))
        resolved = self.resolve_outside(parts, len(parts))
        return resolved.module if resolved is not None else None

    def _extended(self, rule: ModuleRule, module: str) -> ModuleRule | None:
        """What a rule says of its own module, or of one below it; None where it is not about that one.

        A rule that is not for a whole package goes only with the modules that the new package has as well.
        Of packages outside of the tree nobody can tell.
        """
        if module == rule.old:
            return rule
        if not rule.names_below(module):
            return None
        moved = rule.extended(module)
        around, there = (rule.new, moved.new) if rule.new is not None else (rule.old, None)
        absent = self._modules.find(around) is not None and (
            there is None or self._modules.find(there) is None
        )
        return None if absent and not rule.package else moved

    def _by_module(self, module: ModuleRule, name: str) -> SymbolRule:
        """What a module's rule says of a name in it; a new module outside of the tree has none for sure."""
        rule = module.rule_for(name)
        if module.new is None or module.others is None or self._modules.find(module.new) is not None:
            return rule
        return replace(rule, new=None, note=None, manual=module.others)

    # Paths ---------------------------------------------------------------------------------------

    def symbol_at(self, parts: DottedName) -> Symbol | None:
        """The symbol with a rule of its own whose dotted path is exactly this."""
        return self._symbols.get(parts)

    def resolve_outside(self, parts: DottedName, module_depth: int) -> ResolvedPath | None:
        """Resolve a path whose module is not in the tree; only a module rule can tell what it means.

        The first `module_depth` parts are a module for sure.
        """
        for depth in range(len(parts), 0, -1):
            rule = self._module_rules.get(parts[:depth])
            if rule is None or self._modules.find(rule.old) is not None:
                continue
            whole = max(module_depth, depth)
            extended = self._extended(rule, ".".join(parts[:whole]))
            if extended is not None:
                return self.resolve_inside(parts, whole, extended)
        return None

    def resolve_inside(self, parts: DottedName, depth: int, rule: ModuleRule) -> ResolvedPath:
        """Resolve a path whose first `depth` parts are a module that a rule moves."""
        if depth == len(parts) or parts[depth] in MODULE_ATTRIBUTES:
            return ResolvedPath(depth, module=rule)
        return ResolvedPath(depth + 1, symbol=Symbol(rule.old, parts[depth]))
