"""What `check` prints for people."""

from codemods.cli.formats.check_text import write
from tests.cli.formats.check_results import NOTHING, TWO, failed


def test_each_reference_is_a_line_that_editors_can_follow() -> None:
    lines = write(TWO).decode().splitlines()
    assert lines[1] == "c.py:7:2: call of acme.old:make, which is deprecated [unsafe]"


def test_advice_is_given_once_for_each_symbol() -> None:
    text = write(TWO).decode()
    assert text.count("use acme.new:build") == 1
    assert text.endswith("What to do:\n  acme.old:make: use acme.new:build\n")


def test_nothing_is_written_for_no_references() -> None:
    assert write(NOTHING) == b""


def test_odd_characters_of_a_path_do_not_reach_the_terminal() -> None:
    assert b"\x1b" not in write(failed(("a\x1b[31m.py", 1, 1)))
