"""Choose what becomes of one use of a symbol that stays, or find that it has the new form already."""

import ast
from collections.abc import Sequence

from msgspec.structs import replace

from codemods.project.call_binding import PlacedArgument
from codemods.project.calls_in_place import call_in_place, parameters_touched, passes_new_keyword
from codemods.project.choose_rule import is_test
from codemods.project.deciding import Deciding
from codemods.project.edited_calls import CallEditor, EditChoice
from codemods.project.fitting_rule import fitting_rule
from codemods.project.fixed_uses import why_fixed
from codemods.project.local_names import LocalName
from codemods.project.project import Project
from codemods.project.unbound_calls import may_pass_object
from codemods.semantic.access import Access, Argument, Usage
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol

_NOWHERE = Span(0, 0)
_LATER = (Argument(_NOWHERE, None, "*"), Argument(_NOWHERE, None, "**"))
"""What a call of a partial object may pass besides."""


class EditChooser:
    """Chooses for the uses in one file; `edited` is the tree as the rules see it whose symbols stay."""

    def __init__(self, deciding: Deciding, edited: Project) -> None:
        self._file = deciding.file
        self._edited = edited
        self._category = edited.category_of(deciding.file.path)
        self._in_test = is_test(deciding.file.path)
        self._calls = CallEditor(deciding.file, deciding.brought)

    def choose(
        self, symbol: Symbol, local: LocalName, access: Access, usage: Usage
    ) -> EditChoice | Rejection | None:
        """What a use becomes, why it is left to a person, or None where it is settled.

        Raises UntrackedNameError.
        """
        if access.stored:
            return None
        rule = fitting_rule(self._rules(symbol), _as_call(usage))
        if isinstance(rule, Rejection):
            return rule
        if rule is not None and rule.manual is not None:
            return texts.NO_CANONICAL_FORM.fill(symbol, old=symbol.leaf, manual=rule.manual)
        if rule is None or not (rule.call or rule.arguments):
            return None
        if usage.call is not None and may_pass_object(rule, usage.arguments):
            return texts.MEMBER_OTHER_ARGUMENTS.fill(symbol, name=symbol.leaf, new=symbol)
        found = self._calls.edit(rule, local, access, usage)
        if rule.is_only_told and isinstance(found, EditChoice) and found.changes:
            return handed_on(rule, usage)
        if isinstance(found, EditChoice) and found.changes:
            again = self._is_for_result(symbol, usage, found)
            twice = texts.TWO_ENTRIES.fill(symbol, old=symbol.leaf) if again else None
            return why_fixed(self._file.limits, symbol, access, usage, self._in_test) or twice or found
        return found

    def _is_for_result(self, symbol: Symbol, usage: Usage, choice: EditChoice) -> bool:
        """Whether a second run would find another rule for what a call becomes, and change it again."""
        rules = self._rules(symbol)
        if len(rules) < 2 or usage.call is None or choice.arguments is None:
            return False
        given = tuple(_argument_of(each, usage.arguments) for each in choice.arguments)
        rule = fitting_rule(rules, replace(usage, arguments=given))
        if isinstance(rule, Rejection) or rule is None or rule == choice.rule:
            return isinstance(rule, Rejection)
        if rule.call is None and rule.arguments is None:
            return True
        found = call_in_place(rule, given, lambda _each: True)
        return isinstance(found, Rejection) or found.placed is not None

    def passed_to_inner(self, symbol: Symbol) -> Rejection | None:
        """Why the base of a class in a class has to be looked at: others may make objects of that."""
        rules = (rule for rule in self._rules(symbol) if rule.call or rule.arguments)
        return next(filter(None, map(self._calls.passed_to_inner, rules)), None)

    def has_new_keyword(self, symbol: Symbol, usage: Usage) -> bool:
        """Whether a call passes what only the new form of a symbol takes."""
        return any(passes_new_keyword(rule, usage.arguments) for rule in self._rules(symbol))

    def _rules(self, symbol: Symbol) -> Sequence[SymbolRule]:
        return [rule for rule in self._edited.rules.for_symbol(symbol) if rule.is_for(self._category)]


def handed_on(rule: SymbolRule, usage: Usage) -> Rejection:
    """Say that what a call passes may come to the constructor of a base, nobody knows how."""
    touched = parameters_touched(rule)
    passed = {name for each in usage.arguments for name in (each.keyword, *(each.keys or ()))}
    names = " or ".join(f"`{name}`" for name in touched if name in passed)
    base = (rule.made_as or rule.old).leaf
    return texts.ARGUMENT_HANDED_ON.fill(rule.old, old=rule.old.leaf, names=names, base=base)


def _argument_of(placed: PlacedArgument, written: Sequence[Argument]) -> Argument:
    """An argument of a new list, as a second run would read it."""
    if placed.index is not None and not placed.literal:
        return replace(written[placed.index], keyword=placed.keyword)
    try:
        literal = repr(ast.literal_eval(placed.literal))
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        literal = ""
    return Argument(_NOWHERE, placed.keyword, literal=literal)


def _as_call(usage: Usage) -> Usage:
    """A use of which `partial` makes a call, with what that may pass later."""
    if usage.bound_by is None:
        return usage
    return replace(
        usage, when="called", call=usage.bound_by, arguments=(*usage.arguments, *_LATER), stand=None
    )
