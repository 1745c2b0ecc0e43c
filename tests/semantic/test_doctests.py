"""Examples in docstrings: what they read and bind, and where."""

import pytest

from tests.semantic.facts_of_text import chains, read, reads, spelled

EXAMPLES = {
    "a module's": ('"""\n>>> old\n"""', ["old"]),
    "a function's": ('def f():\n  """Text.\n\n  >>> old.a\n  """', ["old.a"]),
    "a class's": ('class C:\n  """\n  >>> old\n  """', ["old"]),
    "an async method's": ('class C:\n  async def m(self):\n    """\n    >>> old\n    """', ["old"]),
    "several, with output": ('"""\n>>> old(1)\n1\n>>> old.a\n\'old\'\n"""', ["old", "old.a"]),
    "continued": ('"""\n>>> for a in b:\n...     old.a(\n...         old)\n...\n"""', ["old.a", "old"]),
    "on the first line": ('"""  >>> old(\n  ...  old.a)\n  """', ["old", "old.a"]),
    "on the only line": ('""">>> old"""', ["old"]),
    "in a raw docstring": ('r"""\n>>> old("\\d")\n"""', ["old"]),
    "in single quotes": ("'>>> old'", ["old"]),
    "after an escape elsewhere": ('"""Text\\twith\\\\ escapes.\n\n>>> old\n"""', ["old"]),
    "after non-ASCII text": ('"""é\n\n  é\n  >>> "é", old\n"""', ["old"]),
    "with Windows line ends": ('"""\r\n>>> old(\r\n...   old.a)\r\n"""\r\n', ["old", "old.a"]),
    "indented by tabs": ('def f():\n\t"""\n\t>>> old(\n\t...   old.a)\n\t"""', ["old", "old.a"]),
    "an f-string": ("'''\n>>> f\"{old}\"\n'''", ["old"]),
    "an annotation in it": ('"""\n>>> x: "old" = 1\n"""', ["old"]),
}
TEXT = {
    "prose": '"""old"""',
    "output": '"""\n>>> 1\nold\n"""',
    "a string that is not a docstring": 'x = """\n>>> old\n"""',
    "an example that is not code": '"""\n>>> an old value\n"""',
    "an example that escapes make": '"""\n>>> "\\n", old\n"""',
    "a prompt without a blank": '"""\n>>>old\n"""',
    "a docstring in an example": '"""\n    ">>> old"\n>>> def f():\n...     ">>> old"\n"""',
}


@pytest.mark.parametrize(("text", "expected"), EXAMPLES.values(), ids=EXAMPLES)
def test_an_example_reads(text: str, expected: list[str]) -> None:
    assert chains(text) == expected


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT)
def test_is_not_an_example(text: str) -> None:
    assert read(text).accesses == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"""\n>>> old("\\\\n")\n"""', ["?old"], id="an escape in it"),
        pytest.param('"""\n>>> old("\\\\n")\n>>> old\n"""', ["?old", "old"], id="beside one without"),
        pytest.param('"""\n>>> import old; old("\\\\n")\n"""', [], id="with an import"),
    ],
)
def test_escapes_in_an_example_hide_its_place(text: str, expected: list[str]) -> None:
    assert chains(text) == expected


def test_tabs_in_an_example_s_code_hide_its_place() -> None:
    assert chains('"""\n>>> a,\told\n"""') == ["?old"]


SCOPES = {
    "the module's name": ('import old\ndef f():\n  """\n  >>> old\n  """', {4: "1"}),
    "an example's own import": ('def f():\n  """\n  >>> import old\n  >>> old\n  """', {4: "3"}),
    "a function's names are not seen": ('def f():\n  """\n  >>> old\n  """\n  old = 1', {3: "-"}),
    "another docstring's names are not seen": (
        'def f():\n  """\n  >>> old = 1\n  """\ndef g():\n  """\n  >>> old\n  """',
        {7: "-"},
    ),
    "global in an example is the example's": (
        'import old\ndef f():\n  """\n  >>> def g():\n  ...   global old\n  ...   old = 1\n  >>> old\n  """',
        {7: "6"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), SCOPES.values(), ids=SCOPES)
def test_a_name_in_an_example_means(text: str, expected: dict[int, str]) -> None:
    assert reads(text) == expected


def test_an_example_imports() -> None:
    text = '"""\n>>> from m import (old,\n...   b)\n"""'
    (statement,) = read(text).imports

    assert spelled(text, [alias.span for alias in statement.aliases]) == ["old", "b"]
    assert [access.embedded for access in read(text + "\nold").accesses] == [None]


def test_an_example_s_alias_is_tracked() -> None:
    assert chains('"""\n>>> from m import old as b\n>>> b.c\n"""') == ["b.c"]


def test_a_string_in_an_example_is_part_of_a_docstring() -> None:
    assert read('"""\n>>> patch("m.old")\n"""').strings == ()
