"""What to do about a deprecated symbol, in the migration's words."""

from codemods.values.rules import Migration, SymbolRule


def replacement_advice(migration: Migration, symbol: str) -> str:
    """Say what stands in place of a symbol (`module:name`, or a module); empty where no rule says so."""
    module, _, name = symbol.partition(":")
    rules = [rule for rule in migration.symbols if str(rule.old) == symbol]
    targets = dict.fromkeys(str(rule.new) for rule in rules if rule.new not in (None, rule.old))
    if targets:
        return f"use {' or '.join(targets)}"
    forms = dict.fromkeys(_new_form(rule) for rule in rules if rule.manual is None)
    if forms:
        return "; or ".join(forms)
    if rules:
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


def _new_form(rule: SymbolRule) -> str:
    """What is to become of the uses of a symbol that stays, or that goes with nothing in its place."""
    if rule.removes:
        return "take it out"
    if rule.expression is not None:
        return f"write `{rule.expression.text}`"
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
