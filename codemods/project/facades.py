"""Facades: modules that go on exporting the old names, as aliases, for users outside the tree."""

from collections.abc import Iterator

from codemods.project.choose_rule import RuleChoice
from codemods.project.deciding import Deciding
from codemods.project.decision import AliasChange, NewImport
from codemods.project.dotted_paths import absolute_module
from codemods.project.file_context import FileContext
from codemods.project.local_names import LocalName
from codemods.project.matched_uses import MatchedUses
from codemods.values.symbol import Symbol


def is_facade(file: FileContext) -> bool:
    """Whether the file is a facade."""
    return file.path in file.project.rules.facades


def tell_outsiders(deciding: Deciding, local: LocalName, matched: MatchedUses, target: Symbol) -> None:
    """Say where callers of the old name from outside would pass what the new one does not take."""
    for choice in matched.choices.values():
        if choice.rule.changes_use or choice.rule.when not in (None, "value"):
            why = "this module keeps it for users outside, whose calls may have to change"
            deciding.made.reports.alias_kept(local, target, why)
            return


def keep_through_stars(deciding: Deciding) -> None:
    """Give a facade that has its old names by star imports the aliases beside them."""
    file = deciding.file
    if not is_facade(file) or file.limits.rejection is not None:
        return
    for symbol in dict.fromkeys(rule.old for rule in file.project.migration.symbols):
        plain = "." not in symbol.name and (0, symbol.name) not in file.names.bindings
        for index in stars_with(file, symbol) if plain else ():
            choice = deciding.rules.chooser.for_import(symbol)
            if isinstance(choice, RuleChoice) and "." not in choice.new.name:
                new = NewImport(choice.new.module, choice.new.name, symbol.name)
                deciding.made.aliases.append(AliasChange(index, 0, True, (new,)))


def stars_with(file: FileContext, symbol: Symbol) -> Iterator[int]:
    """The star imports of the file that bring a symbol in, by index."""
    for index, statement in enumerate(file.facts.imports):
        if not statement.is_star or statement.scope or file.limits.protected(statement.span.start):
            continue
        module = absolute_module(file.facts, statement)
        if file.project.namespaces.star_exports(".".join(module), symbol.name, file.path):
            resolved = file.project.resolve((*module, symbol.name), file.path)
            if resolved is not None and resolved.symbol == symbol:
                yield index
