"""What a new name in a module would do to the files that take the module over by `import *`."""

import builtins

from codemods.project.decision import NewImport
from codemods.project.dotted_paths import DottedName, target_parts
from codemods.project.local_names import LocalName
from codemods.project.project import Project
from codemods.semantic.scope_table import UNBOUND, ScopeTable


def overwritten(project: Project, names: ScopeTable, group: LocalName, target: NewImport) -> str:
    """Say which star importer of a module has another meaning for a new name; empty if none has."""
    new, path = target.local, names.facts.path
    if group.scope != 0 or not _would_export(project, names, group, new):
        return ""
    wanted = project.origin(tuple(target.bound.split(".")), path)
    for taker, modules in project.star_takers(new):
        if path in modules and taker.facts.path != path and _differs(project, taker, new, wanted):
            return f"{taker.facts.path} takes this module over by `import *`, and has another `{new}`"
    return ""


def _would_export(project: Project, names: ScopeTable, group: LocalName, new: str) -> bool:
    """Whether a module would begin to hand a new name on to its star importers."""
    if (0, new) in names.bindings or any(True for _ in project.star_paths(names, new, known=True)):
        return False
    exports = project.exports_of(names.facts.path)
    if exports.stated and exports.told:
        return exports.lists(group.name) or exports.lists(new)
    return not new.startswith("_")


def _differs(project: Project, taker: ScopeTable, new: str, wanted: DottedName) -> bool:
    """Whether a name means something else in a file, or may: its own, another star's, or a built-in."""
    path = taker.facts.path
    if (0, new) in taker.bindings:
        home = (*next(iter(project.modules.names(path)), "").split("."), new)
        bindings = taker.bindings[0, new]
        imported = [target_parts(taker.facts, each) for each in bindings if each.kind == "import"]
        alike = all(project.origin(parts, path) == wanted for parts in imported)
        return home != wanted and not (alike and len(imported) == len(bindings))
    known = list(project.star_paths(taker, new, known=True))
    if any(project.origin(parts, path) != wanted for parts in known):
        return True
    reading = any(use.name == new and taker.owner(use.scope, new) == UNBOUND for use in taker.facts.accesses)
    return reading and not known and hasattr(builtins, new)
