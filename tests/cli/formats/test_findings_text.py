"""Findings stay readable by the hundred."""

from collections.abc import Callable

import pytest

from codemods.cli.formats.findings_text import group_findings, print_findings
from codemods.values.finding import Finding

OnTerminal = Callable[..., bytes]

FINDINGS = [
    Finding("b.py", 3, 5, "RP102", "no place for user_id", "Change the call by hand."),
    Finding("a.py", 9, 1, "RP102", "no place for user_id", "Change the call by hand."),
    Finding("a.py", 10, 1, "RP102", "does not bind", "Mend the call."),
    Finding("bad.py", 0, 0, "RP003", "byte 7 is no UTF-8"),
]


def test_they_are_grouped_by_code_and_ordered_by_place() -> None:
    groups = [
        (group.code.code, [each.places for each in group.findings]) for group in group_findings(FINDINGS)
    ]
    assert groups == [("RP003", [("bad.py",)]), ("RP102", [("a.py:9:1", "b.py:3:5"), ("a.py:10:1",)])]


def test_off_a_terminal_they_are_lines_and_nothing_is_said_twice(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(FINDINGS)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "\nRP003 undecodable (1): The file's bytes are not text in the encoding that it declares\n"
        "  bad.py  byte 7 is no UTF-8\n"
        "\nRP102 call-mismatch (3): The call does not fit the migration's signature or its new "
        "argument list\n"
        "  no place for user_id\n"
        "    a.py:9:1\n"
        "    b.py:3:5\n"
        "  = Change the call by hand.\n"
        "  a.py:10:1  does not bind\n"
        "  = Mend the call.\n"
        "\n"
    )


def test_no_findings_print_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([])
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_they_are_tables(on_terminal: OnTerminal) -> None:
    program = f"""
from codemods.cli.formats.findings_text import print_findings
from codemods.values.finding import Finding
print_findings({FINDINGS!r})
"""
    said = on_terminal(program)
    assert b"\x1b[1mRP102 call-mismatch (3)" in said
    assert b"a.py:9:1" in said
    assert said.count(b"Change the call by hand.") == 1
    assert b"\x1b[36m" in said
    assert b"\x1b[36m" not in on_terminal(program, NO_COLOR="1")


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\rb", "a\nb", "\udce9", "\u202e"], ids=ascii)
def test_names_and_messages_can_not_drive_the_terminal(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([Finding(f"{text}.py", 1, 1, "RP101", text, text)])
    said = capsys.readouterr().err
    assert ascii(text)[1:-1] in said
    assert text not in said
