"""Deprecation warnings in a command's output."""

from codemods.cli.verify.deprecation_warnings import WarningCounts, count_warnings, deprecated_names
from codemods.migration.load import parse_migration

NAMES = deprecated_names(
    parse_migration(
        '[[symbol]]\nold = "pkg.old_way:make_it"\nnew = "pkg.way:build"\n'
        '[[symbol]]\nold = "pkg.old_way:open"\nnew = "pkg.way:unlock"\n'
        '[[module]]\nold = "pkg.old_way"\nnew = "pkg.way"\n',
        "m.toml",
    )
)
SUMMARY = """\
..                                                                       [100%]
=============================== warnings summary ===============================
tests/test_a.py:3
  /w/tests/test_a.py:3: DeprecationWarning: the old way is deprecated
    from pkg.old_way import make_it

tests/test_a.py: 14 warnings
tests/test_b.py::test_one
  /w/app.py:9: DeprecationWarning: make_it is deprecated
    return make_it()

tests/test_b.py::test_one
  /w/app.py:9: UserWarning: make_it is odd
    return make_it()

tests/test_b.py::test_two
  /usr/lib/x.py:1: DeprecationWarning: something else
    is old

-- Docs: https://docs.pytest.org/en/stable/how-to/capture-warnings.html
/w/app.py:9: DeprecationWarning: make_it, outside the summary
2 passed, 18 warnings in 0.02s
"""


def test_pytests_summary_tells_how_often_each_was_raised() -> None:
    assert count_warnings(SUMMARY, NAMES) == WarningCounts((("make_it", 15), ("pkg.old_way", 1)), 1)


def test_a_coloured_summary_is_read_alike() -> None:
    coloured = SUMMARY.replace("DeprecationWarning", "\x1b[33mDeprecationWarning\x1b[0m")
    assert count_warnings(coloured, NAMES) == count_warnings(SUMMARY, NAMES)


def test_without_a_summary_each_line_that_python_prints_counts_with_the_code_below_it() -> None:
    output = (
        "/w/a.py:1: DeprecationWarning: gone soon\n  from pkg.old_way import x\n"
        "/w/pkg/old_way.py:2: PendingDeprecationWarning: gone later\nmake_it, says the program\n"
        "/w/a.py:3: DeprecationWarning: another\n"
    )
    assert count_warnings(output, NAMES) == WarningCounts((("pkg.old_way", 2),), 1)


def test_a_plain_word_counts_only_where_it_looks_like_code() -> None:
    warning = "/w/a.py:1: DeprecationWarning: {}\n"
    for text in ("open() is deprecated", "`open` is deprecated", "use pkg.open no more"):
        assert count_warnings(warning.format(text), NAMES).by_name == (("open", 1),), text
    assert count_warnings(warning.format("the open way is deprecated"), NAMES) == WarningCounts((), 1)


def test_an_empty_output_has_no_warnings() -> None:
    assert count_warnings("", NAMES) == WarningCounts()
