"""Sorted imports stay sorted, by the order in which they stood; everything else stays where it is."""

from dataclasses import replace

import pytest

from codemods.transformers.import_sorting import sort_imports
from codemods.values.code_style import CodeStyle
from codemods.values.edit import Edit, splice
from codemods.values.import_sections import ImportSections
from codemods.values.source import Source

SORTED = CodeStyle(sorts=True)


BY_SECTION = CodeStyle(
    sorts=True, blank_before_comments=True, sections=ImportSections(own=frozenset({"own"}))
)


def sort(before: str, old: str, new: str, style: CodeStyle = SORTED, own: str = "") -> str:
    """The text with `old` replaced by `new` once, its imports in order again."""
    source = Source("app.py", before.encode())
    start = source.data.index(old.encode())
    edit = Edit(start, start + len(old.encode()), old.encode(), new.encode())
    edits = sort_imports(source, [edit], style, frozenset(own.split()))
    return splice(source.data, edits).decode()


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        pytest.param(
            "from a import x\nfrom b import old\nfrom c import y\n",
            "b import old",
            "d import new",
            "from a import x\nfrom c import y\nfrom d import new\n",
            id="down",
        ),
        pytest.param(
            "import c\nfrom a import y\nfrom d import x as z\nfrom f import old\n",
            "f import old",
            "d import x",
            "import c\nfrom a import y\nfrom d import x\nfrom d import x as z\n",
            id="before the same name under another",
        ),
        pytest.param(
            "# why\nfrom a import old, x\nfrom b import y\n",
            "old",
            "new as old",
            "# why\nfrom a import new as old\nfrom a import x\nfrom b import y\n",
            id="in two below a comment",
        ),
        pytest.param(
            "# why\nfrom a import old, x\nfrom b import y\n",
            "old",
            "x as old",
            "# why\nfrom a import x\nfrom a import x as old\nfrom b import y\n",
            id="in two, the one without `as` first",
        ),
        pytest.param(
            "import c\nfrom a import x\nfrom d import old\n",
            "d import old",
            "B import new",
            "import c\nfrom a import x\nfrom B import new\n",
            id="plain imports first, without regard to case",
        ),
        pytest.param(
            "from b import y\nimport c\nfrom d import old\n",
            "d import old",
            "a import new",
            "from a import new\nfrom b import y\nimport c\n",
            id="both kinds among each other",
        ),
        pytest.param(
            "from ... import a\nfrom .. import b\nfrom .x import old\n",
            ".x import old",
            "..y import new",
            "from ... import a\nfrom .. import b\nfrom ..y import new\n",
            id="relative imports, the furthest first",
        ),
        pytest.param(
            "from a9 import x\nfrom a10 import y\nfrom b import old\n",
            "b import old",
            "a11 import new",
            "from a9 import x\nfrom a10 import y\nfrom a11 import new\n",
            id="numbers",
        ),
        pytest.param(
            "def f():\n    from a import x\n    from b import old\n    from c import y\n",
            "b import old",
            "d import new",
            "def f():\n    from a import x\n    from c import y\n    from d import new\n",
            id="in a function",
        ),
        pytest.param(
            "import os\n\nimport mock\n\nfrom own import x\n",
            "import mock",
            "from unittest import mock",
            "import os\nfrom unittest import mock\n\nfrom own import x\n",
            id="to the standard library, and its own group is gone",
        ),
        pytest.param(
            "import os\nfrom unittest import old\n\nfrom own import x\n",
            "from unittest import old",
            "import mock",
            "import os\n\nimport mock\n\nfrom own import x\n",
            id="to a section that is not there yet",
        ),
        pytest.param(
            "from a import (\n    x,  # why\n    y,\n)\nfrom b import old  # noqa\nfrom c import z\n",
            "b import old",
            "d import new",
            "from a import (\n    x,  # why\n    y,\n)\nfrom c import z\nfrom d import new  # noqa\n",
            id="comments behind go along",
        ),
        pytest.param(
            "from a.b import x\nfrom a.c import old\n\n# why\nfrom a.d import y\n",
            "a.c import",
            "a.e import",
            "from a.b import x\n\n# why\nfrom a.d import y\nfrom a.e import old\n",
            id="into the part of its section behind a comment",
        ),
        pytest.param(
            "from a import x\nfrom b import old\nfrom c import y\n",
            "from b import old\n",
            "from e import two\nfrom d import one\n",
            "from a import x\nfrom c import y\nfrom d import one\nfrom e import two\n",
            id="several at once",
        ),
    ],
)
def test_a_new_import_goes_where_it_belongs(before: str, old: str, new: str, after: str) -> None:
    assert sort(before, old, new, own="own") == after


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        pytest.param(
            "from c import x\nfrom b import old\nfrom a import y\n", "b", "d", id="not sorted before"
        ),
        pytest.param("from a import x; from b import old\nfrom c import y\n", "b", "d", id="two on one line"),
        pytest.param(
            "from a import *\nfrom b import old\nfrom c import y\n", "b import", "d import", id="a star"
        ),
        pytest.param("from a import x\nfrom b import old\nfrom c import old\n", "b", "d", id="a name twice"),
        pytest.param(
            "from a import x\n# why\nfrom b import old\nfrom c import y\n",
            "b import",
            "d import",
            id="a comment above",
        ),
        pytest.param("from b import old\nx = 1\nfrom c import y\n", "b", "d", id="other code in between"),
        pytest.param("from a import x\nfrom b import old, y\n", " old", " new", id="the same module"),
        pytest.param(
            "import os\nfrom third import old\n\nimport own\n", "third", "fourth", id="sections unknown"
        ),
    ],
)
def test_it_stays_where_moving_it_would_be_a_guess(before: str, old: str, new: str) -> None:
    assert sort(before, old, new) == before.replace(old, new, 1)


def test_without_settings_two_imports_are_no_order() -> None:
    before = "from a import x\nfrom b import old\n"
    assert sort(before, "b", "A", CodeStyle()) == "from a import x\nfrom A import old\n"
    assert sort(before, "b import old", "_ import old") == "from _ import old\nfrom a import x\n"


def test_settings_say_which_order_it_is_where_two_fit() -> None:
    before = "import c\nfrom d import old\n"
    mixed = CodeStyle(sorts=True, within_sections=True)
    assert sort(before, "d import", "a import", mixed) == "from a import old\nimport c\n"
    assert sort(before, "d import", "a import") == "import c\nfrom a import old\n"


def test_line_ends_stay() -> None:
    before = "from a import x\r\nfrom b import old\r\nfrom c import y\r\n"
    after = "from a import x\r\nfrom c import y\r\nfrom d import old\r\n"
    assert sort(before, "b import", "d import") == after


def test_only_the_lines_that_change_are_edited() -> None:
    source = Source("app.py", b"from a import x\nfrom b import old\nfrom c import y\nfrom e import z\n")
    edits = sort_imports(source, [Edit(21, 22, b"b", b"d")], SORTED, frozenset())
    assert [(each.start, each.end) for each in edits] == [(16, 50)]


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("b import old", "beyond import old", "from beyond import (\n    old,\n)\n"),
        ("b import old", "beyond import old  # noqa", "from beyond import old  # noqa\n"),
        ("b import old", "b import one", "from b import one\n"),
    ],
)
def test_a_line_that_gets_too_long_is_wrapped_as_settings_say(old: str, new: str, after: str) -> None:
    style = CodeStyle(line_length=20)
    assert sort("x = 1\nfrom b import old\n", old, new, style) == f"x = 1\n{after}"


@pytest.mark.parametrize(
    ("new", "style", "after"),
    [
        pytest.param("n, x as y", SORTED, "from b import n\nfrom b import x as y\n", id="as"),
        pytest.param(
            "n, a as y", SORTED, "from b import a as y\nfrom b import n\n", id="as, which sorts first"
        ),
        pytest.param(
            "(\n    n,\n    x as y,\n)", SORTED, "from b import n\nfrom b import x as y\n", id="as, on lines"
        ),
        pytest.param(
            "(\n    n,\n    o,\n    x as y,\n)",
            SORTED,
            "from b import (\n    n,\n    o,\n)\nfrom b import x as y\n",
            id="as, the others on lines",
        ),
        pytest.param(
            "n, x as y",
            CodeStyle(sorts=True, combines_aliases=True),
            "from b import n, x as y\n",
            id="as, where settings combine them",
        ),
        pytest.param("n, x as y", CodeStyle(), "from b import n, x as y\n", id="as, where nothing sorts"),
        pytest.param(
            "n, x", CodeStyle(sorts=True, single_line=True), "from b import n\nfrom b import x\n", id="each"
        ),
        pytest.param(
            "(\n    n,\n    x,\n)",
            CodeStyle(sorts=True, line_length=20, joins_lines=True),
            "from b import n, x\n",
            id="lines that fit on one",
        ),
        pytest.param(
            "(\n    n,\n    x,\n)",
            CodeStyle(sorts=True, line_length=17, joins_lines=True),
            "from b import (\n    n,\n    x,\n)\n",
            id="lines that do not",
        ),
        pytest.param(
            "(\n    n,\n    x,\n)",
            CodeStyle(sorts=True, line_length=20),
            "from b import (\n    n,\n    x,\n)\n",
            id="lines that keep their form",
        ),
        pytest.param(
            "(\n    n,  # why\n    x as y,\n)",
            CodeStyle(sorts=True, line_length=99, joins_lines=True),
            "from b import (\n    n,  # why\n    x as y,\n)\n",
            id="a comment",
        ),
    ],
)
def test_a_changed_import_has_the_form_that_settings_ask_for(new: str, style: CodeStyle, after: str) -> None:
    rest = "\nx = 1\n"
    assert sort(f"import a\nfrom b import old\n{rest}", "old", new, style) == f"import a\n{after}{rest}"


def test_imports_of_one_module_are_sorted_by_their_names() -> None:
    before = "from a import b\nfrom a import d\nfrom b import old\n"
    assert sort(before, "b import old", "a import c") == "from a import b\nfrom a import c\nfrom a import d\n"


def test_aliases_share_an_import_where_they_did() -> None:
    before = "from a import b, c as d\nfrom b import old\n"
    assert sort(before, "old", "n, x as y") == "from a import b, c as d\nfrom b import n, x as y\n"


def test_lines_stay_where_others_are_left_that_fit_on_one() -> None:
    style = CodeStyle(sorts=True, line_length=99, joins_lines=True)
    before = "from a import (\n    b,\n    c\n)\nfrom b import old\n"
    new = "(\n    n,\n    x\n)"
    assert sort(before, "old", new, style) == before.replace("old", new)


def test_lines_stay_where_nothing_has_sorted_the_imports() -> None:
    style = CodeStyle(sorts=True, line_length=30, joins_lines=True)
    before = "from b import (\n    old,\n    another_long_name,\n    x\n)\nfrom a import y\n"
    assert sort(before, "    old,\n    another_long_name,", "    n,", style) == before.replace(
        "    old,\n    another_long_name,", "    n,"
    )


def test_a_name_alone_has_no_parentheses() -> None:
    style = CodeStyle(sorts=True, line_length=30, joins_lines=True)
    before = "from b import (\n    old,\n    x\n)\nfrom a import y\n"
    assert sort(before, "    old,\n", "", style) == "from b import x\nfrom a import y\n"


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        pytest.param(
            "from a import x\n\n# why\nfrom b import old\nfrom c import y\n",
            "b import",
            "d import",
            "from a import x\nfrom c import y\n\n# why\nfrom d import old\n",
            id="down",
        ),
        pytest.param(
            "from b import x\n\n# why\nfrom c import old\n",
            "c import",
            "a import",
            "# why\nfrom a import old\nfrom b import x\n",
            id="to the head, which needs no empty line",
        ),
        pytest.param(
            "import re\n\n# why\nfrom own.b import x\nfrom own.c import old\n",
            "own.c import",
            "own.a import",
            "import re\n\nfrom own.a import old\n\n# why\nfrom own.b import x\n",
            id="past the one at the head of a section",
        ),
        pytest.param(
            "import re\n\n# why\nfrom a import old\n\nfrom own import x\n",
            "from a import old",
            "from own.b import old",
            "import re\n\nfrom own import x\n\n# why\nfrom own.b import old\n",
            id="to another section",
        ),
        pytest.param(
            "import re\n\n# why\nfrom a import old\n\nfrom own import x\n",
            "from a import old",
            "from json import old",
            "import re\n\n# why\nfrom json import old\n\nfrom own import x\n",
            id="away from a section of which nothing is left",
        ),
    ],
)
def test_a_comment_goes_along_where_the_sorter_takes_it(before: str, old: str, new: str, after: str) -> None:
    assert sort(before, old, new, BY_SECTION) == after


@pytest.mark.parametrize(
    ("before", "style"),
    [
        pytest.param(
            "from a import x\n# why\nfrom b import old\nfrom c import y\n", BY_SECTION, id="no line"
        ),
        pytest.param(
            "from a import x\n\n# why\nfrom b import old\nfrom c import y\n",
            replace(BY_SECTION, blank_before_comments=False),
            id="a line too many",
        ),
        pytest.param("import re\n# why\nfrom b import old\nfrom c import y\n", BY_SECTION, id="no sections"),
        pytest.param("# why\nfrom b import old\nimport c\nfrom a import y\n", BY_SECTION, id="no order"),
    ],
)
def test_a_comment_stays_where_the_sorter_was_not_at_work(before: str, style: CodeStyle) -> None:
    after = before.replace("b import old", "d import old")
    assert sort(before, "b import old", "d import old", style) == after


def test_without_lines_before_comments_none_comes_in() -> None:
    before = "from a import x\n# why\nfrom b import old\nfrom c import y\n"
    style = replace(BY_SECTION, blank_before_comments=False)
    after = "from a import x\nfrom c import y\n# why\nfrom d import old\n"
    assert sort(before, "b import old", "d import old", style) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("from a import x\nfrom b import old\n", "from a import new, x\n", id="one"),
        pytest.param(
            "from a import (\n    b,\n    x,  # why\n)\nfrom b import old\n",
            "from a import (\n    b,\n    new,\n    x,  # why\n)\n",
            id="on lines, with a comment",
        ),
        pytest.param(
            "# head\nimport a\n\n# what\nfrom a import x\n\n# why\nfrom b import old\n",
            "# head\nimport a\n\n# what\n# why\nfrom a import new, x\n",
            id="comments above both",
        ),
        pytest.param(
            "from a import x\nfrom b import old  # noqa\n", "from a import new, x  # noqa\n", id="a directive"
        ),
        pytest.param(
            "from a import x  # why\nfrom b import old  # noqa\n",
            "from a import new  # noqa\nfrom a import x  # why\n",
            id="two comments behind",
        ),
        pytest.param(
            "from a import x as y\nfrom b import old\n",
            "from a import new\nfrom a import x as y\n",
            id="one that stands alone",
        ),
        pytest.param(
            "def f():\n    from a import x\n    from b import old\n",
            "def f():\n    from a import new, x\n",
            id="in a function",
        ),
    ],
)
def test_a_sorter_has_one_import_of_a_module(before: str, after: str) -> None:
    assert sort(before, "from b import old", "from a import new", BY_SECTION) == after


def test_two_that_come_in_share_an_import() -> None:
    before = "from a import x\nfrom b import old\nfrom c import y, old2\n"
    old, new = (
        "from b import old\nfrom c import y, old2\n",
        "from d import p\nfrom c import y\nfrom d import q\n",
    )
    assert sort(before, old, new, BY_SECTION) == "from a import x\nfrom c import y\nfrom d import p, q\n"


def test_headings_stay_at_the_head_of_their_sections() -> None:
    sections = ImportSections(headings=(("STDLIB", "# Python"), ("THIRDPARTY", "# Libraries")))
    style = replace(BY_SECTION, sections=sections)
    before = "# Python\nimport re\n\n# Libraries\nfrom b import x\nfrom c import old\n"
    after = "# Python\nimport re\n\n# Libraries\nfrom a import old\nfrom b import x\n"
    assert sort(before, "c import", "a import", style) == after
    assert sort(before, "from c import", "from os import", style) == (
        "# Python\nimport re\nfrom os import old\n\n# Libraries\nfrom b import x\n"
    )


def test_a_section_may_follow_without_an_empty_line() -> None:
    style = replace(
        BY_SECTION, sections=ImportSections(own=frozenset({"own"}), unparted=frozenset({"LOCALFOLDER"}))
    )
    before = "import re\n\nfrom own import x\nfrom . import old\n"
    assert sort(before, "from own import x", "from b import x", style) == (
        "import re\n\nfrom b import x\n\nfrom . import old\n"
    )
    assert sort(before, "from . import", "from .a import", style) == before.replace("from . ", "from .a ")


def test_numbers_sort_as_the_tool_has_it() -> None:
    before = "from a10 import x\nfrom b import old\n"
    isort = "from a10 import x\nfrom a.b import old\n"
    ruff = "from a.b import old\nfrom a10 import x\n"
    assert sort(before, "b import", "a.b import", BY_SECTION) == isort
    assert sort(before, "b import", "a.b import", replace(BY_SECTION, by_ruff=True)) == ruff


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        pytest.param(
            "from a import B\nfrom a import c as d\nfrom a import e\nfrom b import old\n",
            "from b import old",
            "from a import new",
            "from a import B\nfrom a import c as d\nfrom a import e, new\n",
            id="behind it",
        ),
        pytest.param(
            "from a import B, e\nfrom b import old as d\n",
            "from b import old",
            "from a import c",
            "from a import B\nfrom a import c as d\nfrom a import e\n",
            id="in two",
        ),
        pytest.param(
            "from a import B\n\n# why\nfrom a import c as d\nfrom a import e\nfrom b import x\n",
            "from a import c",
            "from b import c",
            "from a import B, e\n\n# why\nfrom b import c as d\nfrom b import x\n",
            id="whole again",
        ),
        pytest.param(
            "from a import B\nfrom a import c as d\nfrom a import e  # why\nfrom b import old\n",
            "from b import old",
            "from a import new",
            "from a import B\nfrom a import c as d\nfrom a import e  # why\nfrom a import new\n",
            id="a comment behind",
        ),
    ],
)
def test_isort_parts_an_import_where_a_name_with_as_sorts(
    before: str, old: str, new: str, after: str
) -> None:
    assert sort(before, old, new, BY_SECTION) == after


def test_ruff_does_not() -> None:
    before = "from a import B, e\nfrom b import old as d\n"
    after = "from a import B, e\nfrom a import c as d\n"
    assert sort(before, "from b import old", "from a import c", replace(BY_SECTION, by_ruff=True)) == after


def test_what_follows_as_does_not_sort_a_name() -> None:
    rest = "from a import PP as e\nfrom a import PP22, Q\nfrom a import Cc as f\n"
    style = replace(BY_SECTION, by_ruff=True)
    assert sort(f"from a import AA as g\n{rest}", "AA", "Dd", style) == f"{rest}from a import Dd as g\n"


def test_isort_lays_a_changed_import_out_in_columns() -> None:
    space = " " * 15
    two = f"from b import (cccccc, dddddd,\n{space}eeeeee, old2)\n"
    style = replace(BY_SECTION, grid_length=30, joins_lines=True)
    assert sort(f"from a import old\n{two}", "from a import old", "from b import a", style) == (
        f"from b import (a, cccccc,\n{space}dddddd, eeeeee,\n{space}old2)\n"
    )
    assert sort(two, ", old2", "", style) == f"from b import (cccccc, dddddd,\n{space}eeeeee)\n"
    unsorted = two.replace("cccccc", "zzzzzz")
    assert sort(unsorted + "from a import x\n", ", old2", "", style) == (
        unsorted.replace(", old2", "") + "from a import x\n"
    )


def test_single_names_are_sorted_by_type_where_the_tool_does() -> None:
    before = "from a import B\nfrom a import C\nfrom b import old\n"
    style = replace(BY_SECTION, single_line=True)
    by_type = "from a import B\nfrom a import C\nfrom a import bb\n"
    alike = "from a import B\nfrom a import bb\nfrom a import C\n"
    assert sort(before, "from b import old", "from a import bb", style) == by_type
    assert sort(before, "from b import old", "from a import bb", replace(style, by_type=False)) == alike


def test_a_changed_import_that_keeps_its_names_keeps_its_lines() -> None:
    before = "from b import (\n    cccccccc,\n    dddddddd,\n    eeeeeeee\n)\n"
    style = replace(BY_SECTION, line_length=20, joins_lines=True)
    assert sort(before, "    cccccccc,\n", "", style) == before.replace("    cccccccc,\n", "")


def test_ruff_has_the_comment_behind_an_import_behind_each_of_its_names() -> None:
    before = "from a import b\nfrom b import old  # noqa\n"
    style = replace(BY_SECTION, single_line=True, by_ruff=True)
    assert sort(before, "b import old", "b import c, d", style) == (
        "from a import b\nfrom b import c  # noqa\nfrom b import d  # noqa\n"
    )
    whole = "from a import b\nfrom b import c, d  # noqa\n"
    assert sort(before, "b import old", "b import c, d", replace(style, single_line=False)) == whole
    assert sort(before, "b import old", "b import c, d", replace(style, by_ruff=False)) == whole
