"""The modules that deprecated symbols come from, and what of them is still there."""

from codemods.project.project import Project
from codemods.values.inventory import DeprecatedModule


def deprecated_modules(project: Project) -> tuple[DeprecatedModule, ...]:
    """Give the modules of a migration's `old` in its order, modules that go as a whole first.

    A facade keeps the old names for good, so it is not among them.
    """
    migration = project.migration
    going = [rule.old for rule in migration.modules]
    others = dict.fromkeys(rule.old.module for rule in migration.symbols)
    modules = [*going, *(module for module in others if module not in {*going, *migration.facades})]
    return tuple(_deprecated_module(project, module, module in going) for module in modules)


def _deprecated_module(project: Project, module: str, is_deprecated: bool) -> DeprecatedModule:
    path = project.modules.find(module)
    names = dict.fromkeys(rule.old.name for rule in project.migration.symbols if rule.old.module == module)
    has = (name for name in names if path and project.namespaces.has(path, name.partition(".")[0]))
    return DeprecatedModule(module, path, is_deprecated, tuple(has))
