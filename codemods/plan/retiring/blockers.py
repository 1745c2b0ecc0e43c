"""What of a survey prevents a retirement: references to removed names, and findings that are not settled."""

from collections.abc import Callable, Collection, Iterator

from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.plan import Survey
from codemods.values.reference import Applicability, Reference
from codemods.values.rules import RetiredNames

_NOT_RENAMED = frozenset((texts.DEFINITION_RENAMED.code, texts.DEFINITION_HELD.code))
_STRINGS = frozenset((texts.STRING_TARGET.code, texts.NAMED_BY_STRING.code))


def blockers(
    survey: Survey,
    names: RetiredNames,
    is_removed: Callable[[str, int, int], bool],
    spells: Callable[[Finding], bool],
) -> Iterator[Finding]:
    """Give a finding for each place that still needs what is to be removed.

    `is_removed` tells of a path, line and column whether it is removed itself; `spells` of a finding that is
    not about one symbol whether its place spells a removed name. Notes beside an edit, definitions of what
    stays, and files that merely were not chosen prevent nothing.
    """
    found: set[tuple[str, int, int]] = set()
    for finding in survey.findings:
        place = finding.path, finding.line, finding.column
        removed = is_removed(*place)
        # A re-export that another file may still need is removed with what it re-exports.
        if not removed or finding.code == texts.HELD.code:
            if _prevents(finding, names, spells):
                found.add(place)
                yield finding
        elif finding.code in _NOT_RENAMED and names.covers(finding.symbol):
            name = finding.symbol.partition(":")[2]
            yield texts.STILL_NOT_RENAMED.fill(finding.symbol, old=name).at(*place)
    for each in survey.references:
        place = (each.path, each.line, each.column)
        if place not in found and each.symbol and names.covers(each.symbol) and not is_removed(*place):
            found.add(place)
            yield _reference(each)


def spelled_in_text(
    survey: Survey, names: RetiredNames, is_removed: Callable[[str, int, int], bool]
) -> Iterator[Finding]:
    """The texts that spell what is removed and resolve to nothing: they prevent nothing, as for `check`."""
    for finding in survey.findings:
        place = finding.path, finding.line, finding.column
        if finding.code == texts.TEXT.code and names.covers(finding.symbol) and not is_removed(*place):
            yield finding


def _prevents(finding: Finding, names: RetiredNames, spells: Callable[[Finding], bool]) -> bool:
    if finding.code in texts.UNREAD_FILES:
        return spells(finding)
    stays = finding.code in texts.STAYING_REFERENCES or finding.code in _STRINGS
    if finding.code == texts.DEFINITION.code or not stays:
        return False
    return names.covers(finding.symbol) if finding.symbol else spells(finding)


def _reference(each: Reference) -> Finding:
    text = texts.REFERENCE_STAYS if each.applicability is Applicability.MANUAL else texts.REFERENCE_MOVES
    return text.fill(each.symbol, kind=each.kind).at(each.path, each.line, each.column)


def by_place(findings: Collection[Finding]) -> tuple[Finding, ...]:
    """Findings in order; one of the proof is left out on a line with one of the survey, which says more."""
    of_proof = {each for each in findings if each.code == texts.STILL_USED.code and not each.symbol}
    others = set(findings) - of_proof
    lines = {(each.path, each.line) for each in others}
    return tuple(sorted(others | {each for each in of_proof if (each.path, each.line) not in lines}))
