"""Bring canonical names and modules in beside the import of a module, which goes where nothing needs it."""

from collections.abc import Collection, Iterator, Sequence

from codemods.project.container_uses import ContainerUses
from codemods.project.deciding import Deciding
from codemods.project.decision import NewImport
from codemods.project.dotted_paths import old_path
from codemods.project.local_names import LocalNameAccess
from codemods.project.matched_uses import MatchedUses
from codemods.project.module_import_changes import form_of
from codemods.project.new_names import BUILTINS
from codemods.project.package_imports import packages_alone
from codemods.values import finding_texts as texts
from codemods.values.rules import ModuleRule
from codemods.values.symbol import Symbol


class ImportsBeside:
    """Brings in what some uses of one module go to, and lets the uses follow."""

    def __init__(self, deciding: Deciding, uses: ContainerUses) -> None:
        self._deciding = deciding
        self._file = deciding.file
        self._made = deciding.made
        self._uses = uses
        self._local = uses.local

    def bring(
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
        if not dotted:
            self._file.require(*(target.name.partition(".")[0] for target in matched.targets()))
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
        keep = needed or None in coming or not self._uses.is_left_unused(matched)
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
        left = (each for each in self._local.uses if each.index not in self._uses.leaving)
        others = [each.use for each in left if self._uses.container_of(each) != self._uses.path]
        return packages_alone(self._file, self._local, self._uses.path, others)

    def _refer_module(self, matched: MatchedUses, rule: ModuleRule, moves: bool) -> None:
        """Write down whether the imports of the module go with what was read through it."""
        for source in self._uses.sources:
            start = source.binding.span.start
            self._made.reports.refer(start, "import", rule.old, moves=moves)
            if not moves:
                self._made.reports.report(
                    start, texts.MODULE_STILL_NEEDED.fill(rule.old, name=self._local.name)
                )

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
        uses, stays = [each.use for each in accesses], not self._uses.is_left_unused(matched)
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


def _module_imports(module: str) -> Iterator[NewImport]:
    """The imports that may bring a module in, by its own name and by one with its package's before it."""
    package, _, leaf = module.rpartition(".")
    longer = f"{package.rpartition('.')[2]}_{leaf}" if package else f"{leaf}_module"
    yield NewImport(package, leaf) if package else NewImport(module)
    yield NewImport(package, leaf, longer) if package else NewImport(module, None, longer)
