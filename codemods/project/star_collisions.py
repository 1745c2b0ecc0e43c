"""What a new name in a module would do to the files that take the module over by `import *`."""

import builtins

from codemods.project.decision import NewImport
from codemods.project.dotted_paths import DottedName, imported_path, module_name
from codemods.project.local_names import LocalName
from codemods.project.project import Project
from codemods.semantic.binding import ImportBinding
from codemods.semantic.scope_table import ScopeTable


def star_collision(project: Project, table: ScopeTable, group: LocalName, target: NewImport) -> str:
    """Say which star importer of a module has another meaning for a new name; empty if none has."""
    new, path = target.local, table.facts.path
    if group.scope != 0 or not _would_export(project, table, group, new):
        return ""
    wanted = project.namespaces.origin(tuple(target.bound.split(".")), path)
    for importer, modules in project.star_importers.spelling(new):
        own = importer.facts.path
        if path in modules and own != path and _differs(project, importer, new, wanted):
            return f"{own} takes this module over by `import *`, and has another `{new}`"
    return ""


def _would_export(project: Project, table: ScopeTable, group: LocalName, new: str) -> bool:
    """Whether a module would begin to hand a new name on to its star importers."""
    known = project.namespaces.star_paths(table, new, in_tree=True)
    if (0, new) in table.bindings or any(True for _ in known):
        return False
    dunder_all = project.namespaces.dunder_all(table.facts.path)
    if dunder_all.decides:
        return dunder_all.lists(group.name) or dunder_all.lists(new)
    return not new.startswith("_")


def _differs(project: Project, table: ScopeTable, new: str, wanted: DottedName) -> bool:
    """Whether a name means something else in a file, or may: its own, another star's, or a built-in."""
    path, origin = table.facts.path, project.namespaces.origin
    if (0, new) in table.bindings:
        home = (*(module_name(project.modules, path) or "").split("."), new)
        bindings = table.bindings[0, new]
        imported = [imported_path(table.facts, each) for each in bindings if isinstance(each, ImportBinding)]
        alike = all(origin(parts, path) == wanted for parts in imported)
        return home != wanted and not (alike and len(imported) == len(bindings))
    known = list(project.namespaces.star_paths(table, new, in_tree=True))
    if any(origin(parts, path) != wanted for parts in known):
        return True
    reading = any(use.name == new and table.owner(use.scope, new) is None for use in table.facts.accesses)
    return reading and not known and hasattr(builtins, new)
