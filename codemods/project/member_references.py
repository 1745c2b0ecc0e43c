"""Decide the places of one file that name a member by an object: they move, they stay, or can't be told."""

from collections.abc import Sequence

from msgspec.structs import replace

from codemods.project.call_binding import PlacedArgument
from codemods.project.choose_rule import RuleChoice
from codemods.project.deciding import Deciding
from codemods.project.decision import BroughtRead, CallChange, NameChange
from codemods.project.dotted_paths import ResolvedPath
from codemods.project.edited_calls import CallEditor
from codemods.project.member_expressions import NOBODY, access_of, hides, plan_expression
from codemods.project.member_rules import MemberRule, name_beside
from codemods.project.member_verdicts import JudgedSite
from codemods.project.members import Members
from codemods.project.unbound_calls import may_pass_object
from codemods.semantic.access import Unplaced, Usage
from codemods.semantic.outline import MemberSite, SiteKind
from codemods.values import finding_texts as texts
from codemods.values.plural import number_of
from codemods.values.reference import UNRESOLVED_RECEIVER
from codemods.values.rejection import Rejection
from codemods.values.rule_forms import When
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol

_FEW = 3
"""How many places a finding on receivers that can't be told names."""
_KINDS = {SiteKind.OVERRIDE: "override", SiteKind.STRING: "string", SiteKind.ITEM: "string"}
_VALUE = Usage()


def decide_members(deciding: Deciding, members: Members) -> None:
    """Decide the places of one file. Raises UntrackedNameError."""
    unresolved: dict[Symbol, list[JudgedSite]] = {}
    for judged in members.of(deciding.file.path):
        if judged.elsewhere:
            continue
        if not judged.resolved:
            for rule in judged.rules:
                unresolved.setdefault(rule.symbol, []).append(judged)
            continue
        _Place(deciding, members, judged).decide()
    for symbol, places in unresolved.items():
        report_unresolved(deciding, symbol, places)


class _Place:
    """One place whose member is known."""

    def __init__(self, deciding: Deciding, members: Members, judged: JudgedSite) -> None:
        self._deciding = deciding
        self._members = members
        self._judged = judged
        self._site: MemberSite = judged.site
        self._rule: MemberRule = judged.rules[0]
        self._symbol = judged.rules[0].symbol
        self._kind = kind_of_place(judged.site)

    def decide(self) -> None:
        """Move it, or say why it stays."""
        why = self._decided()
        if why is not None and self._site.kind is SiteKind.CLASS_KEYWORD:
            # It is no place that reads the member: others move without it.
            self._deciding.made.reports.refer(self._site.span.start, self._kind, self._symbol, moves=False)
            self._deciding.made.reports.report(self._site.span.start, why)
            return
        if why is not None:
            self._deciding.made.reports.keep_member(self._site.span.start, self._kind, self._symbol, why)
            return
        if self._judged.told:
            told = texts.TOLD_BY_TYPES.fill(
                self._symbol, name=self._rule.name, owner=_owner_of(self._symbol), where=self._judged.told
            )
            self._deciding.made.reports.report(self._site.span.start, told)

    def _decided(self) -> Rejection | None:
        if (limited := why_limited(self._deciding, self._symbol, self._site)) is not None:
            return limited
        if (both := self._deciding.file.versions.keeps(self._symbol, self._site.span.start)) is not None:
            return both
        path = self._deciding.file.path
        if self._changes and (other := why_changed_alone(self._members, path, self._judged)) is not None:
            return other
        if (held := self._members.held_at(path, self._judged)) is not None:
            return held
        use = self._site.use
        usage = _usage_of(self._site)
        unplaced = Unplaced.IN_FSTRING if self._changes and use is None else None
        resolved = (ResolvedPath(1, symbol=self._symbol),)
        choice = self._deciding.rules.chooser.for_use(resolved, usage, unplaced, on_object=True)
        if isinstance(choice, Rejection):
            return choice
        if changes_unbound(self._members, path, self._site, choice.rule):
            return texts.MEMBER_OTHER_ARGUMENTS.fill(self._symbol, name=self._rule.name, new=choice.new.leaf)
        return self._expressed(choice) if choice.expression else self._renamed(choice, usage)

    @property
    def _changes(self) -> bool:
        """Whether a rule of the member changes more than its name."""
        rules = self._deciding.file.project.rules.for_symbol(self._symbol)
        return any(each.changes_use or each.removes for each in rules)

    def _expressed(self, choice: RuleChoice) -> Rejection | None:
        """Put the rule's expression in the place of the member, or nothing."""
        site, rule = self._site, choice.rule
        if site.use is None:
            return texts.MEMBER_NOT_PLAIN.fill(self._symbol, name=self._rule.name)
        made, access = self._deciding.made, access_of(site, site.use)
        if rule.removes:
            removal = self._deciding.expressions.plan_removal(access, rule, self._symbol)
            if isinstance(removal, Rejection):
                return removal
            made.express(access, rule, removal.change)
            return None
        planned = plan_expression(self._deciding.file, self._deciding.brought, rule, site, site.use)
        if isinstance(planned, Rejection):
            return planned
        change, names = planned
        made.express(access, rule, change)
        if names:
            made.brought.append((NOBODY, names))
        return None

    def _renamed(self, choice: RuleChoice, usage: Usage) -> Rejection | None:
        """Give the member its new name, and its call the new arguments."""
        site, file = self._site, self._deciding.file
        if site.kind is SiteKind.CLASS_KEYWORD:
            return texts.MEMBER_AS_CLASS_KEYWORD.fill(self._symbol, name=self._rule.name, new=choice.new.leaf)
        new = name_beside(file.project.rules, self._symbol, choice.new)
        if new is None:
            return texts.MEMBER_GOES_AWAY.fill(self._symbol, name=self._rule.name, new=choice.new)
        if self._members.makes_new(file.path, self._judged):
            return texts.MEMBER_MAKES_NEW.fill(self._symbol, name=self._rule.name, new=new)
        if not site.placed:
            return texts.MEMBER_NOT_PLAIN.fill(self._symbol, name=self._rule.name)
        arguments, names, reads = choice.arguments, choice.names, choice.reads
        if choice.rule.arguments is not None and site.use is not None:
            editor = CallEditor(file, self._deciding.brought)
            found = editor.edit(choice.rule, NOBODY, access_of(site, site.use).use, usage)
            if isinstance(found, Rejection):
                return found
            if found is not None:
                # What stays stays whole: the old member takes the old arguments.
                if found.doubts:
                    return found.doubts[0]
                arguments, names, reads = found.arguments, found.names, found.reads
        if arguments is not None and usage.call is None:
            return texts.MEMBER_NOT_PLAIN.fill(self._symbol, name=self._rule.name)
        if (name := hides(file.names, names)) != "":
            why = f"`{name}` is another name in a part of this file"
            return texts.NAME_NOT_FREE.fill(self._symbol, new=name, why=why)
        self._deciding.made.move_member(NameChange(site.span, site.name, (new,)), self._kind, choice)
        if usage.call is not None and (arguments is not None or choice.awaits):
            call = changed_call(usage, arguments, reads, choice.awaits)
            self._deciding.made.call_member(call)
        if names:
            self._deciding.made.brought.append((NOBODY, names))
        return None


def changed_call(
    usage: Usage,
    arguments: tuple[PlacedArgument, ...] | None,
    brings: tuple[BroughtRead, ...],
    awaits: bool,
) -> CallChange:
    """A call that a place is used by, with other arguments, or awaited."""
    assert usage.call is not None
    written = tuple(each.span for each in usage.arguments)
    return CallChange(usage.call, written, arguments, brings, awaits, usage.needs_parentheses)


def kind_of_place(site: MemberSite) -> str:
    """The kind of a reference, as reports count it."""
    return "call" if site.called else _KINDS.get(site.kind, str(site.kind))


def _usage_of(site: MemberSite) -> Usage:
    """How a member is used, for the choice of its rule.

    That a test expects an error of some code says nothing of how an object's method is called; what expects a
    warning may expect that of the old member.
    """
    when: When = "awaited" if site.awaited else "called" if site.called else "value"
    if site.use is None:
        return Usage(when=when)
    usage = site.use.usage
    expected = usage.inspected_by or ""
    return usage if "warn" in expected or "deprecated" in expected else replace(usage, inspected_by=None)


def why_limited(deciding: Deciding, symbol: Symbol, site: MemberSite) -> Rejection | None:
    """Why a place may not change at all."""
    limits = deciding.file.limits
    for limited in (limits.about(symbol), limits.protected(site.span.start)):
        if limited is not None:
            return limited if isinstance(limited, Rejection) else limited.rejection.about(symbol)
    return None


def why_changed_alone(members: Members, path: str, judged: JudgedSite) -> Rejection | None:
    """Why the arguments of a member cannot change at one place."""
    symbol, site = judged.rules[0].symbol, judged.site
    overriding = members.overridden_by(path, judged)
    if overriding:
        return texts.MEMBER_OVERRIDDEN.fill(symbol, name=symbol.leaf, cls=overriding)
    if site.kind is not SiteKind.ATTRIBUTE or site.writes:
        return texts.MEMBER_OTHER_ARGUMENTS.fill(symbol, name=symbol.leaf, new=symbol.leaf)
    return None


def changes_unbound(members: Members, path: str, site: MemberSite, rule: SymbolRule) -> bool:
    """Whether a rule changes a call through the class, `Client.send(c, ...)`, which may pass an object."""
    usage = site.use.usage if site.use is not None else _VALUE
    passes = rule.changes_use and usage.call is not None and may_pass_object(rule, usage.arguments)
    return passes and members.may_be_of_class(path, site)


def _owner_of(symbol: Symbol) -> str:
    """The name of a member's class."""
    return symbol.name.rpartition(".")[0]


def report_unresolved(deciding: Deciding, symbol: Symbol, places: Sequence[JudgedSite]) -> None:
    """One reference and one finding for all the places of a file that may name one member."""
    lines = list(dict.fromkeys(each.site.line for each in places))
    named = ", ".join(map(str, lines[:_FEW])) + (
        f" and {len(lines) - _FEW} more" if len(lines) > _FEW else ""
    )
    first = places[0]
    said = texts.RECEIVER_UNRESOLVED.fill(
        symbol,
        name=symbol.leaf,
        owner=_owner_of(symbol),
        places=number_of(len(places), "place"),
        lines=("line " if len(lines) == 1 else "lines ") + named,
    )
    deciding.made.reports.keep_member(first.site.span.start, UNRESOLVED_RECEIVER, symbol, said)
