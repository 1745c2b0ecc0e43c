"""Whether a new local name is free in a scope: in the file, in its package, for its star importers."""

from collections.abc import Callable, Sequence

from codemods.project.decision import BindingOutcome, NewImport
from codemods.project.dotted_paths import DottedName, ModuleAttribute, imported_path
from codemods.project.file_context import FileContext
from codemods.project.local_names import LocalName
from codemods.project.name_collisions import obstacle
from codemods.project.star_collisions import star_collision
from codemods.project.submodule_names import has_submodule
from codemods.semantic.access import Access
from codemods.semantic.binding import ImportBinding, ScopeKind
from codemods.values.symbol import Symbol

BUILTINS = "builtins"
"""The module whose names need no import."""


class NewNames:
    """The local names that the decision on one file brings in."""

    def __init__(
        self, file: FileContext, outcome: Callable[[ModuleAttribute], BindingOutcome | None]
    ) -> None:
        """Take the file; `outcome` says what a name of another module is after its decision."""
        self._file = file
        self._outcome = outcome
        self._claimed: dict[str, NewImport] = {}

    def is_own(self, local: LocalName, target: Symbol) -> bool:
        """Whether a canonical symbol's own module would have to import it from itself."""
        return local.scope == 0 and self._file.project.modules.find(target.module) == self._file.path

    def is_private_in_class(self, name: str, scope: int) -> bool:
        """Whether a name that is spelled in a scope means another one, since a class mangles it (6.2.1)."""
        names = self._file.names
        around = names.scopes_between(scope, None)
        in_class = any(names.facts.scopes[each].kind is ScopeKind.CLASS for each in around)
        return in_class and any(part[:2] == "__" and part[-2:] != "__" for part in name.split("."))

    def obstacle(
        self,
        local: LocalName,
        new: str,
        target: NewImport,
        accesses: Sequence[Access],
        stays: bool = False,
    ) -> str:
        """What keeps a new local name out of a scope; empty if nothing, and then the name is taken.

        `stays` says that the old local name goes on standing for what it does. Raises UntrackedNameError.
        """
        self._file.require(new)
        claimed = self._claimed.get(new, target)
        if claimed.bound != target.bound:
            return f"`{claimed.module}` brings in another `{new}`"
        if any(self.is_private_in_class(new, scope) for scope in (local.scope, *(a.scope for a in accesses))):
            return f"`{new}` is another name inside a class"
        if stays and new == local.name:
            return f"`{new}` stays for what does not move"
        trouble = "" if new == local.name else self._trouble(local, new, target, accesses)
        if not trouble:
            self._claimed[new] = target
        return trouble

    def beside(self, local: LocalName, plain: NewImport, accesses: Sequence[Access]) -> NewImport:
        """The import of a name under another one, where the old local name has that name and stays.

        A module that the scope has already is read through; else the name gets an alias. Raises
        UntrackedNameError.
        """
        whole = NewImport(plain.module)
        self._file.require(whole.local)
        has_root = (local.scope, whole.local) in self._file.names.bindings and whole.local != local.name
        if has_root and not self.obstacle(local, whole.local, whole, accesses):
            return whole
        return self.alias(local, plain, accesses)

    def alias(self, local: LocalName, plain: NewImport, accesses: Sequence[Access]) -> NewImport:
        """The import of a name under an alias that is free. Raises UntrackedNameError."""
        name = f"{plain.module.rpartition('.')[2]}_{plain.name}"
        while self.obstacle(local, name, new := NewImport(plain.module, plain.name, name), accesses):
            name += "_"
        return new

    def _trouble(self, local: LocalName, new: str, target: NewImport, accesses: Sequence[Access]) -> str:
        file = self._file
        if local.scope == 0 and (0, new) not in file.names.bindings and self._is_submodule(new, target):
            return f"the package has a submodule `{new}`"
        if local.scope == 0 and (starred := self.starred(new, target)):
            return starred
        same = frozenset(
            index
            for index, binding in file.names.numbered.get(new, ())
            if isinstance(binding, ImportBinding) and self._means(binding, target)
        )
        statements = [source.statement for source in local.sources]
        builtin = target.module == BUILTINS
        stars = list(file.project.namespaces.star_paths(file.names, new))
        brings = bool(stars) and all(self._will_bring(parts, target) for parts in stars)
        trouble = obstacle(file.names, local.scope, new, accesses, statements, same, builtin, brings)
        return trouble or ("" if builtin else star_collision(file.project, file.names, local, target))

    def starred(self, new: str, target: NewImport) -> str:
        """Which star import of the file brings another object in under a name, in words; empty if none does.

        Of modules outside of the tree nobody can tell.
        """
        file = self._file
        for parts in file.project.namespaces.star_paths(file.names, new, in_tree=True):
            other = file.project.namespaces.origin(parts, file.path) != self._origin_of(target)
            if other and not self._will_bring(parts, target):
                return f"`from {'.'.join(parts[:-1])} import *` brings in another `{new}`"
        return ""

    def _is_submodule(self, name: str, target: NewImport) -> bool:
        """Whether a name of this package is that of a submodule, which it would hide from others (5.4.2)."""
        module = tuple(self._file.facts.module.split("."))
        there = has_submodule(self._file.project.modules, self._file.path, name)
        return there and self._origin_of(target) != (*module, name)

    def _will_bring(self, parts: DottedName, target: NewImport) -> bool:
        """Whether a star import from another module brings the very target, once that module is decided.

        What reads the name here is a reference then, and gets an import of its own.
        """
        *module, name = parts
        path = self._file.project.modules.find(".".join(module), self._file.path)
        outcome = self._outcome(ModuleAttribute(path, name)) if path is not None else None
        symbol = Symbol(target.module, target.name or "")
        return outcome is not None and outcome.path_of(name, symbol) == (name,)

    def _origin_of(self, target: NewImport) -> DottedName:
        name = (target.name,) if target.name else ()
        return self._file.project.namespaces.origin((*target.module.split("."), *name), self._file.path)

    def _means(self, binding: ImportBinding, target: NewImport) -> bool:
        """Whether an import binding already binds, or will bind, the very target."""
        project, path = self._file.project, self._file.path
        parts = imported_path(self._file.facts, binding)
        wanted = (*target.module.split("."), target.name) if target.name else tuple(target.module.split("."))
        if parts == wanted or (target.name is None and parts == wanted[:1]):
            return True
        if project.namespaces.origin(parts, path) == self._origin_of(target):
            return True
        resolved = project.resolve(parts, path)
        if resolved is None or resolved.symbol is None or resolved.depth != len(parts):
            return False
        rules = project.rules.for_symbol(resolved.symbol)
        return any(rule.new is not None and rule.new.dotted == ".".join(wanted) for rule in rules)
