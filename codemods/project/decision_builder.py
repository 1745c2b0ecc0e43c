"""Write down what was decided for a file: changes, references and diagnostics."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from codemods.project.call_binding import PlacedArgument
from codemods.project.choose_rule import RuleChoice
from codemods.project.decision import (
    AliasChange,
    BindingOutcome,
    BroughtRead,
    CallChange,
    Decision,
    Diagnostic,
    ExpressionChange,
    NameChange,
    NamespaceChanges,
    NewImport,
    OtherModules,
    ReadText,
    ReferenceRecord,
    Removal,
    SpelledName,
    SymbolMoves,
    UseChange,
)
from codemods.project.dotted_paths import ModuleAttribute, ResolvedPath, old_path
from codemods.project.file_context import FileContext
from codemods.project.local_names import ImportSource, LocalName, LocalNameAccess
from codemods.project.matched_uses import MatchedUses
from codemods.semantic.binding import BindingKind
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol


class DecisionBuilder:
    """The decision on one file while it is being made."""

    def __init__(self, file: FileContext) -> None:
        self._file = file
        self.aliases: list[AliasChange] = []
        self.brought: list[tuple[LocalName, tuple[SpelledName, ...]]] = []
        """What new arguments of moving uses need, beside whose imports."""
        self._kept: dict[tuple[int, int], bool] = {}
        self.gone: dict[int, str] = {}
        """The uses that read their local name no more, by index, with the module that they read it for."""
        self.renamed: dict[str, tuple[str, ...]] = {}
        self.stars: dict[str, str] = {}
        self._uses: list[UseChange] = []
        self._names: list[NameChange] = []
        self._members: list[NameChange] = []
        self._expressions: list[ExpressionChange] = []
        self._removals: list[Removal] = []
        self.calls: list[CallChange] = []
        self._diagnostics: list[Diagnostic] = []
        self._references: list[ReferenceRecord] = []
        self._replacements: dict[str, dict[str, Symbol]] = {}
        self._kept_by_star: set[str] = set()
        self._unused: set[str] = set()
        self._other_names: set[ModuleAttribute] = set()
        self._migrated: dict[Symbol, set[Symbol]] = {}
        self._stayed: set[Symbol] = set()
        self._noted: set[str] = set()
        """The symbols whose rules have had their notes."""
        self._late: dict[Symbol, set[Symbol | None]] = {}
        self._needed: set[ModuleAttribute] = set()
        self._read: set[ModuleAttribute] = set()
        self._read_late: set[ModuleAttribute] = set()
        self._assumed: dict[ModuleAttribute, BindingOutcome | None] = {}

    def decision(self) -> Decision:
        """What was decided so far."""
        return Decision(
            self._file.path,
            tuple(self.aliases),
            tuple(self._uses),
            tuple(self._names),
            tuple(self._diagnostics),
            tuple(self._references),
            NamespaceChanges(
                self.renamed,
                self._replacements,
                frozenset(self._kept_by_star),
                frozenset(self._unused),
                frozenset(self._other_names),
                self.stars,
            ),
            SymbolMoves(
                {old: frozenset(new) for old, new in self._migrated.items()},
                frozenset(self._stayed),
                {old: frozenset(new) for old, new in self._late.items()},
            ),
            OtherModules(
                frozenset(self._needed), frozenset(self._read), frozenset(self._read_late), self._assumed
            ),
            tuple(self._members),
            tuple(self._expressions),
            tuple(self._removals),
            tuple(self.calls),
        )

    # Changes ------------------------------------------------------------------------------------

    def change_alias(self, source: ImportSource, keep: bool, new: Iterable[NewImport]) -> None:
        """Let one name of an import stay or go, and others come in beside it."""
        alias = AliasChange(source.binding.statement, source.binding.alias, keep, tuple(new))
        self.aliases.append(alias)
        own = source.binding.statement, source.binding.alias
        self._kept[own] = keep and self._kept.get(own, True)

    def drop_alias(self, source: ImportSource) -> None:
        """Let one name of an import go that was to stay; what comes in beside it takes its place."""
        own = source.binding.statement, source.binding.alias
        self.aliases = [
            replace(each, keep=False) if (each.statement, each.alias) == own else each
            for each in self.aliases
        ]
        self._kept.pop(own, None)
        self.change_alias(source, False, ())

    def keeps(self, source: ImportSource) -> bool:
        """Whether one name of an import stays, by what is decided so far."""
        return self._kept.get((source.binding.statement, source.binding.alias), True)

    def move(
        self,
        local: LocalName,
        access: LocalNameAccess,
        choice: RuleChoice,
        parts: tuple[str, ...],
        target: str = "",
        olds: frozenset[str] = frozenset(),
    ) -> None:
        """Let a use move. Its chain becomes `parts`; `target` is the path that it then spells.

        `olds` are the paths that it stood for, where these are not those of the local name's imports.
        """
        use, symbol = access.use, str(choice.rule.old)
        change = UseChange(
            access.index,
            access.attrs,
            parts,
            olds or old_paths(local, access),
            target or choice.new.dotted,
            choice.arguments,
            choice.awaits,
            choice.reads,
        )
        self._uses.append(change)
        if parts[0] != use.name:
            self.gone[access.index] = choice.rule.old.module
        if choice.names:
            self.brought.append((local, choice.names))
        self._migrated.setdefault(choice.rule.old, set()).add(choice.new)
        self._look_up(local, access, choice.new)
        self.refer(use.start, kind_of(access), symbol, moves=True)
        usage = use.usage_at(access.attrs)
        is_async = choice.rule.signature is not None and choice.rule.signature.is_async
        if is_async and usage.never_awaited and usage.call is not None:
            self.report(use.start, texts.COROUTINE_DROPPED.fill(symbol, new=choice.new.leaf))
        changes = (
            parts != (use.name, *use.attrs[: access.attrs]) or choice.arguments is not None or choice.awaits
        )
        if changes and self._file.facts.keeps_text(use.start):
            self.report(use.start, texts.FIELD_TEXT_CHANGES.fill(symbol, new=".".join(parts)))
        self.tell_note(use.start, choice.rule, usage.call is not None)

    def tell_note(self, offset: int, rule: SymbolRule, each: bool = True) -> None:
        """Show a rule's note with an edit: with each, or else once a symbol.

        A note is mostly about calls; of a value, that it is read at all is worth saying once.
        """
        symbol = str(rule.old)
        if rule.note and (each or symbol not in self._noted):
            self.report(offset, texts.RULE_NOTE.fill(symbol, note=rule.note))
            self._noted.add(symbol)

    @property
    def bases_read(self) -> set[str]:
        """The names with which what new text reads begins."""
        found = {each.text.partition(".")[0] for change in self._uses for each in change.brings}
        found.update(change.parts[0] for change in self._uses)
        parts = (each for change in self._expressions for each in change.parts)
        return found | {each.chain[0] for each in parts if isinstance(each, ReadText) and not each.is_builtin}

    def express(self, access: LocalNameAccess, rule: SymbolRule, change: ExpressionChange | Removal) -> None:
        """Let an expression take the place of a use, or nothing."""
        use, symbol = access.use, str(rule.old)
        self.gone[access.index] = rule.old.module
        if isinstance(change, Removal):
            self._removals.append(change)
        else:
            self._expressions.append(change)
        if not rule.is_in_place and rule.new is not None:
            self._migrated.setdefault(rule.old, set()).add(rule.new)
        self.refer(use.start, kind_of(access), symbol, moves=True)
        if self._file.facts.keeps_text(use.start):
            new = rule.expression.text if rule.expression is not None else ""
            self.report(use.start, texts.FIELD_TEXT_CHANGES.fill(symbol, new=new))
        self.tell_note(use.start, rule)

    def edit(
        self,
        access: LocalNameAccess,
        rule: SymbolRule,
        arguments: tuple[PlacedArgument, ...] | None,
        awaits: bool,
        reads: tuple[BroughtRead, ...],
    ) -> None:
        """Let a call of a symbol that stays pass other arguments; its chain may have moved with its module.

        `reads` are the names that the new arguments read.
        """
        use, index = access.use, access.index
        at = next((n for n, each in enumerate(self._uses) if each.use == index), None)
        known = self._uses.pop(at) if at is not None else None
        parts, target = (use.name, *use.attrs), ""
        olds = frozenset[str]()
        if known is not None:
            rest = use.attrs[known.attrs :]
            tail = "".join(f".{each}" for each in rest)
            parts, target = (*known.parts, *rest), known.target + tail
            olds = frozenset(f"{each}{tail}" for each in known.olds)
        self._uses.append(UseChange(index, len(use.attrs), parts, olds, target, arguments, awaits, reads))
        symbol = rule.old
        if self._file.facts.keeps_text(use.start):
            self.report(use.start, texts.FIELD_TEXT_CHANGES.fill(symbol, new=".".join(parts)))
        self.tell_note(use.start, rule)

    def move_module(self, local: LocalName, access: LocalNameAccess, parts: tuple[str, ...], to: str) -> None:
        """Let a use of a module object itself, as a value, move to another module.

        Beside the name of what it has, it is a reference only if the module has a rule.
        """
        own = access.use.attrs[: access.attrs]
        olds = frozenset(".".join((*source.parts, *own)) for source in local.meanings)
        self._uses.append(UseChange(access.index, access.attrs, parts, olds, to))
        if access.is_module:
            self.refer(access.use.start, "name", old_path(access.resolutions[0]), moves=True)

    def move_unused(self, local: LocalName, source: ImportSource, choice: RuleChoice | None) -> None:
        """Say where an import that nothing uses goes, with what its rule has to say."""
        if choice is None:
            return
        self._migrated.setdefault(choice.rule.old, set()).add(choice.new)
        start = source.binding.span.start
        if source.resolved is not None and self._file.looks_up_late(local, source.resolved, 0, start):
            self._late.setdefault(choice.rule.old, set()).add(choice.new)
        if choice.rule.when in (None, "value"):
            self.tell_note(start, choice.rule)

    def move_member(self, change: NameChange, kind: str, choice: RuleChoice) -> None:
        """Let a place that names a member by an object name the new one."""
        self._members.append(change)
        self._migrated.setdefault(choice.rule.old, set()).add(choice.new)
        self.follow_member(change.span.start, kind, choice.rule)

    def call_member(self, call: CallChange) -> None:
        """Let a call of an object's member have other arguments."""
        self.calls.append(call)

    def follow_member(self, offset: int, kind: str, rule: SymbolRule) -> None:
        """Say that a place which names a member follows its rule."""
        self.refer(offset, kind, rule.old, moves=True)
        self.tell_note(offset, rule, kind == "call")

    def keep_member(self, offset: int, kind: str, symbol: Symbol, rejection: Rejection) -> None:
        """Say that such a place stays, and why."""
        self._stayed.add(symbol)
        self.refer(offset, kind, symbol, moves=False)
        self.report(offset, rejection)

    def rename_bare(self, local: LocalName, new: tuple[str, ...]) -> None:
        """Let `global`, `nonlocal` and `del` follow a renamed local name."""
        for binding in local.others:
            if binding.kind is BindingKind.DELETION:
                self._names.append(NameChange(binding.span, local.name, new))
        for declaration in self._file.facts.declarations:
            if declaration.name == local.name:
                owner = self._file.names.owner(declaration.scope, declaration.name)
                if owner == local.scope:
                    self._names.append(NameChange(declaration.span, local.name, new))
        if local.scope == 0 and not local.star:
            self.renamed[local.name] = new

    def change_entry(self, change: NameChange) -> None:
        """Let an entry of `__all__` become other ones."""
        self._names.append(change)
        self.refer(change.span.start, "export", "", moves=True, name=change.old)

    def change_lazy_module(self, change: NameChange) -> None:
        """Let an entry of `__lazy_modules__` become other ones."""
        self._names.append(change)

    def replace(self, local: LocalName, by: dict[str, Symbol], kept_by_star: bool) -> None:
        """Say by which names the module finds the canonical symbols in place of a module-level name."""
        self._replacements[local.name] = by
        self._kept_by_star.update([local.name] if kept_by_star else [])

    # What the rest of the program is told ---------------------------------------------------------

    def outcome(self, attribute: ModuleAttribute) -> BindingOutcome | None:
        """What a name of another module is now; None where it is what it was.

        The answer is kept with the decision, which is made again once it is another.
        """
        self._assumed[attribute] = self._file.outcome(attribute)
        return self._assumed[attribute]

    def need(self, attributes: Iterable[ModuleAttribute]) -> None:
        """Ask other modules to go on binding names."""
        self._needed.update(attributes)

    def read(self, attributes: Sequence[ModuleAttribute], late: bool) -> None:
        """Say that references go through names of other modules; `late`, when the code runs."""
        self._read.update(attributes)
        self._read_late.update(attributes if late else ())

    def look_up_own(self, symbol: Symbol, new: Symbol | None, late: bool) -> None:
        """Note what a use in the module that defines a symbol looks up now, if it does so when it runs."""
        if late:
            self._late.setdefault(symbol, set()).add(new)

    def _look_up(self, local: LocalName, access: LocalNameAccess, new: Symbol | None) -> None:
        """Note what a use that looks a symbol up in its own module, when it runs, looks up now."""
        for resolved in access.resolutions if not access.use.stored else ():
            late = self._file.looks_up_late(local, resolved, access.attrs, access.use.start)
            if resolved.symbol is not None and late:
                self._late.setdefault(resolved.symbol, set()).add(new)

    def leave_unused(self, local: LocalName) -> None:
        """Say that nothing in the file uses a name that an import brings."""
        self._unused.update([] if local.scope else [local.name])

    def hand_on(self, local: LocalName) -> None:
        """Say that the module hands a deprecated symbol on under a name of its own choice."""
        self._other_names.add(self._file.attribute(local))

    # References and diagnostics ---------------------------------------------------------------------

    def refer(self, offset: int, kind: str, symbol: object, moves: bool, name: str = "") -> None:
        """Write one reference down."""
        self._references.append(ReferenceRecord(offset, kind, str(symbol or ""), moves, name))

    def report(self, offset: int, rejection: Rejection) -> None:
        """Add a diagnostic."""
        self._diagnostics.append(Diagnostic(offset, rejection))

    def stay(self, resolved: ResolvedPath) -> None:
        """Say that a reference stays, and ask the modules on its way to go on binding their names."""
        self.need(resolved.through)
        if resolved.symbol is not None:
            self._stayed.add(resolved.symbol)

    def reject(self, local: LocalName, access: LocalNameAccess, rejection: Rejection) -> None:
        """Say that a use stays, and why."""
        self._look_up(local, access, None)
        self.refer(access.use.start, kind_of(access), rejection.symbol, moves=False)
        for resolved in access.resolutions:
            self.stay(resolved)
        self.report(access.use.start, self._file.limits.about(rejection.symbol) or rejection)

    def reject_all(self, local: LocalName, matched: MatchedUses) -> None:
        """Turn every choice for a name into a rejection: nothing of it can move."""
        limits = self._file.limits
        kept = [s for s in local.sources if limits.protected(s.binding.span.start)]
        for index, choice in list(matched.choices.items()):
            symbol = choice.rule.old
            limited = limits.about(symbol)
            reason = limited or texts.STAYS_ALONG.fill(symbol, old=symbol.leaf)
            if limited is None and kept:
                protected = limits.protected(kept[0].binding.span.start)
                assert protected is not None
                reason = protected.rejection.about(symbol).within(texts.STAYS_WITH_IMPORT, old=symbol.leaf)
                self._imports_protected(kept)
            matched.rejections.setdefault(index, reason)
        matched.choices.clear()

    def _imports_protected(self, sources: Sequence[ImportSource]) -> None:
        """Say of imports of a package on the way to deprecated symbols that their line may not change."""
        for source in sources:
            start = source.binding.span.start
            protected = self._file.limits.protected(start)
            if source.resolved is None and protected is not None:
                self.report(start, protected.rejection)

    def import_stays(self, local: LocalName, source: ImportSource, matched: MatchedUses) -> None:
        """Say why an import is left as it is."""
        assert source.resolved is not None
        self.stay(source.resolved)
        start, limits = source.binding.span.start, self._file.limits
        late = self._file.looks_up_late(local, source.resolved, 0, start)
        if source.resolved.symbol is not None and late:
            self._late.setdefault(source.resolved.symbol, set()).add(None)
        rejected = next(iter(matched.rejections.items()), None)
        symbol = source.resolved.symbol
        if rejected is None:
            reader = self._file.must_stay.get(local.name, "another file")
            self.report(start, texts.STILL_READ.fill(symbol, reader=reader, name=local.name))
            return
        index, rejection = rejected
        protected = limits.protected(start)
        if (limited := limits.about(symbol)) is not None:
            rejection = limited
        elif protected is not None:
            rejection = protected.rejection
        elif index is not None:
            imported = ".".join(source.path) if source.path != source.parts else local.name
            rejection = rejection.within(texts.IMPORT_STAYS_WITH_USES, name=imported)
        self.report(start, rejection.about(symbol))

    def alias_kept(self, local: LocalName, target: Symbol, why: str) -> None:
        """Say that a target moves under the old local name, and why."""
        for source in local.sources:
            if source.resolved is not None and target.leaf != local.name:
                self.comes_in_as(source, target.leaf, local.name, why, source.resolved.symbol)

    def comes_in_as(
        self, source: ImportSource, leaf: str, name: str, why: str, symbol: Symbol | None = None
    ) -> None:
        """Say that a new import is given the old local name, and why."""
        self.report(source.binding.span.start, texts.COMES_IN_AS.fill(symbol, new=leaf, name=name, why=why))


def old_paths(local: LocalName, access: LocalNameAccess) -> frozenset[str]:
    """The deprecated dotted paths that a use may stand for; `?name` where a star import brings it."""
    own = access.use.attrs[: access.attrs]
    if local.alias is not None:
        return frozenset({".".join((f"!{local.alias.kind}", *own))})
    return frozenset(
        "?" + ".".join((local.name, *own)) if source.star else ".".join((*source.parts, *own))
        for source in local.meanings
        if source.resolved is not None or source.parts != source.path or access.attrs
    )


def kind_of(access: LocalNameAccess) -> str:
    """The kind of a reference, as reports count it."""
    if access.use.embedded is not None:
        return access.use.embedded.value
    if access.use.usage_at(access.attrs).call is not None:
        return "call"
    return "attribute" if access.attrs else "name"
