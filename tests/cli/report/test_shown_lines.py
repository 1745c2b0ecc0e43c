import difflib

from codemods.cli.report.shown_lines import LineBlock, LineRow, line_blocks

OLD = [f"line {number}" for number in range(1, 41)]


def patch(old: list[str], new: list[str], context: int = 3) -> bytes:
    before, after = ([f"{line}\n" for line in lines] for lines in (old, new))
    return "".join(difflib.unified_diff(before, after, "a/x", "b/x", n=context)).encode()


def changed(found: list[LineBlock]) -> list[tuple[int | None, int | None]]:
    return [(row.old, row.new) for block in found for row in block.rows if row.changed]


def test_a_hunk_is_its_lines_with_git_s_context() -> None:
    new = [*OLD[:9], "line ten", *OLD[10:]]
    (block,) = line_blocks(patch(OLD, new), [*OLD, ""], [*new, ""], ())
    assert [(row.old, row.new) for row in block.rows] == [(n, n) for n in range(7, 14)]
    assert changed([block]) == [(10, 10)]
    assert block.changed


def test_lines_with_findings_are_shown_between_the_hunks_with_their_numbers_on_both_sides() -> None:
    new = [*OLD[:2], "more", "and more", *OLD[2:]]
    found = line_blocks(patch(OLD, new), [*OLD, ""], [*new, ""], [20])
    assert [block.changed for block in found] == [True, False]
    assert found[1].rows == tuple(LineRow(n, n + 2) for n in range(18, 23))


def test_a_finding_beside_a_hunk_makes_one_block_of_both() -> None:
    new = [*OLD[:9], *OLD[10:]]
    (block,) = line_blocks(patch(OLD, new), [*OLD, ""], [*new, ""], [15])
    assert [row.old for row in block.rows] == list(range(7, 18))
    assert [row.new for row in block.rows] == [7, 8, 9, None, *range(10, 17)]


def test_findings_at_either_end_stay_within_the_file() -> None:
    found = line_blocks(b"", [*OLD, ""], [*OLD, ""], [1, 40, 0, 99])
    assert [[row.old for row in block.rows] for block in found] == [[1, 2, 3], [38, 39, 40]]


def test_lines_that_are_only_added_have_no_number_before() -> None:
    new = ["first", *OLD]
    (block,) = line_blocks(patch(OLD, new), [*OLD, ""], [*new, ""], ())
    assert changed([block]) == [(None, 1)]


def test_the_mark_of_a_missing_line_end_is_not_a_line() -> None:
    text = (
        b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"
    )
    (block,) = line_blocks(text, ["a"], ["b"], ())
    assert block.rows == (LineRow(1, 1, changed=True),)


def test_the_heading_is_the_definition_around() -> None:
    old = [
        "class A:",
        "    def run(self):",
        *["        pass"] * 20,
        "    x = 1",
        "    y = 2",
        "    z = 3",
        "",
    ]
    found = line_blocks(b"", old, old, [9, 25])
    assert [block.heading for block in found] == ["def run(self)", "class A"]


def test_a_source_that_looks_like_a_patch_is_only_a_source() -> None:
    old = ["--- a", "+++ b", "@@ -1,9 +1,9 @@", "diff --git a/x b/x"]
    new = ["+++ b", "--- a", "@@ -1,9 +1,9 @@", "\\ No newline at end of file"]
    (block,) = line_blocks(patch(old, new), [*old, ""], [*new, ""], ())
    assert [row.old for row in block.rows if row.old] == [1, 2, 3, 4]
    assert [row.new for row in block.rows if row.new] == [1, 2, 3, 4]
