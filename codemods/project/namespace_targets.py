"""Targets that name something in the namespace of a module that imported it: they follow its binding."""

from collections.abc import Mapping

from codemods.project.binding_outcomes import outcome_of
from codemods.project.decision import BindingOutcome, Diagnostic
from codemods.project.dotted_paths import ModuleAttribute, imported_path
from codemods.project.resolved_targets import ResolvedTarget
from codemods.project.target_context import TargetContext, attribute_change, names_or, place_of, said
from codemods.project.target_decisions import StringChange, TargetDecision
from codemods.semantic.binding import ImportBinding
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts
from codemods.values.symbol import Symbol


class NamespaceTargets:
    """Decides targets such as `patch("consumer.old")`, where `consumer` imports `old`."""

    def __init__(self, context: TargetContext) -> None:
        self._context = context
        self._project = context.project
        self._decisions = context.decisions

    def decide_symbol(self, target: ResolvedTarget, names: ScopeTable, symbol: Symbol) -> TargetDecision:
        """Say what becomes of a target that names a symbol through a module that imported it."""
        attribute, home, index = self._namespace(target, names)
        bound = outcome_of(self._project.namespaces, self._decisions, attribute) or BindingOutcome(None, {})
        gone, replacements = bound.in_place, bound.replacements
        if gone is None:
            return TargetDecision(diagnostics=self._kept(target, attribute, replacements, symbol))
        place = place_of(target, index)
        why: tuple[Diagnostic, ...] = ()
        both = self._both(attribute, symbol)
        new = self._canonical(symbol, replacements.get(next(iter(gone), "")))
        if len(gone) != 1:
            why = said(target, texts.TARGET_SPLITS, symbol, name=attribute.name, names=names_or(gone))
        elif both:
            why = said(target, texts.TARGET_HAS_BOTH, symbol, names=names_or(both))
        elif home != attribute.path or target.parts[index : index + 1] != (attribute.name,) or new is None:
            why = said(target, texts.TARGET_WAY_CHANGES, symbol)
        elif self._is_shared(attribute, gone[0]):
            why = said(target, texts.TARGET_SHARED, symbol, name=gone[0])
        elif not target.is_known_call or (target.form is PatchForm.PATCH_MULTIPLE and target.creates_mock):
            why = said(target, texts.TARGET_PASSED_ON, symbol)
        elif place is None or ("." in new.name and not self._may_grow(target, index)):
            why = said(target, texts.TARGET_NOT_PLAIN, symbol)
        elif self._context.lacks(new, rest := target.parts[index + 1 :]):
            lacking = said(target, texts.TARGET_LACKS, symbol, owner=new, name=".".join(rest))
            return TargetDecision(keeps_object=attribute, diagnostics=lacking)
        if why or place is None or new is None:
            return TargetDecision(needs=attribute, diagnostics=why)
        path = (gone[0], *new.name.split(".")[1:])
        use = attribute_change(target, names, index, path)
        depends = (
            frozenset(each.path for each in target.resolved.through)
            if target.resolved is not None
            else frozenset()
        )
        change = StringChange(names.facts.path, place, attribute.name, ".".join(path), depends, use)
        return TargetDecision(change, diagnostics=self._context.turned_async(target, symbol, new))

    def _namespace(
        self, target: ResolvedTarget, names: ScopeTable
    ) -> tuple[ModuleAttribute, str | None, int]:
        """The name of a module's namespace that a target means, the module's file, and which part it is.

        The last one is meant: in `api.handlers.old`, that of `handlers`, if `api` goes on having it.
        """
        assert target.resolved is not None
        through, last = target.resolved.through, target.resolved.depth - 1
        home, index = self._project.namespaces.module_prefix(target.parts, names.facts.path, 0)
        inner = self._project.namespaces.origin(target.parts[:last], names.facts.path) if index < last else ()
        path = self._project.modules.find(".".join(inner), names.facts.path) if inner else None
        deep = ModuleAttribute(path, target.parts[last]) if path is not None else None
        if deep is None or deep not in through:
            return through[0], home, index
        on_the_way = (
            outcome_of(self._project.namespaces, self._decisions, attribute)
            for attribute in through[: through.index(deep)]
        )
        moved = any(bound is not None and bound.in_place is not None for bound in on_the_way)
        return (through[0], home, index) if moved else (deep, path, last)

    def _canonical(self, symbol: Symbol, under_name: Symbol | None) -> Symbol | None:
        """What a symbol becomes under a new name of its module; None where that name is for another one."""
        if under_name is None:
            return None
        top = under_name.name.partition(".")[0]
        news = {rule.new for rule in self._project.rules.for_symbol(symbol) if rule.new is not None}
        under = [new for new in news if (new.module, new.name.partition(".")[0]) == (under_name.module, top)]
        return under[0] if len(under) == 1 else None

    def _is_shared(self, attribute: ModuleAttribute, new_name: str) -> bool:
        """Whether a module's new name stands for more than the one old name: replacing it replaces both."""
        names, decision = (
            self._project.scope_table(attribute.path, (new_name,)),
            self._decisions.get(attribute.path),
        )
        known = decision.namespace.replacements.items() if decision is not None else ()
        others = (name for name, replacements in known if new_name in replacements and name != attribute.name)
        return any(True for _ in others) or (names is not None and (0, new_name) in names.bindings)

    def decide_module(self, target: ResolvedTarget, names: ScopeTable) -> TargetDecision:
        """A module object in a module's namespace follows to the name that the module gives it now."""
        attribute = target.resolved.through[0] if target.resolved is not None else ModuleAttribute("", "")
        decision = self._decisions.get(attribute.path)
        gone = decision.namespace.renamed.get(attribute.name) if decision is not None else None
        if gone is None:
            return TargetDecision()
        home, index = self._project.namespaces.module_prefix(target.parts, names.facts.path, 0)
        place = place_of(target, index)
        plain = (
            home == attribute.path
            and target.parts[index : index + 1] == (attribute.name,)
            and target.is_known_call
            and target.access is None
        )
        if len(gone) != 1 or not plain or place is None or self._is_shared(attribute, gone[0]):
            return TargetDecision(needs=attribute, diagnostics=said(target, texts.TARGET_MODULE_GOES, None))
        return TargetDecision(
            StringChange(names.facts.path, place, attribute.name, gone[0], frozenset({attribute.path}))
        )

    def _both(self, attribute: ModuleAttribute, symbol: Symbol) -> list[str]:
        """The names that a module uses in place of one that it only imports now; empty but for several."""
        names = self._project.scope_table(attribute.path)
        decision = self._decisions.get(attribute.path)
        if names is None or decision is None or attribute.name not in decision.namespace.unused:
            return []
        found = []
        for new in dict.fromkeys(
            rule.new for rule in self._project.rules.for_symbol(symbol) if rule.new is not None
        ):
            wanted, bindings = tuple(new.dotted.split(".")), names.bindings.get((0, new.leaf), ())
            imports = (each for each in bindings if isinstance(each, ImportBinding))
            if any(imported_path(names.facts, each) == wanted for each in imports):
                found.append(new.leaf)
        return found if len(found) > 1 else []

    def _kept(
        self,
        target: ResolvedTarget,
        attribute: ModuleAttribute,
        replacements: Mapping[str, Symbol],
        symbol: Symbol,
    ) -> tuple[Diagnostic, ...]:
        """What to say of a name that its module goes on binding."""
        if attribute.name in replacements and len(replacements) == 1:
            return self._context.turned_async(target, symbol, replacements[attribute.name])
        if target.reads:
            return said(target, texts.TARGET_READ, symbol)
        if not replacements:
            return said(target, texts.TARGET_STILL_USED, symbol, name=attribute.name)
        others = [name for name in replacements if name != attribute.name]
        if len(others) == 1:
            return said(target, texts.TARGET_HALF_USED, symbol, name=others[0])
        return said(target, texts.TARGET_AMBIGUOUS, symbol, names=names_or(others))

    def _may_grow(self, target: ResolvedTarget, index: int) -> bool:
        """Whether a component may become several: in a path, but not in a name beside its module."""
        return (
            target.access is not None
            or (index > 0 and len(target.components) > 1)
            or target.form in (PatchForm.PATCH, PatchForm.ATTRIBUTE)
        )
