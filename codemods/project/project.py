"""Follow a dotted path through the modules of the tree to the deprecated symbol or module that it means."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codemods.project.dotted_paths import (
    DottedName,
    ModuleAttribute,
    Modules,
    ResolvedPath,
    imported_path,
    module_depth,
)
from codemods.project.import_graph import ImportGraph
from codemods.project.module_store import ModuleStore
from codemods.project.namespaces import Namespaces
from codemods.project.rule_index import RuleIndex
from codemods.project.star_importers import StarImporters
from codemods.project.submodule_names import SubmoduleNames
from codemods.semantic.binding import ImportBinding
from codemods.semantic.facts import Facts
from codemods.semantic.import_scan import scan_imports
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.values.category import category_key
from codemods.values.rejection import Rejection
from codemods.values.rules import Compat, Migration
from codemods.values.symbol import Symbol

if TYPE_CHECKING:
    from codemods.project.attribute_readers import AttributeReaders
    from codemods.project.computed_targets import ComputedTargets
    from codemods.project.members import Members
    from codemods.project.replaced_symbols import ReplacedSymbols


class Project:
    """The tree seen through a migration: its rules, facts and namespaces, each asked in its own place."""

    def __init__(
        self,
        migration: Migration,
        store: ModuleStore,
        imports: ImportGraph | None = None,
        edits: bool = False,
    ) -> None:
        """Take the rules of what moves; with `edits`, those of symbols that stay while their uses change."""
        self._whole = migration
        self.migration = migration.edited if edits else migration.moving
        self.edited: Project | None = None
        """The tree as the rules see it whose symbols stay; None where there are no such rules."""
        if not edits and self.migration is not migration:
            self.edited = Project(migration, store, imports, edits=True)
        self.store = store
        self.modules = store.modules
        self.rules = RuleIndex(self.migration, store.modules)
        self.category_of = category_key(migration.categories)
        self.namespaces = Namespaces(store)
        self.submodules = SubmoduleNames(store, self.namespaces)
        self.imports = imports
        """Which files import which, as the tree is; None for a tree that is only looked at."""
        self.configured: Mapping[ModuleAttribute, Sequence[str]] = {}
        """The names of modules that configuration files name, each with the files."""
        self.star_importers = StarImporters(store, self.namespaces)
        self.held_definitions: Mapping[Symbol, Rejection] = {}
        """Why the uses of some symbols stay: their definitions do, which the migration would rename."""
        self.members: Members | None = None
        """The members that the migration names; None where it names none."""
        self.replaced: ReplacedSymbols | None = None
        """Which files replace symbols that stay; None where it is not asked."""

    def with_changes(
        self, changed: Mapping[str, Callable[[WantedNames], Facts]], modules: Modules | None = None
    ) -> "Project":
        """The tree with new texts for some files, whose facts `changed` gives, and perhaps other modules."""
        return Project(self._whole, self.store.with_changes(changed, modules))

    @cached_property
    def attribute_readers(self) -> "AttributeReaders":
        """Who reads the names of a module's namespace; only what is decided asks for it."""
        from codemods.project.attribute_readers import AttributeReaders

        return AttributeReaders(self.store, self.namespaces, self.star_importers)

    @cached_property
    def computed_targets(self) -> "ComputedTargets":
        """The files that put names together when they run; only what is decided asks for them."""
        from codemods.project.computed_targets import ComputedTargets

        return ComputedTargets(self.store)

    @property
    def wanted(self) -> WantedNames:
        """The names of these rules that make a file interesting, tracked aliases among them."""
        if self._others is None:
            return self.store.wanted
        wanted = self.store.wanted
        return replace(wanted, old=wanted.old - self._others)

    @cached_property
    def _others(self) -> frozenset[str] | None:
        """The last components of symbols that stay, where none that goes away has the same one."""
        return self.edited.rules.leaves - self.rules.leaves if self.edited is not None else None

    def may_derive(self, data: bytes) -> bool:
        """Whether a text may have a class that derives from a symbol of these rules, by any name."""
        return b"class " in data and self._derives.search(data) is not None

    @cached_property
    def _derives(self) -> re.Pattern[bytes]:
        leaves = "|".join(map(re.escape, sorted(self.rules.leaves)))
        # Under another name, a file spells the symbol where it imports it.
        return re.compile(rf"\bclass\s+\w+\s*\([^:]*\b(?:{leaves})\b|\b(?:{leaves})\s+as\s".encode())

    def scope_table(self, path: str, also: Iterable[str] = ()) -> ScopeTable | None:
        """The scopes of one file, complete about the wanted names and those in `also`; None if unreadable."""
        return self.store.scope_table(path, also)

    def track_aliases(self, aliases: Iterable[ModuleAttribute]) -> list[str]:
        """Follow deprecated symbols under other names too; gives the files that read them under these.

        Their facts are read anew where they are not complete about these names.
        """
        attributes = list(aliases)
        self.store.track(each.name for each in attributes)
        readers: dict[str, set[str]] = {}
        for each in attributes:
            for path in self.attribute_readers.possible(each):
                readers.setdefault(path, set()).add(each.name)
        self.store.forget(path for path, names in readers.items() if not self.store.is_read_for(path, names))
        return sorted(readers)

    def expect_aliases(self, texts: Mapping[str, bytes]) -> None:
        """Read files for what they seem to take from modules with a rule: each has it as a name of its own.

        Once these names are tracked, facts are complete about them.
        """
        leaves = [rule.old.rpartition(".")[2].encode() for rule in self.migration.modules]
        found = set[str]()
        for path, data in texts.items():
            if any(leaf in data for leaf in leaves):
                module = next(iter(self.modules.names(path)), "")
                for each in scan_imports(data):
                    home = each.absolute(module, self.modules.is_package(path)) if each.names else ()
                    if home and self.rules.for_module(".".join(home)) is not None:
                        found.update(each.names)
        self.store.read_ahead(found - {"*"})

    def resolve(
        self,
        parts: DottedName,
        importer: str,
        module_depth: int = 0,
        seen: frozenset[ModuleAttribute] = frozenset(),
    ) -> ResolvedPath | None:
        """Follow a dotted path, as a file spells it, to a deprecated symbol or module; None for other paths.

        The first `module_depth` parts are a module for sure, since an import statement says so; `seen` are
        the attributes already followed.
        """
        for depth in range(len(parts), 1, -1):
            symbol = self.rules.symbol_at(parts[:depth])
            if symbol is not None:
                return ResolvedPath(depth, symbol=symbol)
        path, depth = self.namespaces.module_prefix(parts, importer, module_depth, seen)
        resolved = self._in_module(parts, path, depth, seen) if path is not None else None
        return resolved or self.rules.resolve_outside(parts, module_depth)

    def means_module(self, parts: DottedName, importer: str) -> bool:
        """Whether a path means a module: one of the tree, or one on the way to what a rule names."""
        path, depth = self.namespaces.module_prefix(parts, importer, len(parts))
        if path is not None and depth < len(parts):
            # A module may hand another one on, under whatever name.
            parts = self.namespaces.origin(parts, importer)
            path, depth = self.namespaces.module_prefix(parts, importer, len(parts))
        if path is not None:
            return depth == len(parts)
        dotted = ".".join(parts)
        return any(f"{rule.old.module}.".startswith(f"{dotted}.") for rule in self.migration.symbols)

    def _in_module(
        self, parts: DottedName, path: str, depth: int, seen: frozenset[ModuleAttribute]
    ) -> ResolvedPath | None:
        """Resolve a path whose first `depth` parts are a module of the tree."""
        # A module may be imported under several names; rules know its symbols by one of them.
        for name in self.modules.names(path):
            module = tuple(name.split("."))
            renamed = (*module, *parts[depth:])
            for length in range(len(renamed), len(module), -1):
                symbol = self.rules.symbol_at(renamed[:length])
                if symbol is not None:
                    return ResolvedPath(length - len(renamed) + len(parts), symbol=symbol)
        rule = self.rules.for_file(path)
        if rule is not None:
            return self.rules.resolve_inside(parts, depth, rule)
        attribute = ModuleAttribute(path, parts[depth]) if depth < len(parts) else None
        if attribute is None or attribute in seen:
            return None
        return self._through(parts, depth, attribute, seen | {attribute})

    def _through(
        self, parts: DottedName, depth: int, attribute: ModuleAttribute, seen: frozenset[ModuleAttribute]
    ) -> ResolvedPath | None:
        """Follow a module's attribute, `parts[depth]`, to where the module has it from.

        Whatever binds a deprecated symbol spells it, or an alias that is tracked: other names lead nowhere.
        """
        rest = parts[depth + 1 :]
        wanted = self.wanted.old | self.wanted.old_modules
        if attribute.name not in wanted and wanted.isdisjoint(rest):
            return None
        table = self.scope_table(attribute.path, (attribute.name,))
        if table is None:
            return None
        bindings = table.bindings.get((0, attribute.name), ())
        imports = [binding for binding in bindings if isinstance(binding, ImportBinding)]
        sources = {imported_path(table.facts, each): module_depth(table.facts, each) for each in imports}
        if not bindings:
            # Of several star imports the last one that brings the name counts.
            stars = list(self.namespaces.star_paths(table, attribute.name))[:1]
            sources = {star: len(star) - 1 for star in stars}
        resolved = [
            (source, self.resolve((*source, *rest), attribute.path, module_depth, seen))
            for source, module_depth in sources.items()
        ]
        found = [(source, each) for source, each in resolved if each is not None]
        if not found:
            return None
        source, first = found[0]
        if len(found) < len(resolved) and self._is_fallback(
            first, {source for source, each in resolved if each is None}
        ):
            return None
        differ = len(found) < len(resolved) or len({(r.symbol, r.depth - len(s)) for s, r in found}) > 1
        return replace(
            first,
            depth=first.depth - len(source) + depth + 1,
            through=(attribute, *first.through),
            unsure=first.unsure or differ or any(binding.is_own for binding in bindings),
            at_home=first.at_home and first.depth > len(source),
        )

    def _is_fallback(self, resolved: ResolvedPath, others: Collection[DottedName]) -> bool:
        """Whether a module has a name only in place of the new one: its readers take what is there."""
        if self.migration.compat is not Compat.KEEP:
            return False
        if resolved.module is not None:
            return resolved.module.new is not None and tuple(resolved.module.new.split(".")) in others
        rules = self.rules.for_symbol(resolved.symbol) if resolved.symbol is not None else ()
        news = (rule.new for rule in rules if rule.new is not None)
        return any(tuple(new.dotted.split(".")) in others for new in news)
