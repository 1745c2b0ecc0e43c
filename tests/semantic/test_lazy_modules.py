"""What `__lazy_modules__` names, and which imports it is about (PEP 810)."""

import pytest

from codemods.semantic.lazy_modules import LazyModules
from tests.semantic.facts_of_text import read, spelled

BODY = "from a import old\n"


def lazy_of(text: str) -> LazyModules:
    found = read(text).lazy_modules
    assert found is not None
    return found


@pytest.mark.parametrize(
    "value",
    ["['a', 'b.c']", "('a', 'b.c')", "{'a', 'b.c'}", "frozenset({'a', 'b.c'})", "set(['a', 'b.c'])"],
)
def test_plain_containers(value: str) -> None:
    text = f"__lazy_modules__ = {value}\n{BODY}"
    lazy = lazy_of(text)

    assert lazy.is_plain
    assert [each.module for each in lazy.entries] == ["a", "b.c"]
    assert spelled(text, [each.span for each in lazy.entries]) == ["'a'", "'b.c'"]
    assert lazy.may_shrink is not value.startswith("(")


@pytest.mark.parametrize(
    "text",
    [
        "__lazy_modules__ = names\n",
        "__lazy_modules__ = ['a', name]\n",
        "__lazy_modules__ = ['a' 'b']\n",
        "__lazy_modules__ = [*names]\n",
        "__lazy_modules__ = list(map(str, names))\n",
        "__lazy_modules__ = ['a']\n__lazy_modules__ += ['b']\n",
        "__lazy_modules__ = ['a']\n__lazy_modules__.append('b')\n",
        "if x:\n  __lazy_modules__ = ['a']\n",
        "__lazy_modules__ = other = ['a']\n",
    ],
)
def test_what_is_not_plain(text: str) -> None:
    assert not lazy_of(text + BODY).is_plain


@pytest.mark.parametrize("text", ["", "# __lazy_modules__\n", "x = '__lazy_modules__'\n"])
def test_a_module_without(text: str) -> None:
    assert read(text + BODY).lazy_modules is None


def test_the_imports_that_it_is_about() -> None:
    lazy = lazy_of(
        "__lazy_modules__: list[str] = []\n"
        "import a, b.c as d\n"
        "from .e import f, g\n"
        "if x:\n  from . import h\nelse:\n  with y:\n    import i\n"
        "try:\n  import j\nfinally:\n  import k\n"
        "def l():\n  import m\nclass N:\n  import o\n"
        "from p import *\n"
    )

    assert sorted((each.module, each.level) for each in lazy.imports) == [
        ("", 1),
        ("a", 0),
        ("b.c", 0),
        ("e", 1),
        ("e", 1),
        ("i", 0),
    ]
