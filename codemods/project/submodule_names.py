"""Where a submodule and another object share a name in their package (language reference 5.4.2).

Importing a submodule for the first time binds it in its package, over whatever has the name there. And where
a package gives a name up, the submodule of that name shows.
"""

from codemods.project.dotted_paths import DottedName, ModuleAttribute, Modules, imported_path
from codemods.project.module_store import ModuleStore
from codemods.project.namespaces import Namespaces
from codemods.semantic.binding import ImportBinding


def has_submodule(modules: Modules, package: str, name: str) -> bool:
    """Whether a package, given by its file, has a submodule of a name."""
    if not modules.is_package(package):
        return False
    found = (f"{module}.{name}" for module in modules.names(package))
    return any(modules.find(each, package) or modules.is_namespace(each, package) for each in found)


class SubmoduleNames:
    """The names of packages that importing one of their submodules would bind anew."""

    def __init__(self, store: ModuleStore, namespaces: Namespaces) -> None:
        self._store = store
        self._modules = store.modules
        self._namespaces = namespaces
        self._known: dict[str, tuple[tuple[ModuleAttribute, str], ...]] = {}

    def hidden_by_names(self, module: str) -> tuple[tuple[ModuleAttribute, str], ...]:
        """Where on the way to a module a package has another object under its submodule's name.

        Each with the submodule's file, the outermost last.
        """
        if module not in self._known:
            parts = tuple(module.split("."))
            prefixes = (parts[:depth] for depth in range(len(parts), 1, -1))
            found = [each for prefix in prefixes if (each := self._hidden(prefix)) is not None]
            self._known[module] = tuple(found)
        return self._known[module]

    def _hidden(self, module: DottedName) -> tuple[ModuleAttribute, str] | None:
        *around, leaf = module
        package, path = self._modules.find(".".join(around)), self._modules.find(".".join(module))
        if package is None or path is None or not self._modules.is_package(package):
            return None
        table = self._store.scope_table(package, (leaf,))
        if table is None:
            return None
        bindings = table.bindings.get((0, leaf), ())
        others = any(
            not isinstance(binding, ImportBinding) or imported_path(table.facts, binding) != module
            for binding in bindings
        )
        stars = not bindings and any(
            self._namespaces.origin(parts, package) != module
            for parts in self._namespaces.star_paths(table, leaf, in_tree=True)
        )
        return (ModuleAttribute(package, leaf), path) if others or stars else None
