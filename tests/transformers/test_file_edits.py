"""The edits of one file compose: calls in calls, chains, f-strings, `global`, and odd places."""

import sys

import pytest

from codemods.transformers.file_edits import edits_for
from codemods.transformers.rewrite_errors import UnwritableError
from codemods.values.source import Source
from tests.in_memory import TextTree, planned, symbol

SWAP = symbol("acme.old:make", "acme.new:build", signature="(a=None, b=None)", call="(b, a)")
AWAIT = symbol("acme.old:make", "acme.new:build", when="async", signature="(a=None)", call="await (a)")


def moved(text: str, *tables: str) -> str:
    """What becomes of a text below the import of `make`."""
    after = planned(f"from acme.old import make\n{text}", *tables)
    return after.removeprefix("from acme.new import build\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("make(make(1, 2), 3)", "build(3, build(2, 1))", id="a call in a call"),
        pytest.param(
            "make(make(1, make(2, 3)), 4)", "build(4, build(build(3, 2), 1))", id="a call in a call in a call"
        ),
        pytest.param("make(1, 2)(make(3, 4))", "build(2, 1)(build(4, 3))", id="a call of a call's result"),
        pytest.param("make(1, 2), make(3, 4)", "build(2, 1), build(4, 3)", id="two on one line"),
        pytest.param("make(f(make(1, 2)), 3)", "build(3, f(build(2, 1)))", id="within another call"),
        pytest.param("(make)(1, 2)", "(build)(2, 1)", id="in parentheses"),
        pytest.param("make (1, 2)", "build (2, 1)", id="with a space"),
    ],
)
def test_calls_compose(text: str, expected: str) -> None:
    assert moved(text, SWAP) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("make(1)", "await build(1)", id="a statement"),
        pytest.param("make(1).x", "(await build(1)).x", id="an attribute of it"),
        pytest.param("make(1)[0]", "(await build(1))[0]", id="an item of it"),
        pytest.param("(make(1)).x", "(await build(1)).x", id="in parentheses"),
        pytest.param("make(make(1))", "await build(await build(1))", id="in itself"),
        pytest.param("f(make(1), 2)", "f(await build(1), 2)", id="an argument"),
        pytest.param("x = -make(1) ** 2", "x = -await build(1) ** 2", id="among operators"),
    ],
)
def test_an_await_is_inserted(text: str, expected: str) -> None:
    body = "async def f():\n    "
    assert moved(body + text, AWAIT) == body + expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('f"{make(1, 2)}"', 'f"{build(1, 2)}"', id="a call"),
        pytest.param("f'{x} {make(1)!r:>{make(3)}}'", "f'{x} {build(1)!r:>{build(3)}}'", id="in a format"),
        pytest.param('f"{{make}} {make.tag}"', 'f"{{make}} {build.tag}"', id="not in its text"),
        pytest.param('f"é{make.tag}"', 'f"é{build.tag}"', id="behind other letters"),
        pytest.param('f"{make.tag}" "make" f"{make}"', 'f"{build.tag}" "make" f"{build}"', id="in pieces"),
    ],
)
def test_f_strings(text: str, expected: str) -> None:
    assert moved(text) == expected


@pytest.mark.skipif(sys.version_info < (3, 12), reason="before 3.12 no f-string holds its own quotes")
def test_an_f_string_in_an_f_string() -> None:
    assert moved('f"{f"{make(1)}"}"') == 'f"{f"{build(1)}"}"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "def f():\n    global make\n    return make",
            "def f():\n    global build\n    return build",
            id="global",
        ),
        pytest.param(
            "def f():\n    global x, make, y\n    return make",
            "def f():\n    global x, build, y\n    return build",
            id="global among others",
        ),
        pytest.param("del make", "del build", id="del"),
        pytest.param("make.__doc__", "build.__doc__", id="an attribute"),
        pytest.param("x: make = 1", "x: build = 1", id="an annotation"),
        pytest.param("x: 'list[make]' = 1", "x: 'list[build]' = 1", id="a quoted annotation"),
        pytest.param("x = []  # type: list[make]", "x = []  # type: list[build]", id="a type comment"),
        pytest.param("f(make=make)", "f(make=build)", id="a keyword's value"),
        pytest.param("make . tag", "build . tag", id="a chain with spaces"),
        pytest.param("'make' # make", "'make' # make", id="no strings and comments"),
    ],
)
def test_names_follow(text: str, expected: str) -> None:
    assert moved(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("old.make()", "new.build()", id="a chain"),
        pytest.param("old . make()", "new . build()", id="a chain with spaces"),
        pytest.param("old.\\\n    make()", "new.\\\n    build()", id="a chain over two lines"),
    ],
)
def test_chains_of_one_length_keep_their_spacing(text: str, expected: str) -> None:
    assert planned(f"from acme import old\n{text}") == f"from acme import new\n{expected}"


def test_a_chain_with_a_comment_inside_is_not_rewritten() -> None:
    text = "import acme.old\n(acme.old  # here\n    .make)()\n"
    tree = TextTree({"app.py": text}, symbol("acme.old:make", "acme.deep.new:build"))
    assert tree.after("app.py") == text
    assert tree.codes("app.py") == ["RP401"]


def test_edits_are_made_over_the_text_that_was_read_alone() -> None:
    tree = TextTree({"app.py": "from acme.old import make\nmake()\n"})
    decision = tree.decisions["app.py"]
    other = Source("app.py", b"from acme.old import make\nmark()\n")
    with pytest.raises(UnwritableError, match="`make` was expected here"):
        edits_for(other, tree.table("app.py").facts, decision)
