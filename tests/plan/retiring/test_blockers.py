"""What of a survey prevents a retirement, and in which order it is told."""

import pytest

from codemods.plan.retiring.blockers import blockers, by_place
from codemods.values.finding import Finding
from codemods.values.plan import Survey
from codemods.values.reference import Applicability, Reference
from codemods.values.rules import RetiredNames
from codemods.values.symbol import Symbol

NAMES = RetiredNames(("acme.gone",), (Symbol("acme.old", "make"),))
MAKE = "acme.old:make"


def reference(
    line: int, symbol: str = MAKE, applicability: Applicability = Applicability.AUTOMATIC
) -> Reference:
    return Reference("app.py", line, 1, "call", symbol, applicability)


def finding(code: str, symbol: str = "", line: int = 1, message: str = "m") -> Finding:
    return Finding("app.py", line, 1, code, message, "a", symbol)


def found(*places: Reference | Finding, removed: int = 0, spells: bool = False) -> list[tuple[str, int]]:
    """The codes and lines of what prevents it, where one line is removed itself."""
    references = tuple(each for each in places if isinstance(each, Reference))
    findings = tuple(each for each in places if isinstance(each, Finding))
    survey = Survey(references, findings, 1)
    made = blockers(survey, NAMES, lambda _path, line, _column: line == removed, lambda _finding: spells)
    return [(each.code, each.line) for each in made]


def test_references_to_what_is_retired_prevent_it_and_no_others() -> None:
    places = [reference(1), reference(2, "acme.old:craft"), reference(3, "acme.gone:any"), reference(4, "")]
    assert found(*places) == [("RP501", 1), ("RP501", 3)]


def test_what_is_removed_itself_prevents_nothing() -> None:
    assert found(reference(1), reference(2), finding("RP101", MAKE, 1), removed=1) == [("RP501", 2)]


def test_a_definition_that_is_to_be_renamed_first_prevents_it() -> None:
    places = [finding("RP208", MAKE, 1), finding("RP208", MAKE, 2), finding("RP208", "acme.old:craft", 1)]
    assert found(*places, removed=1) == [("RP501", 1)]


def test_a_module_prevents_it_that_has_something_retired() -> None:
    assert found(reference(1, "acme.old"), reference(2, "acme.other")) == [("RP501", 1)]


def test_a_re_export_that_is_still_needed_prevents_it_though_it_is_removed_itself() -> None:
    assert found(finding("RP113", MAKE), removed=1) == [("RP113", 1)]


def test_a_place_is_told_once_by_its_finding() -> None:
    assert found(reference(1), finding("RP101", MAKE)) == [("RP101", 1)]


def test_the_advice_is_by_whether_apply_moves_the_reference() -> None:
    survey = Survey((reference(1), reference(2, applicability=Applicability.MANUAL)), (), 1)
    made = blockers(survey, NAMES, lambda *_place: False, lambda _finding: False)
    assert [each.advice for each in made] == ["`repoint apply` moves it", "change it by hand"]


@pytest.mark.parametrize(
    ("code", "symbol", "spells", "prevents"),
    [
        pytest.param("RP101", MAKE, False, True, id="of a retired symbol"),
        pytest.param("RP101", "acme.old:craft", True, False, id="of another symbol"),
        pytest.param("RP104", "", True, True, id="of no symbol, with a name in its line"),
        pytest.param("RP104", "", False, False, id="of no symbol, without"),
        pytest.param("RP111", MAKE, True, False, id="definition"),
        pytest.param("RP301", MAKE, True, False, id="text that resolves to nothing"),
        pytest.param("RP201", MAKE, True, False, id="beside an edit"),
        pytest.param("RP001", "", True, True, id="unread file with a name in it"),
        pytest.param("RP001", "", False, False, id="unread file without"),
    ],
)
def test_which_findings_prevent_it(code: str, symbol: str, spells: bool, prevents: bool) -> None:
    assert bool(found(finding(code, symbol), spells=spells)) is prevents


def test_on_one_line_the_survey_says_more_than_the_proof() -> None:
    proof = [finding("RP501", line=1), finding("RP501", line=2)]
    survey = finding("RP501", MAKE, line=1, message="still referred to")
    assert by_place([*reversed(proof), survey]) == (survey, proof[1])
