"""Two rules in a row as one: what happens to `a` when it lands on `b`, which moves on as well."""

from collections.abc import Iterable
from dataclasses import replace

from codemods.migration.mistakes import Place
from codemods.values.symbols import SymbolRule, When


def compose(first: SymbolRule, after: Iterable[SymbolRule], place: Place) -> tuple[SymbolRule, ...]:
    """Put a rule and the rules of the symbol that it lands on together.

    A rule without `call` leaves its calls as they are, so it takes over what the second says:
    its `call`, `signature`, `manual` and `when`. A rule with a `call` goes on only over plain
    renames. Raises MigrationError, saying what to write instead, where that does not work out.
    """
    after = tuple(after)
    rules = [rule for second in after if (rule := _together(first, second, place))]
    if not rules:
        problem = f'"{first.new}" is deprecated itself and has no entry for `when = "{_use(first)}"`'
        raise place.mistake(problem, f"add one, or write the canonical symbol as `new` of {first.table}")
    return tuple(rules)


def _together(first: SymbolRule, second: SymbolRule, place: Place) -> SymbolRule | None:
    """The one rule; None when no use fits both."""
    use = _use(first)
    if None not in (use, second.when) and use != second.when:
        return None
    if first.call is not None:
        _check_rename(first, second, place)
    _check_signatures(first, second, place)
    return replace(
        second,
        old=first.old,
        when=first.when or second.when,
        signature=first.signature or second.signature,
        call=first.call or second.call,
        note=None if second.manual else _joined(first.note, second.note),
        table=first.table,
    )


def _use(rule: SymbolRule) -> When | None:
    """How the reference is used once the rule has been applied: an inserted `await` awaits it."""
    return "awaited" if rule.call and rule.call.awaits else rule.when


def _check_rename(first: SymbolRule, second: SymbolRule, place: Place) -> None:
    keys = (("call", second.call), ("signature", second.signature), ("manual", second.manual))
    if present := [f"`{key}`" for key, value in keys if value is not None]:
        problem = (
            f'"{first.new}" is deprecated itself by {second.table}, whose {" and ".join(present)} '
            f"cannot follow the `call` of this entry"
        )
        raise place.mistake(problem, f"write the canonical symbol and its whole call in {first.table}")


def _check_signatures(first: SymbolRule, second: SymbolRule, place: Place) -> None:
    mine, its = first.signature, second.signature
    if mine and its and (mine.parameters, mine.is_async) != (its.parameters, its.is_async):
        problem = f'"{first.new}" is deprecated itself by {second.table}, with another `signature`'
        hint = f"write the canonical symbol and its `call` in {first.table}, or leave out its `signature`"
        raise place.mistake(problem, hint)


def _joined(*notes: str | None) -> str | None:
    kept = list(dict.fromkeys(note for note in notes if note))
    return "; ".join(kept) or None
