"""Decide the groups whose name means a module (or a class) on the way to deprecated symbols."""

from collections.abc import Mapping

from codemods.project import module_rejections
from codemods.project.choose_rule import Rejection, RuleChoice, is_test
from codemods.project.decision import AliasChange, BindingOutcome, NewImport, UseChange
from codemods.project.decision_builder import MatchedUses, old_paths
from codemods.project.dotted_paths import DottedName, ModuleAttribute, of
from codemods.project.local_names import ImportSource, LocalName, LocalNameAccess, modules_through
from codemods.project.match_rules import RuleMatcher
from codemods.project.module_import_changes import new_module
from codemods.project.rule_checks import lacking_package
from codemods.semantic.scope_table import UNBOUND
from codemods.values.rules import ModuleRule


class ModuleReferences:
    """Decides one group, container by container: `a.b` in `a.b.old()`."""

    def __init__(self, decider: RuleMatcher, group: LocalName) -> None:
        self.decider = decider
        self.group = group
        self.base = group.sources[0].parts
        self.uses = group.uses
        """Those that no module's own binding takes along."""
        self.leaving: set[int] = set()
        """The uses that some container's move takes elsewhere."""

    def decide(self) -> set[int]:
        """Move what leads to each container, or say why it stays.

        Gives the indices of the uses that go on being read through a module that hands them on.
        """
        if len({source.parts for source in self.group.sources}) > 1:
            self._refuse_mixed()
            return set()
        whole = self.decider.settle(self.group, self.group.uses)
        modules = [each for each in self.group.uses if each.attrs >= 0 and each.reaches[0].module is not None]
        followed = {each.index for each in self.group.uses if self._follow(each, whole.choices)}
        self.uses = [each for each in self.group.uses if each.index not in followed]
        self.leaving = {*whole.choices, *(each.index for each in modules if each.member is None)} - followed
        for path in list(modules_through(self.group)):
            self._container(path)
        self._root_gone()
        return followed

    def _root_gone(self) -> None:
        """Where no import of the name is left, others stand for it."""
        named = {(source.binding.statement, source.binding.alias) for source in self.group.named}
        made = [c for c in self.decider.made.aliases if (c.statement, c.alias) in named]
        kept = named - {(c.statement, c.alias) for c in made} or any(c.keep for c in made)
        new = dict.fromkeys(each.local for change in made for each in change.new)
        if named and not kept and self.group.name not in new:
            self.decider.rename_bare(self.group, tuple(new))

    def _follow(self, each: LocalNameAccess, choices: Mapping[int, RuleChoice]) -> bool:
        """Let what is read through a module that hands it on follow the module's own binding."""
        hops = each.reaches[0].hops if each.attrs > 0 and len(each.reaches) == 1 else ()
        own = each.use.attrs[: each.attrs]
        hop = hops[0] if hops and own[-1] == hops[0].name else None
        if hop is None or self.decider.blocked(self.group) or self.decider.limits.mark(each.use.start):
            return False
        bound = self.decider.binding(hop)
        if bound is not None and self.decider.stays_for(each.reaches[0], bound):
            return True
        choice = choices.get(each.index) or self._as_bound(each, hop, bound)
        if bound is None or choice is None:
            return False
        path = bound.path_of(hop.name, choice.new)
        if not path and hop in self.decider.replaced:
            self.decider.refuse(each, module_rejections.replaced(each, choice))
            return True
        if not path or hop.path in self.decider.project.facades:
            return False
        if path != (hop.name,) or choice.adapts:
            target = ".".join((*self.base, *own[:-1], *path))
            self.decider.move(self.group, each, choice, (each.use.name, *own[:-1], *path), target)
        return True

    def _as_bound(
        self, each: LocalNameAccess, hop: ModuleAttribute, bound: BindingOutcome | None
    ) -> RuleChoice | None:
        """What is read of a name that this file replaces follows it: it is the replacement that is read."""
        if bound is None or hop not in self.decider.replaced or each.reaches[0].symbol is None:
            return None
        rules = self.decider.project.rules(each.reaches[0].symbol)
        fitting = (rule for rule in rules if rule.new and bound.path_of(hop.name, rule.new))
        return next((RuleChoice(rule, rule.new) for rule in fitting if rule.new), None)

    def _refuse_mixed(self) -> None:
        """The name may mean one module or another: what is read through it cannot be told."""
        settled = MatchedUses()
        for each in self.group.uses:
            if each.attrs >= 0:
                refusal = module_rejections.mixed(self.group.name, each)
                settled.refusals[each.index] = refusal
                self.decider.refuse(each, refusal)
        for source in self.group.sources:
            if source.reach is not None:
                self.decider.stay(source.reach)
                self.decider.import_stays(self.group, source, settled)

    def _container(self, path: DottedName) -> None:
        mine = [each for each in self.uses if self._path(each) == path]
        settled = self.decider.settle(self.group, mine)
        self._refuse_by_strings(mine, settled)
        bare = [each for each in mine if each.attrs >= 0 and each.reaches[0].module is not None]
        bare = [each for each in bare if each.index not in settled.refusals]
        writes = any(each.use.stored for each in bare)
        others = [each for each in self.group.uses if self._under(each, path) and each not in mine]
        others = [each for each in others if each.index not in self.leaving]
        sources = [source for source in self.group.sources if source.path == path]
        targets = {choice.new.dotted.rpartition(".")[0] for choice in settled.choices.values()}
        rule = next((s.reach.module for s in sources if s.reach is not None and s.reach.module), None)
        if bare and rule is None:
            rule = bare[0].reaches[0].module
        refusal = self._why_module_stays(rule, sources) if rule is not None else None
        if refusal is not None:
            settled.refusals.update({each.index: refusal for each in bare} or {UNBOUND: refusal})
            bare, rule = [], None
        if bare or (rule is not None and not mine and not others):
            targets |= {rule.new} if rule is not None else set()
        who = self._replacer(sources)
        if who:
            settled.refusals |= {
                i: module_rejections.module_replaced(c, who) for i, c in settled.choices.items()
            }
            settled.choices.clear()
        elif self.decider.blocked(self.group):
            self.decider.refuse_all(self.group, settled)
        elif targets == {".".join(path)}:
            self._rename_attributes(settled)
        elif (
            len(targets) == 1
            and sources
            and not others
            and not settled.refusals
            and not self._is_class(settled)
            and self._may_go(sources)
        ):
            self._move(path, sources, settled, bare, targets.pop())
        elif writes:
            self._refuse_beside_writes(settled)
        elif settled.choices or bare:
            self._add(path, sources, settled, bare)
        for each in mine:
            if each.index in settled.refusals:
                self.decider.refuse(each, settled.refusals[each.index])
        for source in sources:
            if source.reach is not None and source.reach.module is not None and settled.refusals:
                start, old = source.binding.span.start, source.reach.module.old
                self.decider.made.note(start, "import", old, moves=False)
                self.decider.stay(source.reach)
                self.decider.import_stays(self.group, source, settled)

    def _refuse_by_strings(self, mine: list[LocalNameAccess], settled: MatchedUses) -> None:
        """Leave strings beside the module that name what it has, and what is read under the same names here.

        A test that replaces a name and then reads it must do both in one place.
        """
        named = set()
        for each in mine:
            if each.member is not None and each.index not in settled.choices:
                settled.refusals[each.index] = module_rejections.by_string(each)
                named.add(each.member.symbol)
        for each in mine:
            if each.index in settled.choices and each.reaches[0].symbol in named:
                settled.refusals[each.index] = module_rejections.replaced(
                    each, settled.choices.pop(each.index)
                )

    def _why_module_stays(self, rule: ModuleRule, sources: list[ImportSource]) -> Rejection | None:
        """Why a module object must not move, whatever its uses; None when it may."""
        project, facts = self.decider.project, self.decider.facts
        for source in sources:
            watched = facts.imports[source.binding.statement].inspected_by
            if watched and is_test(facts.path):
                return module_rejections.watched(rule.old, watched)
        there = project.modules.find(rule.old) is not None
        if there and lacking_package(project, self.decider.definitions, rule.new) is not None:
            return module_rejections.no_module(rule.new)
        return None

    def _replacer(self, sources: list[ImportSource]) -> str:
        """The file that replaces the module object in this module's namespace, and cannot follow its uses."""
        moves = any(source.reach is not None and source.reach.module is not None for source in sources)
        if self.group.scope != 0 or moves or len(self.base) < 1 or self.group.star:
            return ""
        return self.decider.project.replacer(ModuleAttribute(self.decider.facts.path, self.group.name))

    def _refuse_beside_writes(self, settled: MatchedUses) -> None:
        """A file that assigns to a module's names must go on reading them from there."""
        for index, choice in settled.choices.items():
            settled.refusals[index] = module_rejections.beside_writes(choice)
        settled.choices.clear()

    def _path(self, each: LocalNameAccess) -> DottedName | None:
        """The container through which a use goes; None when it reaches nothing deprecated."""
        if each.attrs < 0:
            return None
        parts = (*self.base, *each.use.attrs[: each.attrs])
        return parts if each.reaches[0].module is not None else parts[:-1]

    def _under(self, each: LocalNameAccess, path: DottedName) -> bool:
        """Whether a use needs the container's module: its chain starts with the path."""
        chain = (*self.base, *each.use.attrs)
        return chain[: len(path)] == path

    def _may_go(self, sources: list[ImportSource]) -> bool:
        """Whether the local name may stop meaning the old module.

        Nothing else may read it from this module's namespace; where the module has a rule, whatever
        does is a reference itself and follows.
        """
        decider, group = self.decider, self.group
        if group.scope != 0 or decider.is_held(group) or decider.is_patched(group):
            return group.scope != 0
        if all(source.reach is not None and source.reach.module is not None for source in sources):
            return True
        return not self.decider.project.is_read(ModuleAttribute(self.decider.facts.path, self.group.name))

    def _is_class(self, settled: MatchedUses) -> bool:
        return any("." in choice.new.name for choice in settled.choices.values())

    def _rename_attributes(self, settled: MatchedUses) -> None:
        """Old and new stand in one container: only the last attribute changes."""
        for each in self._moving(settled):
            choice = settled.choices[each.index]
            kept = (each.use.name, *each.use.attrs[: each.attrs - 1])
            self.decider.move(self.group, each, choice, (*kept, choice.new.leaf))

    def _moving(self, settled: MatchedUses) -> list[LocalNameAccess]:
        return [each for each in self.group.uses if each.index in settled.choices]

    def _move(
        self,
        path: DottedName,
        sources: list[ImportSource],
        settled: MatchedUses,
        bare: list[LocalNameAccess],
        target: str,
    ) -> None:
        """Every use goes to one module: the import moves, and the chains with it."""
        uses = [each.use for each in (*self._moving(settled), *bare)]
        new, prefix = new_module(self.decider, self.group, sources[0], target, uses, self.leaving)
        if new is None:
            return self._add(path, sources, settled, bare)
        for source in sources:
            made = self.decider.made
            made.aliases.append(AliasChange(source.binding.statement, source.binding.alias, False, (new,)))
            made.note(source.binding.span.start, "import", of(source.reach), moves=True)
        for each in self._moving(settled):
            choice = settled.choices[each.index]
            self.decider.move(self.group, each, choice, (*prefix, choice.new.leaf))
        for each in bare:
            self._move_bare(each, prefix, target)
        return None

    def _move_bare(self, each: LocalNameAccess, prefix: DottedName, target: str) -> None:
        """The module object itself, used as a value."""
        olds = old_paths(self.group, each)
        self.decider.made.uses.append(UseChange(each.index, each.attrs, prefix, olds, target))
        self.decider.made.note(each.use.start, "name", of(next(iter(each.reaches), None)), moves=True)

    def _add(
        self, path: DottedName, sources: list[ImportSource], settled: MatchedUses, bare: list[LocalNameAccess]
    ) -> None:
        """The canonical names come in beside the old module, which goes where nothing needs it any more."""
        anchors = sources or self.group.sources
        statement = self.decider.facts.imports[anchors[0].binding.statement]
        dotted = not statement.is_from and not self.decider.alias_of(anchors[0]).asname
        new: list[NewImport] = []
        for target in settled.targets():
            uses = [each for each in self._moving(settled) if settled.choices[each.index].new == target]
            top = target.name.partition(".")[0]
            brought = NewImport(target.module) if dotted else NewImport(target.module, top)
            trouble = self.decider.obstacle(self.group, brought.local, brought, [each.use for each in uses])
            if trouble:
                self._taken(uses, settled, trouble)
                continue
            new.append(brought)
            parts = tuple(target.dotted.split(".") if dotted else target.name.split("."))
            early = self.group.scope == 0 and not dotted
            self.decider.made.early.update(settled.choices[each.index].rule.old for each in uses if early)
            for each in uses:
                self.decider.move(self.group, each, settled.choices[each.index], parts)
        if dotted:
            new += [self._bare_beside(each) for each in bare]
        keep = not self._nothing_left(settled) or bool(bare and not dotted)
        for source in anchors if new else ():
            change = AliasChange(
                source.binding.statement, source.binding.alias, keep, tuple(dict.fromkeys(new))
            )
            self.decider.made.aliases.append(change)

    def _bare_beside(self, each: LocalNameAccess) -> NewImport:
        """A module object that is read as `a.b`, under its new path."""
        rule = each.reaches[0].module
        assert rule is not None
        self._move_bare(each, tuple(rule.new.split(".")), rule.new)
        return NewImport(rule.new)

    def _nothing_left(self, settled: MatchedUses) -> bool:
        """Whether every use of the name moves, and no other file reads it from this module."""
        moving = all(each.index in self.leaving for each in self.group.uses)
        pure = not self.group.others and not settled.refusals
        return moving and pure and self._may_go(self.group.sources)

    def _taken(self, uses: list[LocalNameAccess], settled: MatchedUses, trouble: str) -> None:
        for each in uses:
            choice: RuleChoice = settled.choices.pop(each.index)
            settled.refusals[each.index] = Rejection(
                "RP107",
                f"`{choice.new.leaf}` cannot be brought in here: {trouble}",
                "rename what is in the way, then run repoint again",
                choice.rule.old,
            )
