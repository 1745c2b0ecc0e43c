"""Which files read a name from a module's namespace: by imports, as an attribute, through a string."""

import re
from collections.abc import Collection
from functools import lru_cache

from codemods.project.dotted_paths import ModuleAttribute, absolute_module
from codemods.project.module_store import ModuleStore
from codemods.project.namespaces import Namespaces
from codemods.project.star_importers import StarImporters
from codemods.project.target_paths import READING, bases_of, possible_modules, target_paths
from codemods.semantic.access import Access
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import PatchTarget

_LONG = 200
"""How many bytes an object before an attribute takes at most."""
_OWNER = re.compile(rb"([^\W\d]\w*)(?:\.\w+)*\Z")
"""What an object begins with of which an attribute follows."""


@lru_cache(maxsize=1024)
def _assigned(name: str) -> re.Pattern[bytes]:
    """What finds `object.name = ...`, from its last dot on: a plain search for that comes first."""
    return re.compile(rb"\." + re.escape(name.encode()) + rb"[ \t]*=(?!=)")


class AttributeReaders:
    """The readers of modules' attributes, from their own module or from its star importers."""

    def __init__(self, store: ModuleStore, namespaces: Namespaces, star_importers: StarImporters) -> None:
        self._store = store
        self._namespaces = namespaces
        self._star_importers = star_importers
        self._possible: dict[ModuleAttribute, list[str]] = {}

    def possible(self, attribute: ModuleAttribute) -> list[str]:
        """The other files that spell a name and a module that has it, so that they may read it."""
        if attribute not in self._possible:
            self._store.look_for(attribute.name, attribute.path)
            having = self._star_importers.with_importers(attribute.path)
            found = self._store.files_spelling_beside(attribute.name, having)
            self._possible[attribute] = sorted(found - {attribute.path})
        return self._possible[attribute]

    def is_read(self, attribute: ModuleAttribute) -> bool:
        """Whether another file of the tree reads a name from a module's namespace."""
        return any(self._reads(path, attribute) for path in self.possible(attribute))

    def patching_files(self, attribute: ModuleAttribute) -> list[str]:
        """The files with a target that replaces a name of a module's namespace."""
        name, assigned = attribute.name, _assigned(attribute.name)
        held = (
            path
            for path in self.possible(attribute)
            if self._store.may_hold_target(path, name) or self._store.has_pattern(path, assigned)
        )
        tables = ((path, self._with_owners(path, name)) for path in held)
        return [path for path, table in tables if table is not None and self._replaces(table, attribute)]

    def _with_owners(self, path: str, name: str) -> ScopeTable | None:
        """The scopes of a file, complete about a name and the objects in which it is replaced."""
        table = self._store.scope_table(path, (name,))
        targets = table.facts.patch_targets if table is not None else ()
        owners = {each.base[0] for each in targets if each.base and each.path[-1] == name}
        text = self._store.search.text(path) or b""
        for match in _assigned(name).finditer(text):
            start = max(text.rfind(b"\n", 0, match.start()) + 1, match.start() - _LONG)
            if (owner := _OWNER.search(text, start, match.start())) is not None:
                owners.add(owner.group(1).decode("utf-8", "replace"))
        return self._store.scope_table(path, (name, *owners)) if owners else table

    def _replaces(self, table: ScopeTable, attribute: ModuleAttribute) -> bool:
        """Whether a target of a file replaces a name of a module, which may have it by a star import."""
        homes = self._star_importers.with_importers(attribute.path)
        for target, parts in target_paths(table):
            if target.form in READING or parts[-1] != attribute.name:
                continue
            module = self._namespaces.origin(parts[:-1], table.facts.path) if len(parts) > 1 else ()
            if module and self._store.modules.find(".".join(module), table.facts.path) in homes:
                return True
        return any(self._assigns(table, access, attribute.name, homes) for access in table.facts.accesses)

    def _assigns(self, table: ScopeTable, access: Access, name: str, modules: Collection[str]) -> bool:
        """Whether a statement gives an attribute of one of some modules anew: `module.name = ...`."""
        if not access.stored or access.attrs[-1:] != (name,):
            return False
        owners = ((*base, *access.attrs[:-1]) for base in possible_modules(table, access.scope, access.name))
        origins = (self._namespaces.origin(each, table.facts.path) for each in owners)
        return any(self._store.modules.find(".".join(each), table.facts.path) in modules for each in origins)

    def _reads(self, path: str, attribute: ModuleAttribute) -> bool:
        """Whether a file imports a name from a module that has it, or reads it as an attribute of one."""
        table = self._store.scope_table(path, (attribute.name,))
        if table is None:
            return False
        modules = self._star_importers.with_importers(attribute.path)
        for statement in table.facts.imports:
            module = ".".join(absolute_module(table.facts, statement)) if statement.is_from else ""
            brings = any(alias.name in (attribute.name, "*") for alias in statement.aliases)
            if brings and self._store.modules.find(module, path) in modules:
                return True
        named = (each for each in table.facts.patch_targets if each.form in READING)
        if any(each.path[-1] == attribute.name and self._may_be_of(table, each, modules) for each in named):
            return True
        return any(
            attribute.name in use.attrs and self._may_read(table, use, attribute.name, modules)
            for use in table.facts.accesses
        )

    def _may_be_of(self, table: ScopeTable, target: PatchTarget, modules: Collection[str]) -> bool:
        """Whether a target may read its last name from one of some modules: of an unknown object, it may."""
        paths = [(*base, *target.path[:-1]) for base in bases_of(table, target)]
        return not paths or any(
            self._store.modules.find(".".join(each), table.facts.path) in modules for each in paths
        )

    def _may_read(self, table: ScopeTable, use: Access, name: str, modules: Collection[str]) -> bool:
        """Whether a chain of attributes may read a name of one of some modules.

        What hangs on an object that no import brings is another object's: `x.amp.autocast` is no read of a
        module `amp`. A chain that begins in a package of the tree may lead on by a name that is handed on.
        """
        for base in possible_modules(table, use.scope, use.name):
            path = (*base, *use.attrs)
            for index in range(len(base), len(path)):
                if path[index] != name:
                    continue
                module = self._store.modules.find(".".join(path[:index]), table.facts.path)
                in_tree = self._store.modules.find(path[0], table.facts.path) is not None
                if module in modules or (module is None and in_tree):
                    return True
        return False
