"""A text without its unaffected runs says of the tracked names what the whole text says."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from msgspec.structs import replace

from codemods.semantic.binding import Binding, Import, StatementPosition
from codemods.semantic.facts import Facts
from codemods.semantic.parse_source import parse
from codemods.semantic.read_facts import read_facts
from codemods.semantic.span import Span
from codemods.semantic.tracked_names import WantedNames
from codemods.semantic.unaffected_statements import elide_unaffected
from codemods.values.source import NEWLINE, Source
from tests.semantic.meanings import WANTED, meanings
from tests.semantic.python_programs import QUICK, programs

UNAFFECTED = (
    "y = 1",
    "f(y)[0].z(\n  1,\n)",
    "'''text\n\n  more'''.y()",
    "@a\n@b(1)\ndef g(y: int = 1) -> str:\n  'says'\n  return y",
    "@(\nabcd\n)\ndef g(): ...",
    "@\\\nabcd\ndef g(): ...",
    "async def h():\n  async with y: await y",
    "class C:\n  'says'\n  y: int = 1",
    "y = (a\n@ b); z()",
    "y = 1; z()",
    "if y: z()\nelse: y()",
    "for y in z:\n  y()\nelse:\n  z()",
    "try:\n  y()\nexcept (E, F) as e:\n  raise\nfinally:\n  z()",
    "match y:\n  case [1, _]: z()",
    "y = 1  # a remark",
    "y = 1 \\\n  + 2",
    "\\\ny()",
    "f'{y!r:>{z}}'",
    "a; b",
    "y",
    "import y.z as w",
    "\tz()".strip(),
)
"""Statements that spell no tracked name."""


@st.composite
def mostly_unaffected_programs(draw: DrawFn) -> str:
    """A program of tracked names with such statements between its own, at every depth."""
    lines = []
    for line in draw(programs()).split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        unaffected = draw(st.lists(st.sampled_from(UNAFFECTED), max_size=2))
        opens = line.endswith(":") and draw(st.booleans())
        inner = f"{indent}  " if opens else indent
        put = [inner + each for text in unaffected for each in text.split("\n")]
        lines += [line, *put] if opens else [*put, line]
    text = draw(st.sampled_from(("\n", "\r\n", "\r"))).join(lines)
    return text + draw(st.sampled_from(("", "\n", "\n\n# the end")))


def parses(data: bytes) -> bool:
    try:
        compile(data, "mod.py", "exec", flags=0x400, dont_inherit=True)
    except SyntaxError:
        return False
    return True


def read(data: bytes) -> Facts:
    return read_facts(Source("mod.py", data), "mod", False, WANTED)


def imports(facts: Facts) -> list[Import]:
    """The imports without what counts the statements beside them."""
    return [
        replace(each, scope=0, position=StatementPosition(0, 0, 0, 0, nested=each.position.nested))
        for each in facts.imports
    ]


def begins(facts: Facts) -> list[tuple[object, ...]]:
    """The meanings, by where definitions begin: their ends may be those of unaffected statements."""
    return [
        (
            replace(each.item, span=Span(each.item.span.start, 0), unconditional_from=None)
            if isinstance(each.item, Binding)
            else each.item,
            each.scopes,
            [span.start for span in each.bound_at],
            each.outer,
        )
        for each in meanings(facts)
    ]


def check(data: bytes) -> Facts:
    """Compare the facts of a text with those of the same without its unaffected runs; gives the former."""
    facts = read(data)
    left = elide_unaffected(data, facts.unaffected)
    assert len(left) == len(data)
    assert [each.span() for each in NEWLINE.finditer(left)] == [
        each.span() for each in NEWLINE.finditer(data)
    ]
    parse(Source("mod.py", left))
    now = read(left)
    assert begins(now) == begins(facts)
    assert imports(now) == imports(facts)
    assert (now.patch_targets, now.strings, now.dunder_all) == (
        facts.patch_targets,
        facts.strings,
        facts.dunder_all,
    )
    assert [each.span for each in now.declarations] == [each.span for each in facts.declarations]
    assert (now.has_module_getattr, now.computes_names, now.tracked) == (
        facts.has_module_getattr,
        facts.computes_names,
        facts.tracked,
    )
    return facts


@QUICK
@given(programs())
def test_facts_are_the_same_without_unaffected_runs(text: str) -> None:
    check(text.encode())


@QUICK
@given(mostly_unaffected_programs())
def test_facts_are_the_same_where_most_is_unaffected(text: str) -> None:
    data = text.encode()
    if parses(data):
        check(data)


@pytest.mark.parametrize("statement", UNAFFECTED)
@pytest.mark.parametrize(
    "frame", ["def f():\n  old()\n{0}\n  old()\n", "class C(old):\n{0}\n", "if old:\n{0}"]
)
def test_every_form_of_a_unaffected_statement(statement: str, frame: str) -> None:
    indented = "\n".join(f"  {line}" for line in statement.split("\n"))
    data = frame.format(indented).encode()
    if parses(data):
        check(data)
        check(b"from m import old\n" + data)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param(
            "old()\ndef f():\n  a\n  b\n", "old()\n...     \n   \n   \n", id="a function of the module's"
        ),
        pytest.param(
            "old()\nabc = 1\n", "old()\nabc = 1\n", id="the module's own statements are read elsewhere"
        ),
        pytest.param(
            "if old:\n  abc\n  def g(): 1\n", "if old:\n  ...\n            \n", id="a row is one run"
        ),
        pytest.param(
            "if old:\n  ab\n  import m\n  abc\n", "if old:\n  ab\n  import m\n  ...\n", id="imports stay"
        ),
        pytest.param("if old:\n  abc; old()\n", "if old:\n  abc; old()\n", id="a line that is shared"),
        pytest.param("if old:\n  abc; import m\n", "if old:\n  abc; import m\n", id="an import's line"),
        pytest.param(
            "def f(old):\n  'says'\n  abc()\n", "def f(old):\n  'says'\n  ...  \n", id="a docstring stays"
        ),
        pytest.param("if old:\n  abc(old)\n  abc", "if old:\n  abc(old)\n  ...", id="no last line end"),
        pytest.param("if old:\n  é = 'ü'\n", "if old:\n  ...      \n", id="as many bytes"),
        pytest.param(
            "if old:\n  x = (old\n@ b); abc\n",
            "if old:\n  x = (old\n@ b); abc\n",
            id="an operator is not a decorator",
        ),
        pytest.param(
            "if old:\n  @(\n  abcd\n  )\n  def f(): 1\n",
            "if old:\n  @(\n  abcd\n  )\n  def f(): 1\n",
            id="a decorator in parentheses",
        ),
    ],
)
def test_what_is_left_out(text: str, left: str) -> None:
    data = dedent(text).encode()
    facts = read_facts(Source("mod.py", data), "mod", False, WantedNames(frozenset({"old"})))
    assert elide_unaffected(data, facts.unaffected).decode() == left
