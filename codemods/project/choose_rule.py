"""Choose the rule for one reference, or say why none can be followed."""

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from codemods.project.call_binding import CallMismatch, PlacedArgument, lay_out, takes_same_arguments
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import ResolvedPath
from codemods.project.project import Project
from codemods.project.rule_checks import trouble_with
from codemods.semantic.access import IN_FORMATTED, Usage
from codemods.semantic.binding import Import
from codemods.values.rules import Symbol, SymbolRule


class RuleChoice(Struct, frozen=True):
    """The rule that fits a reference, and its new argument list where that changes."""

    rule: SymbolRule
    new: Symbol
    arguments: tuple[PlacedArgument, ...] | None = None
    awaits: bool = False

    @property
    def adapts(self) -> bool:
        """Whether more than the name changes."""
        return self.arguments is not None or self.awaits


class Rejection(Struct, frozen=True):
    """Why a reference stays: the finding's code, what was seen and what to do."""

    code: str
    message: str
    advice: str
    symbol: Symbol | None = None


class RuleChooser:
    """Chooses rules for the references of one file."""

    def __init__(self, project: Project, definitions: Definitions, path: str) -> None:
        self._project = project
        self._definitions = definitions
        self._path = path
        self._in_test = is_test(path)

    def for_use(
        self, reaches: Sequence[ResolvedPath], usage: Usage, unplaced: str = ""
    ) -> RuleChoice | Rejection:
        """Choose for a use that may mean any of several symbols."""
        if any(reach.unsure for reach in reaches):
            return _unsure(reaches)
        choices: list[RuleChoice] = []
        for symbol in dict.fromkeys(reach.symbol for reach in reaches):
            choice = self._for_symbol(symbol, usage, unplaced)
            if isinstance(choice, Rejection):
                return choice
            choices.append(choice)
        first = choices[0]
        if any((c.new, c.arguments, c.awaits) != (first.new, first.arguments, first.awaits) for c in choices):
            return _unsure(reaches)
        return first

    def looks_at_import(self, symbol: Symbol, statement: Import) -> Rejection | None:
        """Why an import stays in whose warnings or failure a test is interested; None when none is."""
        moves = any(rule.new is not None for rule in self._project.rules(symbol))
        if not (self._in_test and statement.inspected_by and moves):
            return None
        return _looked_at(symbol, Usage(inspected_by=statement.inspected_by))

    def for_import(self, symbol: Symbol) -> RuleChoice | Rejection:
        """Choose for an import that nothing in its file uses."""
        rules = self._project.rules(symbol)
        moving = [rule for rule in rules if rule.new is not None and rule.when in (None, "value")]
        moving += [rule for rule in rules if rule.new is not None]
        if not moving:
            return _manual(rules[0], symbol)
        assert moving[0].new is not None
        return self._check_target(RuleChoice(moving[0], moving[0].new), symbol)

    def _for_symbol(self, symbol: Symbol | None, usage: Usage, unplaced: str = "") -> RuleChoice | Rejection:
        assert symbol is not None
        rule = _fitting(self._project.rules(symbol), usage)
        if rule is None:
            return Rejection(
                "RP104",
                f"no rule for `{symbol.leaf}` fits this use ({_in_words(usage)})",
                f"rewrite it by hand, or give {symbol} a rule without `when`",
                symbol,
            )
        if rule.new is None:
            return _manual(rule, symbol)
        if unplaced:
            newer = ", or run repoint with Python 3.12 or later" if unplaced == IN_FORMATTED else ""
            said = f"`{symbol.leaf}` stands {unplaced}"
            return Rejection("RP114", said, f"rewrite it by hand{newer}", symbol)
        if self._in_test and usage.inspected_by and _is_replacement(rule):
            return _looked_at(symbol, usage)
        return self._with_arguments(rule, rule.new, symbol, usage)

    def _with_arguments(
        self, rule: SymbolRule, new: Symbol, symbol: Symbol, usage: Usage
    ) -> RuleChoice | Rejection:
        if usage.call is None:
            if not takes_same_arguments(rule):
                return Rejection(
                    "RP104",
                    f"`{symbol.leaf}` is handed on as a value; `{new.leaf}` takes its arguments otherwise",
                    "wrap it, or call the canonical form by hand",
                    symbol,
                )
            return self._check_target(RuleChoice(rule, new), symbol)
        layout = lay_out(rule, usage.arguments, self._accepts(new))
        if isinstance(layout, CallMismatch):
            return Rejection(
                layout.code,
                f"`{symbol.leaf}`: {layout.reason}",
                f"rewrite this call to `{new.leaf}` by hand",
                symbol,
            )
        awaits = rule.call is not None and rule.call.awaits
        if awaits and usage.when not in ("async", "awaited"):
            return Rejection(
                "RP104",
                f"the rule for `{symbol.leaf}` inserts `await`, which cannot stand here",
                "make the function around it async, or call a synchronous form",
                symbol,
            )
        choice = RuleChoice(rule, new, layout, awaits and usage.when != "awaited")
        return self._check_target(choice, symbol, usage.when == "awaited")

    def _accepts(self, new: Symbol) -> Callable[[int, str], bool]:
        parameters = self._definitions.parameters(new)
        return parameters.accepts if parameters is not None else lambda _position, _name: False

    def _check_target(
        self, choice: RuleChoice, symbol: Symbol, awaited: bool = False
    ) -> RuleChoice | Rejection:
        trouble = trouble_with(
            self._project, self._definitions, self._path, choice.rule, symbol, awaited or choice.awaits
        )
        return Rejection(*trouble, symbol) if trouble is not None else choice


def is_test(path: str) -> bool:
    """Whether a file holds tests, by the names that pytest and unittest go by."""
    pure = PurePosixPath(path)
    folders = {part.lower() for part in pure.parts[:-1]}
    return (
        not folders.isdisjoint({"test", "tests", "testing"})
        or pure.name.startswith("test_")
        or pure.stem.endswith("_test")
        or pure.stem == "conftest"
    )


def _fitting(rules: Sequence[SymbolRule], usage: Usage) -> SymbolRule | None:
    """The first rule that fits; `called` also takes the calls that no rule before names."""
    for rule in rules:
        if rule.when in (None, usage.when):
            return rule
    if usage.when == "value":
        return None
    return next((rule for rule in rules if rule.when == "called"), None)


def _is_replacement(rule: SymbolRule) -> bool:
    """Whether the rule leads to another object than the deprecated one, not just to its new place."""
    assert rule.new is not None
    return rule.new.leaf != rule.old.leaf or rule.call is not None


def _manual(rule: SymbolRule, symbol: Symbol) -> Rejection:
    message = rule.manual or "no rule moves it"
    return Rejection("RP101", f"`{symbol.leaf}` cannot be moved automatically", message, symbol)


def _looked_at(symbol: Symbol, usage: Usage) -> Rejection:
    return Rejection(
        "RP105",
        f"this test looks at `{symbol.leaf}` itself (`{usage.inspected_by}`): a rename changes what it tests",
        "decide whether the test should go, or test the canonical object",
        symbol,
    )


def _unsure(reaches: Sequence[ResolvedPath]) -> Rejection:
    symbol = next((reach.symbol for reach in reaches if reach.symbol is not None), None)
    leaf = symbol.leaf if symbol is not None else "the name"
    return Rejection(
        "RP106",
        f"`{leaf}` may be bound to different things here",
        "give each of them a name of its own, then run repoint again",
        symbol,
    )


def _in_words(usage: Usage) -> str:
    words = {
        "awaited": "an awaited call",
        "async": "a call in an async function",
        "called": "a call",
        "value": "a use as a value",
    }
    return words[usage.when]
