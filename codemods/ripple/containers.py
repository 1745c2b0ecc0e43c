"""Decide the groups whose name means a module (or a class) on the way to deprecated symbols."""

from collections.abc import Sequence

from codemods.resolution.model import Use
from codemods.ripple.choose import Choice, Refusal
from codemods.ripple.decision import AliasChange, NewImport, UseChange
from codemods.ripple.groups import Group, GroupUse, Source, modules_through
from codemods.ripple.listing import kept_by_listing
from codemods.ripple.paths import Hop, Parts
from codemods.ripple.record import Settled, old_paths, what_else
from codemods.ripple.settle import Settler


class Containers:
    """Decides one group, container by container: `a.b` in `a.b.old()`."""

    def __init__(self, decider: Settler, group: Group) -> None:
        self.decider = decider
        self.group = group
        self.base = group.sources[0].parts
        self.leaving: set[int] = set()
        """The uses that some container's move takes elsewhere."""

    def decide(self) -> None:
        """Move what leads to each container, or say why it stays."""
        if len({source.parts for source in self.group.sources}) > 1:
            return self._refuse_mixed()
        whole = self.decider.settle(self.group, self.group.uses)
        modules = [each for each in self.group.uses if each.attrs >= 0 and each.reaches[0].module is not None]
        self.leaving = {*whole.choices, *(each.index for each in modules if each.member is None)}
        for path in list(modules_through(self.group)):
            self._container(path)
        return None

    def _refuse_mixed(self) -> None:
        """The name may mean one module or another: what is read through it cannot be told."""
        settled = Settled()
        for each in self.group.uses:
            if each.attrs >= 0:
                refusal = _mixed(self.group.name, each)
                settled.refusals[each.index] = refusal
                self.decider.refuse(each, refusal)
        for source in self.group.sources:
            if source.reach is not None:
                self.decider.stay(source.reach)
                self.decider.import_stays(self.group, source, settled)

    def _container(self, path: Parts) -> None:
        mine = [each for each in self.group.uses if self._path(each) == path]
        settled = self.decider.settle(self.group, mine)
        for each in mine:
            if each.member is not None and each.index not in settled.choices:
                settled.refusals[each.index] = _by_string(each)
        bare = [each for each in mine if each.attrs >= 0 and each.reaches[0].module is not None]
        bare = [each for each in bare if each.index not in settled.refusals]
        others = [each for each in self.group.uses if self._under(each, path) and each not in mine]
        others = [each for each in others if each.index not in self.leaving]
        sources = [source for source in self.group.sources if source.path == path]
        targets = {choice.new.dotted.rpartition(".")[0] for choice in settled.choices.values()}
        rule = next((s.reach.module for s in sources if s.reach is not None and s.reach.module), None)
        if bare and rule is None:
            rule = bare[0].reaches[0].module
        if bare or (rule is not None and not mine and not others):
            targets |= {rule.new} if rule is not None else set()
        if self.decider.blocked(self.group):
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
        elif settled.choices or bare:
            self._add(path, sources, settled, bare)
        for each in mine:
            if each.index in settled.refusals:
                self.decider.refuse(each, settled.refusals[each.index])
        for source in sources:
            if source.reach is not None and source.reach.module is not None and settled.refusals:
                self.decider.made.count("import", moved=False)
                self.decider.stay(source.reach)
                self.decider.import_stays(self.group, source, settled)

    def _path(self, each: GroupUse) -> Parts | None:
        """The container through which a use goes; None when it reaches nothing deprecated."""
        if each.attrs < 0:
            return None
        parts = (*self.base, *each.use.attrs[: each.attrs])
        return parts if each.reaches[0].module is not None else parts[:-1]

    def _under(self, each: GroupUse, path: Parts) -> bool:
        """Whether a use needs the container's module: its chain starts with the path."""
        chain = (*self.base, *each.use.attrs)
        return chain[: len(path)] == path

    def _may_go(self, sources: list[Source]) -> bool:
        """Whether the local name may stop meaning the old module.

        Nothing else may read it from this module's namespace; where the module has a rule, whatever
        does is a reference itself and follows.
        """
        if self.group.scope != 0 or self.decider.is_held(self.group):
            return self.group.scope != 0
        if all(source.reach is not None and source.reach.module is not None for source in sources):
            return True
        return not self.decider.project.is_read(Hop(self.decider.facts.path, self.group.name))

    def _is_class(self, settled: Settled) -> bool:
        return any("." in choice.new.name for choice in settled.choices.values())

    def _rename_attributes(self, settled: Settled) -> None:
        """Old and new stand in one container: only the last attribute changes."""
        for each in self._moving(settled):
            choice = settled.choices[each.index]
            kept = (each.use.name, *each.use.attrs[: each.attrs - 1])
            self.decider.move(self.group, each, choice, (*kept, choice.new.leaf))

    def _moving(self, settled: Settled) -> list[GroupUse]:
        return [each for each in self.group.uses if each.index in settled.choices]

    def _move(
        self, path: Parts, sources: list[Source], settled: Settled, bare: list[GroupUse], target: str
    ) -> None:
        """Every use goes to one module: the import moves, and the chains with it."""
        new, prefix = self._new_module(
            sources[0], target, [each.use for each in (*self._moving(settled), *bare)]
        )
        if new is None:
            return self._add(path, sources, settled, bare)
        for source in sources:
            made = self.decider.made
            made.aliases.append(AliasChange(source.binding.statement, source.binding.alias, False, (new,)))
            made.count("import", moved=True)
        for each in self._moving(settled):
            choice = settled.choices[each.index]
            self.decider.move(self.group, each, choice, (*prefix, choice.new.leaf))
        for each in bare:
            self._move_bare(each, prefix, target)
        is_from = self.decider.facts.imports[sources[0].binding.statement].is_from
        if is_from and prefix[0] != self.group.name:
            self.decider.rename_bare(self.group, prefix)
        return None

    def _new_module(
        self,
        source: Source,
        target: str,
        uses: Sequence[Use],
    ) -> tuple[NewImport | None, Parts]:
        """The import that takes the module's place, and the chain that reads it."""
        alias = self.decider.alias_of(source)
        statement = self.decider.facts.imports[source.binding.statement]
        package, _, leaf = target.rpartition(".")
        if not statement.is_from:
            if alias.asname:
                return NewImport(target, None, alias.asname), (alias.asname,)
            new = NewImport(target)
            movable = self._root_may_go(source, new, uses) and self._free(new, uses)
            return (new if movable else None), tuple(target.split("."))
        if not package:
            new = NewImport(target, None, alias.asname)
            return (new if self._free(new, uses) else None), (new.local,)
        why = self._pinned()
        kept = alias.asname or (self.group.name if why else None)
        new = NewImport(package, leaf, kept if kept != leaf else None)
        trouble = self.decider.obstacle(self.group, new.local, new, uses) if kept is None else ""
        if trouble:
            new = NewImport(package, leaf, self.group.name)
            self._alias_kept(source, leaf, trouble)
        elif alias.asname is None and new.asname is not None:
            self._alias_kept(source, leaf, why)
        return new, (new.local,)

    def _root_may_go(self, source: Source, new: NewImport, uses: Sequence[Use]) -> bool:
        """Whether `import a.b` may give up the name `a`: it stays bound, or nothing else reads it."""
        if new.local == self.group.name:
            return True
        kept = [each for each in self.group.sources if each.path != source.path]
        moving = {use.start for use in uses}
        alone = all(each.use.start in moving for each in self.group.uses) and not self.group.assigned
        if alone and not kept:
            self.decider.rename_bare(self.group, (new.local,))
        return bool(kept) or alone

    def _pinned(self) -> str:
        """Why the local name must stay; empty when it need not."""
        name = self.group.name
        if self.group.assigned:
            return f"`{name}` is also bound by {what_else(self.group)}"
        if self.decider.facts.scopes[self.group.scope].kind == "class":
            return f"`{name}` is an attribute of the class"
        if self.decider.is_held(self.group):
            return f"{self.decider.held[name]} reads `{name}` from here"
        return kept_by_listing(self.decider, self.group)

    def _alias_kept(self, source: Source, leaf: str, why: str) -> None:
        self.decider.remark(
            source.binding.span.start,
            "RP201",
            f"`{leaf}` comes in as `{self.group.name}`: {why}",
            "rename the local name by hand if you want the canonical one",
            "",
        )

    def _free(self, new: NewImport, uses: Sequence[Use]) -> bool:
        return not self.decider.obstacle(self.group, new.local, new, uses)

    def _move_bare(self, each: GroupUse, prefix: Parts, target: str) -> None:
        """The module object itself, used as a value."""
        olds = old_paths(self.group, each)
        self.decider.made.uses.append(UseChange(each.index, each.attrs, prefix, olds, target))
        self.decider.made.count("name", moved=True)

    def _add(self, path: Parts, sources: list[Source], settled: Settled, bare: list[GroupUse]) -> None:
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
            for each in uses:
                self.decider.move(self.group, each, settled.choices[each.index], parts)
        if dotted:
            new += [self._bare_beside(each) for each in bare]
        keep = bool(sources) or not self._nothing_left(settled)
        if new and not keep:
            self.decider.rename_bare(self.group, tuple(dict.fromkeys(each.local for each in new)))
        for source in anchors if new else ():
            change = AliasChange(
                source.binding.statement, source.binding.alias, keep, tuple(dict.fromkeys(new))
            )
            self.decider.made.aliases.append(change)

    def _bare_beside(self, each: GroupUse) -> NewImport:
        """A module object that is read as `a.b`, under its new path."""
        rule = each.reaches[0].module
        assert rule is not None
        self._move_bare(each, tuple(rule.new.split(".")), rule.new)
        return NewImport(rule.new)

    def _nothing_left(self, settled: Settled) -> bool:
        """Whether every use of the name moves, and no other file reads it from this module."""
        moving = all(each.index in self.leaving for each in self.group.uses)
        pure = not self.group.others and not settled.refusals
        return moving and pure and self._may_go(self.group.sources)

    def _taken(self, uses: list[GroupUse], settled: Settled, trouble: str) -> None:
        for each in uses:
            choice: Choice = settled.choices.pop(each.index)
            settled.refusals[each.index] = Refusal(
                "RP107",
                f"`{choice.new.leaf}` cannot be brought in here: {trouble}",
                "rename what is in the way, then run repoint again",
                choice.rule.old,
            )


def _mixed(name: str, each: GroupUse) -> Refusal:
    """A name that stands for one of several modules."""
    return Refusal(
        "RP106",
        f"`{name}` may be bound to different modules here",
        "give each of them a name of its own, then run repoint again",
        each.reaches[0].symbol,
    )


def _by_string(each: GroupUse) -> Refusal:
    """A module object cannot move where a string names one of its deprecated attributes."""
    assert each.member is not None
    assert each.member.symbol is not None
    return Refusal(
        "RP302",
        f"the string `{each.member.symbol.leaf}` names a deprecated attribute of this module object",
        "change the string and the module by hand, to what the code under test uses now",
        each.member.symbol,
    )
