"""What to do about a deprecated symbol, in the migration's words."""

from codemods.values.rules import Migration, SymbolRule


def replacement_advice(migration: Migration, symbol: str) -> str:
    """Say what stands in place of a symbol (`module:name`, or a module); empty where no rule says so."""
    module, _, name = symbol.partition(":")
    rules = [rule for rule in migration.symbols if str(rule.old) == symbol]
    if rules and all(rule.new == rule.old for rule in rules):
        return "; or ".join(dict.fromkeys(map(_new_arguments, rules)))
    if rules:
        targets = dict.fromkeys(str(rule.new) for rule in rules if rule.new is not None)
        if targets:
            return f"use {' or '.join(targets)}"
        return next((rule.manual for rule in rules if rule.manual), "")
    around = [rule for rule in migration.modules if rule.names_below(module)]
    if not around:
        return ""
    moved = max(around, key=lambda rule: len(rule.old)).extended(module)
    if moved.new is None:
        return moved.manual or ""
    if not name:
        return f"use {moved.new}"
    others = f", or where that is not there: {moved.others}" if moved.others else ""
    return f"use {moved.new}:{name}{others}"


def _new_arguments(rule: SymbolRule) -> str:
    """What the calls of a symbol that stays are to pass."""
    if rule.call is not None:
        return f"pass {rule.call.text}"
    edits = rule.arguments
    if edits is None:
        return "change its arguments"
    words = [
        *(f"rename `{old}` to `{new}`" for old, new in edits.rename),
        *(f"drop `{name}`" for name in edits.drop),
        *(f"pass `{name}` by keyword" for name in edits.keyword),
        *(f"replace what `{name}` is given" for name, _ in edits.values),
        *(f"pass `{name}={value}` unless it is passed" for name, value in edits.add),
    ]
    return ", ".join(words)
