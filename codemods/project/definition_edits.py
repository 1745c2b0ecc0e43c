"""How a target of a definition is written for the new one: as a string, beside an object, as an attribute."""

from codemods.project.binding_outcomes import outcome_of
from codemods.project.decision import UseChange
from codemods.project.dotted_paths import DottedName, imported_path
from codemods.project.resolved_targets import ResolvedTarget
from codemods.project.target_context import TargetContext, attribute_change, place_of
from codemods.project.target_decisions import StringChange, TargetDecision, path_change
from codemods.semantic.binding import ImportBinding
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.values.symbol import Symbol


class DefinitionEdits:
    """Writes the targets of definitions anew."""

    def __init__(self, context: TargetContext) -> None:
        self._context = context
        self._project = context.project

    def follow(
        self, target: ResolvedTarget, names: ScopeTable, symbol: Symbol, new: Symbol
    ) -> TargetDecision | None:
        """The decision by which a target names the new symbol; None where it cannot be written so."""
        assert target.resolved is not None
        path, depth = names.facts.path, target.resolved.depth
        if target.access is not None:
            return self._attribute(target, names, symbol, new)
        hidden = target.form is PatchForm.PATCH_MULTIPLE and target.creates_mock
        unknown = target.form is PatchForm.UNKNOWN_CALL
        if (unknown and target.beside is None) or ((unknown or hidden) and new.leaf != symbol.leaf):
            return None
        here = self._stays_in_module(symbol, new)
        place = place_of(target, depth - 1)
        depends = self._context.readers.moved_files(symbol)
        if place is None and new.leaf == symbol.leaf and target.beside is not None:
            # A constant says the name, which goes on as it is, and the module beside it goes along.
            return TargetDecision(followed=True) if self._goes_along(target, names, new) else None
        if place is None or ("." in new.name and (here or target.named > 1 or not target.is_absolute)):
            return None
        leaf = StringChange(path, place, target.parts[depth - 1], new.name, depends)
        if here:
            return TargetDecision(leaf)
        if target.beside is not None:
            return TargetDecision(leaf) if self._goes_along(target, names, new) else None
        if target.owner:
            return self._apart(target, names, leaf, new)
        return self._whole_path(target, names, new, leaf, depends)

    def _stays_in_module(self, symbol: Symbol, new: Symbol) -> bool:
        """Whether old and new stand in one module, so that only the last name changes."""
        find = self._project.modules.find
        home = find(symbol.module)
        same = home is not None and find(new.module) == home
        return (same or symbol.module == new.module) and "." not in symbol.name

    def _attribute(
        self, target: ResolvedTarget, names: ScopeTable, symbol: Symbol, new: Symbol
    ) -> TargetDecision | None:
        """An attribute goes by the decision on its file, if that knows the module by an import."""
        assert target.access is not None
        assert target.resolved is not None
        for change in self._uses(names):
            if change.use == target.access.index:
                return TargetDecision(followed=True) if change.target in (new.dotted, new.module) else None
        place = place_of(target, target.resolved.depth - 1)
        if not target.access.root.startswith("!") and not self._stays_in_module(symbol, new):
            return None
        if not self._stays_in_module(symbol, new) or place is None:
            return None
        index = target.resolved.depth - 1
        use = attribute_change(target, names, index, tuple(new.name.split(".")))
        depends = self._context.readers.moved_files(symbol)
        return TargetDecision(
            StringChange(names.facts.path, place, target.parts[index], new.name, depends, use)
        )

    def _goes_along(self, target: ResolvedTarget, names: ScopeTable, new: Symbol) -> bool:
        """Whether the object beside the name becomes the new symbol's module."""
        return any(
            change.use == target.beside and change.target == new.module for change in self._uses(names)
        )

    def _uses(self, names: ScopeTable) -> tuple[UseChange, ...]:
        decision = self._context.decisions.get(names.facts.path)
        return decision.uses if decision is not None else ()

    def _apart(
        self, target: ResolvedTarget, names: ScopeTable, leaf: StringChange, new: Symbol
    ) -> TargetDecision | None:
        """A module by its path, and the name apart: `patch.multiple("a.b", old=...)`."""
        assert target.resolved is not None
        depth = target.resolved.depth
        module = ".".join(target.parts[: depth - 1])
        if len(target.owner) != depth - 1 or target.named > 1 or target.resolved.through:
            return None
        if not self._context.has_module(target, names, new.module):
            return None
        span = Span(target.owner[0].start, target.owner[-1].end)
        owner = StringChange(names.facts.path, span, module, new.module, leaf.depends)
        return TargetDecision(leaf, owner)

    def _whole_path(
        self,
        target: ResolvedTarget,
        names: ScopeTable,
        new: Symbol,
        leaf: StringChange,
        depends: frozenset[str],
    ) -> TargetDecision | None:
        """A path in one string: through the module that a consumer has by now, or the new path itself."""
        assert target.resolved is not None
        depth, path = target.resolved.depth, names.facts.path
        if (way := self._through_consumer(target, path, new)) is not None:
            index, local = way
            place = place_of(target, index)
            if place is not None:
                first = len(target.components) - len(target.parts) + index
                old, parts = target.parts[index:depth], (local, *new.name.split("."))
                depends |= {each.path for each in target.resolved.through}
                change = path_change(path, target.components[first:], old, parts, depends)
                return TargetDecision(change) if change is not None else None
        if not target.is_absolute or len(target.components) != len(target.parts):
            return None
        parts = (*new.dotted.split("."), *target.parts[depth:])
        further = self._further(parts, path)
        if further == parts:
            symbol = tuple(new.dotted.split("."))
            change = path_change(path, target.components, target.parts[:depth], symbol, depends)
        else:
            change = path_change(path, target.components, target.parts, further, depends)
        return TargetDecision(change) if change is not None else None

    def _further(self, parts: DottedName, importer: str) -> DottedName:
        """A path whose module has moved, with what changes below it: that module's own names change too."""
        resolved = self._project.resolve(parts, importer)
        symbol = resolved.symbol if resolved is not None else None
        if resolved is None or symbol is None or symbol in self._context.held or not resolved.through:
            return parts
        attribute, last = resolved.through[0], resolved.depth - 1
        home, index = self._project.namespaces.module_prefix(parts, importer, 0)
        if home != attribute.path or len(resolved.through) > 1 or parts[index] != attribute.name:
            return parts
        rest = parts[resolved.depth :]
        if not resolved.at_home and index == last:
            outcome = outcome_of(self._project.namespaces, self._context.decisions, attribute)
            news = {rule.new for rule in self._project.rules.for_symbol(symbol) if rule.new is not None}
            ways = {outcome.path_of(attribute.name, new) for new in news} if outcome is not None else set()
            way = next(iter(ways), ()) if len(ways) == 1 else ()
            return (*parts[:index], *way, *rest) if way else parts
        readers = self._context.readers.reached(symbol, importer)
        if not resolved.at_home or index != last - 1 or readers.any_stays or len(readers.migrated_to) != 1:
            return parts
        (new,) = readers.migrated_to
        local = self._module_name(home, tuple(new.module.split(".")))
        before = (*parts[:index], local) if local is not None else tuple(new.module.split("."))
        return (*before, *new.name.split("."), *rest)

    def _through_consumer(self, target: ResolvedTarget, importer: str, new: Symbol) -> tuple[int, str] | None:
        """Which part of `consumer.module.old` is the module, and what the consumer calls the new one."""
        assert target.resolved is not None
        through, depth = target.resolved.through, target.resolved.depth
        home, index = self._project.namespaces.module_prefix(target.parts, importer, 0)
        if len(through) != 1 or home != through[0].path or index != depth - 2:
            return None
        if target.parts[index] != through[0].name:
            return None
        local = self._module_name(home, tuple(new.module.split(".")))
        return (index, local) if local is not None else None

    def _module_name(self, path: str, module: DottedName) -> str | None:
        """The name by which a module has another one in its namespace, once its own changes are made."""
        table, decision = self._project.scope_table(path), self._context.decisions.get(path)
        if table is None or decision is None:
            return None
        for change in decision.aliases:
            for brought in change.new if table.facts.imports[change.statement].scope == 0 else ():
                if brought.bound == ".".join(module) and (brought.asname or brought.name):
                    return brought.local
        gone = {(each.statement, each.alias) for each in decision.aliases if not each.keep}
        for binding in table.facts.bindings:
            if isinstance(binding, ImportBinding) and binding.scope == 0:
                stays = (binding.statement, binding.alias) not in gone
                if stays and imported_path(table.facts, binding) == module:
                    return binding.name
        return None
