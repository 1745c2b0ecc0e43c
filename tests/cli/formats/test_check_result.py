"""What all formats of `check` know of a reference."""

from codemods.cli.formats.check_result import fingerprint
from tests.cli.formats.check_results import TWO, failed, failures


def test_a_fingerprint_stays_when_lines_move() -> None:
    here, there = failures(("a.py", 1, 1), ("a.py", 2, 1)), failures(("a.py", 8, 3), ("a.py", 9, 1))
    assert list(map(fingerprint, here)) == list(map(fingerprint, there))


def test_no_two_fingerprints_are_the_same() -> None:
    found = failures(("a.py", 1, 1), ("a.py", 2, 1), ("b.py", 1, 1))
    assert len(set(map(fingerprint, found))) == 3


def test_files_are_counted_once() -> None:
    assert failed(("a.py", 1, 1), ("a.py", 2, 1)).files == 1
    assert TWO.files == 2
