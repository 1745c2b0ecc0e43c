"""A notebook's change on a terminal: by the lines of its cells."""

import json

from codemods.cli.formats.cell_diff import cell_diff, shown_patches
from codemods.cli.formats.unified_diff import unified_diff
from codemods.values.plan import FileChange, Plan


def notebook(*cells: str) -> bytes:
    made = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": "x"}, *made]}, indent=1).encode()


def test_hunks_name_the_cell_and_count_its_lines() -> None:
    change = FileChange("a.ipynb", notebook("a\nb", "same", "c"), notebook("a\nd\nb", "same", "e"), (), 2)
    assert cell_diff(change, unified_diff(change)).decode() == (
        "diff --git a/a.ipynb b/a.ipynb\n--- a/a.ipynb\n+++ b/a.ipynb\n"
        "@@ -1,2 +1,3 @@ cell 2\n a\n+d\n b\n@@ -1 +1 @@ cell 4\n-c\n+e\n"
    )


def test_other_patches_are_shown_as_they_are() -> None:
    changes = (
        FileChange("a.ipynb", notebook("a"), notebook("b"), (), 1),
        FileChange("a.py", b"a\n", b"b\n", (), 1),
    )
    patches = {each.path: unified_diff(each) for each in changes}
    shown = shown_patches(Plan("m", changes, ()), patches)
    assert shown["a.py"] == patches["a.py"]
    assert b"cell 2" in shown["a.ipynb"]
    assert b'"b"' not in shown["a.ipynb"]
