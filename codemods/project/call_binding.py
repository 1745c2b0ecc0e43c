"""Bind a call as written to the old signature and lay its arguments out as the rule's `call` says."""

from collections.abc import Callable, Sequence
from inspect import Parameter

from msgspec import Struct

from codemods.semantic.access import Argument
from codemods.values import finding_texts as texts
from codemods.values.finding_texts import FindingText
from codemods.values.rejection import Rejection
from codemods.values.rule_forms import NewArgument
from codemods.values.rules import SymbolRule


class PlacedArgument(Struct, frozen=True):
    """One argument of the new call: the old argument at `index`, or a new one where that is None."""

    index: int | None
    keyword: str | None = None
    literal: str = ""
    """The source of its value, where that is not the old one's."""


def lay_out(
    rule: SymbolRule, arguments: Sequence[Argument], accepts: Callable[[int, str], bool]
) -> tuple[PlacedArgument, ...] | Rejection | None:
    """Give the new argument list; None when it is the old one, letter for letter.

    `accepts(position, name)` says whether the new definition takes the positional parameter at
    that position under that name, so that an argument written by keyword may stay one.
    """
    if rule.signature is None:
        return None
    if any(argument.star for argument in arguments):
        if rule.call is None:
            return None
        return _mismatch(texts.ARGUMENTS_HIDDEN, rule, signature=rule.signature.text)
    bound = _bind(rule, arguments)
    if isinstance(bound, Rejection) or rule.call is None:
        return bound if isinstance(bound, Rejection) else None
    homeless = [name for name in bound if name not in {a.parameter for a in rule.call.arguments}]
    if homeless:
        return _mismatch(texts.ARGUMENT_WITHOUT_PLACE, rule, parameter=homeless[0], call=rule.call.text)
    placed = _place(rule.call.arguments, bound, rule)
    if isinstance(placed, Rejection):
        return placed
    kept = _keep_keywords(placed, arguments, accepts)
    running = [each.index for each in kept if each.index is not None and not arguments[each.index].simple]
    if running != sorted(running):
        return _mismatch(texts.ARGUMENTS_REORDERED, rule, call=rule.call.text)
    written = tuple(PlacedArgument(index, argument.keyword) for index, argument in enumerate(arguments))
    return None if kept == written else kept


def why_unfit(rule: SymbolRule, arguments: Sequence[Argument], partly: bool) -> Rejection | None:
    """Why a call fits neither the signature beside `[symbol.arguments]` nor what these make of it.

    `partly` says that something may be passed elsewhere, or not any more. What stars hide is left out.
    """
    edits = rule.arguments
    if rule.signature is None or edits is None:
        return None
    signature = rule.signature.parameters
    old_names = {new: old for old, new in edits.rename}
    added = {name for name, _ in edits.add}
    positional = [each for each in arguments if each.keyword is None and not each.star]
    named: dict[str, Argument] = {}
    for each in arguments:
        if each.keyword is not None and each.keyword not in added:
            is_old = each.keyword in signature.parameters
            named[each.keyword if is_old else old_names.get(each.keyword, each.keyword)] = each
    hidden = any(each.star for each in arguments)
    try:
        (signature.bind_partial if partly or hidden else signature.bind)(*positional, **named)
    except TypeError as error:
        return _mismatch(texts.CALL_DOES_NOT_BIND, rule, signature=rule.signature.text, reason=error)
    return None


def takes_same_arguments(rule: SymbolRule) -> bool:
    """Whether whoever calls the new symbol as the old one passes just the right arguments.

    A call that drops, adds, renames or reorders one would change what another caller passes.
    """
    if rule.arguments is not None:
        return False
    if rule.call is None or rule.signature is None:
        return True
    parameters = rule.signature.parameters.parameters.values()
    by_name = (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD)
    positional = [each.name for each in parameters if each.kind not in by_name]
    given = [argument.parameter for argument in rule.call.arguments if argument.keyword is None]
    named = [argument for argument in rule.call.arguments if argument.keyword is not None]
    keywords = {each.name for each in parameters if each.kind in by_name}
    same = all(argument.keyword == argument.parameter for argument in named)
    return given == positional and same and {argument.parameter for argument in named} == keywords


def _mismatch(text: FindingText, rule: SymbolRule, **fields: object) -> Rejection:
    todo = texts.change_call(rule.old, rule.new)
    return text.fill(rule.old, old=rule.old.leaf, todo=todo, **fields)


def _bind(rule: SymbolRule, arguments: Sequence[Argument]) -> dict[str, list[int]] | Rejection:
    """Which arguments each old parameter takes, with the semantics of `inspect.Signature.bind`."""
    assert rule.signature is not None
    positional = [index for index, argument in enumerate(arguments) if argument.keyword is None]
    named = {a.keyword: index for index, a in enumerate(arguments) if a.keyword is not None}
    try:
        bound = rule.signature.parameters.bind(*positional, **named)
    except TypeError as error:
        return _mismatch(texts.CALL_DOES_NOT_BIND, rule, signature=rule.signature.text, reason=error)
    places: dict[str, list[int]] = {}
    for name, value in bound.arguments.items():
        kind = rule.signature.parameters.parameters[name].kind
        if kind is Parameter.VAR_POSITIONAL:
            places[name] = list(value)
        elif kind is Parameter.VAR_KEYWORD:
            places[name] = list(value.values())
        else:
            places[name] = [value]
    return places


def _place(
    wanted: Sequence[NewArgument], bound: dict[str, list[int]], rule: SymbolRule
) -> tuple[PlacedArgument, ...] | Rejection:
    """Fill the new call's places; a parameter that was not given is left out where it can be."""
    assert rule.signature is not None
    last = max(
        (
            i
            for i, a in enumerate(wanted)
            if a.keyword is None and (a.parameter is None or a.parameter in bound)
        ),
        default=-1,
    )
    placed: list[PlacedArgument] = []
    for index, argument in enumerate(wanted):
        if argument.parameter is None:
            placed.append(PlacedArgument(None, argument.keyword, argument.literal))
        elif argument.parameter in bound:
            placed += [PlacedArgument(each, argument.keyword) for each in bound[argument.parameter]]
        elif argument.keyword is None and index < last:
            default = rule.signature.parameters.parameters[argument.parameter].default
            if not isinstance(default, str):
                return _mismatch(texts.ARGUMENT_MISSING, rule, parameter=argument.parameter)
            placed.append(PlacedArgument(None, None, default))
    return tuple(placed)


def _keep_keywords(
    placed: tuple[PlacedArgument, ...], arguments: Sequence[Argument], accepts: Callable[[int, str], bool]
) -> tuple[PlacedArgument, ...]:
    """Leave an argument by keyword where its author wrote it so and the new definition takes it."""
    kept: list[PlacedArgument] = []
    for position, each in enumerate(placed):
        written = arguments[each.index].keyword if each.index is not None else None
        if each.keyword is None and written is not None and accepts(position, written):
            kept.append(PlacedArgument(each.index, written))
        else:
            kept.append(each)
    first = next((i for i, each in enumerate(kept) if each.keyword is not None), len(kept))
    if any(each.keyword is None for each in kept[first:]):
        kept = list(placed)
        first = next((i for i, each in enumerate(kept) if each.keyword is not None), len(kept))
    named = sorted(kept[first:], key=lambda each: (each.index is None, each.index or 0))
    return (*kept[:first], *named)
