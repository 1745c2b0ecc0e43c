"""Patches must be what git itself takes: every test hands them to git or to unidiff."""

import subprocess
import sys
import time
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unidiff.patch import PatchSet

from codemods.cli.formats.unified_diff import unified_diff, unified_diffs
from codemods.values.edit import Edit, splice
from codemods.values.plan import FileChange
from tests.random_examples import examples

BOM = b"\xef\xbb\xbf"


def change(before: bytes, *edits: Edit, path: str = "a.py", after: bytes | None = None) -> FileChange:
    return FileChange(path, before, splice(before, edits) if after is None else after, edits, len(edits))


def replaced(before: bytes, old: bytes, new: bytes, path: str = "a.py") -> FileChange:
    start = before.index(old)
    return change(before, Edit(start, start + len(old), old, new), path=path)


def numbered(count: int) -> bytes:
    return b"".join(b"line %d\n" % number for number in range(1, count + 1))


def git_apply(folder: Path, changes: list[FileChange]) -> dict[str, bytes]:
    """Lay the files out as they were, let git apply the patch, and give what it made of them."""
    for one in changes:
        target = folder / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.before)
    text = b"".join(unified_diffs(changes).values())
    for flags in (["--check"], []):
        command = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", *flags]
        done = subprocess.run(command, cwd=folder, input=text, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode() + text.decode("latin-1")
    return {one.path: (folder / one.path).read_bytes() for one in changes}


def read_back(text: bytes) -> PatchSet:
    return PatchSet.from_string(text.decode("latin-1"))


def test_an_unchanged_file_has_no_patch() -> None:
    assert unified_diff(FileChange("a.py", b"x\n", b"x\n", (), 0)) == b""


def test_a_patch_reads_as_git_would_write_it() -> None:
    one = replaced(numbered(9), b"line 5", b"LINE 5")
    assert unified_diff(one) == (
        b"diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -2,7 +2,7 @@ line 1\n"
        b" line 2\n line 3\n line 4\n-line 5\n+LINE 5\n line 6\n line 7\n line 8\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"a\nb", b"a\nc", id="no final newline before and after"),
        pytest.param(b"a\nb", b"a\nb\n", id="final newline added"),
        pytest.param(b"a\nb\n", b"a\nb", id="final newline removed"),
        pytest.param(b"a\nb\nc\nd\ne", b"A\nb\nc\nd\ne", id="last line is context and has no newline"),
        pytest.param(b"a\r\nb\r\nc\r\n", b"a\r\nB\r\nc\r\n", id="CRLF"),
        pytest.param(b"a\rb\rc", b"a\rB\rc", id="CR only is one line"),
        pytest.param(b"a\x0cb\x0bc\x1cd\n", b"a\x0cB\x0bc\x1cd\n", id="form feeds end no line"),
        pytest.param("a\u2028b\u0085c\n".encode(), "a\u2028B\u0085c\n".encode(), id="U+2028 ends no line"),
        pytest.param(BOM + b"a\n", BOM + b"b\n", id="BOM"),
        pytest.param(b"", b"a\n", id="empty file filled"),
        pytest.param(b"a\n", b"", id="file emptied"),
        pytest.param(b"a\nb\n", b"a\nx\nb\n", id="line inserted"),
        pytest.param(b"a\na\na\na\n", b"a\na\na\na\na\n", id="line like its neighbours inserted"),
        pytest.param(b"-- a\n++ b\n", b"-- c\n++ d\n", id="lines that look like headers"),
        pytest.param(
            b"x = '\\ No newline at end of file'\n", b"x = 1\n", id="line that looks like the marker"
        ),
    ],
)
def test_git_applies_it(before: bytes, after: bytes, tmp_path: Path) -> None:
    one = FileChange("a.py", before, after, (), 1)
    assert git_apply(tmp_path, [one]) == {"a.py": after}
    assert len(read_back(unified_diff(one))) == 1


@pytest.mark.parametrize(
    "path",
    [
        "plain.py",
        "with space.py",
        'quote".py',
        "back\\slash.py",
        "tab\there.py",
        "line\nfeed.py",
        "ünïcode/файл.py",
        "{integration,journey}/a.py",
        "a b/c.py",
        "-dash.py",
        "dev/null",
        b"latin\xe9.py".decode("utf-8", "surrogateescape"),
    ],
    ids=ascii,
)
def test_any_path_survives(path: str, tmp_path: Path) -> None:
    one = FileChange(path, b"a\n", b"b\n", (), 1)
    assert git_apply(tmp_path, [one]) == {path: b"b\n"}
    assert [(file.added, file.removed) for file in read_back(unified_diff(one))] == [(1, 1)]


def test_paths_are_quoted_as_git_quotes_them(tmp_path: Path) -> None:
    names = ["plain.py", "with space.py", 'q".py', "tab\t.py", "é.py", "sp ace é.py", "bell\a.py"]
    for name in names:
        (tmp_path / name).write_bytes(b"a\n")
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    for name in names:
        (tmp_path / name).write_bytes(b"b\n")
    theirs = subprocess.run(["git", "diff"], cwd=tmp_path, check=True, capture_output=True).stdout
    made = unified_diffs(FileChange(name, b"a\n", b"b\n", (), 1) for name in sorted(names, key=str.encode))
    ours = b"".join(made.values())
    assert ours == b"".join(line for line in theirs.splitlines(True) if not line.startswith(b"index "))


def test_many_files_are_one_patch(tmp_path: Path) -> None:
    changes = [replaced(numbered(30), b"line 7\n", b"", path=f"pkg/m{number}.py") for number in range(5)]
    assert git_apply(tmp_path, changes) == {one.path: one.after for one in changes}
    assert len(read_back(b"".join(unified_diffs(changes).values()))) == 5


@pytest.mark.parametrize(
    ("gap", "hunks"), [pytest.param(6, 1, id="contexts touch"), pytest.param(7, 2, id="contexts apart")]
)
def test_changes_share_a_hunk_while_their_contexts_touch(gap: int, hunks: int) -> None:
    before = numbered(60)
    first, second = before.index(b"line 20\n"), before.index(b"line %d\n" % (21 + gap))
    edits = [Edit(place, place + 4, b"line", b"LINE") for place in (first, second)]
    assert [len(file) for file in read_back(unified_diff(change(before, *edits)))] == [hunks]


def test_line_numbers_count_what_earlier_hunks_added() -> None:
    before = numbered(60)
    first, second = before.index(b"line 10\n"), before.index(b"line 40\n")
    one = change(before, Edit(first, first, b"", b"x\ny\n"), Edit(second, second + 8, b"line 40\n", b""))
    (file,) = read_back(unified_diff(one))
    spans = [(hunk.source_start, hunk.source_length, hunk.target_start, hunk.target_length) for hunk in file]
    assert spans == [(7, 6, 7, 8), (37, 7, 39, 6)]


def test_hunks_are_headed_by_the_enclosing_top_level_line() -> None:
    before = b"class A:\n" + b"    x = 1\n" * 9 + b"    y = 2\n"
    assert b"@@ -8,4 +8,4 @@ class A:\n" in unified_diff(replaced(before, b"y", b"z"))


def test_a_long_heading_is_cut_between_characters(tmp_path: Path) -> None:
    before = "x = '{}'\n".format("é" * 60).encode() + b"\n" * 9 + b"y\n"
    one = replaced(before, b"y", b"z")
    assert unified_diff(one).decode()
    assert git_apply(tmp_path, [one]) == {"a.py": one.after}


def test_an_empty_range_names_the_line_before_it() -> None:
    assert b"@@ -0,0 +1 @@\n" in unified_diff(change(b"", Edit(0, 0, b"", b"a\n")))


def test_edits_count_in_utf8_also_where_the_file_does_not(tmp_path: Path) -> None:
    source = "# coding: latin-1\ns = 'é' * 9\n" + "x = 1\n" * 20 + "y = 'é', old\n"
    place = source.encode().index(b"old")
    edits = (Edit(place, place + 3, b"old", b"new"),)
    before, after = (text.encode("latin-1") for text in (source, source.replace("old", "new")))
    one = FileChange("a.py", before, after, edits, 1)
    assert git_apply(tmp_path, [one]) == {"a.py": after}
    assert read_back(unified_diff(one)).added == 1


def test_edits_that_do_not_make_the_file_are_not_trusted(tmp_path: Path) -> None:
    one = FileChange("a.py", numbered(9), numbered(9).replace(b"8", b"eight"), (Edit(0, 4, b"line", b""),), 1)
    assert git_apply(tmp_path, [one]) == {"a.py": one.after}


def test_one_edit_in_a_long_file_compares_no_other_line() -> None:
    one = replaced(b"same = 1\n" * 200_000 + b"old\n" + b"same = 1\n" * 200_000, b"old", b"new")
    began = time.perf_counter()
    text = unified_diff(one)
    assert time.perf_counter() - began < 1
    assert text.count(b"\n") == 12


def test_each_of_many_edits_compares_its_own_lines_only() -> None:
    lines = [b"\n" if number % 2 else b"old(%d)\n" % number for number in range(40_000)]
    before = b"".join(lines)
    starts = accumulate(map(len, lines), initial=0)
    edits = [
        Edit(start, start + 3, b"old", b"new")
        for start, line in zip(starts, lines, strict=False)
        if line != b"\n"
    ]
    text = unified_diff(change(before, *edits))
    assert text.count(b"\n+new") == 20_000


def test_a_hunk_below_many_others_is_headed_by_the_line_above_them() -> None:
    before = b"class A:\n" + b"".join(b"    line %d\n" % number for number in range(60))
    edits = [
        Edit(place, place + 4, b"line", b"LINE")
        for place in (before.index(b"line 9"), before.index(b"line 50"))
    ]
    assert unified_diff(change(before, *edits)).count(b" @@ class A:\n") == 2


LINES = st.sampled_from(
    [
        "import a",
        "x = 1",
        "",
        "    y",
        "é = 'ß'",
        "\x0c",
        "z\r",
        "a\rb",
        "-- c",
        "++ d",
        "\\ No newline at end of file",
    ]
)
"""Few different lines, so that neighbours are often alike."""


@st.composite
def programs(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A text with some places to replace, in characters, not overlapping."""
    end = draw(st.sampled_from(["", "\n"]))
    text = "\n".join(draw(st.lists(LINES, max_size=40))) + end
    count = 2 * draw(st.integers(0, 4))
    marks = sorted(draw(st.lists(st.integers(0, len(text)), min_size=count, max_size=count)))
    pieces = st.lists(LINES, max_size=3).map("\n".join)
    news = [draw(st.one_of(pieces, pieces.map(lambda piece: piece + "\n"))) for _ in marks[::2]]
    return text, list(zip(marks[::2], marks[1::2], news, strict=True))


@examples(50)
@given(program=programs(), style=st.sampled_from(["utf-8", "bom", "latin-1", "crlf"]))
def test_git_makes_the_same_bytes_of_any_edits(
    program: tuple[str, list[tuple[int, int, str]]], style: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text, places = program
    cookie = "# coding: latin-1\n" if style == "latin-1" else ""
    encoding = "latin-1" if style == "latin-1" else "utf-8"
    bom = BOM if style == "bom" else b""
    places = [(a + len(cookie), b + len(cookie), new) for a, b, new in places]
    text = cookie + text
    if style == "crlf":
        places = [(a + text[:a].count("\n"), b + text[:b].count("\n"), new) for a, b, new in places]
        text = text.replace("\n", "\r\n")
    source = text.encode()
    edits = tuple(
        Edit(len(text[:a].encode()), len(text[:b].encode()), text[a:b].encode(), new.encode())
        for a, b, new in places
    )
    before = bom + text.encode(encoding)
    after = bom + splice(source, edits).decode().encode(encoding)
    one = FileChange("a.py", before, after, edits, len(edits))
    if before == after:
        assert unified_diff(one) == b""
        return
    assert git_apply(tmp_path_factory.mktemp("tree"), [one]) == {"a.py": after}
    assert len(read_back(unified_diff(one))) == 1


def test_the_pure_half_needs_neither_git_nor_rich() -> None:
    program = (
        "import sys, codemods.cli.formats.unified_diff; print({'git', 'rich', 'libcst'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
