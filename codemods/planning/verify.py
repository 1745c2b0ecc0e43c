"""Check a migration against the tree before anything is rewritten."""

from codemods.errors import MigrationError
from codemods.ripple.definitions import Definitions
from codemods.ripple.project import Project
from codemods.values.symbols import SymbolRule


def verify(project: Project, definitions: Definitions) -> None:
    """Check that every canonical symbol in the tree exists and accepts what its rule passes.

    Raises MigrationError naming the rule and the symbol.
    """
    migration = project.migration
    for rule in migration.symbols:
        if rule.new is None or not definitions.in_tree(rule.new.module):
            continue
        where = f"{migration.origin or migration.name}: {rule.table}"
        if not project.binds(rule.new):
            raise MigrationError(
                f"{where}: new = {str(rule.new)!r}: `{rule.new.module}` is in the tree "
                f"({project.modules.find(rule.new.module)}) but does not bind `{rule.new.name}`; "
                "name what it does bind, or define it first"
            )
        refusal = _call_refused(rule, definitions)
        if refusal:
            raise MigrationError(
                f"{where}: call = {rule.call.text if rule.call else ''!r}: "
                f"`{rule.new}` would refuse it: {refusal}; change `call` or the definition"
            )


def _call_refused(rule: SymbolRule, definitions: Definitions) -> str:
    """Why the definition in the tree would not take the rule's call; empty when it would."""
    if rule.new is None or rule.call is None:
        return ""
    parameters = definitions.parameters(rule.new)
    if parameters is None:
        return ""
    positional = sum(argument.keyword is None for argument in rule.call.arguments)
    keywords = {argument.keyword for argument in rule.call.arguments if argument.keyword is not None}
    return parameters.refusal(positional, keywords)
