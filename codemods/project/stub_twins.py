"""A module and the stub beside it bind the same names: what stays in one stays in the other (PEP 561)."""

from codemods.project.deciding import Deciding
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.local_names import LocalName
from codemods.project.pinned_names import Pin, PinKind


def pin_of_twin(deciding: Deciding, local: LocalName) -> Pin | None:
    """Why a module-level name must stay, since the stub or the module beside keeps it; None if it may go."""
    file = deciding.file
    twin = file.project.modules.twin(file.path) if local.scope == 0 else None
    table = file.project.scope_table(twin, (local.name,)) if twin is not None else None
    bindings = table.bindings.get((0, local.name), ()) if table is not None else ()
    if twin is None or table is None:
        return None
    if not bindings:
        stars = file.project.namespaces.star_paths(table, local.name, in_tree=True)
        starred = any(True for _ in stars) and not local.star
        return Pin(PinKind.OTHER, f"{twin} has `{local.name}` by a star import") if starred else None
    if twin.endswith("i"):
        defined = any(binding.is_own for binding in bindings)
        return Pin(PinKind.OTHER, f"the stub {twin} defines `{local.name}`") if defined else None
    outcome = deciding.made.effects.outcome(ModuleAttribute(twin, local.name))
    if outcome is not None and outcome.in_place is None:
        return Pin(PinKind.OTHER, f"{twin} keeps `{local.name}`")
    return None
