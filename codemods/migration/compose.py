"""Two rules in a row as one: what becomes of `a` when it lands on `b`, which moves on as well."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, get_args

from codemods.migration.mistakes import TablePlace, place_of
from codemods.values.rule_forms import Condition, Stand, When
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
    if any(map(_is_particular, (*firsts, *(rule for rules in following.values() for rule in rules)))):
        return tuple(_conjoined(firsts, following, origin))
    places = categories_of((*firsts, *(rule for rules in following.values() for rule in rules)))
    made = [_compose_for(place, firsts, following, origin, strict=len(places) > 1) for place in places]
    return tuple(rule for rules in made for rule in rules)


def _is_particular(rule: SymbolRule) -> bool:
    """Whether a rule tells uses apart further than `USES` does, or edits them otherwise than by `call`."""
    return bool(rule.condition or rule.when in get_args(Stand) or rule.arguments or rule.expression)


def _conjoined(
    firsts: Sequence[SymbolRule], following: Mapping[RuleTable, Sequence[SymbolRule]], origin: str
) -> Iterator[SymbolRule]:
    """Each rule with each that may follow it, for the uses that both are for, in the order of the files."""
    for first in firsts:
        place = place_of(first.table, origin, "new")
        for second in following[first.table]:
            if first.changes_use:
                _check_rename(first, second, place)
            _check_signatures(first, second, place)
            when = _when_both(first, second, place)
            categories = tuple(each for each in first.categories if second.is_for(each))
            if when == "never" or (first.categories and not categories):
                continue
            yield replace(
                _joined_rules(first, second),
                new=second.new or (first.new if second.expression is not None else None),
                when=when,
                categories=categories or second.categories,
                condition=_both_conditions(first.condition, second.condition),
            )
        if not following[first.table]:
            yield first


def _when_both(
    first: SymbolRule, second: SymbolRule, place: TablePlace
) -> When | Stand | Literal["never"] | None:
    """The `when` of the uses that two rules are for."""
    if first.when is None or first.when == second.when or second.when is None:
        return first.when or second.when
    both = {first.when, second.when}
    if "called" in both and both & {"awaited", "async"}:
        return first.when if second.when == "called" else second.when
    if both & {*get_args(Stand)} and not both <= {*get_args(Stand)}:
        problem = f'"{first.new}" is deprecated itself by {second.table}, whose `when` is "{second.when}"'
        raise place.error(problem, f"write the canonical symbol in {first.table}")
    return "never"


def _both_conditions(first: Condition, second: Condition) -> Condition:
    return Condition(
        (*first.where, *second.where),
        (*first.passed, *second.passed),
        (*first.not_passed, *second.not_passed),
    )


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
    return second and _together(first, second, place_of(first.table, origin, "new"))


def _use_after(first: SymbolRule, use: When) -> When:
    """How the reference is used once the rule has been applied: an inserted `await` awaits it."""
    return "awaited" if first.call and first.call.awaits else use


def _together(first: SymbolRule, second: SymbolRule, place: TablePlace) -> SymbolRule:
    if first.call is not None:
        _check_rename(first, second, place)
    _check_signatures(first, second, place)
    return _joined_rules(first, second)


def _joined_rules(first: SymbolRule, second: SymbolRule) -> SymbolRule:
    return replace(
        second,
        old=first.old,
        signature=first.signature or second.signature,
        call=first.call or second.call,
        arguments=first.arguments or second.arguments,
        expression=first.expression or second.expression,
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
        raise place_of(first.table, origin, "new").error(problem, hint)


def _check_rename(first: SymbolRule, second: SymbolRule, place: TablePlace) -> None:
    keys = (
        *(("call", second.call), ("arguments", second.arguments), ("expression", second.expression)),
        *(("signature", second.signature), ("manual", second.manual)),
    )
    form = "call" if first.call else "arguments" if first.arguments else "expression"
    if present := [f"`{key}`" for key, value in keys if value is not None]:
        problem = (
            f'"{first.new}" is deprecated itself by {second.table}, whose {" and ".join(present)} '
            f"cannot follow the `{form}` of this entry"
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
