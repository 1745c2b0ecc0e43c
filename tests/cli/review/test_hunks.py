"""A patch is cut where git cuts it, and lines are counted as Python counts them."""

import pytest

from codemods.cli.formats.unified_diff import unified_diff
from codemods.cli.review.hunks import merge_ranges, split_hunks
from codemods.values.plan import FileChange

ROWS = [b"%d\n" % number for number in range(1, 41)]


def change(before: bytes, after: bytes) -> FileChange:
    return FileChange("a.py", before, after, (), 1)


def edited(**rows: bytes) -> FileChange:
    """Forty numbered lines, some of them replaced: `l7=b"..."`."""
    after = [rows.get(f"l{number}", row) for number, row in enumerate(ROWS, 1)]
    return change(b"".join(ROWS), b"".join(after))


def test_the_hunks_make_up_the_patch() -> None:
    one = edited(l2=b"@@ -1,3 +1,3 @@\n", l20=b"", l38=b"x\ny\n")
    parts = split_hunks(one)
    assert len(parts) == 3
    assert unified_diff(one).endswith(b"".join(part.text for part in parts))
    assert all(part.text.startswith(b"@@ -") for part in parts)


@pytest.mark.parametrize(
    ("one", "lines"),
    [
        pytest.param(edited(l7=b"x\n"), [((7, 7),)], id="replaced"),
        pytest.param(edited(l7=b"x\n", l9=b"y\n"), [((7, 7), (9, 9))], id="context between is left out"),
        pytest.param(edited(l7=b"", l8=b"", l9=b"x\n"), [((7, 9),)], id="several"),
        pytest.param(edited(l7=b"7\nmore\n"), [((7, 8),)], id="added: the lines around"),
        pytest.param(edited(l40=b"40\nmore\n"), [((40, 40),)], id="added at the end"),
        pytest.param(change(b"a\nb\n", b"x\na\nb\n"), [((1, 1),)], id="added at the start"),
        pytest.param(edited(l7=b"x\ny\nz\n"), [((7, 7),)], id="replaced by more"),
        pytest.param(edited(l3=b"x\n", l30=b"y\n"), [((3, 3),), ((30, 30),)], id="two hunks"),
        pytest.param(change(b"a\nb", b"a\nc"), [((2, 2),)], id="no newline at the end"),
        pytest.param(change(b"a\r\nb\r\n", b"a\r\nc\r\n"), [((2, 2),)], id="CRLF"),
        pytest.param(change(b"a\rb\nc\n", b"a\rb\nd\n"), [((3, 3),)], id="a lone CR ends a line"),
        pytest.param(change(b"a\rb\nc\n", b"a\rx\nc\n"), [((1, 2),)], id="git's line is two of Python's"),
        pytest.param(change(b"-- a\n++ b\n", b"-- c\n++ b\n"), [((1, 1),)], id="lines like headers"),
        pytest.param(change(b"", b"new\n"), [()], id="an empty file"),
    ],
)
def test_lines_that_a_hunk_changes(one: FileChange, lines: list[tuple[tuple[int, int], ...]]) -> None:
    assert [hunk.lines for hunk in split_hunks(one)] == lines


def test_ranges_that_touch_are_one() -> None:
    assert merge_ranges([(9, 9), (1, 2), (3, 4), (2, 2), (6, 7)]) == ((1, 4), (6, 7), (9, 9))
