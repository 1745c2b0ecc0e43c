"""Findings stay readable by the hundred."""

from collections.abc import Callable

import pytest

from codemods.cli.formats.findings_text import group_findings, print_findings
from codemods.values.finding import Finding
from codemods.values.finding_texts import NEW_MODULE_MISSING, NEW_NAME_MISSING

OnTerminal = Callable[..., bytes]

FINDINGS = [
    Finding("b.py", 3, 5, "RP102", "no place for user_id", "Change the call by hand."),
    Finding("a.py", 9, 1, "RP102", "no place for user_id", "Change the call by hand."),
    Finding("a.py", 10, 1, "RP102", "does not bind", "Mend the call."),
    Finding("bad.py", 0, 0, "RP003", "byte 7 is no UTF-8"),
]


def test_they_are_grouped_by_code_and_ordered_by_place() -> None:
    groups = [
        (group.code.code, [(each.path, each.line) for each in group.findings])
        for group in group_findings(FINDINGS)
    ]
    assert groups == [("RP003", [("bad.py", 0)]), ("RP102", [("a.py", 9), ("b.py", 3), ("a.py", 10)])]


def test_off_a_terminal_they_are_lines_and_nothing_is_said_twice(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(FINDINGS)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "\nRP003 undecodable (1): The file's bytes are not text in the encoding that it declares\n"
        "bad.py  byte 7 is no UTF-8\n"
        "\nRP102 call-mismatch (3): The call does not fit the migration's signature or its new "
        "argument list\n"
        "a.py:9:1  no place for user_id\n"
        "b.py:3:5  no place for user_id\n"
        "  = Change the call by hand.\n"
        "a.py:10:1  does not bind\n"
        "  = Mend the call.\n"
        "\n"
    )


def test_no_findings_print_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([])
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_they_are_the_same_lines_in_colour(on_terminal: OnTerminal) -> None:
    long = [*FINDINGS, Finding("a/" * 60 + "b.py", 1, 1, "RP201", "long", "read it")]
    program = f"""
from codemods.cli.formats.findings_text import print_findings
from codemods.values.finding import Finding
print_findings({long!r})
"""
    said = on_terminal(program)
    assert b"\x1b[1m\x1b[33mRP102 call-mismatch (3)" in said
    assert b"\n\x1b[36ma.py:9:1\x1b[m  no place for user_id\n" in said
    assert b"\x1b[36m" + b"a/" * 60 + b"b.py:1:1\x1b[m  long" in said
    assert said.count(b"Change the call by hand.") == 1
    assert b"\x1b[36m" not in on_terminal(program, NO_COLOR="1")


def test_the_same_in_one_file_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(
        [Finding("a.py", line, 1, "RP101", "cannot move", "") for line in (1, 1, 2, 3, 4, 5, 6, 7, 8)]
    )
    assert "\na.py:1:1  cannot move; also on lines 2, 3, 4, 5, 6 and 2 more\n" in capsys.readouterr().err


def test_what_says_nothing_new_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    stays = "the import of `f` stays with its uses, which have findings of their own"
    outside = "the file lies outside the given paths"
    print_findings(
        [
            Finding("a.py", 1, 1, "RP101", stays),
            Finding("a.py", 2, 1, "RP101", "cannot move"),
            Finding("b.py", 1, 1, "RP110", f"2 references stay: {outside}"),
            Finding("c.py", 1, 1, "RP110", f"1 reference stays: {outside}"),
            Finding("d.py", 1, 1, "RP111", "`f` is defined here; a definition stays until it is retired"),
        ]
    )
    assert capsys.readouterr().err == (
        "\nRP101 manual (1): The symbol has no canonical form; the migration says what to do by hand\n"
        "a.py:2:1  cannot move\n"
        "\n"
        "RP110: 2 other files, 3 references, outside the given paths\n"
        "1 import stays with the uses above\n"
        "\n"
    )


def test_a_mistake_in_a_rule_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    missing = [
        NEW_MODULE_MISSING.fill("a:b", module="shop.baskets"),
        NEW_NAME_MISSING.fill("a:b", module="m", name="n"),
    ]
    for said in missing:
        print_findings([said.at(path, line, 1) for path in ("a.py", "b.py") for line in (2, 3)])
        lines = capsys.readouterr().err.splitlines()
        assert f"a.py:2:1  {said.message}; also in 3 other places, in 2 files" in lines
        assert not any(line.startswith("b.py") for line in lines)


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\rb", "a\nb", "\udce9", "\u202e"], ids=ascii)
def test_names_and_messages_can_not_drive_the_terminal(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([Finding(f"{text}.py", 1, 1, "RP101", text, text)])
    said = capsys.readouterr().err
    assert ascii(text)[1:-1] in said
    assert text not in said
