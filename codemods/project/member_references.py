"""Decide the places of one file that name a member by an object: they move, they stay, or can't be told."""

from collections.abc import Sequence

from codemods.project.choose_rule import RuleChoice
from codemods.project.deciding import Deciding
from codemods.project.decision import NameChange
from codemods.project.dotted_paths import ResolvedPath
from codemods.project.member_rules import MemberRule
from codemods.project.member_verdicts import JudgedSite
from codemods.project.members import Members
from codemods.semantic.access import Usage
from codemods.semantic.outline import SiteKind
from codemods.values import finding_texts as texts
from codemods.values.plural import number_of
from codemods.values.reference import UNRESOLVED_RECEIVER
from codemods.values.rejection import Rejection

_FEW = 3
"""How many places a finding on receivers that can't be told names."""
_KINDS = {SiteKind.OVERRIDE: "override", SiteKind.STRING: "string", SiteKind.ITEM: "string"}


def decide_members(deciding: Deciding, members: Members) -> None:
    """Decide the places of one file."""
    unresolved: dict[str, list[JudgedSite]] = {}
    for judged in members.of(deciding.file.path):
        if judged.elsewhere:
            continue
        if not judged.resolved:
            for rule in judged.rules:
                unresolved.setdefault(str(rule.symbol), []).append(judged)
            continue
        _decide_site(deciding, members, judged)
    for symbol, places in unresolved.items():
        _report_unresolved(deciding, symbol, places)


def _decide_site(deciding: Deciding, members: Members, judged: JudgedSite) -> None:
    """Move one place, or say why it stays."""
    site, rule = judged.site, judged.rules[0]
    kind = "call" if site.called else _KINDS.get(site.kind, str(site.kind))
    choice = _choice(deciding, members, judged)
    if isinstance(choice, RuleChoice):
        assert rule.new is not None
        deciding.made.move_member(NameChange(site.span, site.name, (rule.new,)), kind, choice)
        if judged.told:
            told = texts.TOLD_BY_TYPES.fill(
                rule.symbol, name=rule.name, owner=_owner_of(rule), where=judged.told
            )
            deciding.made.report(site.span.start, told)
    else:
        deciding.made.keep_member(site.span.start, kind, rule.symbol, choice)


def _choice(deciding: Deciding, members: Members, judged: JudgedSite) -> RuleChoice | Rejection:
    site, rule, limits = judged.site, judged.rules[0], deciding.file.limits
    symbol = rule.symbol
    for limited in (limits.about(symbol), limits.protected(site.span.start)):
        if limited is not None:
            return limited if isinstance(limited, Rejection) else limited.rejection.about(symbol)
    changed = [each for each in deciding.file.project.rules.for_symbol(symbol) if each.call is not None]
    if site.called and changed:
        return texts.MEMBER_OTHER_ARGUMENTS.fill(symbol, name=rule.name, new=changed[0].new)
    usage = Usage(when="awaited" if site.awaited else "called" if site.called else "value")
    held = members.held_at(deciding.file.path, judged)
    if held is not None:
        return held
    choice = deciding.rules.chooser.for_use((ResolvedPath(1, symbol=symbol),), usage, on_object=True)
    if isinstance(choice, Rejection):
        return choice
    if rule.new is None:
        return texts.MEMBER_GOES_AWAY.fill(symbol, name=rule.name, new=choice.new)
    if members.makes_new(deciding.file.path, judged):
        return texts.MEMBER_MAKES_NEW.fill(symbol, name=rule.name, new=rule.new)
    if not site.placed:
        return texts.MEMBER_NOT_PLAIN.fill(symbol, name=rule.name)
    return choice


def _owner_of(rule: MemberRule) -> str:
    """The name of a member's class."""
    return rule.symbol.name.rpartition(".")[0]


def _report_unresolved(deciding: Deciding, symbol: str, places: Sequence[JudgedSite]) -> None:
    """One reference and one finding for all the places of a file that may name one member."""
    lines = list(dict.fromkeys(each.site.line for each in places))
    named = ", ".join(map(str, lines[:_FEW])) + (
        f" and {len(lines) - _FEW} more" if len(lines) > _FEW else ""
    )
    first = places[0]
    rule = next(each for each in first.rules if str(each.symbol) == symbol)
    said = texts.RECEIVER_UNRESOLVED.fill(
        symbol,
        name=rule.name,
        owner=_owner_of(rule),
        places=number_of(len(places), "place"),
        lines=("line " if len(lines) == 1 else "lines ") + named,
    )
    deciding.made.keep_member(first.site.span.start, UNRESOLVED_RECEIVER, rule.symbol, said)
