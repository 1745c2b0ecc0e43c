"""What `check` prints for people."""

from dataclasses import replace

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


def test_nor_do_those_of_a_symbol() -> None:
    assert b"\x1b" not in write(failed(("a.py", 1, 1), symbol="acme.old:m\x1b[31m"))


def test_many_references_are_counted_by_file_unless_every_place_is_asked_for() -> None:
    many = failed(*(("a.py", line, 1) for line in range(3, 23)), *(("b.py", line, 1) for line in range(1, 6)))
    lines = write(many).decode().splitlines()
    assert lines[:3] == [
        "a.py:3: 20 references (20 calls)",
        "b.py:1: 5 references (5 calls)",
        "`repoint check -v` lists every place",
    ]
    assert lines[4:] == ["What to do:", "  acme.old:make: use acme.new:build"]
    assert len(write(replace(many, verbose=True)).decode().splitlines()) == 25 + 3
