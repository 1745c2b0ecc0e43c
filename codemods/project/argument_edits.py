"""What `[symbol.arguments]` makes of one call: arguments are renamed, dropped, added, replaced, or named."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from inspect import Parameter

from msgspec import Struct

from codemods.project.call_binding import PlacedArgument
from codemods.project.fitting_rule import leading_parameters, passed_arguments
from codemods.semantic.access import Argument
from codemods.values import finding_texts as texts
from codemods.values.finding_texts import FindingText
from codemods.values.rejection import Rejection
from codemods.values.rule_forms import ArgumentEdits
from codemods.values.rules import SymbolRule

IsNewValue = Callable[[Argument], bool]
"""Whether an argument is, or is made by, what the new values are."""


class EditedArguments(Struct, frozen=True):
    """The argument list of a call as a rule edits it."""

    placed: tuple[PlacedArgument, ...] | None
    """None where it stays as it is, letter for letter."""
    doubts: tuple[Rejection, ...] = ()
    """What `*` or `**` may hide, and a person has to look at."""


def edit_arguments(
    rule: SymbolRule, arguments: Sequence[Argument], is_new_value: IsNewValue
) -> EditedArguments | Rejection:
    """Give the new argument list of a call, or say why the call has to be left to a person."""
    assert rule.arguments is not None
    return _ArgumentEditor(rule, rule.arguments, arguments, is_new_value).edited()


def parameters_by_keyword(edits: ArgumentEdits) -> tuple[str, ...]:
    """The parameters that edits are about wherever they are passed by keyword, in the order of the file."""
    pairs = (*edits.rename, *((name, "") for name in edits.drop), *edits.add)
    return tuple(dict.fromkeys((*(name for name, _ in pairs), *(name for name, _ in edits.values))))


class _ArgumentEditor:
    def __init__(
        self,
        rule: SymbolRule,
        edits: ArgumentEdits,
        arguments: Sequence[Argument],
        is_new_value: IsNewValue,
    ) -> None:
        self._rule = rule
        self._edits = edits
        self._arguments = arguments
        self._is_new_value = is_new_value
        self._passed = passed_arguments(rule, arguments)
        """The arguments by the names of their parameters, as far as that can be told."""
        self._names: Mapping[int, str] = {
            arguments.index(each): name for name, each in self._passed.items() if each.keyword is None
        }
        """The parameters of the arguments by position."""
        self._new_names = dict(edits.rename)
        self._values = {name: dict(values) for name, values in edits.values}

    def edited(self) -> EditedArguments | Rejection:
        """Apply all edits, in the order in which the arguments are written."""
        placed: list[PlacedArgument] = []
        by_keyword = False
        """Whether the arguments by position have become keywords from here on."""
        for index, argument in enumerate(self._arguments):
            name = argument.keyword or self._names.get(index)
            if name in self._edits.drop and not argument.star:
                if not argument.pure:
                    return self._why(texts.DROPPED_HAS_EFFECT, parameter=name)
                # What follows a dropped argument would take its place.
                by_keyword = by_keyword or argument.keyword is None
                continue
            new = self._placed(index, argument, name, by_keyword)
            if isinstance(new, Rejection):
                return new
            by_keyword = by_keyword or (argument.keyword is None and new.keyword is not None)
            placed.append(new)
        clash = next(self._clashes(placed), None)
        if clash is not None:
            return self._why(texts.ARGUMENT_PASSED_TWICE, parameter=clash)
        placed += self._added(placed)
        written = [PlacedArgument(index, each.keyword) for index, each in enumerate(self._arguments)]
        return EditedArguments(tuple(placed) if placed != written else None, tuple(self._doubts()))

    def _placed(
        self, index: int, argument: Argument, name: str | None, by_keyword: bool
    ) -> PlacedArgument | Rejection:
        """One argument that stays, as it stands now."""
        if argument.star == "**":
            return PlacedArgument(index)
        if argument.star:
            return PlacedArgument(index) if not by_keyword else self._why(texts.KEYWORD_BEFORE_STAR)
        value = self._value(argument, name) if name in self._values else ""
        if isinstance(value, Rejection):
            return value
        keyword = self._new_names.get(argument.keyword, argument.keyword) if argument.keyword else None
        if argument.keyword is None and (by_keyword or name in self._edits.keyword):
            if name is None or self._is_positional_only(name):
                return self._why(texts.POSITION_UNKNOWN)
            keyword = self._new_names.get(name, name)
        return PlacedArgument(index, keyword, value)

    def _value(self, argument: Argument, name: str | None) -> str | Rejection:
        """What replaces an argument's value; empty where it stays."""
        values = self._values[name or ""]
        if argument.literal:
            return values.get(argument.literal, "")
        if self._is_new_value(argument):
            return ""
        return self._why(texts.VALUE_UNKNOWN, parameter=name, values=" or ".join(values))

    def _clashes(self, placed: Sequence[PlacedArgument]) -> Iterator[str]:
        """The keywords that would be passed twice."""
        seen: set[str] = set()
        for each in placed:
            if each.keyword is not None and each.keyword in seen:
                yield each.keyword
            seen.add(each.keyword or "")

    def _added(self, placed: Sequence[PlacedArgument]) -> Iterator[PlacedArgument]:
        given = {*self._passed, *(each.keyword for each in placed)}
        for name, value in self._edits.add:
            if name not in given and not self._may_hide(name):
                yield PlacedArgument(None, name, value)

    # What stars hide ------------------------------------------------------------------------------

    def _doubts(self) -> Iterator[Rejection]:
        named = (*self._by_keyword, *self._by_position)
        hidden = [name for name in dict.fromkeys(named) if self._may_hide(name)]
        if hidden:
            yield self._why(texts.ARGUMENT_HIDDEN, names=" or ".join(f"`{name}`" for name in hidden))

    def _may_hide(self, name: str) -> bool:
        """Whether `*` or `**` may pass a parameter that the edits are about, and that is not named."""
        # What is dropped is not there to tell so on a second run; what has its new name is.
        is_passed = name in self._passed and name not in self._edits.drop
        given = {self._new_names.get(each, each) for each in self._passed}
        if is_passed or (name in self._new_names and self._new_names[name] in given):
            return False
        if name in self._by_keyword and any(
            each.star == "**" and (each.keys is None or name in each.keys) for each in self._arguments
        ):
            return True
        return name in self._by_position and name in self._leading[self._first_star :]

    @cached_property
    def _by_keyword(self) -> Sequence[str]:
        """The parameters that the edits are about, wherever they are passed by keyword."""
        return parameters_by_keyword(self._edits)

    @cached_property
    def _by_position(self) -> Sequence[str]:
        """Those that they are about where they are passed by position: a new name does not matter there."""
        added = (name for name, _ in self._edits.add)
        return (*self._edits.keyword, *self._edits.drop, *self._values, *added)

    @cached_property
    def _leading(self) -> Sequence[str]:
        return leading_parameters(self._rule)

    @cached_property
    def _first_star(self) -> int:
        """How many parameters are passed by position before a `*`; all of them where there is none."""
        positional = [each for each in self._arguments if each.keyword is None and each.star != "**"]
        places = (place for place, each in enumerate(positional) if each.star)
        return next(places, len(self._leading))

    def _is_positional_only(self, name: str) -> bool:
        signature = self._rule.signature
        parameter = signature.parameters.parameters.get(name) if signature is not None else None
        return parameter is not None and parameter.kind is Parameter.POSITIONAL_ONLY

    def _why(self, text: FindingText, **fields: object) -> Rejection:
        new = self._rule.new or self._rule.old
        return text.fill(self._rule.old, old=self._rule.old.leaf, new=new.leaf, **fields)
