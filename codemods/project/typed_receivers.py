"""What a type checker says of the places whose object the model can't tell."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from codemods.project.class_model import ClassModel
from codemods.project.member_rules import MemberRule
from codemods.project.member_verdicts import JudgedSite, SiteJudge, Verdict
from codemods.project.object_values import ClassRef
from codemods.semantic.outline import SiteKind
from codemods.values.symbol import Symbol
from codemods.values.type_answers import TypeAnswer


class TypedPlace(NamedTuple):
    """The name of an attribute, by its file and offset, and a member that it may be."""

    path: str
    offset: int
    symbol: Symbol


AskPlaces = Callable[[Sequence[TypedPlace]], Mapping[TypedPlace, TypeAnswer]]
"""Asks a type checker about places; of those that it can't be asked about there is no answer."""

Places = Mapping[str, tuple[JudgedSite, ...]]
"""The places that name a member, or may, by file."""


def told_by_types(places: Places, judge: SiteJudge, classes: ClassModel, ask: AskPlaces) -> Places:
    """The places as they are with the answers of a type checker.

    It is asked about attributes that are read and that the model does not follow. Where it knows the object,
    and all that the attribute may be is the member, or is something else, the place is told.
    """
    asked = [
        TypedPlace(path, each.site.span.start, rule.symbol)
        for path, judged in places.items()
        for each in judged
        if _may_be_told(each)
        for rule in each.rules
    ]
    answers = ask(asked) if asked else {}
    found: dict[str, tuple[JudgedSite, ...]] = {}
    for path, judged in places.items():
        told = [_told(path, each, answers, judge, classes) if _may_be_told(each) else each for each in judged]
        if own := tuple(each for each in told if each is not None):
            found[path] = own
    return found


def _may_be_told(judged: JudgedSite) -> bool:
    site = judged.site
    reads = site.kind is SiteKind.ATTRIBUTE and site.placed and not site.writes
    return reads and not judged.resolved and not judged.elsewhere


def _told(
    path: str,
    judged: JudgedSite,
    answers: Mapping[TypedPlace, TypeAnswer],
    judge: SiteJudge,
    classes: ClassModel,
) -> JudgedSite | None:
    """One place with what was answered about it; None for one that names something else."""
    verdicts: dict[MemberRule, Verdict] = {}
    told: dict[str, None] = {}
    defined: dict[ClassRef, None] = {}
    for rule in judged.rules:
        answer = answers.get(TypedPlace(path, judged.site.span.start, rule.symbol), TypeAnswer())
        verdicts[rule] = _verdict(rule, answer, judge, classes)
        if verdicts[rule] is Verdict.OURS:
            refs = (ClassRef(each.path, each.owner) for each in answer.definitions if each.owner)
            defined.update(dict.fromkeys(ref for ref in refs if classes.outline(ref) is not None))
            told.update(dict.fromkeys(f"{each.path}, line {each.line}" for each in answer.definitions))
    if Verdict.UNRESOLVED in verdicts.values():
        return judged
    ours = tuple(rule for rule in judged.rules if verdicts[rule] is Verdict.OURS)
    if not ours:
        return None
    if len({rule.new for rule in ours}) > 1:
        return judged
    return JudgedSite(judged.site, ours, True, told=", ".join(told), classes=tuple(defined))


def _verdict(rule: MemberRule, answer: TypeAnswer, judge: SiteJudge, classes: ClassModel) -> Verdict:
    found = set[Verdict]()
    for each in answer.definitions:
        ref = ClassRef(each.path, each.owner)
        if each.of_member:
            found.add(Verdict.OURS)
        elif each.owner and classes.outline(ref) is not None:
            found.add(judge.of_class(ref, rule))
        else:
            found.add(Verdict.OTHER)
    return found.pop() if len(found) == 1 else Verdict.UNRESOLVED
