"""Lines that get too long are wrapped as their file wraps lines; all others stay as they are."""

import ast
import re
import sys

import pytest

from codemods.transformers.visual_indent import realigned
from codemods.transformers.wrapping.long_lines import wrap_long_lines
from codemods.values.code_style import CodeStyle
from codemods.values.edit import Edit, splice
from codemods.values.source import Source

ALIGNED = "def f(a,\n      b):\n    pass\n\n\n"
HANGING = "f(\n    a, b)\n"
BLOCK = "f(\n    a, b\n)\n"
NEW = "a_name_that_is_longer_than_it"
ONE_A_LINE = "f(\n    a,\n    b,\n    c,\n)\n" * 3


def longest(*texts: str) -> int:
    """The length of the longest line."""
    return max(len(line) for text in texts for line in text.splitlines())


def renamed(text: str, new: str, length: int, formatted: bool = False) -> str:
    """The text with each word `old` replaced, and its lines wrapped."""
    source = Source("app.py", text.encode())
    places = [match.span() for match in re.finditer(rb"\bold\b", source.data)]
    edits = [Edit(start, end, b"old", new.encode()) for start, end in places]
    style = CodeStyle(code_length=length, formatted=formatted)
    return splice(source.data, wrap_long_lines(source, edits, style)).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = old(1, 2, foo)\n", "x = {new}(\n    1, 2, foo\n)\n", id="a call"),
        pytest.param("x = f(old, y)(z)\n", "x = f({new}, y)(\n    z\n)\n", id="the last call"),
        pytest.param("x = old(1)\r\n", "x = {new}(\r\n    1\r\n)\r\n", id="other line ends"),
        pytest.param(
            "x = old(1, 2, foo)  # why\n", "x = {new}(\n    1, 2, foo\n)  # why\n", id="before a comment"
        ),
        pytest.param("x = [old, 2, foo]\n", "x = [\n    {new},\n    2,\n    foo,\n]\n", id="a list"),
        pytest.param("d = old[foo, 'bar']\n", "d = {new}[\n    foo, 'bar'\n]\n", id="a subscript"),
        pytest.param(
            "x = [old for y in x if y]\n",
            "x = [\n    {new}\n    for y in x\n    if y\n]\n",
            id="a comprehension",
        ),
        pytest.param(
            "x = old(a.b, lambda p, q: 3)\n", "x = {new}(\n    a.b, lambda p, q: 3\n)\n", id="a lambda"
        ),
        pytest.param(
            "if a:\n    return old + 25\n", "if a:\n    return (\n        {new} + 25\n    )\n", id="a sum"
        ),
        pytest.param(
            "if old == 3 and b not in c:\n    pass\n",
            "if (\n    {new} == 3\n    and b not in c\n):\n    pass\n",
            id="conditions",
        ),
        pytest.param(
            "def f(a: old, b=1) -> x:\n    pass\n",
            "def f(\n    a: {new}, b=1\n) -> x:\n    pass\n",
            id="parameters",
        ),
        pytest.param(
            "def f(a: old) -> x:\n    pass\n",
            "def f(\n    a: {new},\n) -> x:\n    pass\n",
            id="one parameter",
        ),
        pytest.param(
            "def f[T: (a, b)](a: old) -> x:\n    pass\n",
            "def f[T: (a, b)](\n    a: {new},\n) -> x:\n    pass\n",
            id="parameters behind types",
            marks=pytest.mark.skipif(sys.version_info < (3, 12), reason="the syntax is of Python 3.12"),
        ),
        pytest.param(
            "class A(old, metaclass=B):\n    pass\n",
            "class A(\n    {new}, metaclass=B\n):\n    pass\n",
            id="bases",
        ),
        pytest.param(
            "f(\n    a\n)\nx = f(g(\n    1, 2)) == old(33, 44)\n",
            "f(\n    a\n)\nx = f(g(\n    1, 2)) == {new}(\n        33, 44\n    )\n",
            id="behind the end of another bracket",
        ),
        pytest.param(
            "f(\n    a, old, b\n)\n", "f(\n    a,\n    {new},\n    b,\n)\n", id="on one line already"
        ),
        pytest.param(
            "f(\n    aa,\n    kind=g(old, b),\n)\n",
            "f(\n    aa,\n    kind=g(\n        {new}, b\n    ),\n)\n",
            id="one argument of many",
        ),
        pytest.param(
            "f(\n    aa,\n    b or old,\n)\n", "f(\n    aa,\n    b\n    or {new},\n)\n", id="an operand"
        ),
        pytest.param(
            "x = [\n    1, 22, old,\n    3,\n]\n",
            "x = [\n    1, 22,\n    {new},\n    3,\n]\n",
            id="a filled list",
        ),
        pytest.param(
            "x: Opt[U[A, old]] = None\n", "x: Opt[\n    U[A, {new}]\n] = None\n", id="what is assigned to"
        ),
        pytest.param(
            "x[f(old, y)] = g(z)\n", "x[\n    f({new}, y)\n] = g(z)\n", id="what a call is assigned to"
        ),
        pytest.param("x = a.b['ü', old]\n", "x = a.b[\n    'ü', {new}\n]\n", id="behind other letters"),
        pytest.param(
            "x = f(f'{a}', old, '')\n", "x = f(\n    f'{a}', {new}, ''\n)\n", id="beside an f-string"
        ),
        pytest.param(
            "@old(1, 22222)\ndef f(): ...\n", "@{new}(\n    1, 22222\n)\ndef f(): ...\n", id="a decorator"
        ),
    ],
)
def test_a_line_is_wrapped_by_blocks_where_nothing_else_is_usual(before: str, after: str) -> None:
    wanted, joined = after.replace("{new}", NEW), before.replace("old", NEW)
    length = longest(wanted, before)
    assert longest(joined) > length
    assert renamed(before, NEW, length) == wanted
    assert ast.dump(ast.parse(wanted)) == ast.dump(ast.parse(joined))


@pytest.mark.parametrize(
    ("usual", "before", "after"),
    [
        pytest.param(
            ALIGNED,
            "xy = old(a, bcd)\n",
            "xy = {new}(a,\n" + " " * 35 + "bcd)\n",
            id="below the bracket",
        ),
        pytest.param(
            ALIGNED,
            "foo(a, old(23), bbbb,\n    bcd, e)\n",
            "foo(a, {new}(23),\n    bbbb,\n    bcd, e)\n",
            id="with lines already",
        ),
        pytest.param(
            HANGING,
            "foooooooo(aa, bb, cc, dd, ee, ff, old)\n",
            "foooooooo(\n    aa, bb, cc, dd, ee, ff, {new})\n",
            id="behind the bracket",
        ),
        pytest.param(
            HANGING.replace("    a", "        a"),
            "foo(aa, bb, cc, dd, ee, ff, old)\n",
            "foo(\n        aa, bb, cc, dd, ee, ff,\n        {new})\n",
            id="further in",
        ),
        pytest.param(
            HANGING,
            "if foooooooo(aa, bb, old):\n    pass\n",
            "if foooooooo(\n        aa, bb, {new}):\n    pass\n",
            id="a head",
        ),
        pytest.param(BLOCK, "foo(aa, bb, old)\n", "foo(\n    aa, bb, {new}\n)\n", id="blocks"),
        pytest.param(
            ONE_A_LINE,
            "foo(aa, bb, old)\n",
            "foo(\n    aa,\n    bb,\n    {new},\n)\n",
            id="one a line",
        ),
        pytest.param(
            BLOCK.replace("    ", "  "),
            "foo(aa, bb, old)\n",
            "foo(\n  aa, bb, {new}\n)\n",
            id="two blanks",
        ),
    ],
)
def test_a_line_is_wrapped_as_the_file_wraps_others(usual: str, before: str, after: str) -> None:
    wanted, joined = after.replace("{new}", NEW), before.replace("old", NEW)
    length = longest(wanted, before)
    assert longest(joined) > length
    assert renamed(usual + before, NEW, length) == usual + wanted
    assert ast.dump(ast.parse(wanted)) == ast.dump(ast.parse(joined))


def test_what_is_aligned_and_does_not_fit_there_any_more_hangs() -> None:
    before = ALIGNED
    old = "xyz(3, old('so long that',\n           'nothing else fits here', (\n               2)))\n"
    source = Source("app.py", (before + old).encode())
    start = source.data.index(b"old")
    edits = [Edit(start, start + 3, b"old", b"longer")]
    style = CodeStyle(code_length=38)
    after = splice(source.data, wrap_long_lines(source, realigned(source, edits), style)).decode()
    assert after.removeprefix(before) == (
        "xyz(3, longer(\n    'so long that',\n    'nothing else fits here', (\n        2)))\n"
    )


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("x = old(1, 2, foo, 33333333333333333333333333)\n", id="too long before"),
        pytest.param("x = '''old(1, 2, foo, 3333333333)\n'''\n", id="in a string"),
        pytest.param("x = f'''{old(1, 2, foo, 333333)}\n'''\n", id="in an f-string"),
        pytest.param("x = old + y\\\n    + z(1, 2)\n", id="a backslash"),
        pytest.param("x = a + \\\n    old(1, 22, 3)\n", id="behind a backslash"),
        pytest.param("x = old; y = f(1, 2)\n", id="two statements"),
        pytest.param("x = old(1, 2, foo)  # noqa: F821\n", id="a directive"),
        pytest.param("x = 'old: no bracket makes this fit'\n", id="no bracket"),
        pytest.param("from package import old, other, more\n", id="an import"),
        pytest.param("import package.sub.module.deep as old\n", id="a module"),
        pytest.param("x = old(1, 2)\r        \r\n", id="a lone carriage return"),
        pytest.param("x = f(old, b)\n", id="it fits"),
        pytest.param("# old is a name that is spelled here\n", id="a comment"),
    ],
)
def test_others_stay(before: str) -> None:
    assert renamed(before, NEW, 45) == before.replace("old", NEW)


def test_without_settings_no_line_is_too_long() -> None:
    source = Source("app.py", b"x = f(1)\n")
    edits = [Edit(4, 5, b"f", b"f" * 200)]
    assert wrap_long_lines(source, edits, CodeStyle()) == tuple(edits)


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        pytest.param(
            "x = old(\n    aaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbb\n)\n",
            "f",
            "x = f(aaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbb)\n",
            id="a call",
        ),
        pytest.param(
            "x = old(\n    aaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbb,\n)\n",
            "f",
            None,
            id="a comma keeps the lines",
        ),
        pytest.param("x = old(\n    a, b\n)\n", "f", None, id="not as the formatter would have it"),
        pytest.param(
            "x = old(  # why\n    aaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbb\n)\n",
            "f",
            None,
            id="a comment keeps the lines",
        ),
        pytest.param(
            "return (\n    old.aaaaaaaaaaaaaaaaaaaaa or bbbbbbbbbbb\n)\n",
            "f",
            "return f.aaaaaaaaaaaaaaaaaaaaa or bbbbbbbbbbb\n",
            id="parentheses go",
        ),
        pytest.param(
            "assert old(aaaaaaaaaaaaaaaaaaaaaaaaaaaa) == [\n    1\n]\n",
            "longer",
            "assert longer(\n    aaaaaaaaaaaaaaaaaaaaaaaaaaaa\n) == [1]\n",
            id="another bracket",
        ),
        pytest.param(
            "xx = (\n    f(aaaaaaaaaaaaa)\n    .old(bbbbbbbbbb)\n    .g(ccccccccccc)\n)\n",
            "gg",
            "xx = (\n    f(aaaaaaaaaaaaa)\n    .gg(bbbbbbbbbb)\n    .g(ccccccccccc)\n)\n",
            id="a chain of calls",
        ),
        pytest.param(
            "def f(\n    self,\n    a: g[h[old, aaaaaaaaaaaaaaaaaaaaaaaaa]],\n):\n    pass\n",
            "longer",
            "def f(\n    self,\n"
            "    a: g[\n        h[longer, aaaaaaaaaaaaaaaaaaaaaaaaa]\n    ],\n):\n    pass\n",
            id="an annotation gets no comma",
        ),
        pytest.param(
            "return old(aaaaaaaaaaaa)  # why it is so long\n",
            "longer",
            "return longer(\n    aaaaaaaaaaaa\n)  # why it is so long\n",
            id="code before a comment that makes the line too long",
        ),
        pytest.param(
            "x = old.bbbbbbbbbbbb  # why it is so long x\n",
            "longer",
            "x = (\n    longer.bbbbbbbbbbbb\n)  # why it is so long x\n",
            id="parentheses before a comment",
        ),
        pytest.param(
            "return old(aaaaaaaaaa)  # pragma: no cover\n",
            "longer",
            None,
            id="a directive is about its line",
        ),
    ],
)
def test_where_a_formatter_lays_code_out_lines_are_as_it_would_have_them(
    before: str, new: str, after: str | None
) -> None:
    assert renamed(before, new, 45, formatted=True) == (
        before.replace("old", new) if after is None else after
    )
