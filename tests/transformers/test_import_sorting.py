"""Sorted imports stay sorted, by the order in which they stood; everything else stays where it is."""

import pytest

from codemods.transformers.import_sorting import sort_imports
from codemods.values.edit import Edit, splice
from codemods.values.import_style import ImportStyle
from codemods.values.source import Source

SORTED = ImportStyle(sorts=True)


def sort(before: str, old: str, new: str, style: ImportStyle = SORTED, own: str = "") -> str:
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
    assert sort(before, "b", "A", ImportStyle()) == "from a import x\nfrom A import old\n"
    assert sort(before, "b import old", "_ import old") == "from _ import old\nfrom a import x\n"


def test_settings_say_which_order_it_is_where_two_fit() -> None:
    before = "import c\nfrom d import old\n"
    mixed = ImportStyle(sorts=True, within_sections=True)
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
    style = ImportStyle(line_length=20)
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
            ImportStyle(sorts=True, combines_aliases=True),
            "from b import n, x as y\n",
            id="as, where settings combine them",
        ),
        pytest.param("n, x as y", ImportStyle(), "from b import n, x as y\n", id="as, where nothing sorts"),
        pytest.param(
            "n, x", ImportStyle(sorts=True, single_line=True), "from b import n\nfrom b import x\n", id="each"
        ),
        pytest.param(
            "(\n    n,\n    x,\n)",
            ImportStyle(sorts=True, line_length=20, joins_lines=True),
            "from b import n, x\n",
            id="lines that fit on one",
        ),
        pytest.param(
            "(\n    n,\n    x,\n)",
            ImportStyle(sorts=True, line_length=17, joins_lines=True),
            "from b import (\n    n,\n    x,\n)\n",
            id="lines that do not",
        ),
        pytest.param(
            "(\n    n,\n    x,\n)",
            ImportStyle(sorts=True, line_length=20),
            "from b import (\n    n,\n    x,\n)\n",
            id="lines that keep their form",
        ),
        pytest.param(
            "(\n    n,  # why\n    x as y,\n)",
            ImportStyle(sorts=True, line_length=99, joins_lines=True),
            "from b import (\n    n,  # why\n    x as y,\n)\n",
            id="a comment",
        ),
    ],
)
def test_a_changed_import_has_the_form_that_settings_ask_for(
    new: str, style: ImportStyle, after: str
) -> None:
    rest = "\nx = 1\n"
    assert sort(f"import a\nfrom b import old\n{rest}", "old", new, style) == f"import a\n{after}{rest}"


def test_imports_of_one_module_are_sorted_by_their_names() -> None:
    before = "from a import b\nfrom a import d\nfrom b import old\n"
    assert sort(before, "b import old", "a import c") == "from a import b\nfrom a import c\nfrom a import d\n"


def test_aliases_share_an_import_where_they_did() -> None:
    before = "from a import b, c as d\nfrom b import old\n"
    assert sort(before, "old", "n, x as y") == "from a import b, c as d\nfrom b import n, x as y\n"


def test_lines_stay_where_others_are_left_that_fit_on_one() -> None:
    style = ImportStyle(sorts=True, line_length=99, joins_lines=True)
    before = "from a import (\n    b,\n    c\n)\nfrom b import old\n"
    new = "(\n    n,\n    x\n)"
    assert sort(before, "old", new, style) == before.replace("old", new)
