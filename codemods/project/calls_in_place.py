"""What a rule makes of a call of a symbol that stays, and which calls have the new form already."""

from collections.abc import Sequence
from dataclasses import replace
from inspect import Parameter, Signature

from codemods.project.argument_edits import (
    EditedArguments,
    IsNewValue,
    edit_arguments,
    parameters_by_keyword,
)
from codemods.project.call_binding import lay_out, why_unfit
from codemods.project.fitting_rule import leading_parameters
from codemods.semantic.access import Argument
from codemods.values.rejection import Rejection
from codemods.values.rule_forms import ArgumentEdits, NewCall, OldSignature
from codemods.values.rules import SymbolRule


def call_in_place(
    rule: SymbolRule, arguments: Sequence[Argument], is_new_value: IsNewValue
) -> EditedArguments | Rejection:
    """Give the new argument list; it is the old one for a call that binds to the new form alone."""
    if rule.arguments is not None:
        # Where the symbol stays, what is dropped may be gone already.
        unfit = why_unfit(rule, arguments, partly=rule.is_in_place)
        return unfit or edit_arguments(rule, arguments, is_new_value)
    assert rule.call is not None
    assert rule.signature is not None
    call = rule.call

    def accepts(position: int, name: str) -> bool:
        # It is the same function, so that a keyword which stays right may stay.
        return position < len(call.arguments) and call.arguments[position].parameter == name

    found = lay_out(rule, arguments, accepts)
    if isinstance(found, Rejection):
        hidden = any(each.star for each in arguments)
        settled = not hidden and _has_new_form(call, rule.signature, arguments)
        return EditedArguments(None) if settled else found
    return EditedArguments(found)


def partial_in_place(
    rule: SymbolRule, arguments: Sequence[Argument], is_new_value: IsNewValue
) -> EditedArguments | Rejection | None:
    """The new list of the arguments that `functools.partial` passes; None where somebody has to look at them.

    Only keywords are edited: what is passed by position shifts what comes later, and what is added may come
    later as well.
    """
    found: EditedArguments | Rejection
    if rule.arguments is not None:
        unfit = why_unfit(rule, arguments, partly=True)
        found = unfit or edit_arguments(rule, arguments, is_new_value)
    else:
        found = edit_arguments(replace(rule, arguments=renames_of(rule), call=None), arguments, is_new_value)
    if isinstance(found, Rejection):
        return found
    before = sum(each.keyword is None for each in arguments)
    after = sum(each.keyword is None for each in found.placed or ())
    moved = set(positions_touched(rule)).intersection(leading_parameters(rule)[:before])
    if moved or (found.placed is not None and before != after):
        return None
    if any(each.index is None for each in found.placed or ()):
        return None
    return found


def renames_of(rule: SymbolRule) -> ArgumentEdits:
    """The keywords that a rule's `call` renames; a parameter without a place in it may only be looked at."""
    assert rule.call is not None
    named = [each for each in rule.call.arguments if each.keyword is not None]
    pairs = ((each.parameter, each.keyword) for each in named if each.parameter is not None)
    return ArgumentEdits(rename=tuple((old, new) for old, new in pairs if old != new and new is not None))


def passes_new_keyword(rule: SymbolRule, arguments: Sequence[Argument]) -> bool:
    """Whether a call passes a keyword that only the new form has."""
    if rule.arguments is not None:
        new = {name for _, name in rule.arguments.rename}
    elif rule.call is not None and rule.signature is not None:
        old = rule.signature.parameters.parameters
        new = {each.keyword for each in rule.call.arguments if each.keyword and each.keyword not in old}
    else:
        return False
    return any(each.keyword in new for each in arguments)


def parameters_touched(rule: SymbolRule) -> tuple[str, ...]:
    """The keywords that calls must not pass any more, or may have to pass."""
    if rule.arguments is not None:
        return parameters_by_keyword(rule.arguments)
    if rule.call is None or rule.signature is None:
        return ()
    stay = {each.parameter for each in rule.call.arguments if each.keyword in (None, each.parameter)}
    return tuple(name for name in rule.signature.parameters.parameters if name not in stay)


def adds(rule: SymbolRule) -> bool:
    """Whether every call may have to pass something more."""
    literals = rule.call is not None and any(each.parameter is None for each in rule.call.arguments)
    return literals or (rule.arguments is not None and bool(rule.arguments.add))


def positions_touched(rule: SymbolRule) -> tuple[str, ...]:
    """The parameters that a call without any keyword may have to pass otherwise."""
    leading = leading_parameters(rule)
    if rule.arguments is not None:
        edits = rule.arguments
        concerned = {*edits.keyword, *edits.drop, *(name for name, _ in (*edits.values, *edits.add))}
        return tuple(name for name in leading if name in concerned)
    if rule.call is None:
        return ()
    places = [each.parameter if each.keyword is None else None for each in rule.call.arguments]
    return tuple(name for index, name in enumerate(leading) if places[index : index + 1] != [name])


def _has_new_form(call: NewCall, signature: OldSignature, arguments: Sequence[Argument]) -> bool:
    """Whether a call binds to the parameters that the new argument list is for."""
    positional = [index for index, each in enumerate(arguments) if each.keyword is None]
    named = {each.keyword: index for index, each in enumerate(arguments) if each.keyword is not None}
    try:
        _new_signature(call, signature).bind(*positional, **named)
    except TypeError:
        return False
    return True


def _new_signature(call: NewCall, signature: OldSignature) -> Signature:
    old = signature.parameters.parameters
    positional: list[Parameter] = []
    named: list[Parameter] = []
    for number, each in enumerate(call.arguments):
        # A literal is passed by all calls, but the function may not ask for it.
        default = old[each.parameter].default if each.parameter is not None else each.literal
        name = each.keyword or each.parameter or f"_{number}"
        kind = Parameter.KEYWORD_ONLY if each.keyword is not None else Parameter.POSITIONAL_OR_KEYWORD
        (named if each.keyword is not None else positional).append(Parameter(name, kind, default=default))
    return Signature([*positional, *named])
