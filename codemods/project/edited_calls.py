"""What a rule makes of the arguments of one use: of its call, of what `partial` passes, of later calls."""

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.argument_edits import EditedArguments
from codemods.project.brought_names import BroughtNames
from codemods.project.call_binding import PlacedArgument
from codemods.project.calls_in_place import (
    adds,
    call_in_place,
    parameters_touched,
    partial_in_place,
    positions_touched,
)
from codemods.project.decision import BroughtRead, SpelledName
from codemods.project.dotted_paths import imported_path
from codemods.project.file_context import FileContext
from codemods.project.fitting_rule import passed_arguments
from codemods.project.local_names import LocalName
from codemods.project.spelled_text import UnreadableName, spell_text
from codemods.semantic.access import Access, Argument, Usage
from codemods.semantic.binding import ImportBinding
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule

_FUNCTION = Argument(Span(0, 0))
"""What a decorator passes."""


class EditChoice(Struct, frozen=True):
    """The rule that fits a use, and the call's new argument list."""

    rule: SymbolRule
    arguments: tuple[PlacedArgument, ...] | None = None
    """None where these stay, and only `doubts` are left, or an `await` comes in."""
    awaits: bool = False
    names: tuple[SpelledName, ...] = ()
    """What the new arguments need."""
    reads: tuple[BroughtRead, ...] = ()
    doubts: tuple[Rejection, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether any text changes."""
        return self.arguments is not None or self.awaits


class CallEditor:
    """Edits the calls in one file."""

    def __init__(self, file: FileContext, brought: BroughtNames) -> None:
        self._file = file
        self._brought = brought

    def edit(
        self, rule: SymbolRule, local: LocalName, access: Access, usage: Usage
    ) -> EditChoice | Rejection | None:
        """What a rule's `call`, or `arguments`, make of a use; None where it stays as it is.

        Raises UntrackedNameError.
        """
        if usage.names_type or usage.stand == "base":
            return None
        if usage.call is None and usage.bound_by is None:
            return self._as_value(rule, usage)
        edit = call_in_place if usage.bound_by is None else partial_in_place
        found = edit(rule, usage.arguments, lambda each: self._is_new(rule, access, each))
        if found is None:
            return _passed_later(rule)
        if isinstance(found, Rejection):
            return found
        if usage.bound_by is not None and found.placed is None:
            given = passed_arguments(rule, usage.arguments)
            return _passed_later(rule) if self._may_be_passed(rule, given) else None
        return self._with_names(rule, local, access, usage, found)

    def _with_names(
        self, rule: SymbolRule, local: LocalName, access: Access, usage: Usage, found: EditedArguments
    ) -> EditChoice | Rejection | None:
        """The choice with its new values spelled as the place can read them."""
        awaits = rule.call is not None and rule.call.awaits and usage.when == "async"
        if found.placed is None and not awaits:
            return EditChoice(rule, doubts=found.doubts) if found.doubts else None
        placed: list[PlacedArgument] = []
        names: list[SpelledName] = []
        reads: list[BroughtRead] = []
        for each in found.placed or ():
            if each.literal:
                spelled = spell_text(self._brought, each.literal, rule.imports, local, access)
                if isinstance(spelled, UnreadableName):
                    return texts.NEW_VALUE_UNREADABLE.fill(
                        rule.old, old=rule.old.leaf, name=spelled.name, why=spelled.why
                    )
                names += spelled.names
                reads += spelled.reads
                each = replace(each, literal=spelled.text)
            placed.append(each)
        if usage.bound_by is not None:
            placed = [PlacedArgument(0), *map(behind_first, placed)]
        arguments = tuple(placed) if found.placed is not None else None
        return EditChoice(rule, arguments, awaits, tuple(names), tuple(reads), found.doubts)

    def _is_new(self, rule: SymbolRule, access: Access, argument: Argument) -> bool:
        """Whether an argument is read through what the new values are made of, or is such a value."""
        if not argument.chain or rule.arguments is None:
            return False
        base, *rest = argument.chain
        if rule.imports:
            self._file.require(base)
        for binding in self._file.names.bindings_of(access.scope, base):
            if isinstance(binding, ImportBinding):
                path = ".".join((*imported_path(self._file.facts, binding), *rest)) + "."
                if any(path.startswith(f"{each.dotted}.") for each in rule.imports):
                    return True
        written = ".".join(argument.chain)
        return any(written == new for _, values in rule.arguments.values for _, new in values)

    # Values -----------------------------------------------------------------------------------------

    def _as_value(self, rule: SymbolRule, usage: Usage) -> Rejection | None:
        """Whether somebody has to look at who calls a symbol that is not called here."""
        if usage.stand == "decorator":
            found = call_in_place(rule, (_FUNCTION,), lambda _each: False)
            settled = isinstance(found, EditedArguments) and found.placed is None and not found.doubts
            return None if settled else _passed_later(rule)
        named = usage.is_only_named or usage.names_attribute
        if not usage.handed_on or named or usage.inspected_by:
            return None
        return _passed_later(rule) if self._may_be_passed(rule, ()) else None

    def passed_to_inner(self, rule: SymbolRule) -> Rejection | None:
        """Why somebody has to look at what makes objects of a class in a class, with a symbol as base."""
        if not self._may_be_passed(rule, ()):
            return None
        return texts.INNER_BASE.fill(rule.old, old=rule.old.leaf, names=_names_touched(rule))

    def _may_be_passed(self, rule: SymbolRule, given: Collection[str]) -> bool:
        """Whether code that calls a value may pass what changes; a keyword has to be spelled somewhere."""
        if adds(rule) or not set(positions_touched(rule)).issubset(given):
            return True
        store = self._file.project.store
        return any(store.files_spelling(name) for name in parameters_touched(rule) if name not in given)


def _passed_later(rule: SymbolRule) -> Rejection:
    return texts.ARGUMENTS_PASSED_LATER.fill(rule.old, old=rule.old.leaf, names=_names_touched(rule))


def _names_touched(rule: SymbolRule) -> str:
    return " or ".join(f"`{name}`" for name in parameters_touched(rule)) or "other arguments"


def behind_first(placed: PlacedArgument) -> PlacedArgument:
    """An argument by its place in a call that passes something else first."""
    return replace(placed, index=placed.index + 1) if placed.index is not None else placed
