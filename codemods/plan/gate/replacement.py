"""What to do about a deprecated symbol, in the migration's words."""

from codemods.values.rules import Migration, SymbolRule


def instead_of(migration: Migration, symbol: str) -> str:
    """Say what stands in place of a symbol (`module:name`, or a module); empty where that is not told."""
    module, _, name = symbol.partition(":")
    own = [rule for rule in migration.symbols if str(rule.old) == symbol]
    if own:
        moves = dict.fromkeys(str(rule.new) for rule in own if rule.new is not None)
        return f"use {' or '.join(moves)}" if moves else _by_hand(own)
    for rule in migration.modules:
        if f"{module}.".startswith(f"{rule.old}."):
            new = rule.new + module.removeprefix(rule.old)
            return f"use {new}:{name}" if name else f"use {new}"
    return ""


def _by_hand(rules: list[SymbolRule]) -> str:
    return next((rule.manual for rule in rules if rule.manual), "")
