"""Colours are added around lines, and nothing else is."""

import re
import subprocess
from pathlib import Path

from codemods.cli.formats.unified_diff import unified_diff
from codemods.cli.terminal.patch_colours import coloured
from codemods.values.plan import FileChange

TRICKY = FileChange(
    "with space.py",
    b"class A:\n" + b"  x\n" * 5 + b"-- a\n++ b\nlast",
    b"class A:\n" + b"  x\n" * 5 + b"c",
    (),
    1,
)


def test_without_the_escapes_it_is_the_patch() -> None:
    assert re.sub(rb"\x1b\[\d*m", b"", coloured(unified_diff(TRICKY))) == unified_diff(TRICKY)


def test_lines_are_coloured_as_git_colours_them(tmp_path: Path) -> None:
    file = tmp_path / TRICKY.path
    file.write_bytes(TRICKY.before)
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    file.write_bytes(TRICKY.after)
    command = ["git", "diff", "--color=always", "--ws-error-highlight=none"]
    theirs = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout
    kept = [line for line in theirs.splitlines(True) if not line.startswith(b"\x1b[1mindex ")]
    # git leaves a text of no colour between the range and its heading unmarked, or marks it with a reset.
    assert coloured(unified_diff(TRICKY)).replace(b"\x1b[m", b"") == b"".join(kept).replace(b"\x1b[m", b"")
