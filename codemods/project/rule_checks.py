"""What stands against a choice: what was broken before, what the new module lacks, what cannot be awaited."""

from codemods.project.definitions import Definitions
from codemods.project.project import Project
from codemods.values.rules import Symbol, SymbolRule

Trouble = tuple[str, str, str]
"""A finding's code, what was seen and what to do."""


def trouble_with(
    project: Project, definitions: Definitions, path: str, rule: SymbolRule, symbol: Symbol, awaited: bool
) -> Trouble | None:
    """Say why a file's reference to a symbol must not follow its rule; None if nothing stands against it.

    `awaited` says whether what the reference gives is awaited.
    """
    new = rule.new
    if new is None:
        return None
    home = project.modules.find(symbol.module, path)
    if home is not None and not project.may_have(home, symbol.name.partition(".")[0]):
        seen = f"`{symbol.leaf}` did not resolve before: `{symbol.module}` does not bind it"
        return "RP112", seen, "mend or delete the code; it was broken before this migration"
    if home is not None and lacking_package(project, definitions, new.module):
        seen = f"there is no module `{new.module}` in the tree, though its package is"
        return "RP104", seen, "add the module first, or say in the migration where it is"
    if _is_missing(project, path, rule, new):
        seen = f"`{new.module}` has no `{new.name}`"
        return "RP104", seen, f"say in the migration where {symbol} goes, or why it does not move"
    if _needs_awaitable(definitions, rule, symbol, awaited) and definitions.is_awaitable(new) is False:
        seen = f"`{new.leaf}` is not async: what it gives cannot be awaited"
        return "RP104", seen, "give the rule a target that is async, or rewrite the callers by hand"
    return None


def lacking_package(project: Project, definitions: Definitions, module: str) -> str | None:
    """The `__init__` of the package of the tree that should hold a module, and does not; None otherwise.

    A package that is spread over several places may have its modules anywhere.
    """
    package = module.rpartition(".")[0]
    modules = project.modules
    path = modules.find(package) if package else None
    if path is None or modules.find(module) is not None or modules.is_namespace(module):
        return None
    return path if modules.is_package(path) and not definitions.extends(path) else None


def _is_missing(project: Project, path: str, rule: SymbolRule, new: Symbol) -> bool:
    """Whether the new module lacks the name, where the check of the migration did not ask that.

    A module rule promises every name of a module, and this file may see another module of that name.
    """
    place = project.modules.find(new.module, path)
    checked = place == project.modules.find(new.module)
    asked = not checked or rule.table.startswith("module")
    return asked and place is not None and not project.has(place, new.name.partition(".")[0])


def _needs_awaitable(definitions: Definitions, rule: SymbolRule, symbol: Symbol, awaited: bool) -> bool:
    """Whether callers count on a coroutine: they await it, or the old function was async."""
    stated = rule.signature is not None and rule.signature.is_async
    return awaited or stated or definitions.is_async(symbol) is True
