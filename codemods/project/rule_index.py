"""Which rule of the migration a symbol or a module of the tree follows."""

from dataclasses import replace

from codemods.project.dotted_paths import DottedName, Modules, ResolvedPath
from codemods.values.rules import Migration, ModuleRule, Symbol, SymbolRule

MODULE_ATTRIBUTES = frozenset(
    f"__{name}__"
    for name in ("all", "name", "doc", "file", "dict", "package", "path", "spec", "loader", "cached")
)
"""What belongs to a module object itself (reference 3.2.9), or speaks of it."""


class RuleIndex:
    """A migration's rules over the modules of one tree."""

    def __init__(self, modules: Modules, migration: Migration) -> None:
        self.modules = modules
        self.migration = migration
        self._symbols = {tuple(rule.old.dotted.split(".")): rule.old for rule in migration.symbols}
        self._modules = {tuple(rule.old.split(".")): rule for rule in migration.modules}
        self._rules: dict[Symbol, tuple[SymbolRule, ...]] = {}

    def rules(self, symbol: Symbol) -> tuple[SymbolRule, ...]:
        """The rules of a symbol; a name without one of its own follows its module's rule."""
        if symbol not in self._rules:
            own = self.migration.rules_for(symbol)
            module = self._rule_around(symbol.module)
            if not own and module is not None:
                target = Symbol(module.new, symbol.name)
                own = (SymbolRule(symbol, target, note=module.note, table=module.table),)
            self._rules[symbol] = own
        return self._rules[symbol]

    def has_rule(self, symbol: Symbol) -> bool:
        """Whether a symbol has a rule of its own, apart from its module's."""
        return bool(self.migration.rules_for(symbol))

    def moves_whole(self, rule: ModuleRule) -> bool:
        """Whether every name of a module follows its rule, since none has one of its own."""
        return not any(
            f"{symbol.old.module}.".startswith(f"{rule.old}.") for symbol in self.migration.symbols
        )

    def is_own(self, reach: ResolvedPath, path: str) -> bool:
        """Whether a file belongs to the deprecated module or package that a module rule moves away from.

        Such a home stays as a whole until it is retired, or its copies would mix.
        """
        target = reach.module.old if reach.module is not None else ""
        if reach.symbol is not None and not self.has_rule(reach.symbol):
            target = reach.symbol.module
        for rule in self.migration.modules if target else ():
            inside = any(f"{name}.".startswith(f"{rule.old}.") for name in self.modules.names(path))
            if inside and f"{target}.".startswith(f"{rule.old}."):
                return True
        return False

    def outside(self, parts: DottedName, known: int) -> ResolvedPath | None:
        """A path whose module is not in the tree can only be known by a module rule."""
        for depth in range(len(parts), 0, -1):
            rule = self._modules.get(parts[:depth])
            if rule is None or self.modules.find(rule.old) is not None:
                continue
            carried = self._carried(rule, ".".join(parts[: max(known, depth)]), parts[depth:known])
            return self.by_module(parts, max(known, depth), carried) if carried is not None else None
        return None

    def _carried(self, rule: ModuleRule, old: str, below: DottedName) -> ModuleRule | None:
        """A package's rule for a module below it; none where the new package is there without it."""
        moved = replace(rule, old=old, new=".".join((rule.new, *below)))
        absent = self.modules.find(rule.new) is not None and self.modules.find(moved.new) is None
        return None if below and absent else moved

    def _rule_around(self, module: str) -> ModuleRule | None:
        """The rule that a module follows, its own or that of a package around it."""
        path = self.modules.find(module)
        if path is not None:
            return self.module_rule(path)
        parts = tuple(module.split("."))
        reach = self.outside(parts, len(parts))
        return reach.module if reach is not None else None

    def module_rule(self, path: str) -> ModuleRule | None:
        """The rule of a module file: its own, or that of a package around it, carried on."""
        for name in self.modules.names(path):
            parts = tuple(name.split("."))
            for depth in range(len(parts), 0, -1):
                rule = self._modules.get(parts[:depth])
                if rule is not None:
                    return self._carried(rule, name, parts[depth:])
        return None

    def by_module(self, parts: DottedName, depth: int, rule: ModuleRule) -> ResolvedPath:
        """Where a path leads whose first parts are a module that a rule moves."""
        if depth == len(parts) or parts[depth] in MODULE_ATTRIBUTES:
            return ResolvedPath(depth, module=rule)
        return ResolvedPath(depth + 1, symbol=Symbol(rule.old, parts[depth]))

    def spelled(self, parts: DottedName) -> Symbol | None:
        """The symbol with a rule of its own whose dotted path is just this."""
        return self._symbols.get(parts)
