"""Targets that name a deprecated symbol where it is defined: they follow the readers of the definition."""

import builtins

from codemods.project.choose_rule import is_test
from codemods.project.decision import Diagnostic
from codemods.project.definition_edits import DefinitionEdits
from codemods.project.member_rules import is_member, new_beside
from codemods.project.resolved_targets import ResolvedTarget
from codemods.project.symbol_readers import ReaderOutcome
from codemods.project.target_context import TargetContext, names_or, said
from codemods.project.target_decisions import StringChange, TargetDecision
from codemods.semantic.binding import ImportBinding
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts
from codemods.values.symbol import Symbol


class DefinitionTargets:
    """Decides targets such as `patch("factory.old")` or `patch.object(factory, "old")`.

    Here `factory` defines `old`. The readers that count are those that such a patch reaches.
    """

    def __init__(self, context: TargetContext) -> None:
        self._context = context
        self._project = context.project
        self._edits = DefinitionEdits(context)

    def decide(self, target: ResolvedTarget, names: ScopeTable, symbol: Symbol, depth: int) -> TargetDecision:
        """Say what becomes of a target whose first `depth` components name a symbol's definition."""
        members = self._project.members
        held = members.held_on_class(symbol, names.facts.path) if members is not None else None
        if held is not None:
            return TargetDecision(diagnostics=(Diagnostic(target.offset, held),))
        if not target.is_absolute and (member := self._member(target, names, symbol, depth)) is not None:
            return TargetDecision(member)
        broken = self._context.broken(target, names) or self._lacked(target, names, symbol, depth)
        if broken:
            return TargetDecision(diagnostics=broken)
        exact = depth == len(target.parts)
        if exact and symbol in self._context.held:
            return TargetDecision(diagnostics=self._held(target, names, symbol))
        known = self._context.readers
        readers = known.reached(symbol, names.facts.path) if exact else known.outcome(symbol)
        rules = self._project.rules.for_symbol(symbol)
        targets = readers.migrated_to or frozenset(rule.new for rule in rules if rule.new is not None)
        why = self._why_it_stays(target, symbol, readers, targets, target.parts[depth:])
        why = why or self._looked_at(target, names, symbol)
        if why:
            return TargetDecision(diagnostics=why)
        (new,) = targets
        decision = self._edits.follow(target, names, symbol, new)
        if decision is None:
            told = self._told_beside(target, names)
            return TargetDecision(diagnostics=() if told else self._beside(target, symbol))
        return TargetDecision(
            decision.change,
            decision.also,
            decision.followed,
            diagnostics=self._context.turned_async(target, symbol, new),
        )

    def _held(self, target: ResolvedTarget, names: ScopeTable, symbol: Symbol) -> tuple[Diagnostic, ...]:
        """Why a target stays whose readers were held: its own reason, or the one that another has."""
        held = self._context.held[symbol]
        own = held.reasons.get((names.facts.path, target.offset))
        return own if own is not None else said(target, texts.TARGET_HELD, symbol, other=held.path)

    def _looked_at(self, target: ResolvedTarget, names: ScopeTable, symbol: Symbol) -> tuple[Diagnostic, ...]:
        """A test that looks a name up in its module, and neither replaces nor reads it, tests just that."""
        path = names.facts.path
        used = path in self._context.patching.get(symbol, ()) or self._context.readers.late_in(symbol, path)
        asks = target.reads and target.form not in (PatchForm.UNKNOWN_CALL, PatchForm.WARNING_FILTER)
        if not asks or not is_test(path) or used:
            return ()
        return self._beside(target, symbol)

    def _told_beside(self, target: ResolvedTarget, names: ScopeTable) -> bool:
        """Whether the object beside the name, or the attribute, has a finding of its own."""
        if target.access is not None:
            access = names.facts.accesses[target.access.index]
            bindings = names.meanings_of(access.scope, access.name)
            return not access.stored and any(isinstance(each, ImportBinding) for each in bindings)
        if target.form is PatchForm.ATTRIBUTE:
            return False
        return self._project.resolve(target.parts[:-1], names.facts.path) is not None

    def _member(
        self, target: ResolvedTarget, names: ScopeTable, symbol: Symbol, depth: int
    ) -> StringChange | None:
        """The new name of a class's attribute that stands beside the class, where that goes along."""
        if (
            not is_member(symbol)
            or depth != len(target.parts)
            or not target.components
            or target.access is not None
            or not target.is_known_call
        ):
            return None
        new = new_beside(self._project.rules, symbol)
        if new is None:
            return None
        return StringChange(names.facts.path, target.components[-1], symbol.leaf, new, frozenset())

    def _why_it_stays(
        self,
        target: ResolvedTarget,
        symbol: Symbol,
        readers: ReaderOutcome,
        targets: frozenset[Symbol],
        rest: tuple[str, ...],
    ) -> tuple[Diagnostic, ...]:
        """Why a target that names a definition stays; empty when it moves."""
        if not targets:
            manual = next((rule.manual for rule in self._project.rules.for_symbol(symbol) if rule.manual), "")
            text = texts.TARGET_WITHOUT_FORM if manual else texts.TARGET_WITHOUT_RULE
            return said(target, text, symbol, manual=manual)
        # An attribute of the same object is one and the same under both names.
        one = bool(rest) and all(self._context.definitions.are_one_object(symbol, new) for new in targets)
        if readers.any_stays and not readers.migrated_to:
            return said(target, texts.TARGET_READ_THERE, symbol)
        if readers.any_stays and not one:
            names = names_or(sorted(new.dotted for new in readers.migrated_to))
            return said(target, texts.TARGET_MISSES_SOME, symbol, names=names)
        if len(targets) > 1:
            names = names_or(sorted(new.dotted for new in targets))
            return said(target, texts.TARGET_READERS_SPLIT, symbol, names=names)
        (new,) = targets
        builtin = hasattr(builtins, symbol.name) and new.name == symbol.name
        if not builtin and not self._project.namespaces.binds(new):
            return said(target, texts.TARGET_LACKS, symbol, owner=new.module, name=new.name)
        if self._context.lacks(new, rest):
            return said(target, texts.TARGET_LACKS, symbol, owner=new, name=".".join(rest))
        return ()

    def _beside(self, target: ResolvedTarget, symbol: Symbol) -> tuple[Diagnostic, ...]:
        if target.is_absolute:
            return said(target, texts.TARGET_NOT_PLAIN, symbol)
        text = texts.LOOKED_UP_AT_HOME if target.reads else texts.REPLACED_AT_HOME
        return said(target, text, symbol, old=symbol.leaf)

    def _lacked(
        self, target: ResolvedTarget, names: ScopeTable, symbol: Symbol, depth: int
    ) -> tuple[Diagnostic, ...]:
        """A target below a definition that has no such attribute."""
        rest = target.parts[depth : depth + 1]
        if target.reads or not self._context.lacks(symbol, rest):
            return ()
        return said(target, texts.ATTRIBUTE_NEVER_BOUND, None, owner=symbol.leaf, name=rest[0])
