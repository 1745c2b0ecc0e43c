"""What is printed of rules and files that the run could do nothing with."""

import pytest

from codemods.cli.unread_files import print_unmatched_rules


def test_of_a_long_table_a_few_such_rules_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_unmatched_rules([f"symbol[{n}]: nothing" for n in range(1, 2601)])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "the migration's symbol[1]: nothing"
    assert lines[5:] == ["the migration has 2,595 more rules with nothing here"]


def test_a_few_such_rules_are_all_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_unmatched_rules([f"symbol[{n}]: nothing" for n in range(1, 6)])
    assert len(capsys.readouterr().err.splitlines()) == 5
