"""The dotted paths that the targets of a file spell, whatever they lead to."""

from collections.abc import Iterator

from codemods.project.dotted_paths import DottedName, imported_path
from codemods.semantic.binding import Binding, ImportBinding
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import PatchTarget, PathRoot

READING = frozenset(
    {
        *(PatchForm.GETATTR, PatchForm.HASATTR, PatchForm.ATTRIBUTE, PatchForm.UNKNOWN_CALL),
        PatchForm.WARNING_FILTER,
    }
)
"""The forms that read what they name; the others replace it."""


def target_paths(table: ScopeTable) -> Iterator[tuple[PatchTarget, DottedName]]:
    """Each target by a string or a keyword, for each module that an object's name may stand for."""
    for target in table.facts.patch_targets:
        for base in bases_of(table, target):
            yield target, (*base, *target.path)


def possible_modules(table: ScopeTable, scope: int, name: str) -> Iterator[DottedName]:
    """The dotted paths of the modules that a name may stand for in a scope."""
    for binding in table.meanings_of(scope, name):
        yield from bound_modules(table, binding)


def bound_modules(table: ScopeTable, binding: Binding) -> Iterator[DottedName]:
    """The dotted paths of the modules to which a binding may bind a name; none for other objects."""
    if isinstance(binding, ImportBinding):
        yield imported_path(table.facts, binding)
    elif binding.assigned_module:
        yield binding.assigned_module
    elif (chain := table.imported_chain(binding)) is not None:
        imports, attrs = chain
        yield from ((*parts, *attrs) for each in imports for parts in bound_modules(table, each))


def bases_of(table: ScopeTable, target: PatchTarget) -> Iterator[DottedName]:
    """The absolute paths below which a target names something."""
    if target.root is PathRoot.ABSOLUTE:
        yield ()
    elif target.root is PathRoot.OWN_MODULE:
        yield tuple(table.facts.module.split("."))
    elif target.root is PathRoot.OWN_PACKAGE:
        parts = tuple(table.facts.module.split("."))
        yield parts if table.facts.is_package else parts[:-1]
    elif target.root is PathRoot.NAMES:
        name, *attrs = target.base
        for parts in possible_modules(table, target.scope, name):
            yield (*parts, *attrs)
