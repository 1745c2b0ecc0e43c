"""What GitHub reads as annotations."""

from codemods.cli.formats.check_github import write
from codemods.cli.formats.check_result import CheckResult
from codemods.plan.gate.remaining import remaining
from codemods.values.inventory import InventoryEntry
from codemods.values.reference import Applicability, Reference
from tests.cli.formats.check_results import TWO, failed
from tests.in_memory import migration


def test_an_annotation_is_one_command_with_its_properties_escaped() -> None:
    first = write(TWO).decode().splitlines()[0]
    assert first == (
        "::error file=a b/ü%25%3A.py,line=1,col=5,title=repoint::"
        "call of acme.old:make, which is deprecated: use acme.new:build"
    )


def test_a_notice_says_that_not_all_are_shown() -> None:
    ten, eleven = (failed(*((f"{n}.py", 1, 1) for n in range(number))) for number in (10, 11))
    assert b"::notice" not in write(ten)
    assert write(eleven).decode().splitlines()[-1] == (
        "::notice title=repoint::11 deprecated references in 11 files; "
        "GitHub shows 10 of them here, the log of the step all"
    )


def test_line_ends_in_advice_do_not_end_the_command() -> None:
    manual = '[[symbol]]\nold = "acme.old:make"\nmanual = """\none\ntwo 100%"""\n'
    entry = InventoryEntry(Reference("a.py", 1, 1, "call", "acme.old:make", Applicability.MANUAL), "x", "")
    text = write(CheckResult("m", remaining(migration(manual), [entry]))).decode()
    assert text.count("\n") == 1
    assert text.endswith("one%0Atwo 100%25\n")


def test_control_characters_are_spelled() -> None:
    entry = InventoryEntry(
        Reference("a\x1b[2J\nb.py", 1, 1, "call", "acme.old:make", Applicability.MANUAL), "x", ""
    )
    manual = '[[symbol]]\nold = "acme.old:make"\nmanual = "\\u001b]0;title"\n'
    text = write(CheckResult("m", remaining(migration(manual), [entry]))).decode()
    assert "file=a\\x1b[2J%0Ab.py," in text
    assert text.endswith("\\x1b]0;title\n")
