"""Decide, for one file, what every reference to a deprecated symbol becomes."""

from codemods.project.choose_rule import RuleChoice
from codemods.project.decision import AliasChange, Decision, NewImport
from codemods.project.decision_builder import MatchedUses, what_else
from codemods.project.dotted_paths import ModuleAttribute, absolute, of
from codemods.project.dunder_all_changes import follow_listing, hold_taken, kept_by_listing
from codemods.project.facades import FACADE, is_facade, keep_through_stars, tell_outsiders
from codemods.project.local_names import ImportSource, LocalName, LocalNameAccess, local_names_of
from codemods.project.match_rules import BUILTINS, RuleMatcher
from codemods.project.module_references import ModuleReferences
from codemods.semantic.scope_table import UNBOUND
from codemods.values.rules import Symbol


class FileDecider(RuleMatcher):
    """Decides one file."""

    def decide(self) -> Decision:
        """Decide every group. Raises UntrackedName."""
        self._star_modules()
        hold_taken(self)
        keep_through_stars(self)
        for group in local_names_of(self.project, self.names):
            if group.listed and not group.uses and is_facade(self):
                self._note_passed(group, set())
                continue
            followed: set[int] = set()
            if group.direct:
                self._symbol_group(group)
            else:
                followed = ModuleReferences(self, group).decide()
            self._note_passed(group, followed)
        self._definitions()
        follow_listing(self)
        return self.made

    # Names that mean a deprecated symbol themselves --------------------------------------------

    def _symbol_group(self, group: LocalName) -> None:
        if self._stays_bound(group):
            return
        settled = self.settle(group, group.uses)
        symbols = [
            s.reach.symbol for s in group.sources if s.reach is not None and s.reach.symbol is not None
        ]
        if not settled.choices and not settled.refusals:
            self._unused(group, settled, symbols[0])
        held, patched = self.is_held(group), self.is_patched(group)
        kept = bool(settled.refusals) or held or (patched and len(settled.targets()) > 1)
        idle = (held or patched) and set(settled.choices) == {UNBOUND}
        if idle:
            settled.choices.clear()
        local = {} if idle or self.blocked(group) else self._locals(group, settled, kept)
        self._record(group, settled, local, kept or not local)

    def _stays_bound(self, group: LocalName) -> bool:
        """Whether a module that also binds the name otherwise goes on having it, for the canonical symbol.

        Then an import from there means what it should, as it stands.
        """
        for source in group.sources:
            reach = source.reach
            bound = self.binding(reach.hops[0]) if reach is not None and reach.unsure and reach.hops else None
            if reach is None or bound is None or not self.stays_for(reach, bound):
                return False
        return True

    def _unused(self, group: LocalName, settled: MatchedUses, symbol: Symbol) -> None:
        """An import that nothing here uses may be a re-export or a probe: it moves in place."""
        self.made.unused.update([] if group.scope else [group.name])
        choice = self.watched(group, symbol) or self.chooser.for_import(symbol)
        for mark in filter(None, (self.limits.mark(s.binding.span.start) for s in group.sources)):
            choice = mark.refusal(symbol)
        if isinstance(choice, RuleChoice):
            settled.choices[UNBOUND] = choice
        else:
            settled.refusals[UNBOUND] = choice

    def _locals(self, group: LocalName, settled: MatchedUses, kept: bool) -> dict[Symbol, str]:
        """The local name under which each canonical symbol comes in; empty when they cannot."""
        targets = settled.targets()
        pinned = self._pinned(group)
        if any(self.is_itself(group, target) for target in targets):
            self.name_taken(group, settled, "this module is the one that it would be imported from")
            return {}
        twice = self._bound_twice(group)
        if pinned and twice:
            self.name_taken(group, settled, f"`{group.name}` must stay, and one statement binds it twice")
            return {}
        inside = any("." in target.name for target in targets)
        if inside and pinned == "alias" and not self._is_read(group):
            pinned = ""
        if inside and pinned:
            self.name_taken(group, settled, f"`{group.name}` must stay, and an attribute cannot be imported")
            return {}
        if pinned and not kept:
            if len(targets) == 1 and "." not in targets[0].name:
                if pinned == FACADE:
                    tell_outsiders(self, group, settled, targets[0])
                elif pinned != "alias":
                    self.alias_kept(group, targets[0], pinned)
                return {targets[0]: group.name}
            if len(targets) != 1:
                self.split_refused(group, settled, targets, pinned)
                return {}
        found: dict[Symbol, str] = {}
        for target in targets:
            top = target.name.partition(".")[0]
            uses = [each.use for each in group.uses if settled.choices.get(each.index, None) is not None]
            trouble = self.obstacle(group, top, NewImport(target.module, top), uses)
            if not trouble:
                found[target] = top
            elif not kept and group.name not in found.values() and "." not in target.name:
                found[target] = group.name
                self.alias_kept(group, target, trouble)
            else:
                self.name_taken(group, settled, trouble)
                return {}
        return found

    def _is_read(self, group: LocalName) -> bool:
        """Whether another file reads the group's name from this module's namespace."""
        return group.scope == 0 and self.project.is_read(ModuleAttribute(self.facts.path, group.name))

    def _bound_twice(self, group: LocalName) -> bool:
        """Whether one import statement binds the name twice, so that their order matters."""
        statements = [source.binding.statement for source in group.named]
        return len(set(statements)) < len(statements)

    def _read_by_string(self, group: LocalName) -> bool:
        return any(
            (text.callee.endswith("[]") and text.value == group.name)
            or (text.callee in ("eval", "exec") and group.name in text.value)
            for text in self.facts.strings
        )

    def _pinned(self, group: LocalName) -> str:
        """Why the local name must stay: `alias` when its author chose it; empty when it need not."""
        listed = kept_by_listing(self, group)
        if group.star:
            return listed
        if group.named and all(self.alias_of(each).asname for each in group.named if each.reach is not None):
            return "alias"
        if any(self.alias_of(source).asname for source in group.named):
            return "one of its imports gives it that name"
        if group.assigned:
            return f"`{group.name}` is also bound by {what_else(group)}"
        if any(source.reach is None for source in group.sources):
            return f"`{group.name}` is also imported from elsewhere"
        if listed:
            return listed
        if self._read_by_string(group):
            return f"this file spells `{group.name}` as a string to find it in a namespace"
        if group.shadowed:
            return f"a class body that binds `{group.name}` itself may read it"
        if self.facts.scopes[group.scope].kind == "class":
            return f"`{group.name}` is an attribute of the class"
        if group.scope == 0 and is_facade(self):
            return FACADE
        if self.is_patched(group):
            return f"{self.patched[group.name]} replaces `{group.name}` here, and cannot follow"
        if group.scope == 0 and group.name in self.home:
            return f"this module is a home of `{group.name}`; it exports the old name as an alias"
        return ""

    # Writing it down ---------------------------------------------------------------------------

    def _record(self, group: LocalName, settled: MatchedUses, local: dict[Symbol, str], kept: bool) -> None:
        if not local:
            self.refuse_all(group, settled)
        new = tuple(
            NewImport(t.module, t.name.partition(".")[0], name if name != t.name.partition(".")[0] else None)
            for t, name in local.items()
            if not (t.module == BUILTINS and name == t.name)
        )
        for source in group.sources:
            self._record_import(group, source, new, kept, settled)
        for each in group.uses:
            if local and each.index in settled.choices:
                self._record_use(group, each, settled.choices[each.index], local)
            elif each.index in settled.refusals:
                self.refuse(each, settled.refusals[each.index])
        if local and group.scope == 0:
            self.made.heirs[group.name] = {name: target for target, name in local.items()}
            self.made.beside.update([group.name] if group.star and not kept else [])
        if local and not kept and group.name not in local.values():
            self.rename_bare(group, tuple(dict.fromkeys(local.values())))
            if group.listed:
                self.made.renamed[group.name] = tuple(dict.fromkeys(local.values()))

    def _record_import(
        self,
        group: LocalName,
        source: ImportSource,
        new: tuple[NewImport, ...],
        kept: bool,
        settled: MatchedUses,
    ) -> None:
        if source.reach is None:
            return
        if source.star:
            self.made.aliases.append(AliasChange(source.binding.statement, source.binding.alias, True, new))
            if group.listed and kept:
                self.made.note(source.binding.span.start, "export", source.reach.symbol, moves=False)
                self.stay(source.reach)
                self.import_stays(group, source, settled)
            return
        alias = self.alias_of(source)
        new = tuple(each.marked_as(alias) for each in new)
        if new or not kept:
            self.made.aliases.append(AliasChange(source.binding.statement, source.binding.alias, kept, new))
        name = group.name if group.scope == 0 else ""
        self.made.note(source.binding.span.start, "import", of(source.reach), not kept, name)
        if kept:
            self.stay(source.reach)
            self.import_stays(group, source, settled)
        else:
            self.note(settled, source)

    def _record_use(
        self, group: LocalName, each: LocalNameAccess, choice: RuleChoice, local: dict[Symbol, str]
    ) -> None:
        rest = tuple(choice.new.name.split(".")[1:])
        parts = (local[choice.new], *rest)
        self.move(group, each, choice, parts)

    def _note_passed(self, group: LocalName, followed: set[int]) -> None:
        if group.scope == 0 and group.direct and group.name not in self.project.leaves:
            self.made.aliases_out.add(ModuleAttribute(self.facts.path, group.name))
        for source in group.sources:
            hops = source.reach.hops if source.reach is not None else ()
            self.made.passed.update(hops)
            self.made.late.update(hops if group.scope else ())
        for each in group.uses:
            hops = tuple(hop for reach in each.reaches for hop in reach.hops)
            self.made.passed.update(hops)
            self.made.late.update(hops if each.attrs > 0 and each.index not in followed else ())

    def _star_modules(self) -> None:
        """`from old_module import *` follows its module's rule, if nothing that it brings gets lost."""
        for index, statement in enumerate(self.facts.imports):
            reach = (
                self.project.reach(absolute(self.facts, statement), self.facts.path)
                if statement.is_star
                else None
            )
            if (
                reach is None
                or reach.module is None
                or self.limits.code
                or self.limits.mark(statement.span.start)
            ):
                continue
            lost = self.definitions.lost_names(reach.module.old, reach.module.new)
            if lost:
                spoken = ", ".join(f"`{name}`" for name in lost[:3])
                message = f"`{reach.module.new}` has no {spoken}, which the star brings in"
                advice = "import the names that are needed one by one"
                self.remark(statement.span.start, "RP104", message, advice, reach.module.old)
                self.made.note(statement.span.start, "import", reach.module.old, moves=False)
            else:
                self.made.aliases.append(AliasChange(index, 0, False, (NewImport(reach.module.new, "*"),)))
                self.made.note(statement.span.start, "import", reach.module.old, moves=True)

    def _definitions(self) -> None:
        """The homes themselves stay until they are retired."""
        for (scope, name), bindings in self.names.bindings.items():
            if scope == 0 and name in self.home:
                for binding in bindings:
                    if binding.kind == "assign" and binding.what in ("function", "class", "assignment"):
                        self.remark(
                            binding.span.start,
                            "RP111",
                            f"`{name}` is defined here; a definition stays until it is retired",
                            "remove it when nothing refers to it any more",
                            self._home_symbol(name),
                        )

    def _home_symbol(self, name: str) -> str:
        for rule in self.project.migration.symbols:
            here = self.project.modules.find(rule.old.module) == self.facts.path
            if here and rule.old.name.partition(".")[0] == name:
                return str(rule.old)
        return ""
