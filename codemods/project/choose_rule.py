"""Choose the rule for one reference, or say why none can be followed."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from codemods.project.call_binding import PlacedArgument, lay_out, takes_same_arguments
from codemods.project.decision import BroughtRead, SpelledName
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import ResolvedPath
from codemods.project.fitting_rule import fitting_rule
from codemods.project.fixed_uses import looked_at, no_position
from codemods.project.project import Project
from codemods.project.rule_checks import does_not_bind, rule_rejection
from codemods.project.unbound_calls import may_pass_object
from codemods.semantic.access import Unplaced, Usage
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol


class RuleChoice(Struct, frozen=True):
    """The rule that fits a reference, and its new argument list where that changes."""

    rule: SymbolRule
    new: Symbol
    arguments: tuple[PlacedArgument, ...] | None = None
    awaits: bool = False
    names: tuple[SpelledName, ...] = ()
    """What the new arguments need."""
    reads: tuple[BroughtRead, ...] = ()
    expression: bool = False
    """Whether the rule's expression takes the place of the use, or nothing does."""

    @property
    def adapts(self) -> bool:
        """Whether more than the name changes."""
        return self.arguments is not None or self.awaits or self.expression


class RuleChooser:
    """Chooses rules for the references of one file."""

    def __init__(self, project: Project, definitions: Definitions, path: str) -> None:
        self._project = project
        self._definitions = definitions
        self._path = path
        self._in_test = is_test(path)
        self._category = project.category_of(path)

    def for_use(
        self,
        resolutions: Sequence[ResolvedPath],
        usage: Usage,
        unplaced: Unplaced | None = None,
        on_object: bool = False,
    ) -> RuleChoice | Rejection:
        """Choose for a use that may mean any of several symbols, or for a member of an object."""
        if any(resolved.unsure or resolved.symbol is None for resolved in resolutions):
            return _unsure(resolutions)
        choices: list[RuleChoice] = []
        for symbol in dict.fromkeys(resolved.symbol for resolved in resolutions):
            choice = self._for_symbol(symbol, usage, unplaced, on_object)
            if isinstance(choice, Rejection):
                return choice
            choices.append(choice)
        first = choices[0]
        if any(_outcome(each) != _outcome(first) for each in choices):
            return _unsure(resolutions)
        if first.expression and len(choices) > 1:
            return _unsure(resolutions)
        return first

    def looks_at_import(self, symbol: Symbol, inspected_by: str) -> Rejection | None:
        """Why an import stays in a test, in whose warnings or failure a block is interested."""
        moves = any(rule.new is not None for rule in self._rules(symbol))
        return looked_at(symbol, Usage(inspected_by=inspected_by)) if self._in_test and moves else None

    def for_import(self, symbol: Symbol) -> RuleChoice | Rejection:
        """Choose for an import that nothing in its file uses."""
        rules = self._rules(symbol)
        moving = [rule for rule in rules if rule.new is not None and rule.when in (None, "value")]
        moving += [rule for rule in rules if rule.new is not None]
        if not moving:
            return _manual(rules[0], symbol) if rules else self._no_rule(symbol, "an import")
        assert moving[0].new is not None
        return self._check_target(RuleChoice(moving[0], moving[0].new), symbol)

    def removes_import(self, symbol: Symbol) -> bool:
        """Whether an import that nothing uses goes, with nothing in its place."""
        rules = self._rules(symbol)
        return any(rule.removes for rule in rules) and all(rule.new is None for rule in rules)

    def _for_symbol(
        self,
        symbol: Symbol | None,
        usage: Usage,
        unplaced: Unplaced | None = None,
        on_object: bool = False,
    ) -> RuleChoice | Rejection:
        assert symbol is not None
        held = self._held(symbol, on_object)
        if held is not None:
            return held
        rule = fitting_rule(self._rules(symbol), usage)
        if isinstance(rule, Rejection):
            return rule
        if rule is None:
            return self._no_rule(symbol, _in_words(usage))
        expression = rule.expression is not None and (rule.signature is None or usage.call is not None)
        expression = expression or rule.removes
        if rule.new is None and not expression and rule.expression is not None:
            return self._no_rule(symbol, _in_words(usage))
        if rule.new is None and not expression:
            return _manual(rule, symbol)
        changed = rule.changes_use and usage.call is not None and not on_object
        if changed and may_pass_object(rule, usage.arguments):
            return texts.MEMBER_OTHER_ARGUMENTS.fill(symbol, name=symbol.leaf, new=rule.new or rule.old)
        if unplaced:
            return no_position(symbol, unplaced)
        # A name that is missing fails inside `with pytest.raises`; passed to `pytest.raises`, before that.
        inside = usage.call is not None or usage.is_only_named
        absent = inside and does_not_bind(self._project, self._path, symbol)
        watched = self._in_test and usage.inspected_by and (_is_replacement(rule) or absent)
        if watched and not (rule.new and self._definitions.are_one_object(rule.old, rule.new)):
            return looked_at(symbol, usage)
        new = rule.new or rule.old
        if expression:
            return self._check_target(RuleChoice(rule, new, expression=True), symbol, usage.when == "awaited")
        return self._with_arguments(rule, new, symbol, usage)

    def _held(self, symbol: Symbol, on_object: bool) -> Rejection | None:
        """Why a member stays, on objects of its class or where it is written out with it."""
        members = self._project.members
        if members is None:
            return None
        return members.held(symbol) if on_object else members.held_on_class(symbol, self._path)

    def _rules(self, symbol: Symbol) -> tuple[SymbolRule, ...]:
        """The rules of a symbol for the files of this one's category."""
        rules = self._project.rules.for_symbol(symbol)
        return tuple(rule for rule in rules if rule.is_for(self._category))

    def _no_rule(self, symbol: Symbol, use: str) -> Rejection:
        apart = any(rule.categories for rule in self._project.rules.for_symbol(symbol))
        where = f" in a file of the category `{self._category}`" if apart else ""
        return texts.NO_RULE_FITS.fill(symbol, old=symbol.leaf, use=use + where)

    def _with_arguments(
        self, rule: SymbolRule, new: Symbol, symbol: Symbol, usage: Usage
    ) -> RuleChoice | Rejection:
        if rule.arguments is not None:
            # `RuleMatcher` edits them, since new values have to be read at the place.
            return self._check_target(RuleChoice(rule, new), symbol, usage.when == "awaited")
        if usage.call is None:
            if not (usage.is_only_named or takes_same_arguments(rule)):
                return texts.TAKES_OTHER_ARGUMENTS.fill(symbol, old=symbol.leaf, new=new.leaf)
            return self._check_target(RuleChoice(rule, new), symbol)
        layout = lay_out(rule, usage.arguments, self._accepts(new))
        if isinstance(layout, Rejection):
            return layout
        awaits = rule.call is not None and rule.call.awaits
        if awaits and usage.when not in ("async", "awaited"):
            return texts.CANNOT_AWAIT_HERE.fill(symbol, old=symbol.leaf)
        choice = RuleChoice(rule, new, layout, awaits and usage.when != "awaited")
        return self._check_target(choice, symbol, usage.when == "awaited")

    def _accepts(self, new: Symbol) -> Callable[[int, str], bool]:
        parameters = self._definitions.parameters(new)
        return parameters.accepts if parameters is not None else lambda _position, _name: False

    def _check_target(
        self, choice: RuleChoice, symbol: Symbol, awaited: bool = False
    ) -> RuleChoice | Rejection:
        rejection = rule_rejection(
            self._project, self._definitions, self._path, choice.rule, symbol, awaited or choice.awaits
        )
        return rejection or choice


def _outcome(choice: RuleChoice) -> tuple[object, ...]:
    return choice.new, choice.arguments, choice.awaits, choice.rule.arguments, choice.expression


def is_test(path: str) -> bool:
    """Whether a file holds tests, by the names that pytest and unittest go by."""
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0]
    in_tests = not {"test", "tests", "testing"}.isdisjoint(map(str.lower, folders))
    return in_tests or name.startswith("test_") or stem.endswith("_test") or stem == "conftest"


def is_collected_test(path: str) -> bool:
    """Whether pytest takes a file's tests in by its name; no other test imports from it."""
    name = path.rpartition("/")[2]
    return name.startswith("test_") or name.rpartition(".")[0].endswith("_test")


def _is_replacement(rule: SymbolRule) -> bool:
    """Whether the rule leads to another object than the deprecated one, not just to its new place."""
    return rule.new is None or rule.new.leaf != rule.old.leaf or rule.changes_use


def _manual(rule: SymbolRule, symbol: Symbol) -> Rejection:
    manual = rule.manual or "no rule moves it"
    return texts.NO_CANONICAL_FORM.fill(symbol, old=symbol.leaf, manual=manual)


def _unsure(resolutions: Sequence[ResolvedPath]) -> Rejection:
    symbol = next((resolved.symbol for resolved in resolutions if resolved.symbol is not None), None)
    name = f"`{symbol.leaf}`" if symbol is not None else "the name"
    return texts.SEVERAL_OBJECTS.fill(symbol, name=name)


def _in_words(usage: Usage) -> str:
    words = {
        "awaited": "an awaited call",
        "async": "a call in an async function",
        "called": "a call",
        "value": "a use as a value",
    }
    return words[usage.when]
