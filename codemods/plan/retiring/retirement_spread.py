"""How a retirement spreads: what only re-exports a retired name loses it too, and so on, to a fixed point."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from codemods.plan.retiring.retired_names import RetiredInTree
from codemods.project.dotted_paths import ModuleAttribute, absolute_module
from codemods.project.project import Project
from codemods.project.string_readers import found_by_string, string_reader
from codemods.semantic.binding import Alias, Binding, Import, ImportBinding
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import StringConstant


@dataclass(slots=True)
class FileCuts:
    """What one file loses."""

    names: set[str] = field(default_factory=set)
    """Names of its namespace that it has no more."""
    own: set[str] = field(default_factory=set)
    """Those of them that are retired themselves, however they are bound here."""
    aliases: set[tuple[int, int]] = field(default_factory=set)
    """Names of imports, by the indices of the statement and of the alias."""
    entries: dict[int, StringConstant] = field(default_factory=dict)
    """Entries of `__all__`, by their offset."""


class RetirementSpread:
    """What each file loses with the retired names; `holding` searches the tree for words."""

    def __init__(
        self, project: Project, holding: Callable[[Iterable[str]], Sequence[str]], retired: RetiredInTree
    ) -> None:
        self.project = project
        self.retired = retired
        self.cuts: dict[str, FileCuts] = {}
        self.words = {attribute.name for attribute in retired.names}
        """The names that are removed, and the last components of the removed modules."""
        self.words |= {
            name.rpartition(".")[2] for path in retired.files for name in project.modules.names(path)
        }
        self.files: tuple[str, ...] = ()
        """The files that spell one of the words, and may refer to what is removed; removed files left out."""
        self._holding = holding
        for attribute in retired.names:
            self._cut_name(attribute)
            self._cuts_of(attribute.path).own.add(attribute.name)
        self._settle()

    def table(self, path: str) -> ScopeTable | None:
        """A file's scopes, complete about all that is removed."""
        return self.project.scope_table(path, self.words)

    def _settle(self) -> None:
        while True:
            before = self._size()
            self.files = tuple(path for path in self._holding(self.words) if path not in self.retired.files)
            for path in self.files:
                table = self.table(path)
                if table is not None:
                    self._follow(path, table)
            if self._size() == before:
                return

    def _size(self) -> int:
        return len(self.words) + sum(len(cuts.names) + len(cuts.entries) for cuts in self.cuts.values())

    def _follow(self, path: str, table: ScopeTable) -> None:
        """Let a file lose its re-exports of what is removed."""
        for index, statement in enumerate(table.facts.imports):
            for number, alias in enumerate(statement.aliases):
                if self._is_cut(path, table, statement, alias) and self._only_reexports(
                    path, statement, alias
                ):
                    self._cuts_of(path).aliases.add((index, number))
                    self._cut_name(ModuleAttribute(path, alias.local))
        for string in table.facts.strings:
            lost = self.cuts[path].names if path in self.cuts else ()
            if string.dunder_all_entry and (string.value in lost or self._came_by_star(path, string.value)):
                self._cuts_of(path).entries[string.span.start] = string
                self._cut_name(ModuleAttribute(path, string.value))

    def _is_cut(self, path: str, table: ScopeTable, statement: Import, alias: Alias) -> bool:
        """Whether an import takes something that is removed."""
        if not statement.is_from or statement.is_star:
            return False
        module = ".".join(absolute_module(table.facts, statement))
        home = self.project.modules.find(module, path)
        if self.project.modules.find(f"{module}.{alias.name}", path) in self.retired.files:
            return True
        return home is not None and home != path and self._is_gone(ModuleAttribute(home, alias.name))

    def _is_gone(self, attribute: ModuleAttribute) -> bool:
        """Whether a module has no such name any more, or is gone itself."""
        seen: set[ModuleAttribute] = set()
        step: ModuleAttribute | None = attribute
        while step is not None and step not in seen:
            if step.path in self.retired.files or step.name in self.cuts.get(step.path, FileCuts()).names:
                return True
            seen.add(step)
            step = self.project.namespaces.star_source(step)
        return False

    def _only_reexports(self, path: str, statement: Import, alias: Alias) -> bool:
        """Whether an import only hands a name on: nothing in the file uses it, and it is meant for others."""
        local = alias.local
        table = self.project.scope_table(path, {*self.words, local})
        if table is None or statement.scope != 0 or statement.expects_import_error:
            return False
        if not all(self._imports_gone(path, table, each) for each in table.bindings.get((0, local), ())):
            return False
        used = any(
            access.name == local and 0 in (table.owner(access.scope, local), table.global_alternative(access))
            for access in table.facts.accesses
        )
        if used or any(target.base[:1] == (local,) for target in table.facts.patch_targets):
            return False
        if found_by_string(table.facts, local) or string_reader(self.project, ModuleAttribute(path, local)):
            return False
        if path in self.project.rules.facades or self.project.modules.is_package(path):
            return True
        return alias.is_reexport or local in table.facts.dunder_all.included

    def _imports_gone(self, path: str, table: ScopeTable, binding: Binding) -> bool:
        """Whether a binding is an import of something that is removed."""
        if not isinstance(binding, ImportBinding):
            return False
        statement = table.facts.imports[binding.statement]
        return self._is_cut(path, table, statement, statement.aliases[binding.alias])

    def _came_by_star(self, path: str, name: str) -> bool:
        """Whether a name that `__all__` lists came from a star import of what is removed."""
        if name not in self.words:
            return False
        source = self.project.namespaces.star_source(ModuleAttribute(path, name))
        return source is not None and self._is_gone(source)

    def _cuts_of(self, path: str) -> FileCuts:
        return self.cuts.setdefault(path, FileCuts())

    def _cut_name(self, attribute: ModuleAttribute) -> None:
        self._cuts_of(attribute.path).names.add(attribute.name)
        self.words.add(attribute.name)
