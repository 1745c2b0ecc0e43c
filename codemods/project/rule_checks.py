"""What stands against a choice: what was broken before, what the new module lacks, what cannot be awaited."""

from codemods.project.definitions import Definitions
from codemods.project.project import Project
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule, TableKind
from codemods.values.symbol import Symbol


def rule_rejection(
    project: Project, definitions: Definitions, path: str, rule: SymbolRule, symbol: Symbol, awaited: bool
) -> Rejection | None:
    """Say why a file's reference to a symbol must not follow its rule; None where it may.

    `awaited` says whether what the reference gives is awaited.
    """
    new = rule.new
    if new is None:
        return None
    if (held := project.held_definitions.get(symbol.owner)) is not None:
        return held
    if does_not_bind(project, path, symbol) and not gives_back(project, path, rule):
        return texts.NEVER_BOUND.fill(symbol, old=symbol.leaf, module=symbol.module)
    if goes_nowhere(project, definitions, symbol.module, new.module):
        return texts.NEW_MODULE_MISSING.fill(symbol, module=new.module)
    if _is_missing(project, path, rule, new):
        others = project.rules.others(symbol.module) if rule.table.kind is TableKind.MODULE else None
        if others is not None:
            return texts.NO_CANONICAL_FORM.fill(symbol, old=symbol.leaf, manual=others)
        return texts.NEW_NAME_MISSING.fill(symbol, module=new.module, name=new.name)
    if (taken := taken_by_submodule(project, path, symbol.module, new.module)) is not None:
        return taken.about(symbol)
    if (shown := _shown_as_submodule(project, new)) is not None:
        return shown.about(symbol)
    if _needs_awaitable(definitions, rule, symbol, awaited) and definitions.is_awaitable(new) is False:
        return texts.NOT_AWAITABLE.fill(symbol, new=new.leaf)
    return None


def does_not_bind(project: Project, path: str, symbol: Symbol) -> bool:
    """Whether the module of a symbol is in the tree, and has no such name; `path` is the file that asks."""
    home = project.modules.find(symbol.module, path)
    return home is not None and not project.namespaces.may_have(home, symbol.name.partition(".")[0])


def gives_back(project: Project, path: str, rule: SymbolRule) -> bool:
    """Whether a module that moved has a name which what stays in its place may lack.

    A star import brings no private names, and none that `__all__` leaves out (reference 7.11).
    """
    if rule.new is None or rule.table.kind is not TableKind.MODULE:
        return False
    place = project.modules.find(rule.new.module, path)
    return place is not None and project.namespaces.has(place, rule.new.name.partition(".")[0])


def taken_by_submodule(project: Project, path: str, old: str, new: str) -> Rejection | None:
    """Why a file must not import a new module in the place of an old one; None where it may.

    A package has something else under the submodule's name, which importing the submodule for the first
    time would replace (reference 5.4.2). Where the package, the file or the old module import it as it is, no
    first time is left.
    """
    imports = project.imports
    for name, submodule in project.submodules.hidden_by_names(new) if imports is not None else ():
        importers = (name.path, path, project.modules.find(old, path))
        if imports is not None and not any(
            each is not None and (each == submodule or imports.names_module(each, submodule))
            for each in importers
        ):
            return texts.SUBMODULE_TAKES_NAME.fill(module=new, name=name.name, package=name.path)
    return None


def _shown_as_submodule(project: Project, new: Symbol) -> Rejection | None:
    """Why a package does not surely have a new name: its submodule of that name takes it over when imported.

    Where the package comes to import the submodule itself, that is over by the time that the name is bound.
    """
    imports = project.imports
    for name, submodule in project.submodules.hidden_by_names(new.dotted) if imports is not None else ():
        own = name.name == new.name and project.modules.find(new.module) == name.path
        if own and imports is not None and not imports.names_module(name.path, submodule):
            return texts.SUBMODULE_TAKES_NEW_NAME.fill(new=new, name=name.name, package=name.path)
    return None


def goes_nowhere(project: Project, definitions: Definitions, old: str, new: str) -> bool:
    """Whether the package of a new module is in the tree, and does not hold it.

    Where the old one is missing likewise, the tree is a part of what runs, and says nothing.
    """
    return (
        lacking_package(project, definitions, new) is not None
        and lacking_package(project, definitions, old) is None
    )


def lacking_package(project: Project, definitions: Definitions, module: str) -> str | None:
    """The `__init__` of the package of the tree that should hold a module, and does not; None otherwise.

    A package that is spread over several places may have its modules anywhere.
    """
    package = module.rpartition(".")[0]
    modules = project.modules
    path = modules.find(package) if package else None
    if path is None or modules.find(module) is not None or modules.is_namespace(module):
        return None
    return path if modules.is_package(path) and not definitions.uses_dunder_path(path) else None


def _is_missing(project: Project, path: str, rule: SymbolRule, new: Symbol) -> bool:
    """Whether the new module lacks the name, where the check of the migration did not ask that.

    A module rule promises every name of a module, and this file may see another module of that name.
    """
    place = project.modules.find(new.module, path)
    checked = place == project.modules.find(new.module)
    asked = not checked or rule.table.kind is TableKind.MODULE
    return asked and place is not None and not project.namespaces.has(place, new.name.partition(".")[0])


def _needs_awaitable(definitions: Definitions, rule: SymbolRule, symbol: Symbol, awaited: bool) -> bool:
    """Whether callers count on a coroutine: they await it, or the old function was async."""
    stated = rule.signature is not None and rule.signature.is_async
    return awaited or stated or definitions.is_async(symbol) is True
