"""Write down what was decided for a file: changes, counts and remarks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from msgspec import Struct

from codemods.project.choose_rule import Rejection, RuleChoice
from codemods.project.decision import Decision, Diagnostic, NameChange, UseChange
from codemods.project.dotted_paths import ModuleAttribute, ResolvedPath
from codemods.project.local_names import NONE, ImportSource, LocalName, LocalNameAccess
from codemods.semantic.binding import Alias
from codemods.semantic.scope_table import UNBOUND, ScopeTable
from codemods.semantic.span import Span
from codemods.values.rules import Symbol

NOTHING_HELD: Mapping[str, str] = MappingProxyType({})


class ProtectedRange(Struct, frozen=True):
    """A part of a file that somebody wants left as it is, and the finding that says so."""

    span: Span
    code: str = "RP109"
    why: str = "a `# repoint: ignore` keeps this line as it is"
    advice: str = ""

    def refusal(self, symbol: Symbol | None) -> Rejection:
        """The refusal of a reference there."""
        return Rejection(self.code, self.why, self.advice, symbol)


class ChangeLimits(Struct, frozen=True):
    """What of a file may change. `code` and `why` say why nothing may (empty: all may)."""

    code: str = ""
    why: str = ""
    advice: str = ""
    """What to do about it; empty where another finding says so."""
    marks: tuple[ProtectedRange, ...] = ()
    """What a `# repoint: ignore` covers, or a reviewer declined."""

    def mark(self, offset: int) -> ProtectedRange | None:
        """The mark that covers an offset."""
        return next((mark for mark in self.marks if mark.span.start <= offset < mark.span.end), None)


@dataclass(slots=True)
class MatchedUses:
    """The verdict on one group's uses."""

    choices: dict[int, RuleChoice] = field(default_factory=dict)
    refusals: dict[int, Rejection] = field(default_factory=dict)

    def targets(self) -> list[Symbol]:
        """The canonical symbols that the moving uses need, in the order of the source."""
        return list(dict.fromkeys(choice.new for choice in self.choices.values()))


class DecisionBuilder:
    """The decision on one file while it is being made.

    `held` are the names of its namespace that must go on existing, each with a file that reads it.
    """

    def __init__(
        self, names: ScopeTable, limits: ChangeLimits, held: Mapping[str, str] = NOTHING_HELD
    ) -> None:
        self.held = held
        self.names = names
        self.facts = names.facts
        self.limits = limits
        self.made = Decision(names.facts.path)

    def move(
        self,
        group: LocalName,
        each: LocalNameAccess,
        choice: RuleChoice,
        parts: tuple[str, ...],
        target: str = "",
    ) -> None:
        """Note that a use moves and what its chain becomes; `target` is the path that it then spells."""
        change = UseChange(
            each.index,
            each.attrs,
            parts,
            old_paths(group, each),
            target or choice.new.dotted,
            choice.arguments,
            choice.awaits,
        )
        self.made.uses.append(change)
        self.made.went.setdefault(choice.rule.old, set()).add(choice.new)
        symbol = str(choice.rule.old)
        self.made.note(each.use.start, kind_of(each), symbol, moves=True)
        usage = each.use.usage_at(each.attrs)
        is_async = choice.rule.signature is not None and choice.rule.signature.is_async
        if is_async and usage.never_awaited and usage.call is not None:
            message = f"the coroutine of `{choice.new.leaf}` is awaited by nobody here, as before"
            self.remark(each.use.start, "RP202", message, "await it", symbol)
        if choice.rule.note and usage.call is not None:
            self.remark(
                each.use.start, "RP203", choice.rule.note, "read the note and check the place", symbol
            )

    def note(self, settled: MatchedUses, source: ImportSource) -> None:
        """Note where an import that nothing uses goes, with what its rule has to say."""
        choice = settled.choices.get(UNBOUND)
        if choice is not None:
            self.made.went.setdefault(choice.rule.old, set()).add(choice.new)
        if choice is not None and choice.rule.note and choice.rule.when in (None, "value"):
            self.remark(
                source.binding.span.start,
                "RP203",
                choice.rule.note,
                "read the note and check the place",
                str(choice.rule.old),
            )

    def rename_bare(self, group: LocalName, new: tuple[str, ...]) -> None:
        """Let `global`, `nonlocal` and `del` follow a renamed local name."""
        for binding in group.others:
            if binding.kind == "delete":
                self.made.names.append(NameChange(binding.span, group.name, new))
        for declaration in self.facts.declarations:
            if declaration.name == group.name:
                owner = self.names.owner(declaration.scope, declaration.name)
                if owner == group.scope:
                    self.made.names.append(NameChange(declaration.span, group.name, new))
        if group.scope == 0 and not group.star:
            self.made.renamed[group.name] = new

    def remark(self, offset: int, code: str, message: str, advice: str, symbol: str) -> None:
        """Add a finding."""
        self.made.remarks.append(Diagnostic(offset, code, message, advice, symbol))

    def hold(self, hops: Sequence[ModuleAttribute]) -> None:
        """Ask the modules on a kept reference's way to go on binding their names."""
        self.made.holds.update(hops)

    def stay(self, reach: ResolvedPath) -> None:
        """Note that a reference stays, and ask the modules on its way to go on binding their names."""
        self.hold(reach.hops)
        if reach.symbol is not None:
            self.made.stayed.add(reach.symbol)

    def refuse(self, each: LocalNameAccess, refusal: Rejection) -> None:
        """Note that a use stays."""
        self.made.note(each.use.start, kind_of(each), refusal.symbol, moves=False)
        for reach in each.reaches:
            self.stay(reach)
        if self.limits.code:
            refusal = Rejection(self.limits.code, self.limits.why, "", refusal.symbol)
        self.remark(each.use.start, refusal.code, refusal.message, refusal.advice, str(refusal.symbol or ""))

    def refuse_all(self, group: LocalName, settled: MatchedUses) -> None:
        """Turn every choice of a group into a refusal: nothing of it can move."""
        kept = [s for s in group.sources if self.limits.mark(s.binding.span.start)]
        for index, choice in list(settled.choices.items()):
            symbol = choice.rule.old
            reason = Rejection("RP107", f"`{symbol.leaf}` stays as it is", "", symbol)
            if self.limits.code:
                reason = Rejection(self.limits.code, self.limits.why, "", symbol)
            elif kept:
                mark = self.limits.mark(kept[0].binding.span.start)
                assert mark is not None
                said = f"`{symbol.leaf}` stays with its import: {mark.why}"
                reason = Rejection(mark.code, said, mark.advice, symbol)
                self._imports_ignored(kept)
            settled.refusals.setdefault(index, reason)
        settled.choices.clear()

    def _imports_ignored(self, sources: Sequence[ImportSource]) -> None:
        """Say of imports on the way to deprecated symbols, which are none themselves, that they are kept."""
        for source in sources:
            mark = self.limits.mark(source.binding.span.start)
            if source.reach is None and mark is not None:
                self.remark(source.binding.span.start, mark.code, mark.why, mark.advice, "")

    def import_stays(self, group: LocalName, source: ImportSource, settled: MatchedUses) -> None:
        """Say why an import is left as it is."""
        assert source.reach is not None
        refused = next(iter(settled.refusals.items()), None)
        symbol = str(source.reach.symbol or "")
        if refused is None:
            reader = self.held.get(group.name, "another file")
            said = f"this import stays: {reader} still reads `{group.name}` from this module"
            advice = "see the findings there, and on others that read it"
            self.remark(source.binding.span.start, "RP113", said, advice, symbol)
            return
        index, refusal = refused
        mark = self.limits.mark(source.binding.span.start)
        if self.limits.code:
            refusal = Rejection(self.limits.code, self.limits.why, "", refusal.symbol)
        elif mark is not None:
            index, refusal = UNBOUND, mark.refusal(refusal.symbol)
        message = refusal.message
        if index != UNBOUND and not self.limits.code:
            imported = ".".join(source.path) if source.path != source.parts else group.name
            message = f"the import of `{imported}` stays with its uses, which have findings of their own"
        self.remark(source.binding.span.start, refusal.code, message, refusal.advice, symbol)

    def alias_kept(self, group: LocalName, target: Symbol, why: str) -> None:
        """Say that a target moves under the old local name, and why."""
        for source in group.sources:
            if source.reach is not None and target.leaf != group.name:
                self.remark(
                    source.binding.span.start,
                    "RP201",
                    f"`{target.leaf}` comes in as `{group.name}`: {why}",
                    "rename the local name by hand if you want the canonical one",
                    str(source.reach.symbol or ""),
                )

    def name_taken(self, group: LocalName, settled: MatchedUses, why: str) -> None:
        """Refuse a group's choices, since a canonical name cannot be brought in."""
        for index, choice in list(settled.choices.items()):
            settled.refusals[index] = Rejection(
                "RP107", f"`{choice.new.leaf}` cannot be brought in here: {why}",
                "rename what is in the way, then run repoint again", choice.rule.old,
            )  # fmt: skip
        settled.choices.clear()

    def split_refused(
        self, group: LocalName, settled: MatchedUses, targets: Sequence[Symbol], why: str
    ) -> None:
        """Refuse a group whose uses part ways while its name must stay."""
        both = " and ".join(f"`{target.leaf}`" for target in targets)
        reason = "its author chose the name" if why == "alias" else why
        for index, choice in list(settled.choices.items()):
            settled.refusals[index] = Rejection(
                "RP106", f"uses of `{group.name}` go to {both}, but the name must stay: {reason}",
                "import the two by hand", choice.rule.old,
            )  # fmt: skip
        settled.choices.clear()

    def alias_of(self, source: ImportSource) -> Alias:
        """The name of the import statement that a source stands for."""
        return self.facts.imports[source.binding.statement].aliases[source.binding.alias]


def old_paths(group: LocalName, each: LocalNameAccess) -> frozenset[str]:
    """The deprecated dotted paths that a use may stand for; `?name` where a star import brings it."""
    own = each.use.attrs[: each.attrs]
    return frozenset(
        "?" + ".".join((group.name, *own)) if source.star else ".".join((*source.parts, *own))
        for source in group.sources
        if source.reach is not None or source.parts != source.path or each.attrs
    )


def kind_of(each: LocalNameAccess) -> str:
    """The kind of a reference, as reports count it."""
    if each.use.embedded:
        return each.use.embedded
    if each.use.usage_at(each.attrs).call is not None:
        return "call"
    return "attribute" if each.attrs else "name"


def what_else(group: LocalName) -> str:
    """What binds a group's name besides deprecated imports, in words."""
    kinds = dict.fromkeys("fallback" if binding.what == NONE else binding.what for binding in group.assigned)
    kinds.update({"class body": None} if group.shadowed else {})
    spoken = [f"an {kind}" if kind[0] in "aeiou" else f"a {kind}" for kind in kinds]
    foreign = group.direct and any(source.reach is None for source in group.sources)
    return " and ".join([*spoken, *(["another import"] if foreign else [])])
