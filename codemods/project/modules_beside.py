"""Module objects beside the name of what they have, as in `patch.object(module, "name")`: where they go."""

from codemods.project.choose_rule import RuleChoice, is_test
from codemods.project.deciding import Deciding
from codemods.project.dotted_paths import DottedName
from codemods.project.file_context import FileContext
from codemods.project.local_names import LocalName, LocalNameAccess
from codemods.project.resolved_targets import targets_beside
from codemods.project.target_paths import READING
from codemods.semantic.patch_forms import PatchForm
from codemods.values.symbol import Symbol


def stays_in_module(file: FileContext, path: DottedName, new: Symbol) -> bool:
    """Whether a symbol is one of the very module, or class, that a dotted path means."""
    owner = new.dotted.rpartition(".")[0]
    if ".".join(path) == owner:
        return True
    if owner != new.module:
        return ".".join(file.project.namespaces.origin(path, file.path)) == owner
    modules = file.project.modules
    home = modules.find(".".join(path), file.path)
    if home is None:
        home = modules.find(".".join(file.project.namespaces.origin(path, file.path)), file.path)
    return home is not None and home == modules.find(new.module, file.path)


def module_beside(deciding: Deciding, local: LocalName, access: LocalNameAccess) -> str | None:
    """The module that takes a module object's place; None where it stays, or is no such object.

    All that the call names must go to one module: the object goes with all of it, or not at all.
    """
    if not access.members or (access.unknown_beside and not access.is_module):
        return None
    spelled = all(each.components for each in targets_beside(deciding.file.names, access.use))
    if not (spelled and _may_follow(deciding, local, access)):
        return None
    modules: set[str] = set()
    for resolved in access.members:
        assert resolved.symbol is not None
        offset = access.use.start
        if deciding.file.limits.protected(offset) or resolved.symbol in deciding.file.held:
            return None
        if deciding.rules.supported(local, resolved.symbol, offset) is not None:
            return None
        choice = deciding.rules.chooser.for_import(resolved.symbol)
        rules = deciding.file.project.rules.for_symbol(resolved.symbol)
        if not isinstance(choice, RuleChoice) or len({rule.new for rule in rules}) > 1:
            return None
        modules.add(choice.new.module if "." not in choice.new.name else "")
    path = (*local.sources[0].parts, *access.use.attrs[: access.attrs])
    (module, *others) = modules
    rule = access.resolutions[0].module if access.is_module else None
    if others or not module or (rule is not None and module != rule.new):
        return None
    return module if not stays_in_module(deciding.file, path, Symbol(module, "")) else None


def _may_follow(deciding: Deciding, local: LocalName, access: LocalNameAccess) -> bool:
    """Whether the calls beside may go along: not an unknown one, nor what a test only looks at."""
    file = deciding.file
    forms = {each.form for each in targets_beside(file.names, access.use)}
    if PatchForm.UNKNOWN_CALL in forms:
        # Where every name keeps its own, the module goes on as it does beside strings that are no names.
        rule = access.resolutions[0].module if access.is_module else None
        return rule is not None and file.project.rules.moves_every_name(rule)
    if not forms <= READING or not is_test(file.path):
        return True
    symbols = {resolved.symbol for resolved in access.members}
    read = {each.symbol for use in local.uses for each in use.resolutions}
    return symbols <= (file.patches | read)
