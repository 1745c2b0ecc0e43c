"""What of a file may change: paths, exclusions, generated files, marks, and what somebody said to keep."""

from dataclasses import replace

import pytest

from codemods.plan.change_limits import limits_of
from codemods.values.rejection import Rejection
from codemods.values.source import Source
from codemods.values.tree import ProtectedFile, Selection

TEXT = b"import a\nb(\n    c,\n    d,\n)\ne = 1\n"
KEPT = ProtectedFile("app/user.py", Rejection("RP008", "it is dirty", "clean it"))
LINES = ProtectedFile("app/user.py", Rejection("RP012", "declined", "ask again"), ((3, 3),))


def code(selection: Selection, data: bytes = TEXT, exclude: tuple[str, ...] = ()) -> str:
    rejection = limits_of(Source("app/user.py", data), selection, exclude).rejection
    return rejection.code if rejection is not None else ""


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        pytest.param(Selection(), "", id="everything"),
        pytest.param(Selection(paths=("app",)), "", id="below a path"),
        pytest.param(Selection(paths=("app/user.py",)), "", id="the path"),
        pytest.param(Selection(paths=("ap",)), "RP110", id="another folder with the same start"),
        pytest.param(Selection(paths=("lib", "web")), "RP110", id="outside the paths"),
        pytest.param(Selection(exclude=("*.py",)), "RP110", id="excluded"),
        pytest.param(Selection(paths=("app/user.py",), exclude=("app/",)), "RP110", id="given and excluded"),
        pytest.param(Selection(protected=(KEPT,)), "RP008", id="to be kept"),
        pytest.param(Selection(protected=(replace(KEPT, path="app/other.py"),)), "", id="another to be kept"),
        pytest.param(Selection(paths=("lib",), protected=(KEPT,)), "RP110", id="outside and to be kept"),
        pytest.param(Selection(protected=(LINES,)), "", id="lines to be kept"),
        pytest.param(Selection(protected=(LINES, KEPT)), "RP008", id="lines and the whole to be kept"),
    ],
)
def test_the_code_that_says_why_nothing_may_change(selection: Selection, expected: str) -> None:
    assert code(selection) == expected


def test_the_migrations_exclusions_count_too() -> None:
    assert code(Selection(), exclude=("app/*",)) == "RP110"


def test_a_generated_file_may_change_where_it_was_said() -> None:
    data = b"# @generated\n" + TEXT
    assert (code(Selection(), data), code(Selection(generated=True), data)) == ("RP006", "")
    assert code(Selection(generated=True, protected=(KEPT,)), data) == "RP008"


def test_reason_and_advice_are_the_keeps_own() -> None:
    limits = limits_of(Source("app/user.py", TEXT), Selection(protected=(KEPT,)))
    assert (limits.rejection, limits.ranges) == (KEPT.rejection, ())


def marked(data: bytes, *keeps: ProtectedFile) -> dict[int, str]:
    """The 1-based lines that are marked, each with the mark's code."""
    source = Source("app/user.py", data)
    limits = limits_of(source, Selection(protected=keeps))
    found = {line: limits.protected(source.line_start(line)) for line in range(1, source.line_count + 1)}
    return {line: mark.rejection.code for line, mark in found.items() if mark is not None}


def test_lines_are_widened_to_their_statement() -> None:
    assert marked(TEXT, LINES) == dict.fromkeys(range(2, 6), "RP012")


def test_lines_past_the_end_are_no_harm() -> None:
    assert marked(TEXT, ProtectedFile("app/user.py", Rejection("RP012", "", ""), ((6, 99),))) == {6: "RP012"}
    assert marked(b"", ProtectedFile("app/user.py", Rejection("RP012", "", ""), ((1, 3),))) == {}


def test_several_ranges_and_the_authors_own_marks_stand_together() -> None:
    data = TEXT.replace(b"import a", b"import a  # repoint: ignore")
    keep = ProtectedFile("app/user.py", Rejection("RP012", "", ""), ((2, 2), (6, 6)))
    assert marked(data, keep) == {1: "RP109", **dict.fromkeys(range(2, 6), "RP012"), 6: "RP012"}


def test_where_both_mark_a_line_the_authors_counts() -> None:
    data = TEXT.replace(b"import a", b"import a  # repoint: ignore")
    assert marked(data, ProtectedFile("app/user.py", Rejection("RP012", "", ""), ((1, 1),))) == {1: "RP109"}
