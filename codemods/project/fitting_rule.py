"""Which of a symbol's rules is for one use: how it is used, where it stands, what it passes."""

from collections.abc import Sequence
from inspect import Parameter

from codemods.semantic.access import Argument, Usage
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule


def fitting_rule(rules: Sequence[SymbolRule], usage: Usage) -> SymbolRule | Rejection | None:
    """The first rule that fits, in the file's order; None if none does.

    `called` also takes the calls that no rule before names. A rejection says that stars hide which rule
    is for a call.
    """
    exact = [rule for rule in rules if rule.when in (None, usage.when, usage.stand)]
    rest = [rule for rule in rules if rule.when == "called"] if usage.when != "value" else []
    for rule in (*exact, *rest):
        fits = _fits(rule, usage)
        if fits is None:
            return _hidden(rule)
        if fits:
            return rule
    return None


def _hidden(rule: SymbolRule) -> Rejection:
    condition = rule.condition
    named = (*dict(condition.where), *condition.passed, *condition.not_passed)
    names = " or ".join(f"`{name}`" for name in named)
    todo = texts.change_call(rule.old, rule.new)
    return texts.CONDITION_HIDDEN.fill(rule.old, old=rule.old.leaf, todo=todo, names=names)


def _fits(rule: SymbolRule, usage: Usage) -> bool | None:
    """Whether a use passes what a rule asks for; None where that can't be told."""
    condition, not_passed = rule.condition, rule.condition.not_passed
    if not condition:
        return True
    if usage.call is None:
        return False
    passed = passed_arguments(rule, usage.arguments)
    answers: list[bool | None] = []
    absent = None if any(each.star for each in usage.arguments) else False
    for name, literal in condition.where:
        argument = passed.get(name)
        answers.append(argument.literal == literal if argument is not None else absent)
    answers += [True if name in passed else absent for name in condition.passed]
    answers += [None if absent is None and name not in passed else name not in passed for name in not_passed]
    if False in answers:
        return False
    return None if None in answers else True


def passed_arguments(rule: SymbolRule, arguments: Sequence[Argument]) -> dict[str, Argument]:
    """The arguments of a call by the names of the parameters that take them, as far as that can be told.

    Without a signature only keywords have names. What follows a `*` has an unknown place.
    """
    named = {each.keyword: each for each in arguments if each.keyword is not None}
    leading = iter(leading_parameters(rule))
    for argument in arguments:
        if argument.keyword is None and argument.star != "**":
            if argument.star:
                break
            name = next(leading, None)
            if name is not None:
                named.setdefault(name, argument)
    return named


def leading_parameters(rule: SymbolRule) -> Sequence[str]:
    """The parameters that take arguments by position, in order, as far as a rule tells."""
    if rule.signature is None:
        return rule.arguments.keyword if rule.arguments is not None else ()
    kinds = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    parameters = rule.signature.parameters.parameters.values()
    return [each.name for each in parameters if each.kind in kinds]
