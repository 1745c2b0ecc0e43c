"""Decide what is read through one module, or class: its uses, and the import that leads to it."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from codemods.project.choose_rule import RuleChoice
from codemods.project.container_uses import ContainerUses, rejected
from codemods.project.deciding import Deciding
from codemods.project.decision import NewImport
from codemods.project.dotted_paths import DottedName, old_path
from codemods.project.local_names import ImportSource, LocalName, LocalNameAccess, what_else_binds
from codemods.project.matched_uses import MatchedUses
from codemods.project.module_import_changes import form_of, new_module_import
from codemods.project.modules_beside import stays_in_module
from codemods.project.new_names import BUILTINS
from codemods.project.package_imports import packages_alone
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import ModuleRule
from codemods.values.symbol import Symbol


class ModuleContainer:
    """One module on the way to deprecated symbols, as one local name of a file leads to it.

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
        self._made = deciding.made
        self._local = local
        self._path = path
        self._leaving = leaving
        self._beside = beside
        self._uses = ContainerUses(deciding, local, path, accesses, leaving, beside)

    def decide(self) -> None:
        """Move the import with all its uses, or bring new names in beside it, or say why all stays."""
        local, matched = self._local, self._deciding.rules.match(self._local, self._uses.own)
        self._uses.reject_named_by_string(matched)
        self._uses.reject_private(matched)
        bare = [each for each in self._uses.own if each.is_module and each.index not in matched.rejections]
        writes = any(each.use.stored for each in bare)
        rule, bare = self._uses.module_rule(bare, matched)
        bare += [each for each in self._uses.own if each.index in self._beside and not each.is_module]
        replacers = self._uses.replacers()
        if replacers:
            self._uses.reject_replaced(matched, replacers)
            self._rename_attributes(matched)
        elif self._file.is_protected(local):
            self._made.reject_all(local, matched)
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
                self._bring_in_beside(matched, bare, rule, needed=here)
        self._write_rejections(matched)

    def _bound_otherwise(self, choice: RuleChoice) -> Rejection:
        name, others = self._local.name, what_else_binds(self._local)
        return texts.BOUND_OTHERWISE.fill(choice.rule.old, name=name, others=others)

    # What becomes of it -------------------------------------------------------------------------

    def is_left_unused(self, matched: MatchedUses) -> bool:
        """Whether every use of the name moves, and no other file reads it from this module."""
        moving = self._local.alias is None and all(each.index in self._leaving for each in self._local.uses)
        moving = moving and not self._local.read_by_expressions
        pure = not self._local.others and not matched.rejections
        return moving and pure and self._may_lose_name(self._local.sources)

    def _is_only_passed(self, matched: MatchedUses) -> bool:
        """Whether all that the file does with the name is to read other modules through it, and no more."""
        used = bool(self._local.uses) and not self._file.facts.is_package
        strings = self._file.facts.strings if self._local.scope == 0 else ()
        listed = any(each.dunder_all_entry is not None and each.value == self._local.name for each in strings)
        return used and not listed and self.is_left_unused(matched)

    def _drop(self, rule: ModuleRule) -> None:
        """Take out the imports of a module that nothing needs: what was read through it comes in itself."""
        for source in self._uses.sources:
            self._made.change_alias(source, False, ())
            self._made.refer(source.binding.span.start, "import", rule.old, moves=True)

    def _may_move_whole(self, matched: MatchedUses) -> bool:
        """Whether the import can go to the new module, with every use: nothing needs the old one here."""
        members = any("." in choice.new.name for choice in matched.choices.values())
        if self._local.read_by_expressions:
            return False
        if not self._uses.sources or self._uses.needed_otherwise() or matched.rejections or members:
            return False
        return self._may_lose_name(self._uses.sources)

    def _may_lose_name(self, sources: Sequence[ImportSource]) -> bool:
        """Whether the local name may stop meaning the old module.

        Nothing else may read it from this module's namespace; where the module has a rule, whatever
        does is a reference itself and follows.
        """
        if self._local.scope != 0:
            return True
        if self._file.is_needed(self._local) or self._file.is_replaced(self._local):
            return False
        if all(source.resolved is not None and source.resolved.module is not None for source in sources):
            return True
        return not self._file.project.attribute_readers.is_read(self._file.attribute(self._local))

    def _rename_attributes(self, matched: MatchedUses) -> bool:
        """Where old and new stand in one module, only the last attribute changes; whether there was any."""
        here = [
            each
            for each in self._uses.moving(matched)
            if stays_in_module(self._file, self._path, matched.choices[each.index].new)
        ]
        for access in here:
            choice = matched.choices.pop(access.index)
            kept = (access.use.name, *access.use.attrs[: access.attrs - 1])
            root = self._path if self._local.alias is None else (f"!{self._local.alias.kind}", *kept[1:])
            target = ".".join((*root, choice.new.leaf))
            self._made.move(self._local, access, choice, (*kept, choice.new.leaf), target)
        return bool(here)

    def _move_whole(
        self, matched: MatchedUses, bare: list[LocalNameAccess], target: str, rule: ModuleRule | None
    ) -> None:
        """Every use goes to one module: the import moves, and the chains with it."""
        moving = [each.use for each in (*self._uses.moving(matched), *bare)]
        new, prefix = new_module_import(
            self._deciding, self._local, self._uses.sources[0], target, moving, self._leaving
        )
        if new is None:
            self._bring_in_beside(matched, bare, rule)
            return
        for source in self._uses.sources:
            self._made.change_alias(source, False, (new,))
            self._made.refer(source.binding.span.start, "import", old_path(source.resolved), moves=True)
        for access in self._uses.moving(matched):
            choice = matched.choices[access.index]
            self._made.move(self._local, access, choice, (*prefix, choice.new.leaf))
        for access in bare:
            self._made.move_module(self._local, access, prefix, target)

    def _bring_in_beside(
        self,
        matched: MatchedUses,
        bare: Sequence[LocalNameAccess],
        rule: ModuleRule | None,
        needed: bool = False,
    ) -> None:
        """The canonical names come in beside the old module, which goes where nothing needs it any more."""
        anchors = self._uses.sources or self._local.sources
        # `import a.b` is followed by `import c.d` and `c.d.name`, every other form by the name itself.
        dotted = not anchors[0].statement.is_from and not self._file.alias_of(anchors[0]).asname
        late = [each for each in self._uses.moving(matched) if self._stays_late(each, matched, dotted)]
        modules: dict[str, list[LocalNameAccess]] = {}
        for each in bare:
            modules.setdefault(self._uses.module_of(each), []).append(each)
        for each in late:
            modules.setdefault(matched.choices[each.index].new.module, []).append(each)
        coming = [self._bring_module(*each, matched, dotted) for each in modules.items()]
        moved = {each.index for each in late}
        coming += [
            self._bring_in(target, matched, dotted, moved)
            for target in matched.targets()
            if any(
                matched.choices[each.index].new == target
                for each in self._uses.moving(matched)
                if each not in late
            )
        ]
        if dotted and rule is not None and not self._uses.own:
            coming.append(form_of(anchors[0], rule.target))
        # A built-in comes in without an import.
        new = [each for each in coming if each is not None and not (each.name and each.module == BUILTINS)]
        keep = needed or None in coming or not self.is_left_unused(matched)
        root = self._root_alone(matched) if keep and not needed and dotted and rule is not None else ()
        for source in anchors if new or not keep else ():
            # An import that is read through another name of its module goes, or stays, with its own uses.
            kept = self._made.keeps(source) if self._local.alias is not None else keep and not root
            self._made.change_alias(source, kept, dict.fromkeys((*root, *new)))
        if rule is not None and not matched.rejections:
            self._refer_module(matched, rule, moves=bool(new) and (bool(root) or not keep))

    def _root_alone(self, matched: MatchedUses) -> tuple[NewImport, ...]:
        """What goes on importing the packages of `import a.b`, where nothing needs `a.b` itself any more."""
        if matched.rejections or self._uses.needed_otherwise():
            return ()
        left = (each for each in self._local.uses if each.index not in self._leaving)
        others = [each.use for each in left if self._uses.container_of(each) != self._path]
        return packages_alone(self._file, self._local, self._path, others)

    def _refer_module(self, matched: MatchedUses, rule: ModuleRule, moves: bool) -> None:
        """Write down whether the imports of the module go with what was read through it."""
        for source in self._uses.sources:
            start = source.binding.span.start
            self._made.refer(start, "import", rule.old, moves=moves)
            if not moves:
                self._made.report(start, texts.MODULE_STILL_NEEDED.fill(rule.old, name=self._local.name))

    def _stay_protected(self, rule: ModuleRule) -> None:
        """Say of imports of the module that nothing here uses that they may not change."""
        limits = self._file.limits
        for source in self._uses.sources:
            start = source.binding.span.start
            protected = limits.protected(start)
            why = limits.about(rule.old) or (protected.rejection.about(rule.old) if protected else None)
            self._made.refer(start, "import", rule.old, moves=False)
            self._made.report(start, why or texts.STAYS_ALONG.fill(rule.old, old=rule.old))

    def _stays_late(self, access: LocalNameAccess, matched: MatchedUses, dotted: bool) -> bool:
        """Whether a use must go on being read from its module: it is written there, or a test replaces it."""
        patched = self._local.scope == 0 and matched.choices[access.index].rule.old in self._file.patched
        return not dotted and (access.use.stored or patched)

    def _bring_module(
        self, module: str, accesses: list[LocalNameAccess], matched: MatchedUses, dotted: bool
    ) -> NewImport | None:
        """Bring a canonical module in, for what is read through it; None where its name is taken."""
        local, trouble = self._local, ""
        hidden = self._file.project.submodules.hidden_by_names(module)
        if hidden:
            self._refuse_module(accesses, matched, f"{hidden[0][0].path} has another object under its name")
            return None
        anchor = (self._uses.sources or local.sources)[0]
        plain = NewImport(module)
        for new in dict.fromkeys((form_of(anchor, module), plain)) if dotted else _module_imports(module):
            uses = [each.use for each in accesses]
            taken = new.local == local.name and not (dotted and new == plain)
            trouble = "" if taken else self._deciding.new_names.obstacle(local, new.local, new, uses)
            if not (taken or trouble):
                break
        else:
            self._refuse_module(accesses, matched, trouble or f"`{local.name}` is the old module")
            return None
        parts = new.prefix if dotted else (new.local,)
        for access in accesses:
            choice = matched.choices.get(access.index)
            if choice is None:
                self._made.move_module(local, access, parts, module)
            else:
                self._made.move(local, access, choice, (*parts, *choice.new.name.split(".")))
        return new

    def _refuse_module(self, accesses: list[LocalNameAccess], matched: MatchedUses, why: str) -> None:
        """Leave what cannot be read through its new module."""
        for access in accesses:
            if access.index in matched.choices:
                matched.name_taken(why, access.index)
            elif access.is_module:
                module = self._uses.module_of(access)
                rejection = texts.NAME_NOT_FREE.fill(old_path(access.resolutions[0]), new=module, why=why)
                matched.rejections[access.index] = rejection

    def _bring_in(
        self, target: Symbol, matched: MatchedUses, dotted: bool, others: Collection[int]
    ) -> NewImport | None:
        """Bring one canonical symbol in, and let its uses move, but for those where its name is taken."""
        local = self._local
        moving = (each for each in self._uses.moving(matched) if each.index not in others)
        accesses = [each for each in moving if matched.choices[each.index].new == target]
        new = self._form_for(target, accesses, matched, dotted)
        if isinstance(new, str):
            # What stands in the way may do so for some of the uses alone.
            alone = {each.index: self._form_for(target, [each], matched, dotted) for each in accesses}
            blocked = [index for index, form in alone.items() if isinstance(form, str)]
            matched.name_taken(new, *(blocked or alone))
            accesses = [each for each in accesses if each.index in matched.choices]
            new = self._form_for(target, accesses, matched, dotted)
            if accesses and isinstance(new, str):
                matched.name_taken(new, *(each.index for each in accesses))
            if not accesses or isinstance(new, str):
                return None
        for access in accesses:
            self._made.move(local, access, matched.choices[access.index], new.chain_to(target))
        return new

    def _form_for(
        self, target: Symbol, accesses: Sequence[LocalNameAccess], matched: MatchedUses, dotted: bool
    ) -> NewImport | str:
        """The import under which some uses can have a canonical symbol, or what stands in the way."""
        names, local, top = self._deciding.new_names, self._local, target.name.partition(".")[0]
        plain, whole = NewImport(target.module, top), NewImport(target.module)
        form = form_of((self._uses.sources or local.sources)[0], target.module)
        uses, stays = [each.use for each in accesses], not self.is_left_unused(matched)
        if target.module == BUILTINS:
            return names.obstacle(local, top, plain, uses) or plain
        comes_as = dotted and form.asname and form.name is None and form.local != local.name
        if comes_as and not names.obstacle(local, form.local, form, uses):
            return form
        if dotted and not self._file.project.submodules.hidden_by_names(target.module):
            trouble = names.obstacle(local, whole.local, whole, uses)
            if not trouble:
                return whole
            return trouble if names.obstacle(local, top, plain, uses, stays) else plain
        if self._file.keeps_names:
            return names.alias(local, plain, uses)
        trouble = names.obstacle(local, top, plain, uses, stays)
        if not trouble or top != local.name:
            return trouble or plain
        return names.beside(local, plain, uses)

    def _write_rejections(self, matched: MatchedUses) -> None:
        for access in self._uses.own:
            if access.index in matched.rejections and access.use.stored and access.resolutions[0].symbol:
                # It is a target as well, which has the finding.
                self._made.stay(access.resolutions[0])
            elif access.index in matched.rejections:
                self._made.reject(self._local, access, matched.rejections[access.index])
        for source in self._uses.sources if matched.rejections else ():
            if source.resolved is not None and source.resolved.module is not None:
                old = source.resolved.module.old
                self._made.refer(source.binding.span.start, "import", old, moves=False)
                self._made.import_stays(self._local, source, matched)


def _module_imports(module: str) -> Iterator[NewImport]:
    """The imports that may bring a module in, by its own name and by one with its package's before it."""
    package, _, leaf = module.rpartition(".")
    longer = f"{package.rpartition('.')[2]}_{leaf}" if package else f"{leaf}_module"
    yield NewImport(package, leaf) if package else NewImport(module)
    yield NewImport(package, leaf, longer) if package else NewImport(module, None, longer)
