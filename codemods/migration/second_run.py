"""A `call` of a symbol that stays: what it makes of a call must not be changed again by a second run."""

from inspect import Parameter

from codemods.migration.mistakes import TablePlace
from codemods.values.rule_forms import NewArgument, NewCall, OldSignature

_POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


def check_call_in_place(call: NewCall, signature: OldSignature, place: TablePlace) -> None:
    """Refuse a new argument list that the old signature takes for other arguments; `place` is that of `call`.

    Raises MigrationError.
    """
    known = signature.parameters.parameters
    leading = [each.name for each in known.values() if each.kind in _POSITIONAL]
    positional = [each for each in call.arguments if each.keyword is None]
    for index, argument in enumerate(positional):
        if leading[index : index + 1] != [argument.parameter]:
            what = f'"{argument.parameter}"' if argument.parameter is not None else argument.literal
            problem = f"{what} changes its place, and the symbol stays: a second run would move it again"
            raise place.error(problem, "pass it by keyword")
    for argument in call.arguments:
        if argument.keyword in known and argument.parameter != argument.keyword:
            problem = f'"{argument.keyword}" is a parameter of `signature` as well, for another argument'
            raise place.error(problem, "a second run would change it again: give the new one another name")
    if [NewArgument(None, name) for name in leading] == list(call.arguments) and not call.awaits:
        raise place.error("nothing changes: the call passes what it passed before, to the same symbol")
