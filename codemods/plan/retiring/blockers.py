"""What of a survey forbids a retirement: references to what goes, and findings that nobody has settled."""

from collections.abc import Callable, Collection, Iterator

from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.plan import Survey
from codemods.values.reference import Applicability, Reference
from codemods.values.rules import RetiredNames

_STRINGS = frozenset((texts.TEXT.code, texts.STRING_TARGET.code))


def blockers(
    survey: Survey,
    retire: RetiredNames,
    goes: Callable[[str, int, int], bool],
    spells: Callable[[Finding], bool],
) -> Iterator[Finding]:
    """Give a finding for each place that still needs what is to go.

    `goes` tells of a path, line and column whether it goes itself; `spells` of a finding about no one symbol
    whether its place spells a name that goes. Notes beside an edit, definitions of what stays, and
    files that merely were not chosen forbid nothing.
    """
    told: set[tuple[str, int, int]] = set()
    for finding in survey.findings:
        if goes(finding.path, finding.line, finding.column) or not _forbids(finding, retire, spells):
            continue
        told.add((finding.path, finding.line, finding.column))
        yield finding
    for each in survey.references:
        place = (each.path, each.line, each.column)
        if place not in told and each.symbol and retire.covers(each.symbol) and not goes(*place):
            told.add(place)
            yield _reference(each)


def _forbids(finding: Finding, retire: RetiredNames, spells: Callable[[Finding], bool]) -> bool:
    if finding.code in texts.UNREAD_FILES:
        return spells(finding)
    stays = finding.code in texts.STAYING_REFERENCES or finding.code in _STRINGS
    if finding.code == texts.DEFINITION.code or not stays:
        return False
    return retire.covers(finding.symbol) if finding.symbol else spells(finding)


def _reference(each: Reference) -> Finding:
    text = texts.REFERENCE_STAYS if each.applicability is Applicability.MANUAL else texts.REFERENCE_MOVES
    return text.fill(each.symbol, kind=each.kind).at(each.path, each.line, each.column)


def by_place(found: Collection[Finding]) -> tuple[Finding, ...]:
    """Findings in order, each line told once by the first code that says most: survey before proof."""
    lines = {(each.path, each.line) for each in found if each.code != texts.STILL_USED.code or each.symbol}
    kept = (
        each
        for each in found
        if each.code != texts.STILL_USED.code or each.symbol or (each.path, each.line) not in lines
    )
    return tuple(sorted(set(kept)))
