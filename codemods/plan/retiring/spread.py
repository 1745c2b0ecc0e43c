"""How a retirement spreads: what only re-exports a retired name loses it, and so on, to a fixed point."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from codemods.plan.retiring.retired_names import RetiredInTree
from codemods.project.dotted_paths import ModuleAttribute, absolute_module
from codemods.project.project import Project
from codemods.semantic.binding import Alias, Binding, Import, ImportBinding
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import StringConstant


@dataclass(slots=True)
class FileCuts:
    """What one file loses."""

    names: set[str] = field(default_factory=set)
    """Names of its namespace that it has no more."""
    own: frozenset[str] = frozenset()
    """Those of them that are retired themselves, however they are bound here."""
    aliases: set[tuple[int, int]] = field(default_factory=set)
    """Imports that go: the statement and the alias, by their numbers."""
    entries: dict[int, StringConstant] = field(default_factory=dict)
    """Entries of `__all__` that go, by their offset."""


class RetirementSpread:
    """The names that go, home by home, and what of each file goes with them."""

    def __init__(
        self, project: Project, holding: Callable[[Iterable[str]], Sequence[str]], homes: RetiredInTree
    ) -> None:
        self.project = project
        self.homes = homes
        self.cuts: dict[str, FileCuts] = {}
        self.words = {attribute.name for attribute in homes.names}
        self.words |= {
            name.rpartition(".")[2] for path in homes.files for name in project.modules.names(path)
        }
        self.files: tuple[str, ...] = ()
        """The files that spell one of the words, and may refer to what goes; those that go left out."""
        self._holding = holding
        for attribute in homes.names:
            self._lose(attribute)
            self._cut(attribute.path).own |= {attribute.name}
        self._settle()

    def names(self, path: str) -> ScopeTable | None:
        """A file's facts, complete about all that goes."""
        return self.project.scope_table(path, self.words)

    def is_gone(self, attribute: ModuleAttribute) -> bool:
        """Whether a module has no such name any more, or is gone itself."""
        seen: set[ModuleAttribute] = set()
        step: ModuleAttribute | None = attribute
        while step is not None and step not in seen:
            if step.path in self.homes.files or step.name in self.cuts.get(step.path, FileCuts()).names:
                return True
            seen.add(step)
            step = self.project.namespaces.star_source(step)
        return False

    def _settle(self) -> None:
        while True:
            before = self._size()
            self.files = tuple(path for path in self._holding(self.words) if path not in self.homes.files)
            for path in self.files:
                names = self.names(path)
                if names is not None:
                    self._follow(path, names)
            if self._size() == before:
                return

    def _size(self) -> int:
        return len(self.words) + sum(len(cuts.names) + len(cuts.entries) for cuts in self.cuts.values())

    def _follow(self, path: str, names: ScopeTable) -> None:
        for index, statement in enumerate(names.facts.imports):
            for number, alias in enumerate(statement.aliases):
                if self._leads_out(path, names, statement, alias) and self.hands_on(path, statement, alias):
                    self._cut(path).aliases.add((index, number))
                    self._lose(ModuleAttribute(path, alias.local))
        for text in names.facts.strings:
            if text.dunder_all_entry and (
                text.value in self._lost(path) or self._only_star(path, text.value)
            ):
                self._cut(path).entries[text.span.start] = text
                self._lose(ModuleAttribute(path, text.value))

    def _leads_out(self, path: str, names: ScopeTable, statement: Import, alias: Alias) -> bool:
        """Whether an import takes something that goes."""
        if not statement.is_from or statement.is_star:
            return False
        module = ".".join(absolute_module(names.facts, statement))
        home = self.project.modules.find(module, path)
        inner = self.project.modules.find(f"{module}.{alias.name}", path)
        if inner in self.homes.files:
            return True
        return home is not None and home != path and self.is_gone(ModuleAttribute(home, alias.name))

    def hands_on(self, path: str, statement: Import, alias: Alias) -> bool:
        """Whether an import only hands a name on: nothing in the file uses it, and it is meant for others."""
        local = alias.local
        names = self.project.scope_table(path, {*self.words, local})
        if names is None or statement.scope != 0 or statement.expects_import_error:
            return False
        if not all(self._is_lost(path, names, each) for each in names.bindings.get((0, local), ())):
            return False
        used = any(
            use.name == local and 0 in (names.owner(use.scope, local), names.global_alternative(use))
            for use in names.facts.accesses
        )
        if used or any(target.base[:1] == (local,) for target in names.facts.patch_targets):
            return False
        meant = (
            path in self.project.rules.facades or self.project.modules.is_package(path) or alias.is_reexport
        )
        return meant or local in names.facts.dunder_all.included

    def _is_lost(self, path: str, names: ScopeTable, binding: Binding) -> bool:
        """Whether a binding is an import of something that goes."""
        if not isinstance(binding, ImportBinding):
            return False
        statement = names.facts.imports[binding.statement]
        return self._leads_out(path, names, statement, statement.aliases[binding.alias])

    def _only_star(self, path: str, name: str) -> bool:
        """Whether a name that `__all__` lists came from a star import of what goes."""
        source = (
            self.project.namespaces.star_source(ModuleAttribute(path, name)) if name in self.words else None
        )
        return source is not None and self.is_gone(source)

    def _lost(self, path: str) -> set[str]:
        return self.cuts[path].names if path in self.cuts else set()

    def _cut(self, path: str) -> FileCuts:
        return self.cuts.setdefault(path, FileCuts())

    def _lose(self, attribute: ModuleAttribute) -> None:
        self._cut(attribute.path).names.add(attribute.name)
        self.words.add(attribute.name)


def lost_hops(cuts: dict[str, FileCuts]) -> Iterator[ModuleAttribute]:
    """Every name that a file loses."""
    for path, each in cuts.items():
        yield from (ModuleAttribute(path, name) for name in each.names)
