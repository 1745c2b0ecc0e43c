"""Two rules in a row as one: what becomes of `a` when it lands on `b`, which moves on as well."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from codemods.migration.mistakes import TablePlace
from codemods.values.rule_forms import When
from codemods.values.rules import RuleTable, SymbolRule

CALLS: tuple[When, ...] = ("awaited", "async", "called")
USES: tuple[When, ...] = (*CALLS, "value")


def categories_of(rules: Iterable[SymbolRule]) -> tuple[str, ...]:
    """The categories that rules name, and last the empty one, for the files of all others."""
    return (*dict.fromkeys(name for rule in rules for name in rule.categories), "")


def fitting_rule(rules: Iterable[SymbolRule], use: When, category: str = "") -> SymbolRule | None:
    """The first rule that fits a use in a category; `called` also takes the calls that no other fits."""
    rules = tuple(rule for rule in rules if rule.is_for(category))
    exact = next((rule for rule in rules if rule.when in (None, use)), None)
    if exact is not None or use == "value":
        return exact
    return next((rule for rule in rules if rule.when == "called"), None)


def compose(
    firsts: Sequence[SymbolRule], after: Callable[[SymbolRule], Sequence[SymbolRule]], origin: str
) -> tuple[SymbolRule, ...]:
    """Put a symbol's rules together with those of the symbols that they land on, for each use.

    A rule without `call` leaves its calls as they are, so it takes over what the second says:
    its `call`, `signature` and `manual`. A rule with a `call` goes on only over plain renames.
    Raises MigrationError, saying what to write instead, where that does not work out.
    """
    following = {rule.table: tuple(after(rule)) for rule in firsts}
    if not any(following.values()):
        return tuple(firsts)
    places = categories_of((*firsts, *(rule for rules in following.values() for rule in rules)))
    made = [_compose_for(place, firsts, following, origin, strict=len(places) > 1) for place in places]
    return tuple(rule for rules in made for rule in rules)


def _compose_for(
    place: str,
    firsts: Sequence[SymbolRule],
    following: Mapping[RuleTable, Sequence[SymbolRule]],
    origin: str,
    strict: bool,
) -> tuple[SymbolRule, ...]:
    """The rules for the files of one category.

    With `strict` a use that is lost is a mistake whatever else goes on: the rules for all other files
    would catch it.
    """
    landed: dict[When, SymbolRule] = {}
    lost: list[tuple[SymbolRule, When]] = []
    for use in USES:
        first = fitting_rule(firsts, use, place)
        if first is None:
            continue
        rule = _follow(first, following[first.table], use, place, origin)
        if rule is None:
            lost.append((first, use))
        else:
            landed[use] = replace(rule, when=None, categories=(place,) if place else ())
    _check_lost(lost, {} if strict else landed, origin)
    return _grouped(landed)


def _follow(
    first: SymbolRule, after: Sequence[SymbolRule], use: When, place: str, origin: str
) -> SymbolRule | None:
    """Where one use ends; None when the second symbol has no rule for it."""
    if not after:
        return first
    second = fitting_rule(after, _use_after(first, use), place)
    return second and _together(first, second, TablePlace(origin, str(first.table), "new"))


def _use_after(first: SymbolRule, use: When) -> When:
    """How the reference is used once the rule has been applied: an inserted `await` awaits it."""
    return "awaited" if first.call and first.call.awaits else use


def _together(first: SymbolRule, second: SymbolRule, place: TablePlace) -> SymbolRule:
    if first.call is not None:
        _check_rename(first, second, place)
    _check_signatures(first, second, place)
    return replace(
        second,
        old=first.old,
        signature=first.signature or second.signature,
        call=first.call or second.call,
        note=None if second.manual else _joined(first.note, second.note),
        renames_definition=False,
        table=first.table,
    )


def _grouped(landed: dict[When, SymbolRule]) -> tuple[SymbolRule, ...]:
    """One rule for each use; if all uses land, those equal to the one of `value` are one without `when`."""
    if len(landed) < len(USES):
        return tuple(replace(rule, when=use) for use, rule in landed.items())
    rest = landed["value"]
    return (*(replace(landed[use], when=use) for use in CALLS if landed[use] != rest), rest)


def _check_lost(lost: Sequence[tuple[SymbolRule, When]], landed: dict[When, SymbolRule], origin: str) -> None:
    """Refuse a rule none of whose uses can go on, and a lost call that `called` would catch."""
    kept = {rule.table for rule in landed.values()}
    for first, use in lost:
        if first.table in kept and not (use in CALLS and "called" in landed):
            continue
        problem = (
            f'"{first.new}" is deprecated itself and has no entry for `when = "{_use_after(first, use)}"`'
        )
        hint = f"add one, or write the canonical symbol as `new` of {first.table}"
        raise TablePlace(origin, str(first.table), "new").error(problem, hint)


def _check_rename(first: SymbolRule, second: SymbolRule, place: TablePlace) -> None:
    keys = (("call", second.call), ("signature", second.signature), ("manual", second.manual))
    if present := [f"`{key}`" for key, value in keys if value is not None]:
        problem = (
            f'"{first.new}" is deprecated itself by {second.table}, whose {" and ".join(present)} '
            f"cannot follow the `call` of this entry"
        )
        raise place.error(problem, f"write the canonical symbol and its whole call in {first.table}")


def _check_signatures(first: SymbolRule, second: SymbolRule, place: TablePlace) -> None:
    mine, its = first.signature, second.signature
    if mine and its and (mine.parameters, mine.is_async) != (its.parameters, its.is_async):
        problem = f'"{first.new}" is deprecated itself by {second.table}, with another `signature`'
        hint = f"write the canonical symbol and its `call` in {first.table}, or leave out its `signature`"
        raise place.error(problem, hint)


def _joined(*notes: str | None) -> str | None:
    kept = list(dict.fromkeys(note for note in notes if note))
    return "; ".join(kept) or None
