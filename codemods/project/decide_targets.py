"""What a target becomes: it follows the binding or the definition that it names, or a finding."""

from collections.abc import Mapping

from codemods.project.binding_outcomes import outcome_of
from codemods.project.decision import BindingOutcome, Decision, Diagnostic, UseChange
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import DottedName, ModuleAttribute, target_parts
from codemods.project.project import Project
from codemods.project.readers import ReaderOutcome, Readers
from codemods.project.resolved_targets import ResolvedTarget
from codemods.project.target_decisions import StringChange, TargetDecision, listed, spelled
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.finding_texts import FindingText
from codemods.values.rules import Symbol


class TargetDecider:
    """Settles the targets of a tree whose files are decided."""

    def __init__(
        self,
        project: Project,
        definitions: Definitions,
        decisions: Mapping[str, Decision],
        readers: Readers,
    ) -> None:
        self.project = project
        self.definitions = definitions
        self.decisions = decisions
        self.readers = readers

    def settle(self, aim: ResolvedTarget, names: ScopeTable) -> TargetDecision:
        """Say what becomes of one target of a file."""
        reach = aim.reach
        if reach is None:
            return TargetDecision(remarks=self._broken(aim, names))
        if reach.symbol is None:
            return self._handed_module(aim, names) if reach.hops else self._module(aim, names)
        if reach.hops:
            return self._binding(aim, names, reach.symbol)
        return self._definition(aim, names, reach.symbol, reach.depth)

    # Names of a module's namespace -------------------------------------------------------------

    def _binding(self, aim: ResolvedTarget, names: ScopeTable, symbol: Symbol) -> TargetDecision:
        hop, home, index = self._namespace(aim, names)
        bound = outcome_of(self.project.namespaces, self.decisions, hop) or BindingOutcome(None, {})
        gone, heirs = bound.in_place, bound.replacements
        if gone is None:
            return TargetDecision(remarks=self._kept(aim, hop, heirs, symbol))
        place = self._place(aim, index)
        why: tuple[Diagnostic, ...] = ()
        both = self._both(hop, symbol)
        new = self._canonical(symbol, heirs.get(next(iter(gone), "")))
        if len(gone) != 1:
            why = _said(aim, texts.TARGET_SPLITS, symbol, name=hop.name, names=listed(gone))
        elif both:
            why = _said(aim, texts.TARGET_HAS_BOTH, symbol, names=listed(both))
        elif home != hop.path or aim.parts[index : index + 1] != (hop.name,) or new is None:
            why = _said(aim, texts.TARGET_WAY_CHANGES, symbol)
        elif self._is_shared(hop, gone[0]):
            why = _said(aim, texts.TARGET_SHARED, symbol, name=gone[0])
        elif not aim.form or (aim.form == "patch.multiple" and aim.mocks):
            why = _said(aim, texts.TARGET_PASSED_ON, symbol)
        elif place is None or ("." in new.name and not self._may_grow(aim, index)):
            why = _said(aim, texts.TARGET_NOT_PLAIN, symbol)
        elif self._lacks(new, rest := aim.parts[index + 1 :]):
            lacking = _said(aim, texts.TARGET_LACKS, symbol, owner=new, name=".".join(rest))
            return TargetDecision(keep=hop, remarks=lacking)
        if why or place is None or new is None:
            return TargetDecision(hold=hop, remarks=why)
        path = (gone[0], *new.name.split(".")[1:])
        use = self._as_use(aim, names, index, path) if aim.use >= 0 else None
        depends = frozenset(each.path for each in aim.reach.hops) if aim.reach is not None else frozenset()
        change = StringChange(names.facts.path, place, hop.name, ".".join(path), depends, use)
        return TargetDecision(change, remarks=self._turned_async(aim, symbol, new))

    def _namespace(self, aim: ResolvedTarget, names: ScopeTable) -> tuple[ModuleAttribute, str | None, int]:
        """The name of a module's namespace that a target means, the module's file, and which part it is.

        The last one is meant: in `api.handlers.old`, that of `handlers`, if `api` goes on having it.
        """
        assert aim.reach is not None
        hops, last = aim.reach.hops, aim.reach.depth - 1
        home, index = self.project.namespaces.module_prefix(aim.parts, names.facts.path, 0)
        inner = self.project.namespaces.origin(aim.parts[:last], names.facts.path) if index < last else ()
        path = self.project.modules.find(".".join(inner), names.facts.path) if inner else None
        deep = ModuleAttribute(path, aim.parts[last]) if path is not None else None
        if deep is None or deep not in hops:
            return hops[0], home, index
        on_the_way = (
            outcome_of(self.project.namespaces, self.decisions, hop) for hop in hops[: hops.index(deep)]
        )
        moved = any(bound is not None and bound.in_place is not None for bound in on_the_way)
        return (hops[0], home, index) if moved else (deep, path, last)

    def _canonical(self, symbol: Symbol, heir: Symbol | None) -> Symbol | None:
        """What a symbol becomes under the name by which its module has an heir; None where it is another."""
        if heir is None:
            return None
        top = heir.name.partition(".")[0]
        news = {rule.new for rule in self.project.rules.for_symbol(symbol) if rule.new is not None}
        under = [new for new in news if (new.module, new.name.partition(".")[0]) == (heir.module, top)]
        return under[0] if len(under) == 1 else None

    def _is_shared(self, hop: ModuleAttribute, heir: str) -> bool:
        """Whether a module's new name stands for more than the one old name: replacing it replaces both."""
        names, decision = self.project.scope_table(hop.path, (heir,)), self.decisions.get(hop.path)
        known = decision.namespace.replacements.items() if decision is not None else ()
        others = (name for name, heirs in known if heir in heirs and name != hop.name)
        return any(True for _ in others) or (names is not None and (0, heir) in names.bindings)

    def _handed_module(self, aim: ResolvedTarget, names: ScopeTable) -> TargetDecision:
        """A module object in a module's namespace follows the name by which that has it."""
        hop = aim.reach.hops[0] if aim.reach is not None else ModuleAttribute("", "")
        decision = self.decisions.get(hop.path)
        gone = decision.namespace.renamed.get(hop.name) if decision is not None else None
        if gone is None:
            return TargetDecision()
        home, index = self.project.namespaces.module_prefix(aim.parts, names.facts.path, 0)
        place = self._place(aim, index)
        plain = home == hop.path and aim.parts[index : index + 1] == (hop.name,) and aim.form and aim.use < 0
        if len(gone) != 1 or not plain or place is None or self._is_shared(hop, gone[0]):
            return TargetDecision(hold=hop, remarks=_said(aim, texts.TARGET_MODULE_GOES, None))
        return TargetDecision(StringChange(names.facts.path, place, hop.name, gone[0], frozenset({hop.path})))

    def _both(self, hop: ModuleAttribute, symbol: Symbol) -> list[str]:
        """The names that a module uses in place of one that it only imports now; empty but for several."""
        names = self.project.scope_table(hop.path)
        decision = self.decisions.get(hop.path)
        if names is None or decision is None or hop.name not in decision.namespace.unused:
            return []
        found = []
        for new in dict.fromkeys(
            rule.new for rule in self.project.rules.for_symbol(symbol) if rule.new is not None
        ):
            wanted, bindings = tuple(new.dotted.split(".")), names.bindings.get((0, new.leaf), ())
            if any(each.kind == "import" and target_parts(names.facts, each) == wanted for each in bindings):
                found.append(new.leaf)
        return found if len(found) > 1 else []

    def _kept(
        self, aim: ResolvedTarget, hop: ModuleAttribute, heirs: Mapping[str, Symbol], symbol: Symbol
    ) -> tuple[Diagnostic, ...]:
        """What to say of a name that its module goes on binding."""
        if hop.name in heirs and len(heirs) == 1:
            return self._turned_async(aim, symbol, heirs[hop.name])
        if aim.reads:
            return _said(aim, texts.TARGET_READ, symbol)
        if not heirs:
            return _said(aim, texts.TARGET_STILL_USED, symbol, name=hop.name)
        others = [name for name in heirs if name != hop.name]
        if len(others) == 1:
            return _said(aim, texts.TARGET_HALF_USED, symbol, name=others[0])
        return _said(aim, texts.TARGET_AMBIGUOUS, symbol, names=listed(others))

    def _place(self, aim: ResolvedTarget, index: int) -> Span | None:
        """Where one component of a path stands; None where it is not spelled plainly."""
        first = len(aim.parts) - len(aim.places)
        return aim.places[index - first] if first <= index < len(aim.parts) else None

    def _may_grow(self, aim: ResolvedTarget, index: int) -> bool:
        """Whether a component may become several: in a path, but not in a name beside its module."""
        return aim.use >= 0 or (index > 0 and len(aim.places) > 1) or aim.form in ("patch", "attribute")

    def _as_use(self, aim: ResolvedTarget, names: ScopeTable, index: int, heir: DottedName) -> UseChange:
        use = names.facts.accesses[aim.use]
        attrs = index - (len(aim.parts) - len(use.attrs)) + 1
        kept = use.attrs[: attrs - 1]
        old = ".".join((aim.root, *use.attrs[:attrs]))
        new = ".".join((aim.root, *kept, *heir))
        return UseChange(aim.use, attrs, (use.name, *kept, *heir), frozenset({old}), new)

    # Definitions ------------------------------------------------------------------------------

    def _definition(
        self, aim: ResolvedTarget, names: ScopeTable, symbol: Symbol, depth: int
    ) -> TargetDecision:
        if not aim.whole and self._is_decided(aim, names):
            return TargetDecision()
        if not aim.whole and (member := self._member(aim, names, symbol, depth)) is not None:
            return TargetDecision(member)
        if not aim.whole:
            told = self.project.resolve(aim.parts[:-1], names.facts.path) is not None and aim.use < 0
            return TargetDecision(
                remarks=() if told or aim.form == "attribute" else self._beside(aim, symbol)
            )
        broken = self._broken(aim, names) or self._lacked(aim, names, symbol, depth)
        if broken:
            return TargetDecision(remarks=broken)
        fate = self.readers.fate(symbol)
        rules = self.project.rules.for_symbol(symbol)
        targets = fate.went or frozenset(rule.new for rule in rules if rule.new is not None)
        rest = aim.parts[depth:]
        why = self._why_it_stays(aim, symbol, fate, targets, rest)
        if not why and len(aim.places) != len(aim.parts):
            why = _said(aim, texts.TARGET_NOT_PLAIN, symbol)
        if why:
            return TargetDecision(remarks=why)
        (new,) = targets
        span = Span(aim.places[0].start, aim.places[depth - 1].end)
        old = ".".join(aim.parts[:depth])
        change = StringChange(names.facts.path, span, old, new.dotted, fate.files)
        remarks = self._turned_async(aim, symbol, new)
        if fate.early and not aim.reads:
            remarks += _said(aim, texts.TARGET_READ_EARLY, symbol)
        return TargetDecision(change, remarks=remarks)

    def _member(
        self, aim: ResolvedTarget, names: ScopeTable, symbol: Symbol, depth: int
    ) -> StringChange | None:
        """The new name of a class's attribute that stands beside the class, where that goes along."""
        owner, _, _ = symbol.name.rpartition(".")
        if not owner or depth != len(aim.parts) or not aim.places or aim.use >= 0 or not aim.form:
            return None
        news = {rule.new for rule in self.project.rules.for_symbol(symbol)}
        owners = {rule.new for rule in self.project.rules.for_symbol(Symbol(symbol.module, owner))}
        new, around = next(iter(news), None), next(iter(owners), Symbol(symbol.module, owner))
        if len(news) != 1 or len(owners) > 1 or new is None or around is None or new == symbol:
            return None
        if (new.module, new.name.rpartition(".")[0]) != (around.module, around.name):
            return None
        return StringChange(names.facts.path, aim.places[-1], symbol.leaf, new.leaf, frozenset())

    def _is_decided(self, aim: ResolvedTarget, names: ScopeTable) -> bool:
        """Whether an attribute goes with its module object, by the decision on its file."""
        return aim.use >= 0 and any(change.use == aim.use for change in self.decisions[names.facts.path].uses)

    def _why_it_stays(
        self,
        aim: ResolvedTarget,
        symbol: Symbol,
        fate: ReaderOutcome,
        targets: frozenset[Symbol],
        rest: tuple[str, ...],
    ) -> tuple[Diagnostic, ...]:
        """Why a target that names a definition stays; empty when it moves."""
        if not targets:
            manual = next((rule.manual for rule in self.project.rules.for_symbol(symbol) if rule.manual), "")
            text = texts.TARGET_WITHOUT_FORM if manual else texts.TARGET_WITHOUT_RULE
            return _said(aim, text, symbol, manual=manual)
        if fate.stays and not fate.went:
            return _said(aim, texts.TARGET_READ_THERE, symbol)
        if fate.stays:
            names = listed(sorted(new.dotted for new in fate.went))
            return _said(aim, texts.TARGET_MISSES_SOME, symbol, names=names)
        if len(targets) > 1:
            names = listed(sorted(new.dotted for new in targets))
            return _said(aim, texts.TARGET_READERS_SPLIT, symbol, names=names)
        (new,) = targets
        if not self.project.namespaces.binds(new):
            return _said(aim, texts.TARGET_LACKS, symbol, owner=new.module, name=new.name)
        if self._lacks(new, rest):
            return _said(aim, texts.TARGET_LACKS, symbol, owner=new, name=".".join(rest))
        return ()

    def _beside(self, aim: ResolvedTarget, symbol: Symbol) -> tuple[Diagnostic, ...]:
        text = texts.LOOKED_UP_AT_HOME if aim.reads else texts.REPLACED_AT_HOME
        return _said(aim, text, symbol, old=symbol.leaf)

    # Modules ----------------------------------------------------------------------------------

    def _module(self, aim: ResolvedTarget, names: ScopeTable) -> TargetDecision:
        assert aim.reach is not None
        assert aim.reach.module is not None
        rule, depth = aim.reach.module, aim.reach.depth
        plain = aim.whole and len(aim.places) == len(aim.parts) == depth
        if (
            not plain
            or not self.project.rules.moves_every_name(rule)
            or self.definitions.lost_names(rule.old, rule.new)
        ):
            return TargetDecision(remarks=(spelled(aim.offset, rule.old, rule.old),))
        span = Span(aim.places[0].start, aim.places[-1].end)
        return TargetDecision(StringChange(names.facts.path, span, aim.text, rule.new, frozenset()))

    # Remarks ----------------------------------------------------------------------------------

    def _broken(self, aim: ResolvedTarget, names: ScopeTable) -> tuple[Diagnostic, ...]:
        """A target that did not resolve before: its module is in the tree, and binds no such name."""
        module, _, name = aim.text.rpartition(".")
        home = self.project.modules.find(module, names.facts.path)
        if aim.reads or home is None or self.project.namespaces.may_have(home, name):
            return ()
        return _said(aim, texts.TARGET_NEVER_BOUND, None, module=module, name=name)

    def _lacked(
        self, aim: ResolvedTarget, names: ScopeTable, symbol: Symbol, depth: int
    ) -> tuple[Diagnostic, ...]:
        """A target below a definition that has no such attribute."""
        rest = aim.parts[depth : depth + 1]
        if aim.reads or not self._lacks(symbol, rest):
            return ()
        return _said(aim, texts.ATTRIBUTE_NEVER_BOUND, None, owner=symbol.leaf, name=rest[0])

    def _turned_async(self, aim: ResolvedTarget, old: Symbol, new: Symbol) -> tuple[Diagnostic, ...]:
        """A mock takes after its target (`unittest.mock.patch`): it turns async where the target does."""
        if not aim.mocks or self._is_async(old) or not self._is_async(new):
            return ()
        return _said(aim, texts.BECOMES_ASYNC_MOCK, old, new=new.leaf)

    def _is_async(self, symbol: Symbol) -> bool:
        stated = self.definitions.is_async(symbol)
        if stated is None:
            rules = self.project.rules.for_symbol(symbol)
            return any(rule.signature is not None and rule.signature.is_async for rule in rules)
        return stated

    def _lacks(self, symbol: Symbol, attributes: tuple[str, ...]) -> bool:
        """Whether a class of the tree is known not to have an attribute."""
        return bool(attributes) and self.definitions.has(symbol, attributes[0]) is False


def _said(
    aim: ResolvedTarget, text: FindingText, symbol: Symbol | None, **fields: object
) -> tuple[Diagnostic, ...]:
    """One finding on a target, as its decision takes it."""
    return (Diagnostic(aim.offset, text.fill(symbol, target=aim.text, **fields)),)
