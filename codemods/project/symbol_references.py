"""Decide a local name that means a deprecated symbol itself."""

from collections.abc import Sequence

from codemods.project.choose_rule import RuleChoice
from codemods.project.deciding import Deciding
from codemods.project.decision import NewImport
from codemods.project.dotted_paths import old_path
from codemods.project.facades import tell_outsiders
from codemods.project.late_reexports import LateReexport
from codemods.project.lazy_names import lazy_module_beside
from codemods.project.local_names import ImportSource, LocalName
from codemods.project.matched_uses import MatchedUses
from codemods.project.new_names import BUILTINS
from codemods.project.pinned_names import Pin, PinKind, pin_of_symbol
from codemods.project.public_reexports import public_import
from codemods.project.stub_twins import pin_of_twin
from codemods.semantic.access import Access
from codemods.values import finding_texts as texts
from codemods.values.symbol import Symbol


class SymbolReferences:
    """Decides one local name that means a deprecated symbol itself."""

    def __init__(self, deciding: Deciding, local: LocalName) -> None:
        self._deciding = deciding
        self._file = deciding.file
        self._made = deciding.made
        self._local = local

    def decide(self) -> bool:
        """Move the name's imports and uses, or say why they stay; whether a re-export is followed."""
        local, reexport = self._local, LateReexport(self._deciding, self._local)
        if self._stays_bound():
            return False
        if reexport.decide():
            return True
        matched = self._deciding.rules.match(local, local.uses)
        unused = not (matched.choices or matched.rejections or matched.expressions)
        goes = unused and self._deciding.rules.chooser.removes_import(self._symbol)
        if unused and not goes:
            self._match_unused(matched)
        if reexport.must_stay:
            matched.reject(lambda choice: texts.REPLACED_HERE.fill(choice.rule.old, old=choice.rule.old.leaf))
        self._hold_listed(matched)
        self._hold_given_lazily(matched)
        needed, replaced = self._file.is_needed(local), self._file.is_replaced(local)
        kept = bool(matched.rejections) or needed or (replaced and len(matched.targets()) > 1)
        kept = kept or any(each.reads(local) for each in matched.expressions.values())
        idle = (needed or replaced) and set(matched.choices) == {None}
        if idle:
            matched.choices.clear()
        movable = not idle and not self._file.is_protected(local)
        names = self._new_names(matched, kept) if movable else {}
        goes = (goes or bool(matched.expressions)) and movable and not (matched.choices or kept)
        why = self._why_named(replaced) if goes else ""
        if why:
            matched.rejections[None] = texts.STILL_NAMED.fill(self._symbol, name=local.name, why=why)
        leaves = goes and not why
        self._write_down(matched, names, not leaves and (kept or not names))
        if leaves:
            self._made.rename_bare(local, ())
        self._deciding.expressions.write(local, list(matched.expressions.values()))
        return False

    def _hold_listed(self, matched: MatchedUses) -> None:
        """Let a name stay that `__all__` lists and a built-in replaces, which the module would not have."""
        local, targets = self._local, matched.targets()
        if local.scope != 0 or local.name not in self._file.facts.dunder_all.included:
            return
        if not any(_is_builtin(target, target.leaf) for target in targets):
            return
        why = "`__all__` lists it, and a module has no built-ins of its own"
        if any(target.leaf == local.name for target in targets):
            matched.name_taken(why)
            return
        matched.choices.pop(None, None)
        matched.rejections[None] = texts.STILL_NAMED.fill(self._symbol, name=local.name, why=why)

    def _hold_given_lazily(self, matched: MatchedUses) -> None:
        """Let an import in a stub stay that a `__getattr__` may read: it would give the new name alone.

        What reads a stub so finds modules of its own package only.
        """
        local, file = self._local, self._file
        module = lazy_module_beside(file.project, file.path, local.name) if local.scope == 0 else None
        same = (
            each.leaf == local.name and each.module.startswith(f"{file.facts.module}.")
            for each in matched.targets()
        )
        if module is not None and not all(same):
            given = texts.STUB_MAY_GIVE.fill(self._symbol, module=module, name=local.name)
            matched.reject(lambda _choice: given)

    def _why_named(self, replaced: bool) -> str:
        """Why the name must not go, with nothing in its place that is named so; empty where it may."""
        local = self._local
        pinned = pin_of_symbol(self._file, local) or pin_of_twin(self._deciding, local)
        if pinned is not None and pinned.kind is not PinKind.ALIAS:
            return pinned.why
        if replaced or self._is_bound_twice():
            return f"`{local.name}` is replaced, or imported twice"
        declared = any(each.name == local.name for each in self._file.facts.declarations)
        return f"`{local.name}` is declared or deleted here" if declared or local.others else ""

    def _stays_bound(self) -> bool:
        """Whether a module that also binds the name otherwise goes on having it, for the canonical symbol.

        Then an import from there means what it should, as it stands.
        """
        for source in self._local.sources:
            resolved = source.resolved
            if resolved is None or not (resolved.unsure and resolved.through):
                return False
            outcome = self._made.effects.outcome(resolved.through[0])
            if outcome is None or not self._deciding.rules.stays_for(resolved, outcome):
                return False
        return True

    @property
    def _symbol(self) -> Symbol:
        """The symbol that the first import of it brings."""
        resolved = (each.resolved for each in self._local.sources)
        return next(each.symbol for each in resolved if each is not None and each.symbol is not None)

    def _match_unused(self, matched: MatchedUses) -> None:
        """An import that nothing here uses may be a re-export or a probe: it moves in place."""
        local, symbol = self._local, self._symbol
        self._made.effects.leave_unused(local)
        rules, sources = self._deciding.rules, [each.resolved for each in local.sources if each.resolved]
        stays = rules.watched(local, symbol) or self._file.versions.keeps_name(local, symbol)
        choice = stays or rules.held(local, sources) or rules.chooser.for_import(symbol)
        for source in local.sources:
            protected = self._file.limits.protected(source.binding.span.start)
            choice = protected.rejection.about(symbol) if protected is not None else choice
        if isinstance(choice, RuleChoice):
            matched.choices[None] = choice
        else:
            matched.rejections[None] = choice

    # The names under which canonical symbols come in ----------------------------------------------

    def _new_names(self, matched: MatchedUses, kept: bool) -> dict[Symbol, str]:
        """The local name under which each canonical symbol comes in; empty when they cannot."""
        local, targets = self._local, matched.targets()
        pin = pin_of_symbol(self._file, local) or pin_of_twin(self._deciding, local)
        if any(self._deciding.new_names.is_own(local, target) for target in targets):
            matched.name_taken("this module is the one that it would be imported from")
            return {}
        if any(self._deciding.new_names.is_private_in_class(target.name, local.scope) for target in targets):
            matched.name_taken("inside a class it is another name")
            return {}
        if pin is not None and self._is_bound_twice():
            matched.name_taken(f"`{local.name}` must stay, and one statement binds it twice")
            return {}
        inside = any("." in target.name for target in targets)
        importless = inside or (bool(targets) and all(_is_builtin(each, each.leaf) for each in targets))
        if importless and pin is not None and pin.kind is PinKind.ALIAS and not self._is_read():
            pin = None
        if inside and pin is not None:
            matched.name_taken(f"`{local.name}` must stay, and an attribute cannot be imported")
            return {}
        if pin is not None and not kept:
            if len(targets) == 1:
                self._report_pin(matched, targets[0], pin)
                return {targets[0]: local.name}
            matched.parts_ways(local.name, pin.why)
            return {}
        return self._free_names(matched, kept)

    def _report_pin(self, matched: MatchedUses, target: Symbol, pin: Pin) -> None:
        if pin.kind is PinKind.FACADE:
            tell_outsiders(self._deciding, self._local, matched, target)
        elif pin.kind is not PinKind.ALIAS:
            self._made.reports.alias_kept(self._local, target, pin.why)

    def _free_names(self, matched: MatchedUses, kept: bool) -> dict[Symbol, str]:
        """The canonical names where they are free; the old name serves one symbol whose name is not."""
        local, names = self._local, self._deciding.new_names
        found: dict[Symbol, str] = {}
        accesses = [each.use for each in local.uses if each.index in matched.choices]
        for target in matched.targets():
            top = target.name.partition(".")[0]
            plain = NewImport(target.module, top)
            trouble = names.obstacle(local, top, plain, accesses, stays=kept)
            if not trouble:
                found[target] = top
            elif kept and top == local.name and accesses:
                found[target] = self._alias_for(target, plain, accesses, trouble)
            elif not kept and local.name not in found.values() and "." not in target.name:
                found[target] = local.name
                self._made.reports.alias_kept(local, target, trouble)
            else:
                matched.name_taken(trouble)
                return {}
        return found

    def _alias_for(self, target: Symbol, plain: NewImport, accesses: Sequence[Access], why: str) -> str:
        """A name for a canonical symbol, where the old one has its name and stays; it is reported."""
        name = self._deciding.new_names.alias(self._local, plain, accesses).local
        for source in self._local.named:
            if source.resolved is not None:
                self._made.reports.comes_in_as(source, target.leaf, name, why, source.resolved.symbol)
        return name

    def _is_read(self) -> bool:
        """Whether another file reads the name from this module's namespace."""
        return self._local.scope == 0 and self._file.project.attribute_readers.is_read(
            self._file.attribute(self._local)
        )

    def _is_bound_twice(self) -> bool:
        """Whether one import statement binds the name twice, so that their order matters."""
        statements = [source.binding.statement for source in self._local.named]
        return len(set(statements)) < len(statements)

    # Writing it down ------------------------------------------------------------------------------

    def _write_down(self, matched: MatchedUses, names: dict[Symbol, str], kept: bool) -> None:
        local, made = self._local, self._made
        if not names:
            made.reports.reject_all(local, matched)
        public = (
            {target: public_import(self._deciding, local, target) for target in names} if not kept else {}
        )
        new = tuple(
            _new_import(target, name, public.get(target))
            for target, name in names.items()
            if not _is_builtin(target, name)
        )
        for source in local.sources:
            self._write_import(source, new, kept, matched)
        for access in local.uses:
            if names and access.index in matched.choices:
                choice = matched.choices[access.index]
                parts = (names[choice.new], *choice.new.name.split(".")[1:])
                home = public.get(choice.new)
                made.move(local, access, choice, parts, home.bound if home is not None else "")
            elif access.index in matched.rejections:
                made.reports.reject(local, access, matched.rejections[access.index])
        if names and local.scope == 0:
            by_name = {name: target for target, name in names.items() if not _is_builtin(target, name)}
            made.effects.replace(local, by_name, kept_by_star=local.star and not kept)
        if names and not kept and local.name not in names.values():
            made.rename_bare(local, tuple(dict.fromkeys(names.values())))
            if local.listed:
                made.effects.renamed[local.name] = tuple(dict.fromkeys(names.values()))

    def _write_import(
        self, source: ImportSource, new: tuple[NewImport, ...], kept: bool, matched: MatchedUses
    ) -> None:
        local, made, start = self._local, self._made, source.binding.span.start
        if source.resolved is None:
            return
        if source.star:
            made.change_alias(source, True, new)
            if local.listed and kept:
                made.reports.refer(start, "export", source.resolved.symbol, moves=False)
                made.reports.import_stays(local, source, matched)
            return
        if new or not kept:
            alias = self._file.alias_of(source)
            made.change_alias(source, kept, new if kept else (each.marked_as(alias) for each in new))
        made.reports.refer(
            start, "import", old_path(source.resolved), not kept, local.name if local.scope == 0 else ""
        )
        if kept:
            made.reports.import_stays(local, source, matched)
        else:
            made.move_unused(local, source, matched.choices.get(None))


def _new_import(target: Symbol, name: str, public: NewImport | None) -> NewImport:
    """The import that brings a symbol in under a local name; of `Class.member`, the class.

    `public` is the import of it from elsewhere.
    """
    top = target.name.partition(".")[0]
    plain = public or NewImport(target.module, top)
    return NewImport(plain.module, plain.name, name if name != plain.name else None)


def _is_builtin(target: Symbol, name: str) -> bool:
    """Whether a symbol needs no import, since it is a built-in under its own name."""
    return target.module == BUILTINS and name == target.name
