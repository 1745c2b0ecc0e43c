"""Which Python would read what the running one does not."""

import sys

import pytest

from codemods.semantic.newer_syntax import newer_syntax
from codemods.semantic.parse_source import ParseError, parse
from codemods.values.source import Source

FORMS = {
    "lazy import old.a": "3.15",
    "if x:\n    lazy from old import (\n        a,\n    )": "3.15",
    "x = [*a for a in old]": "3.15",
    "x = {**a for a in old}": "3.15",
    "x = t'{old}'": "3.14",
    'x = f(rT"""{old}""")': "3.14",
    "try:\n    x\nexcept old, KeyError:\n    y": "3.14",
    "try:\n    x\nexcept* a.old, KeyError:\n    y": "3.14",
    "def f[T = old](): ...": "3.13",
    "class C[T: old]:\n    x: T": "3.12",
    "async def f[T](x: T) -> old: ...": "3.12",
    "type X = old": "3.12",
    "x = f'{a['old']}'": "3.12",
}
BROKEN = (
    "x = old old",
    "def f(:\n",
    "x = 't' old",
    "except a:",
    "f[1] = = 2",
    "print 'old, x: y'",
    "x = [*a",
)


@pytest.mark.parametrize(("text", "python"), FORMS.items())
def test_a_newer_form_names_its_python(text: str, python: str) -> None:
    source = Source("mod.py", f"y = 1\n{text}\n".encode())
    version = tuple(map(int, python.split(".")))
    if sys.version_info >= version:
        parse(source)
        return
    with pytest.raises(ParseError) as caught:
        parse(source)
    assert caught.value.rejection.code == "RP001"
    assert f"from Python {python} on" in caught.value.reason
    assert f"run repoint with Python {python}" in caught.value.rejection.advice


@pytest.mark.parametrize("text", BROKEN)
def test_what_no_python_reads_names_none(text: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(Source("mod.py", text.encode()))
    assert "from Python" not in caught.value.reason


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="the running Python reads the first form")
def test_a_form_further_down_may_take_a_newer_one() -> None:
    found = newer_syntax(Source("mod.py", b"x = t'{old}'\nlazy import old\n"), 1)
    assert found is not None
    assert found.python == "3.15"
