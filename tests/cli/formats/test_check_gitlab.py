"""What GitLab reads as a code quality report."""

import json

from codemods.cli.formats.check_gitlab import write
from tests.cli.formats.check_results import NOTHING, TWO, failed


def test_every_issue_has_what_gitlab_requires() -> None:
    issues = json.loads(write(TWO))
    assert [issue["location"] for issue in issues] == [
        {"path": "a b/ü%:.py", "lines": {"begin": 1}},
        {"path": "c.py", "lines": {"begin": 7}},
    ]
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")


def test_no_two_issues_have_one_fingerprint() -> None:
    alike = failed(*(("a.py", line, column) for line in (1, 1, 2) for column in (1, 9)), ("b.py", 1, 1))
    prints = [issue["fingerprint"] for issue in json.loads(write(alike))]
    assert len(set(prints)) == len(prints) == 7


def test_no_references_are_an_empty_report() -> None:
    assert json.loads(write(NOTHING)) == []
