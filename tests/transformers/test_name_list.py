"""Names come into an import statement and go, with the comments that belong to them."""

from textwrap import dedent

import libcst as cst
import pytest

from codemods.transformers.name_list import NameList

LINES = dedent("""\
    from m import (
        a,  # of a
        # of c
        c,
        # of d
        # and e
        d,
        e,
    )""")


def statement_of(text: str) -> cst.Import | cst.ImportFrom:
    line = cst.ensure_type(cst.parse_statement(text), cst.SimpleStatementLine)
    (statement,) = line.body
    assert isinstance(statement, (cst.Import, cst.ImportFrom))
    return statement


def names_of(text: str) -> NameList:
    return NameList.of(statement_of(text))


def put(names: NameList, text: str) -> str:
    """A statement with these names in place of its own."""
    node = statement_of(text)
    if isinstance(node, cst.Import):
        return cst.Module([]).code_for_node(names.put_into(node))
    return cst.Module([]).code_for_node(names.put_into(node))


def alias(name: str) -> cst.ImportAlias:
    return cst.ImportAlias(cst.Name(name))


@pytest.mark.parametrize(
    "text",
    ["import a,  b as c", "from m import a,  b", "from m import ( a, b )", "from m import (a, b, )", LINES],
)
def test_names_that_do_not_change_leave_the_statement_as_it_is(text: str) -> None:
    assert put(names_of(text), text) == text


def test_the_comments_of_each_name() -> None:
    names = names_of(LINES)
    assert [names.comment(index) for index in range(4)] == ["# of a", "# of c", "", ""]
    assert names.comments == ["# of a", "# of c", "# of d", "# and e"]


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        pytest.param("from m import a,  b", 0, "from m import b", id="the first"),
        pytest.param("from m import a, b", 1, "from m import a", id="the last"),
        pytest.param("from m import (a, b,)", 1, "from m import (a,)", id="behind it a comma"),
        pytest.param(LINES, 0, LINES.replace("    a,  # of a\n", ""), id="with the comment behind"),
        pytest.param(LINES, 1, LINES.replace("    # of c\n    c,\n", ""), id="with the comment above"),
        pytest.param(LINES, 2, LINES.replace("    d,\n", ""), id="without lines for two"),
        pytest.param(LINES, 3, LINES.replace("    e,\n", ""), id="without another's comment"),
    ],
)
def test_a_name_goes(text: str, index: int, expected: str) -> None:
    assert put(names_of(text).without(index), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from m import a, c", "from m import a, b, c", id="where it sorts"),
        pytest.param("import a, c", "import a, c, b", id="last, as modules are run in order"),
        pytest.param(LINES, LINES.replace("# of a\n", "# of a\n    b,\n"), id="below a comment"),
        pytest.param(
            "from m import (\n    a  # of a\n)",
            "from m import (\n    a,  # of a\n    b\n)",
            id="behind the last",
        ),
    ],
)
def test_a_name_comes_in(text: str, expected: str) -> None:
    assert put(names_of(text).with_added([alias("b")]), text) == expected


def test_a_name_takes_the_place_of_another() -> None:
    assert put(names_of(LINES).with_name(1, alias("b")), LINES) == LINES.replace("    c,", "    b,")
