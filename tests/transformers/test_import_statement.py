"""One import statement: names go and come; layout, comments and commas stay."""

from collections.abc import Mapping
from textwrap import dedent

import pytest

from codemods.project.decision import NewImport
from codemods.transformers.import_statement import (
    REMOVED,
    AliasReplacement,
    RewrittenStatement,
    module_text,
    render,
    rewrite_statement,
)

BUILD = NewImport("acme.new", "build")
WAIT = NewImport("acme.new", "wait")
CARVE = NewImport("acme.tools", "carve")


def to(*new: NewImport) -> AliasReplacement:
    """A name that goes, and what comes instead."""
    return AliasReplacement(False, new)


def beside(*new: NewImport) -> AliasReplacement:
    """A name that stays, and what comes besides."""
    return AliasReplacement(True, new)


def rewritten(
    text: str, replacements: Mapping[int, AliasReplacement], base: list[str] | None = None
) -> RewrittenStatement:
    return rewrite_statement(dedent(text), replacements, base)


@pytest.mark.parametrize(
    ("text", "replacements", "expected"),
    [
        pytest.param("from o import a", {0: to(BUILD)}, "from acme.new import build", id="one name"),
        pytest.param(
            "from o import a as x",
            {0: to(NewImport("acme.new", "build", "x"))},
            "from acme.new import build as x",
            id="an alias",
        ),
        pytest.param(
            "from o import a  as  x",
            {0: to(NewImport("acme.new", "build", "x"))},
            "from acme.new import build  as  x",
            id="an alias with its spacing",
        ),
        pytest.param(
            "from o import a as x", {0: to(BUILD)}, "from acme.new import build", id="no alias any more"
        ),
        pytest.param(
            "from o import a, b",
            {0: to(BUILD), 1: to(WAIT)},
            "from acme.new import build, wait",
            id="all of them to one module",
        ),
        pytest.param(
            "from o import a, b",
            {0: to(BUILD), 1: to(BUILD)},
            "from acme.new import build",
            id="two that become one",
        ),
        pytest.param(
            "from o import a",
            {0: to(BUILD, WAIT)},
            "from acme.new import build, wait",
            id="one that becomes two",
        ),
        pytest.param("from  o  import  a", {0: to(BUILD)}, "from  acme.new  import  build", id="odd spacing"),
        pytest.param("from o import (a)", {0: to(BUILD)}, "from acme.new import (build)", id="parentheses"),
        pytest.param(
            "from o import (a,)", {0: to(BUILD)}, "from acme.new import (build,)", id="a trailing comma"
        ),
        pytest.param(
            "from o import \\\n    a", {0: to(BUILD)}, "from acme.new import \\\n    build", id="a backslash"
        ),
        pytest.param(
            "from acme.new import a", {0: to(BUILD)}, "from acme.new import build", id="within one module"
        ),
        pytest.param(
            "from acme.new import a, b",
            {0: to(BUILD)},
            "from acme.new import b, build",
            id="beside a name that stays in the same module",
        ),
        pytest.param(
            "from o import (\n    a,  # one\n    b,  # two\n)",
            {0: to(BUILD), 1: to(WAIT)},
            "from acme.new import (\n    build,  # one\n    wait,  # two\n)",
            id="each with its comment",
        ),
        pytest.param(
            "from o import *", {0: to(NewImport("acme.new", "*"))}, "from acme.new import *", id="a star"
        ),
        pytest.param(
            "import o.p as x",
            {0: to(NewImport("acme.new", None, "x"))},
            "import acme.new as x",
            id="a module under an alias",
        ),
        pytest.param(
            "import a, o.p, b",
            {1: to(NewImport("acme.new"))},
            "import a, acme.new, b",
            id="a module among others",
        ),
        pytest.param(
            "import o.p, q",
            {0: beside(NewImport("acme.new"))},
            "import o.p, q, acme.new",
            id="a module beside several that stay",
        ),
    ],
)
def test_a_statement_moves_in_place(
    text: str, replacements: dict[int, AliasReplacement], expected: str
) -> None:
    assert rewritten(text, replacements) == RewrittenStatement(expected, ())


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param("apply, zip", "apply, build, zip", id="in the middle"),
        pytest.param("zip", "build, zip", id="first"),
        pytest.param("zip, apply", "zip, apply, build", id="last in a list without order"),
        pytest.param("zip as z", "build, zip as z", id="aliases sort by their names"),
        pytest.param("(apply,zip)", "(apply,build, zip)", id="in parentheses"),
        pytest.param("apply, \\\n    zip", "apply, \\\n    build, zip", id="behind a backslash"),
        pytest.param(
            "(\n    apply,  # a\n    zip,  # z\n)",
            "(\n    apply,  # a\n    build,\n    zip,  # z\n)",
            id="between comments",
        ),
        pytest.param(
            "(  # why\n    # of zip\n    zip,\n)",
            "(  # why\n    build,\n    # of zip\n    zip,\n)",
            id="above a comment",
        ),
        pytest.param(
            "(\n    apply, bar,\n    zip, zoo\n)",
            "(\n    apply, bar,\n    build, zip, zoo\n)",
            id="several a line",
        ),
        pytest.param("(apply,\n    zip)", "(apply,\n    build,\n    zip)", id="aligned"),
        pytest.param("(\n    apply,\n    bar\n)", "(\n    apply,\n    bar,\n    build\n)", id="last"),
    ],
)
def test_a_name_is_added_where_it_sorts(names: str, expected: str) -> None:
    text = "from acme.new import "
    assert rewritten(text + names, {0: beside(BUILD)}) == RewrittenStatement(text + expected, ())


@pytest.mark.parametrize(
    ("text", "replacements", "stays", "added"),
    [
        pytest.param(
            "import o.p",
            {0: beside(NewImport("acme.new"))},
            "import o.p",
            "import acme.new",
            id="a module beside one that stays alone",
        ),
        pytest.param(
            "from o import a, b",
            {0: to(BUILD)},
            "from o import b",
            "from acme.new import build",
            id="the first",
        ),
        pytest.param(
            "from o import a, b, c",
            {1: to(BUILD)},
            "from o import a, c",
            "from acme.new import build",
            id="one in the middle",
        ),
        pytest.param(
            "from o import a, b",
            {1: to(BUILD)},
            "from o import a",
            "from acme.new import build",
            id="the last",
        ),
        pytest.param(
            "from o import a", {0: beside(BUILD)}, "from o import a", "from acme.new import build", id="none"
        ),
        pytest.param(
            "from o import a, b",
            {1: to(BUILD, CARVE)},
            "from o import a",
            "from acme.new import build|from acme.tools import carve",
            id="one, to two modules",
        ),
        pytest.param(
            "from o import a, b",
            {0: to(BUILD), 1: to(CARVE)},
            "from acme.new import build",
            "from acme.tools import carve",
            id="both, to two modules",
        ),
        pytest.param(
            "from o import (a, b)",
            {1: to(BUILD)},
            "from o import a",
            "from acme.new import build",
            id="in parentheses",
        ),
        pytest.param(
            "from o import (a, b,)",
            {1: to(BUILD)},
            "from o import a",
            "from acme.new import build",
            id="a trailing comma stays",
        ),
        pytest.param(
            "from o import (\n    a,\n    b,\n)",
            {0: to(BUILD)},
            "from o import b",
            "from acme.new import build",
            id="one of several lines",
        ),
        pytest.param(
            "from o import (\n    a,\n    b\n)",
            {1: to(BUILD)},
            "from o import a",
            "from acme.new import build",
            id="the last line without a comma",
        ),
        pytest.param(
            "from o import (\n    a,  # one\n    b,  # two\n)",
            {1: to(BUILD)},
            "from o import (\n    a,  # one\n)",
            "from acme.new import build  # two",
            id="a comment behind it goes along",
        ),
        pytest.param(
            "from o import (\n    a,\n    # two\n    b,\n)",
            {1: to(BUILD)},
            "from o import a",
            "from acme.new import build  # two",
            id="a comment above it goes along",
        ),
        pytest.param(
            "from o import (\n    # all\n    # of them\n    a,\n    b,\n)",
            {0: to(BUILD)},
            "from o import (\n    # all\n    # of them\n    b,\n)",
            "from acme.new import build",
            id="a comment of two lines is for all",
        ),
        pytest.param(
            "from o import (\n    # one\n    # more\n    a,\n    # two\n    b,\n)",
            {0: to(BUILD)},
            "from o import (\n    # two\n    b,\n)",
            "# one\n# more\nfrom acme.new import build",
            id="a comment of two lines goes along where the next name has its own",
        ),
        pytest.param(
            "from o import (\n    # all\n\n    # one\n    a,\n\n    b,\n)",
            {0: to(BUILD)},
            "from o import (\n    # all\n\n\n    b,\n)",
            "from acme.new import build  # one",
            id="a comment above an empty line stays",
        ),
        pytest.param(
            "from o import (\n    a, b,  # both\n    c,\n)",
            {1: to(BUILD)},
            "from o import (\n    a,  # both\n    c,\n)",
            "from acme.new import build",
            id="a comment behind two names stays",
        ),
        pytest.param(
            "from o import (\n    a, b,\n    c,\n)",
            {0: to(BUILD)},
            "from o import (\n    b,\n    c,\n)",
            "from acme.new import build",
            id="the first on its line",
        ),
        pytest.param(
            "from o import a, \\\n    b",
            {1: to(BUILD)},
            "from o import a",
            "from acme.new import build",
            id="behind a backslash",
        ),
        pytest.param(
            "from o import *",
            {0: beside(BUILD)},
            "from o import *",
            "from acme.new import build",
            id="a name beside a star",
        ),
        pytest.param(
            "import o.p as x",
            {0: beside(BUILD)},
            "import o.p as x",
            "from acme.new import build",
            id="a name beside a module",
        ),
        pytest.param(
            "import o.p, b",
            {0: to(BUILD)},
            "import b",
            "from acme.new import build",
            id="a name in a module's place",
        ),
    ],
)
def test_names_that_stay_keep_the_statement(
    text: str, replacements: dict[int, AliasReplacement], stays: str, added: str
) -> None:
    assert rewritten(text, replacements) == RewrittenStatement(stays, tuple(added.split("|")))


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        pytest.param("from o import a", (), id="without a comment"),
        pytest.param("from o import (\n    a,  # one\n)", ("# one",), id="with the name's comment"),
        pytest.param("import o", (), id="a module"),
    ],
)
def test_a_statement_without_names_is_gone(text: str, comments: tuple[str, ...]) -> None:
    assert rewritten(text, {0: REMOVED}) == RewrittenStatement("", (), comments)


@pytest.mark.parametrize(
    ("module", "base", "dots", "text"),
    [
        pytest.param("acme.new", None, 0, "acme.new", id="absolute"),
        pytest.param("acme.new", ["acme"], 1, ".new", id="a sibling"),
        pytest.param("acme.a.b", ["acme"], 1, ".a.b", id="deeper"),
        pytest.param("acme.new", ["acme"], 2, "..new", id="as many dots as there were"),
        pytest.param("acme", ["acme"], 1, ".", id="the package itself"),
        pytest.param("other.new", ["acme"], 1, "other.new", id="out of the dots' reach"),
        pytest.param("acmes.new", ["acme"], 1, "acmes.new", id="a longer name"),
    ],
)
def test_a_module_stays_relative_where_the_dots_reach_it(
    module: str, base: list[str] | None, dots: int, text: str
) -> None:
    assert module_text(module, base, dots) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from .old import a", "from .new import build", id="one dot"),
        pytest.param("from . import a", "from .new import build", id="dots alone"),
        pytest.param("from .old import a as a", "from .new import build", id="with an alias"),
    ],
)
def test_relative_statements_stay_relative(text: str, expected: str) -> None:
    assert rewritten(text, {0: to(BUILD)}, ["acme"]).text == expected


class TestRender:
    """New statements, one for each module."""

    def test_names_of_one_module_stand_together(self) -> None:
        assert render([(BUILD, ""), (CARVE, ""), (WAIT, "")], None, 0) == [
            "from acme.new import build, wait",
            "from acme.tools import carve",
        ]

    def test_one_comment_stands_behind(self) -> None:
        assert render([(BUILD, "# why"), (WAIT, "")], None, 0) == ["from acme.new import build, wait  # why"]

    def test_two_comments_need_two_lines(self) -> None:
        assert render([(BUILD, "# why"), (WAIT, "# how")], None, 0) == [
            "from acme.new import (\n    build,  # why\n    wait,  # how\n)"
        ]

    def test_a_comment_of_two_lines_stands_above(self) -> None:
        comment = "# why\n# so"
        assert render([(BUILD, comment)], None, 0) == ["# why\n# so\nfrom acme.new import build"]
        assert render([(BUILD, comment), (WAIT, "")], None, 0) == [
            "from acme.new import (\n    # why\n    # so\n    build,\n    wait,\n)"
        ]
        module = NewImport("acme.new")
        assert render([(module, comment)], None, 0) == ["# why\n# so\nimport acme.new"]

    def test_a_long_list_stands_on_lines(self) -> None:
        long = [(NewImport("acme.new", f"name_number_{number}"), "") for number in range(8)]
        (text,) = render(long, None, 0)
        assert text.splitlines()[:2] == ["from acme.new import (", "    name_number_0,"]

    def test_one_long_name_stays_on_its_line(self) -> None:
        assert "\n" not in render([(NewImport("acme." + "n" * 90, "build"), "")], None, 0)[0]

    def test_modules_and_aliases(self) -> None:
        new = [(NewImport("a.b", None, "x"), "# why"), (NewImport("a", "b", "c"), "")]
        assert render(new, None, 0) == ["import a.b as x  # why", "from a import b as c"]
