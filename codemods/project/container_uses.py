"""What is read through one module, or class, under one local name, and what of it must stay there."""

from collections.abc import Collection, Mapping, Sequence

from codemods.project.choose_rule import RuleChoice, is_test
from codemods.project.deciding import Deciding
from codemods.project.dotted_paths import DottedName, ModuleAttribute
from codemods.project.local_names import ImportSource, LocalName, LocalNameAccess
from codemods.project.matched_uses import MatchedUses
from codemods.project.modules_beside import stays_in_module
from codemods.project.rule_checks import does_not_bind, goes_nowhere, taken_by_submodule
from codemods.semantic.string_names import PatchTarget
from codemods.values import finding_texts as texts
from codemods.values.finding_texts import FindingText
from codemods.values.rejection import Rejection
from codemods.values.rules import ModuleRule
from codemods.values.symbol import Symbol, whole_module


class ContainerUses:
    """What one local name reads through one module, or class.

    `path` is the module's dotted name, `accesses` are the uses of the local name that follow no
    re-export, and `leaving` the indices of those that will not need the name any more. `beside` are the
    modules to which those go, by index, that stand beside the name of what they have.
    """

    def __init__(
        self,
        deciding: Deciding,
        local: LocalName,
        path: DottedName,
        accesses: Sequence[LocalNameAccess],
        leaving: Collection[int | None],
        beside: Mapping[int, str],
    ) -> None:
        self._deciding = deciding
        self._file = deciding.file
        self.local = local
        self.path = path
        self.leaving = leaving
        self.beside = beside
        self._base = local.sources[0].parts
        self.own = [each for each in accesses if self.container_of(each) == path]
        """The uses that go through the module."""
        self.sources = [source for source in local.sources if source.path == path and local.alias is None]
        """The imports of the module itself."""

    def container_of(self, access: LocalNameAccess) -> DottedName | None:
        """The module through which a use goes; None when it reaches nothing deprecated."""
        if not access.resolutions and access.index not in self.beside:
            return None
        parts = (*self._base, *access.use.attrs[: access.attrs])
        return parts if access.is_module or access.index in self.beside else parts[:-1]

    def module_of(self, access: LocalNameAccess) -> str:
        """The module to which a use of a module object goes."""
        if access.index in self.beside:
            return self.beside[access.index]
        rule = access.resolutions[0].module
        assert rule is not None
        return rule.target

    def needed_otherwise(self) -> list[LocalNameAccess]:
        """The uses of the local name that go on needing this module: their chains lead through it."""
        own = {each.index for each in self.own}
        return [
            each
            for each in self.local.uses
            if (*self._base, *each.use.attrs)[: len(self.path)] == self.path
            and each.index not in own
            and each.index not in self.leaving
        ]

    def is_left_unused(self, matched: MatchedUses) -> bool:
        """Whether every use of the name moves, and no other file reads it from this module."""
        moving = self.local.alias is None and all(each.index in self.leaving for each in self.local.uses)
        moving = moving and not self.local.read_by_expressions
        pure = not self.local.others and not matched.rejections
        return moving and pure and self.may_lose_name(self.local.sources)

    def may_lose_name(self, sources: Sequence[ImportSource]) -> bool:
        """Whether the local name may stop meaning the old module.

        Nothing else may read it from this module's namespace; where the module has a rule, whatever
        does is a reference itself and follows.
        """
        if self.local.scope != 0:
            return True
        if self._file.is_needed(self.local) or self._file.is_replaced(self.local):
            return False
        if all(source.resolved is not None and source.resolved.module is not None for source in sources):
            return True
        return not self._file.project.attribute_readers.is_read(self._file.attribute(self.local))

    def module_rule(
        self, bare: list[LocalNameAccess], matched: MatchedUses
    ) -> tuple[ModuleRule | None, list[LocalNameAccess]]:
        """The rule that moves the module object itself, and the uses of the object; none where it stays."""
        rules = (source.resolved.module for source in self.sources if source.resolved is not None)
        rule = next(filter(None, rules), None) or (bare[0].resolutions[0].module if bare else None)
        rejection = self._why_module_stays(rule, bare) if rule is not None else None
        if rejection is None:
            return rule, bare
        for index in [each.index for each in bare] if bare else [None]:
            matched.rejections[index] = rejection
        return None, []

    def _why_module_stays(self, rule: ModuleRule, bare: list[LocalNameAccess]) -> Rejection | None:
        """Why a module object must not move, whatever its uses; None when it may."""
        for source in self.sources:
            watched = source.statement.inspected_by
            if watched and is_test(self._file.path):
                return texts.IMPORT_LOOKED_AT.fill(module=rule.old, how=watched)
            if (both := self._file.versions.keeps_module(rule, source.binding.span.start)) is not None:
                return both
        if rule.new is None:
            return texts.NO_CANONICAL_FORM.fill(rule.old, old=rule.old, manual=rule.manual)
        project = self._file.project
        if goes_nowhere(project, self._file.definitions, rule.old, rule.new):
            return texts.NEW_MODULE_MISSING.fill(module=rule.new)
        held = self._file.held.get(whole_module(rule.old))
        if held is not None and held.is_sure:
            return texts.MODULE_REPLACED.fill(rule.old, old=rule.old, replacer=held.path)
        if self._is_found_loaded(rule.old):
            return texts.MODULE_STAYS_HANDED_ON.fill(rule.old, module=rule.old)
        if rule.old in self._file.read_below:
            return texts.PACKAGE_HANDED_ON.fill(rule.old, module=rule.old, name=rule.old.rpartition(".")[2])
        if any(each.attrs and self._file.facts.shows_text(each.use.start) for each in bare):
            return texts.FIELD_SHOWS_PATH.fill(rule.old, old=rule.old)
        if any(each.use.usage_at(each.attrs).handed_on for each in bare):
            lost = self._file.definitions.lost_names(rule.old, rule.new)
            lost = [
                name for name in lost if name != "*" and not project.rules.has_own(Symbol(rule.old, name))
            ]
            unknown = rule.others is not None and project.modules.find(rule.new) is None
            if rule.old in self._file.handed_on or lost or unknown:
                return texts.MODULE_STAYS_HANDED_ON.fill(rule.old, module=rule.old)
        return taken_by_submodule(project, self._file.path, rule.old, rule.new)

    def _is_found_loaded(self, module: str) -> bool:
        """Whether a string that stays may find a module among those that are loaded."""
        named = any(
            each.value == module and each.dunder_all_entry is None for each in self._file.facts.strings
        )
        if named and b"sys.modules" in (self._file.project.store.search.text(self._file.path) or b""):
            return True
        stays = any(symbol.module == module for symbol in self._file.held)
        return any(
            (stays or not _is_spelled(each)) and f"{each.text}.".startswith(f"{module}.")
            for each in self._file.facts.patch_targets
            if not each.loads
        )

    def reject_private(self, matched: MatchedUses) -> None:
        """Leave what a class would read under another name: `__name`, on whatever it is read."""
        for access in self.moving(matched):
            name = matched.choices[access.index].new.name
            if self._deciding.new_names.is_private_in_class(name, access.use.scope):
                matched.name_taken("inside a class it is another name", access.index)

    def reject_named_by_string(self, matched: MatchedUses) -> None:
        """Leave strings beside the module that name what it has, and what is read under the same names here.

        A test that replaces a name and then reads it must do both in one place.
        """
        named: set[Symbol | None] = set()
        for access in self.own:
            if access.is_module and access.index not in self.beside and self._named_anew(access):
                symbol = access.members[0].symbol
                assert symbol is not None
                matched.rejections[access.index] = texts.ATTRIBUTE_BY_STRING.fill(symbol, old=symbol.leaf)
                named.add(symbol)
            elif access.is_module and (missed := self._missed(access)) is not None:
                matched.rejections[access.index] = missed
        for access in self.own:
            if access.index in matched.choices and access.resolutions[0].symbol in named:
                choice = matched.choices.pop(access.index)
                matched.rejections[access.index] = rejected(texts.REPLACED_HERE, choice)

    def _named_anew(self, access: LocalNameAccess) -> bool:
        """Whether a string beside a module names what has another name, or another place, than its module."""
        rule, project = access.resolutions[0].module, self._file.project
        symbols = [each.symbol for each in access.members]
        if rule is None or rule.new is None or access.unknown_beside:
            return bool(symbols)
        choose, held = self._deciding.rules.chooser.for_import, self._file.held
        return any(
            each is None
            or (each in held or each.module != rule.old or project.rules.has_own(each))
            or not isinstance(choose(each), RuleChoice)
            for each in symbols
        )

    def _missed(self, access: LocalNameAccess) -> Rejection | None:
        """Why a module stays that code asks about a name which only the new one has; None for all others."""
        rule, project = access.resolutions[0].module, self._file.project
        if rule is None or rule.new is None:
            return None
        for each in self._file.facts.asked_names:
            old, new = Symbol(rule.old, each.name), Symbol(rule.new, each.name)
            asked = each.start == access.use.start and does_not_bind(project, self._file.path, old)
            if asked and project.namespaces.binds(new):
                return texts.ABSENCE_ASKED.fill(rule.old, module=rule.old, name=each.name)
        return None

    def replacers(self) -> list[str]:
        """The files that replace the module object in this module's namespace, and cannot follow its uses."""
        moves = any(
            source.resolved is not None and source.resolved.module is not None for source in self.sources
        )
        if self.local.scope != 0 or moves or self.local.star:
            return []
        alias, readers = self.local.alias, self._file.project.attribute_readers
        names = [self.local.name, *([alias.name] if alias is not None and alias.scope == 0 else [])]
        attributes = (ModuleAttribute(self._file.path, name) for name in names)
        return [path for each in attributes for path in readers.patching_files(each)]

    def reject_replaced(self, matched: MatchedUses, replacers: Sequence[str]) -> None:
        """Leave what is read through an object that a test replaces.

        Another name of the same object is as good where the test gives its own object no attribute of the old
        one: a mock has any.
        """
        gives = self._file.project.computed_targets.may_give
        for index, choice in list(matched.choices.items()):
            here = stays_in_module(self._file, self.path, choice.new)
            found = [path for path in replacers if not here or gives(path, choice.rule.old.leaf)]
            if found:
                matched.choices.pop(index)
                matched.rejections[index] = rejected(texts.MODULE_REPLACED, choice, replacer=found[0])

    def moving(self, matched: MatchedUses) -> list[LocalNameAccess]:
        """The uses of the local name that follow a rule."""
        return [each for each in self.local.uses if each.index in matched.choices]


def rejected(text: FindingText, choice: RuleChoice, **fields: object) -> Rejection:
    """Why a use of a choice's deprecated symbol stays, in a text that speaks of `old`."""
    return text.fill(choice.rule.old, old=choice.rule.old.leaf, **fields)


def _is_spelled(target: PatchTarget) -> bool:
    """Whether the module that a target looks up is spelled in one string, which can follow it."""
    spelled = target.owner or target.components
    return bool(spelled) and (bool(target.owner) or len(spelled) == len(target.path))
