"""Decide what is read through one module, or class: its uses, and the import that leads to it."""

from codemods.project.choose_rule import RuleChoice
from codemods.project.container_uses import ContainerUses, rejected
from codemods.project.deciding import Deciding
from codemods.project.dotted_paths import old_path
from codemods.project.imports_beside import ImportsBeside
from codemods.project.local_names import LocalNameAccess, what_else_binds
from codemods.project.matched_uses import MatchedUses
from codemods.project.module_import_changes import new_module_import
from codemods.project.modules_beside import stays_in_module
from codemods.project.new_names import BUILTINS
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import ModuleRule


class ModuleContainer:
    """One module on the way to deprecated symbols, by the uses that one local name of a file makes of it."""

    def __init__(self, deciding: Deciding, uses: ContainerUses) -> None:
        self._deciding = deciding
        self._file = deciding.file
        self._made = deciding.made
        self._uses = uses
        self._local = uses.local
        self._imports = ImportsBeside(deciding, uses)

    def decide(self) -> None:
        """Move the import with all its uses, or bring new names in beside it, or say why all stays."""
        local, matched = self._local, self._deciding.rules.match(self._local, self._uses.own)
        self._uses.reject_named_by_string(matched)
        self._uses.reject_private(matched)
        bare = [each for each in self._uses.own if each.is_module and each.index not in matched.rejections]
        writes = any(each.use.stored for each in bare)
        rule, bare = self._uses.module_rule(bare, matched)
        bare += [each for each in self._uses.own if each.index in self._uses.beside and not each.is_module]
        replacers = self._uses.replacers()
        if replacers:
            self._uses.reject_replaced(matched, replacers)
            self._rename_attributes(matched)
        elif self._file.is_protected(local):
            self._made.reports.reject_all(local, matched)
            if rule is not None and not matched.rejections:
                self._stay_protected(rule)
        else:
            here = self._rename_attributes(matched)
            targets = {choice.new.dotted.rpartition(".")[0] for choice in matched.choices.values()}
            targets.update(self._uses.module_of(each) for each in bare)
            idle = rule is not None and not (self._uses.own or self._uses.needed_otherwise())
            if rule is not None and idle and not self._is_only_passed(matched):
                targets.add(rule.target)
            if rule is not None and idle and not targets:
                self._drop(rule)
            elif len(targets) == 1 and BUILTINS not in targets and not here and self._may_move_whole(matched):
                self._move_whole(matched, bare, targets.pop(), rule)
            elif writes:
                # A file that assigns to a module's names must go on reading them from there.
                matched.reject(lambda choice: rejected(texts.MODULE_WRITTEN, choice))
            elif self._local.impure and matched.choices:
                # What comes in beside the module is never what else the name may stand for.
                matched.reject(self._bound_otherwise)
            elif matched.choices or bare or (rule is not None and not self._uses.own):
                self._imports.bring(matched, bare, rule, needed=here)
        self._write_rejections(matched)

    def _bound_otherwise(self, choice: RuleChoice) -> Rejection:
        name, others = self._local.name, what_else_binds(self._local)
        return texts.BOUND_OTHERWISE.fill(choice.rule.old, name=name, others=others)

    # What becomes of it -------------------------------------------------------------------------

    def _is_only_passed(self, matched: MatchedUses) -> bool:
        """Whether all that the file does with the name is to read other modules through it, and no more."""
        used = bool(self._local.uses) and not self._file.facts.is_package
        strings = self._file.facts.strings if self._local.scope == 0 else ()
        listed = any(each.dunder_all_entry is not None and each.value == self._local.name for each in strings)
        return used and not listed and self._uses.is_left_unused(matched)

    def _drop(self, rule: ModuleRule) -> None:
        """Take out the imports of a module that nothing needs: what was read through it comes in itself."""
        for source in self._uses.sources:
            self._made.change_alias(source, False, ())
            self._made.reports.refer(source.binding.span.start, "import", rule.old, moves=True)

    def _may_move_whole(self, matched: MatchedUses) -> bool:
        """Whether the import can go to the new module, with every use: nothing needs the old one here."""
        members = any("." in choice.new.name for choice in matched.choices.values())
        if self._local.read_by_expressions:
            return False
        if not self._uses.sources or self._uses.needed_otherwise() or matched.rejections or members:
            return False
        return self._uses.may_lose_name(self._uses.sources)

    def _rename_attributes(self, matched: MatchedUses) -> bool:
        """Where old and new stand in one module, only the last attribute changes; whether there was any."""
        here = [
            each
            for each in self._uses.moving(matched)
            if stays_in_module(self._file, self._uses.path, matched.choices[each.index].new)
        ]
        for access in here:
            choice = matched.choices.pop(access.index)
            kept = (access.use.name, *access.use.attrs[: access.attrs - 1])
            root = self._uses.path if self._local.alias is None else (f"!{self._local.alias.kind}", *kept[1:])
            target = ".".join((*root, choice.new.leaf))
            self._made.move(self._local, access, choice, (*kept, choice.new.leaf), target)
        return bool(here)

    def _move_whole(
        self, matched: MatchedUses, bare: list[LocalNameAccess], target: str, rule: ModuleRule | None
    ) -> None:
        """Every use goes to one module: the import moves, and the chains with it."""
        moving = [each.use for each in (*self._uses.moving(matched), *bare)]
        new, prefix = new_module_import(
            self._deciding, self._local, self._uses.sources[0], target, moving, self._uses.leaving
        )
        if new is None:
            self._imports.bring(matched, bare, rule)
            return
        for source in self._uses.sources:
            self._made.change_alias(source, False, (new,))
            self._made.reports.refer(
                source.binding.span.start, "import", old_path(source.resolved), moves=True
            )
        for access in self._uses.moving(matched):
            choice = matched.choices[access.index]
            self._made.move(self._local, access, choice, (*prefix, choice.new.leaf))
        for access in bare:
            self._made.move_module(self._local, access, prefix, target)

    def _stay_protected(self, rule: ModuleRule) -> None:
        """Say of imports of the module that nothing here uses that they may not change."""
        limits = self._file.limits
        for source in self._uses.sources:
            start = source.binding.span.start
            protected = limits.protected(start)
            why = limits.about(rule.old) or (protected.rejection.about(rule.old) if protected else None)
            self._made.reports.refer(start, "import", rule.old, moves=False)
            self._made.reports.report(start, why or texts.STAYS_ALONG.fill(rule.old, old=rule.old))

    def _write_rejections(self, matched: MatchedUses) -> None:
        for access in self._uses.own:
            if access.index in matched.rejections and access.use.stored and access.resolutions[0].symbol:
                # It is a target as well, which has the finding.
                self._made.effects.stay(access.resolutions[0])
            elif access.index in matched.rejections:
                self._made.reports.reject(self._local, access, matched.rejections[access.index])
        for source in self._uses.sources if matched.rejections else ():
            if source.resolved is not None and source.resolved.module is not None:
                old = source.resolved.module.old
                self._made.reports.refer(source.binding.span.start, "import", old, moves=False)
                self._made.reports.import_stays(self._local, source, matched)
