"""Targets that name a deprecated symbol where it is defined: they follow the readers of the definition."""

from codemods.project.decision import Diagnostic
from codemods.project.resolved_targets import ResolvedTarget
from codemods.project.symbol_readers import ReaderOutcome
from codemods.project.target_context import TargetContext, names_or, said
from codemods.project.target_decisions import StringChange, TargetDecision
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.rules import Symbol


class DefinitionTargets:
    """Decides targets such as `patch("factory.old")`, where `factory` defines `old`."""

    def __init__(self, context: TargetContext) -> None:
        self._context = context
        self._project = context.project
        self._decisions = context.decisions

    def decide(self, target: ResolvedTarget, names: ScopeTable, symbol: Symbol, depth: int) -> TargetDecision:
        """Say what becomes of a target whose first `depth` components name a symbol's definition."""
        if not target.is_absolute and self._is_decided(target, names):
            return TargetDecision()
        if not target.is_absolute and (member := self._member(target, names, symbol, depth)) is not None:
            return TargetDecision(member)
        if not target.is_absolute:
            told = (
                self._project.resolve(target.parts[:-1], names.facts.path) is not None
                and target.access is None
            )
            return TargetDecision(
                diagnostics=() if told or target.form is PatchForm.ATTRIBUTE else self._beside(target, symbol)
            )
        broken = self._context.broken(target, names) or self._lacked(target, names, symbol, depth)
        if broken:
            return TargetDecision(diagnostics=broken)
        readers = self._context.readers.outcome(symbol)
        rules = self._project.rules.for_symbol(symbol)
        targets = readers.migrated_to or frozenset(rule.new for rule in rules if rule.new is not None)
        rest = target.parts[depth:]
        why = self._why_it_stays(target, symbol, readers, targets, rest)
        if not why and len(target.components) != len(target.parts):
            why = said(target, texts.TARGET_NOT_PLAIN, symbol)
        if why:
            return TargetDecision(diagnostics=why)
        (new,) = targets
        span = Span(target.components[0].start, target.components[depth - 1].end)
        old = ".".join(target.parts[:depth])
        change = StringChange(names.facts.path, span, old, new.dotted, readers.moved_files)
        remarks = self._context.turned_async(target, symbol, new)
        if readers.bound_early and not target.reads:
            remarks += said(target, texts.TARGET_READ_EARLY, symbol)
        return TargetDecision(change, diagnostics=remarks)

    def _member(
        self, target: ResolvedTarget, names: ScopeTable, symbol: Symbol, depth: int
    ) -> StringChange | None:
        """The new name of a class's attribute that stands beside the class, where that goes along."""
        owner, _, _ = symbol.name.rpartition(".")
        if (
            not owner
            or depth != len(target.parts)
            or not target.components
            or target.access is not None
            or not target.is_known_call
        ):
            return None
        news = {rule.new for rule in self._project.rules.for_symbol(symbol)}
        owners = {rule.new for rule in self._project.rules.for_symbol(Symbol(symbol.module, owner))}
        new, around = next(iter(news), None), next(iter(owners), Symbol(symbol.module, owner))
        if len(news) != 1 or len(owners) > 1 or new is None or around is None or new == symbol:
            return None
        if (new.module, new.name.rpartition(".")[0]) != (around.module, around.name):
            return None
        return StringChange(names.facts.path, target.components[-1], symbol.leaf, new.leaf, frozenset())

    def _is_decided(self, target: ResolvedTarget, names: ScopeTable) -> bool:
        """Whether an attribute goes with its module object, by the decision on its file."""
        access, changes = target.access, self._decisions[names.facts.path].uses
        return access is not None and any(change.use == access.index for change in changes)

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
        if readers.any_stays and not readers.migrated_to:
            return said(target, texts.TARGET_READ_THERE, symbol)
        if readers.any_stays:
            names = names_or(sorted(new.dotted for new in readers.migrated_to))
            return said(target, texts.TARGET_MISSES_SOME, symbol, names=names)
        if len(targets) > 1:
            names = names_or(sorted(new.dotted for new in targets))
            return said(target, texts.TARGET_READERS_SPLIT, symbol, names=names)
        (new,) = targets
        if not self._project.namespaces.binds(new):
            return said(target, texts.TARGET_LACKS, symbol, owner=new.module, name=new.name)
        if self._context.lacks(new, rest):
            return said(target, texts.TARGET_LACKS, symbol, owner=new, name=".".join(rest))
        return ()

    def _beside(self, target: ResolvedTarget, symbol: Symbol) -> tuple[Diagnostic, ...]:
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
