"""What is told of one file: its references, whether they move, and the diagnostics that say why not."""

from collections.abc import Sequence

from codemods.project.decision import Diagnostic, ReferenceRecord
from codemods.project.decision_effects import DecisionEffects
from codemods.project.file_context import FileContext
from codemods.project.local_names import ImportSource, LocalName, LocalNameAccess
from codemods.project.matched_uses import MatchedUses
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol


class DecisionReports:
    """The references and diagnostics of a decision while it is being made."""

    def __init__(self, file: FileContext, effects: DecisionEffects) -> None:
        self._file = file
        self._effects = effects
        self.diagnostics: list[Diagnostic] = []
        self.references: list[ReferenceRecord] = []
        self._noted: set[str] = set()
        """The symbols whose rules have had their notes."""

    def refer(self, offset: int, kind: str, symbol: object, moves: bool, name: str = "") -> None:
        """Write one reference down."""
        self.references.append(ReferenceRecord(offset, kind, str(symbol or ""), moves, name))

    def report(self, offset: int, rejection: Rejection) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(Diagnostic(offset, rejection))

    # What moves ---------------------------------------------------------------------------------

    def tell_note(self, offset: int, rule: SymbolRule, each: bool = True) -> None:
        """Show a rule's note with an edit: with each, or else once a symbol.

        A note is mostly about calls; of a value, that it is read at all is worth saying once.
        """
        symbol = str(rule.old)
        if rule.note and (each or symbol not in self._noted):
            self.report(offset, texts.RULE_NOTE.fill(symbol, note=rule.note))
            self._noted.add(symbol)

    def tell_field_text(self, offset: int, symbol: object, new: str) -> None:
        """Say that an f-string's field shows its own text, where it does, since that becomes another one."""
        if self._file.facts.keeps_text(offset):
            self.report(offset, texts.FIELD_TEXT_CHANGES.fill(symbol, new=new))

    def follow_member(self, offset: int, kind: str, rule: SymbolRule) -> None:
        """Say that a place which names a member follows its rule."""
        self.refer(offset, kind, rule.old, moves=True)
        self.tell_note(offset, rule, kind == "call")

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

    # What stays ---------------------------------------------------------------------------------

    def reject(self, local: LocalName, access: LocalNameAccess, rejection: Rejection) -> None:
        """Say that a use stays, and why."""
        self._effects.look_up_access(local, access, None)
        self.refer(access.use.start, kind_of(access), rejection.symbol, moves=False)
        for resolved in access.resolutions:
            self._effects.stay(resolved)
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
        self._effects.stay(source.resolved)
        start, limits = source.binding.span.start, self._file.limits
        late = self._file.looks_up_late(local, source.resolved, 0, start)
        if source.resolved.symbol is not None:
            self._effects.look_up(source.resolved.symbol, None, late)
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

    def keep_member(self, offset: int, kind: str, symbol: Symbol, rejection: Rejection) -> None:
        """Say that such a place stays, and why."""
        self._effects.stay_with(symbol)
        self.refer(offset, kind, symbol, moves=False)
        self.report(offset, rejection)


def kind_of(access: LocalNameAccess) -> str:
    """The kind of a reference, as reports count it."""
    if access.use.embedded is not None:
        return access.use.embedded.value
    if access.use.usage_at(access.attrs).call is not None:
        return "call"
    return "attribute" if access.attrs else "name"
