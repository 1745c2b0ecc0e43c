"""Decide a local name that means a module (or a class) on the way to deprecated symbols."""

from collections.abc import Mapping

from codemods.project.choose_rule import RuleChoice
from codemods.project.container_uses import ContainerUses
from codemods.project.deciding import Deciding
from codemods.project.decision import BindingOutcome
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.either_module import EitherModule
from codemods.project.local_names import LocalName, LocalNameAccess, modules_through
from codemods.project.matched_uses import MatchedUses
from codemods.project.module_container import ModuleContainer
from codemods.project.modules_beside import module_beside, stays_in_module
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection


class ModuleReferences:
    """Decides one local name, container by container: that of `a.b.old()` is `a.b`."""

    def __init__(self, deciding: Deciding, local: LocalName) -> None:
        self._deciding = deciding
        self._made = deciding.made
        self._local = local
        self._base = local.sources[0].parts

    def decide(self) -> set[int]:
        """Move what leads to each container, or say why it stays.

        Gives the indices of the uses that go on being read through a module that hands them on.
        """
        local = self._local
        if len({source.parts for source in local.sources}) > 1:
            either = EitherModule(self._deciding, local)
            both = either.why_both()
            if both is not None or not either.move():
                self._reject_ambiguous(both)
            return set()
        matched = self._deciding.rules.match(local, local.uses)
        plain = [each for each in local.uses if each.index not in matched.expressions]
        followed = {each.index for each in plain if self._follow_reexport(each, matched.choices)}
        rest = [each for each in local.uses if each.index not in followed]
        beside = {each.index: to for each in rest if (to := module_beside(self._deciding, local, each))}
        # A module object stays where it is if a string beside it (`patch.object(module, "old")`) does.
        modules = {each.index for each in rest if each.is_module and not each.members}
        here = {each.index for each in rest if self._stays_in_module(each, matched.choices)}
        leaving = {*matched.choices, *modules, *beside} - followed - here
        if any(each.reads(local) for each in matched.expressions.values()):
            local.read_by_expressions = True
        else:
            leaving |= matched.expressions.keys()
        for path in list(modules_through(local, beside)):
            uses = ContainerUses(self._deciding, local, path, rest, leaving, beside)
            ModuleContainer(self._deciding, uses).decide()
        self._drop_unused(matched, leaving)
        self._deciding.expressions.write(local, list(matched.expressions.values()))
        self._follow_lost_imports()
        return followed

    def _drop_unused(self, matched: MatchedUses, leaving: set[int | None]) -> None:
        """Take the imports out that nothing needs any more, since expressions have come for all uses."""
        local = self._local
        if not matched.expressions or matched.choices or local.alias is not None or local.star:
            return
        uses = ContainerUses(self._deciding, local, local.sources[0].path, local.uses, leaving, {})
        for source in local.sources if uses.is_left_unused(matched) else ():
            self._made.change_alias(source, False, ())

    def _stays_in_module(self, access: LocalNameAccess, choices: Mapping[int | None, RuleChoice]) -> bool:
        """Whether a use moves to another name of the module that it is read through."""
        if access.index not in choices:
            return False
        module = (*self._base, *access.use.attrs[: access.attrs - 1])
        return stays_in_module(self._deciding.file, module, choices[access.index].new)

    def _reject_ambiguous(self, both: Rejection | None) -> None:
        """The name may mean one module or another: what is read through it cannot be told.

        `both` says so of code that runs with either version.
        """
        matched = MatchedUses()
        for access in self._local.uses:
            if access.resolutions:
                symbol = access.resolutions[0].symbol
                rejection = both.about(symbol) if both is not None else None
                rejection = rejection or texts.SEVERAL_MODULES.fill(symbol, name=self._local.name)
                matched.rejections[access.index] = rejection
                self._made.reports.reject(self._local, access, rejection)
        for source in self._local.sources:
            if source.resolved is not None:
                self._made.reports.import_stays(self._local, source, matched)

    def _follow_reexport(self, access: LocalNameAccess, choices: Mapping[int | None, RuleChoice]) -> bool:
        """Let what is read through a module that hands it on follow that module's own binding.

        A test may replace the name in that module, so it goes on being read from there where it can.
        """
        through = access.resolutions[0].through if access.attrs > 0 and len(access.resolutions) == 1 else ()
        own = access.use.attrs[: access.attrs]
        attribute = through[0] if through and own[-1] == through[0].name else None
        file = self._deciding.file
        if attribute is None or file.is_protected(self._local) or file.limits.protected(access.use.start):
            return False
        outcome = self._made.effects.outcome(attribute)
        if outcome is not None and self._deciding.rules.stays_for(access.resolutions[0], outcome):
            return True
        choice = choices.get(access.index) or self._choice_as_replaced(access, attribute, outcome)
        if outcome is None or choice is None:
            return False
        path = outcome.path_of(attribute.name, choice.new)
        if not path and attribute in file.replaces:
            old = choice.rule.old
            self._made.reports.reject(self._local, access, texts.REPLACED_HERE.fill(old, old=old.leaf))
            return True
        if not path or attribute.path in file.project.rules.facades:
            return False
        if path != (attribute.name,) or choice.adapts:
            target = ".".join((*self._base, *own[:-1], *path))
            self._made.move(self._local, access, choice, (access.use.name, *own[:-1], *path), target)
        return True

    def _choice_as_replaced(
        self, access: LocalNameAccess, attribute: ModuleAttribute, outcome: BindingOutcome | None
    ) -> RuleChoice | None:
        """What is read of a name that this file replaces follows it: it is the replacement that is read."""
        symbol = access.resolutions[0].symbol
        if outcome is None or attribute not in self._deciding.file.replaces or symbol is None:
            return None
        for rule in self._deciding.file.project.rules.for_symbol(symbol):
            if rule.new is not None and outcome.path_of(attribute.name, rule.new):
                return RuleChoice(rule, rule.new)
        return None

    def _follow_lost_imports(self) -> None:
        """Where no import of the name is left, `global` and `del` follow to the names in its place."""
        named = {(source.binding.statement, source.binding.alias) for source in self._local.named}
        made = [change for change in self._made.aliases if (change.statement, change.alias) in named]
        changed = {(change.statement, change.alias) for change in made}
        kept = named - changed or any(change.keep for change in made)
        new = dict.fromkeys(each.local for change in made for each in change.new)
        if named and not kept and self._local.name not in new:
            self._made.rename_bare(self._local, tuple(new))
