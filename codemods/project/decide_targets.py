"""What a target becomes: it follows the binding or the definition that it names, or a finding."""

from codemods.project.decision import Diagnostic
from codemods.project.definition_targets import DefinitionTargets
from codemods.project.namespace_targets import NamespaceTargets
from codemods.project.resolved_targets import ResolvedTarget
from codemods.project.target_context import TargetContext
from codemods.project.target_decisions import TargetDecision, path_change
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts


class TargetDecider:
    """Decides the targets of a program whose files are decided."""

    def __init__(self, context: TargetContext) -> None:
        self._context = context
        self._namespaces = NamespaceTargets(context)
        self._definitions = DefinitionTargets(context)

    def decide(self, target: ResolvedTarget, names: ScopeTable) -> TargetDecision:
        """Say what becomes of one target of a file."""
        resolved = target.resolved
        if resolved is None:
            return TargetDecision(diagnostics=self._context.broken(target, names))
        if resolved.symbol is not None and not resolved.at_home:
            return self._namespaces.decide_symbol(target, names, resolved.symbol)
        if resolved.symbol is not None:
            return self._definitions.decide(target, names, resolved.symbol, resolved.depth)
        if resolved.through:
            return self._namespaces.decide_module(target, names)
        return self._module(target, names)

    def _module(self, target: ResolvedTarget, names: ScopeTable) -> TargetDecision:
        assert target.resolved is not None
        assert target.resolved.module is not None
        rule, depth = target.resolved.module, target.resolved.depth
        if rule.new is None:
            manual = texts.TARGET_WITHOUT_FORM.fill(rule.old, target=rule.old, manual=rule.manual)
            return TargetDecision(diagnostics=(Diagnostic(target.offset, manual),))
        new, places = tuple(rule.new.split(".")), target.components
        # A path that begins in a package, `".core"`, can only change behind that. Attributes of a package are
        # modules only once somebody has imported them.
        kept = len(target.parts) - len(places)
        plain = (
            bool(places)
            and depth == len(target.parts)
            and (target.is_absolute or (kept > 0 and target.form is PatchForm.MODULE_LOOKUP))
        )
        plain = plain and (kept == 0 or (len(new) == depth and new[:kept] == target.parts[:kept]))
        change = (
            path_change(names.facts.path, places, target.parts[kept:], new[kept:], frozenset())
            if plain
            else None
        )
        held = any(symbol.module == rule.old for symbol in self._context.held)
        if (
            held
            or change is None
            or self._context.stays_by_name(names, rule.old, rule.new)
            or not self._context.project.rules.moves_every_name(rule)
            or self._context.definitions.lost_names(rule.old, rule.new)
        ):
            text = texts.MODULE_KEY_STAYS if target.replaces else texts.STRING_SPELLS
            told = Diagnostic(target.offset, text.fill(rule.old, path=rule.old))
            return TargetDecision(diagnostics=(told,))
        return TargetDecision(change)
