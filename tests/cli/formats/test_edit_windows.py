"""Edits over a file's own bytes, and the lines that they touch."""

import pytest

from codemods.cli.formats.edit_windows import Window, edit_windows, file_edits
from codemods.values.edit import Edit, splice
from codemods.values.plan import FileChange


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "latin-1", "cp1251"])
def test_edits_are_carried_over_to_the_files_encoding(coding: str) -> None:
    source = f"# coding: {coding}\n" + "s = '§'\n" * 9 + "old1\nold2\n"
    places = [source.encode().index(old) for old in (b"old1", b"old2")]
    edits = tuple(Edit(place, place + 3, b"old", b"new") for place in places)
    one = FileChange("a.py", source.encode(coding), source.replace("old", "new").encode(coding), edits, 2)
    assert [edit.new for edit in file_edits(one)] == [b"new", b"new"]
    assert splice(one.before, file_edits(one)) == one.after


@pytest.mark.parametrize(
    ("before", "edits", "count"),
    [
        pytest.param(b"a b\n", (Edit(0, 1, b"a", b"A"), Edit(2, 3, b"b", b"B")), 1, id="of one line"),
        pytest.param(b"a\nb\n", (Edit(0, 1, b"a", b"A"), Edit(2, 3, b"b", b"B")), 2, id="of two lines"),
        pytest.param(b"a\nb\n", (Edit(1, 2, b"\n", b""), Edit(2, 3, b"b", b"B")), 1, id="that join lines"),
        pytest.param(b"a\n", (Edit(1, 2, b"\n", b""), Edit(2, 2, b"", b"b")), 1, id="that touch at the end"),
    ],
)
def test_edits_that_share_a_line_have_one_window(before: bytes, edits: tuple[Edit, ...], count: int) -> None:
    after = splice(before, edits)
    windows = list(edit_windows(FileChange("a.py", before, after, edits, 2)))
    assert len(windows) == count
    assert windows[-1].end == len(before)
    assert windows[-1].after_end == len(after)


def test_a_window_is_whole_lines() -> None:
    edit = Edit(6, 7, b"2", b"22")
    (window,) = edit_windows(FileChange("a.py", b"x = 1\n2\n", b"x = 1\n22\n", (edit,), 1))
    assert window == Window(6, 8, 6, 9)
