"""Write down what is decided for a file: the changes, and what they mean for reports and other files."""

from collections.abc import Iterable

from msgspec.structs import replace

from codemods.project.call_binding import PlacedArgument
from codemods.project.choose_rule import RuleChoice
from codemods.project.decision import (
    AliasChange,
    BroughtRead,
    CallChange,
    Decision,
    ExpressionChange,
    NameChange,
    NewImport,
    ReadText,
    Removal,
    SpelledName,
    UseChange,
)
from codemods.project.decision_effects import DecisionEffects
from codemods.project.decision_reports import DecisionReports, kind_of
from codemods.project.dotted_paths import old_path
from codemods.project.file_context import FileContext
from codemods.project.local_names import ImportSource, LocalName, LocalNameAccess
from codemods.semantic.binding import BindingKind
from codemods.values import finding_texts as texts
from codemods.values.rules import SymbolRule


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
        self._uses: list[UseChange] = []
        self._names: list[NameChange] = []
        self._members: list[NameChange] = []
        self._expressions: list[ExpressionChange] = []
        self._removals: list[Removal] = []
        self.calls: list[CallChange] = []
        self.effects = DecisionEffects(file)
        """What other files are told."""
        self.reports = DecisionReports(file, self.effects)
        """The references and diagnostics."""

    def decision(self) -> Decision:
        """What was decided so far."""
        return Decision(
            self._file.path,
            tuple(self.aliases),
            tuple(self._uses),
            tuple(self._names),
            tuple(self.reports.diagnostics),
            tuple(self.reports.references),
            self.effects.namespace,
            self.effects.symbols,
            self.effects.others,
            tuple(self._members),
            tuple(self._expressions),
            tuple(self._removals),
            tuple(self.calls),
        )

    def change_alias(self, source: ImportSource, keep: bool, new: Iterable[NewImport]) -> None:
        """Let one name of an import stay or go, and others come in beside it.

        A star stays: it brings other names as well.
        """
        keep = keep or source.star
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
        self.effects.migrate(choice.rule.old, choice.new)
        self.effects.look_up_access(local, access, choice.new)
        self.reports.refer(use.start, kind_of(access), symbol, moves=True)
        usage = use.usage_at(access.attrs)
        is_async = choice.rule.signature is not None and choice.rule.signature.is_async
        if is_async and usage.never_awaited and usage.call is not None:
            self.reports.report(use.start, texts.COROUTINE_DROPPED.fill(symbol, new=choice.new.leaf))
        changes = (
            parts != (use.name, *use.attrs[: access.attrs]) or choice.arguments is not None or choice.awaits
        )
        if changes:
            self.reports.tell_field_text(use.start, symbol, ".".join(parts))
        self.reports.tell_note(use.start, choice.rule, usage.call is not None)

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
            self.effects.migrate(rule.old, rule.new)
        self.reports.refer(use.start, kind_of(access), symbol, moves=True)
        new = rule.expression.text if rule.expression is not None else ""
        self.reports.tell_field_text(use.start, symbol, new)
        self.reports.tell_note(use.start, rule)

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
        self.reports.tell_field_text(use.start, rule.old, ".".join(parts))
        self.reports.tell_note(use.start, rule)

    def move_module(self, local: LocalName, access: LocalNameAccess, parts: tuple[str, ...], to: str) -> None:
        """Let a use of a module object itself, as a value, move to another module.

        Beside the name of what it has, it is a reference only if the module has a rule.
        """
        own = access.use.attrs[: access.attrs]
        olds = frozenset(".".join((*source.parts, *own)) for source in local.meanings)
        self._uses.append(UseChange(access.index, access.attrs, parts, olds, to))
        if access.is_module:
            self.reports.refer(access.use.start, "name", old_path(access.resolutions[0]), moves=True)

    def move_unused(self, local: LocalName, source: ImportSource, choice: RuleChoice | None) -> None:
        """Say where an import that nothing uses goes, with what its rule has to say."""
        if choice is None:
            return
        self.effects.migrate(choice.rule.old, choice.new)
        start = source.binding.span.start
        if source.resolved is not None:
            late = self._file.looks_up_late(local, source.resolved, 0, start)
            self.effects.look_up(choice.rule.old, choice.new, late)
        if choice.rule.when in (None, "value"):
            self.reports.tell_note(start, choice.rule)

    def move_member(self, change: NameChange, kind: str, choice: RuleChoice) -> None:
        """Let a place that names a member by an object name the new one."""
        self._members.append(change)
        self.effects.migrate(choice.rule.old, choice.new)
        self.reports.follow_member(change.span.start, kind, choice.rule)

    def call_member(self, call: CallChange) -> None:
        """Let a call of an object's member have other arguments."""
        self.calls.append(call)

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
            self.effects.renamed[local.name] = new

    def change_entry(self, change: NameChange) -> None:
        """Let an entry of `__all__` become other ones."""
        self._names.append(change)
        self.reports.refer(change.span.start, "export", "", moves=True, name=change.old)

    def change_lazy_module(self, change: NameChange) -> None:
        """Let an entry of `__lazy_modules__` become other ones."""
        self._names.append(change)


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
