"""Facades: modules that go on exporting the old names, as aliases, for users outside the tree."""

from collections.abc import Iterator

from codemods.project.choose_rule import RuleChoice
from codemods.project.decision import AliasChange, NewImport
from codemods.project.decision_builder import MatchedUses
from codemods.project.dotted_paths import absolute
from codemods.project.local_names import LocalName
from codemods.project.match_rules import RuleMatcher
from codemods.values.rules import Symbol

FACADE = "this module keeps the old name for users outside the tree"


def is_facade(decider: RuleMatcher) -> bool:
    """Whether the file is a facade."""
    return decider.facts.path in decider.project.facades


def tell_outsiders(decider: RuleMatcher, group: LocalName, settled: MatchedUses, target: Symbol) -> None:
    """Say where those who call the old name from outside would pass what the new one does not take."""
    for choice in settled.choices.values():
        if choice.rule.call is not None or choice.rule.when not in (None, "value"):
            why = "this module keeps it for users outside, whose calls may have to change"
            decider.alias_kept(group, target, why)
            return


def keep_through_stars(decider: RuleMatcher) -> None:
    """Give a facade that has its old names by star imports the aliases beside them."""
    if not is_facade(decider) or decider.limits.code:
        return
    for symbol in dict.fromkeys(rule.old for rule in decider.project.migration.symbols):
        plain = "." not in symbol.name and (0, symbol.name) not in decider.names.bindings
        for index in _stars_with(decider, symbol) if plain else ():
            choice = decider.chooser.for_import(symbol)
            if isinstance(choice, RuleChoice) and "." not in choice.new.name:
                new = NewImport(choice.new.module, choice.new.name, symbol.name)
                decider.made.aliases.append(AliasChange(index, 0, True, (new,)))


def _stars_with(decider: RuleMatcher, symbol: Symbol) -> Iterator[int]:
    """The star imports of the file that bring a symbol in, by index."""
    for index, statement in enumerate(decider.facts.imports):
        if not statement.is_star or statement.scope or decider.limits.mark(statement.span.start):
            continue
        module = absolute(decider.facts, statement)
        if decider.project.exports(".".join(module), symbol.name, decider.facts.path):
            reach = decider.project.reach((*module, symbol.name), decider.facts.path)
            if reach is not None and reach.symbol == symbol:
                yield index
