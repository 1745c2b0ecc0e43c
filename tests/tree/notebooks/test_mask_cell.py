"""What of a cell is Python, line by line."""

import ast

import pytest

from codemods.tree.notebooks.mask_cell import mask_cell


@pytest.mark.parametrize(
    ("code", "masked"),
    [
        pytest.param("make()\n", "make()\n", id="plain Python"),
        pytest.param("%matplotlib inline", "pass              ", id="line magic"),
        pytest.param("!ls make", "pass    ", id="shell"),
        pytest.param("!x\ny", "0 \ny", id="too short for a statement"),
        pytest.param("?make", "pass ", id="help before"),
        pytest.param("make?", "pass ", id="help behind"),
        pytest.param("make.it??  # what", "pass             ", id="help behind, with a comment"),
        pytest.param(",make a b", "pass     ", id="quoted call"),
        pytest.param("/make a", "pass   ", id="call"),
        pytest.param("if x:\n    !rm make\n    y", "if x:\n    pass    \n    y", id="in a block"),
        pytest.param("!rm \\\n  make\ny", "pass \n      \ny", id="over two lines"),
        pytest.param("x = !ls\ny", "x = 0  \ny", id="shell as a value"),
        pytest.param("x, y = %magic make", "x, y = 0          ", id="magic as a value"),
        pytest.param("%time make()", "pass; make()", id="code behind a magic"),
        pytest.param("%timeit -n 10 -r3 make()", "pass;             make()", id="with its options"),
        pytest.param("x = %time make()", "x =       make()", id="as a value"),
        pytest.param("%time for x in y: make()", "pass                    ", id="no simple statement"),
        pytest.param("%time -x make()", "pass           ", id="an unknown option"),
        pytest.param("%%time\nmake()", "pass  \nmake()", id="cell magic over Python"),
        pytest.param("\n%%bash\necho é\n", "\npass  \n       \n", id="cell in another language"),
        pytest.param("x = '''\n%make\n!make\nmake?\n'''", None, id="in a string"),
        pytest.param("x = 'a?' \"b!\" # c?", None, id="signs in strings and comments"),
        pytest.param("x = (100\n% make)", None, id="operator on a new line"),
        pytest.param("x = 100 \\\n% make", None, id="operator behind a backslash"),
        pytest.param("x != y; x == y; x <= y; f(x=1); x: int = 1", None, id="signs of Python"),
        pytest.param("await make()\nmake();", None, id="await, and a semicolon"),
        pytest.param("x = 'it\\'s'\n!make", "x = 'it\\'s'\npass ", id="escaped quote"),
    ],
)
def test_only_python_is_left(code: str, masked: str | None) -> None:
    made = mask_cell(code)
    assert made.data.decode() == (code if masked is None else masked)
    assert len(made.data) == len(code.encode())
    assert not made.reason
    ast.parse(made.data)


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        pytest.param("make?", {"make"}, id="help"),
        pytest.param("%store make", {"store", "make"}, id="magic"),
        pytest.param("!echo make", set(), id="words of a shell command"),
        pytest.param("!echo {make(one)} $other", {"make", "one", "other"}, id="what is filled into one"),
        pytest.param("x = !echo {make}", {"make"}, id="as a value"),
        pytest.param("%%bash {one}\nmake {two}", {"one"}, id="cell of a shell"),
        pytest.param("%%sql\nselect :make", {"sql", "select", "make"}, id="cell of an unknown magic"),
        pytest.param("%%timeit x = make\ny", {"timeit", "x", "make"}, id="the line of a magic over Python"),
        pytest.param("%time make()", set(), id="code that is Python"),
        pytest.param("make(", {"make"}, id="what does not parse"),
    ],
)
def test_names_that_may_be_read_are_told(code: str, reads: set[str]) -> None:
    assert mask_cell(code).reads == reads


@pytest.mark.parametrize("code", ["make(", "print 'make'", "x = '''", "  x\ny", "a\\", "\ud83d", "x\0"])
def test_a_cell_that_does_not_parse_is_left_out(code: str) -> None:
    made = mask_cell(code)
    assert made.reason
    assert len(made.data) == len(code.encode("utf-8", "surrogatepass"))
    ast.parse(made.data.decode())


def test_a_comment_about_the_encoding_means_nothing() -> None:
    code = "# coding: latin-1\nx = 'é'"
    assert mask_cell(code).data == code.encode()
