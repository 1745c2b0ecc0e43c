"""Strings that name a member."""

import pytest

from codemods.semantic.outline import SiteKind
from codemods.semantic.receiver_terms import Imported
from tests.semantic.outlines import kinds_of, sites_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("x = 'total'", [SiteKind.TEXT], id="only text"),
        pytest.param("b['total']", [SiteKind.ITEM], id="a key"),
        pytest.param("b.get('total')", [SiteKind.ITEM], id="a key that is asked for"),
        pytest.param("'total' in b", [SiteKind.ITEM], id="a key that is looked for"),
        pytest.param("vars(b)['total']", [SiteKind.STRING], id="a key of what an object has"),
        pytest.param("x: Row = {'total': 1}", [SiteKind.ITEM], id="a key of what is annotated"),
        pytest.param("x = {'total': 1}", [SiteKind.TEXT], id="a key of any dict"),
        pytest.param("def f() -> Row:\n    return {'total': 1}", [SiteKind.ITEM], id="a key of a result"),
        pytest.param("attrgetter('shop.total')", [SiteKind.TEXT], id="a getter's path"),
        pytest.param("patch('shop.Box.total')", [SiteKind.STRING], id="a dotted path"),
        pytest.param("class B:\n    __slots__ = ('total',)", [SiteKind.OVERRIDE], id="a slot"),
        pytest.param("__all__ = ['total']", [], id="what a module lists"),
        pytest.param("'''\n>>> b.total()\n'''", [SiteKind.TEXT], id="an example"),
        pytest.param("'''\nThe total of it.\n'''", [], id="prose"),
        pytest.param("x = 'the total'", [], id="a longer text"),
    ],
)
def test_the_kind_of_a_string(text: str, kinds: list[SiteKind]) -> None:
    assert kinds_of(text) == kinds


def test_a_path_has_a_receiver_and_says_whether_it_replaces() -> None:
    patched, told = sites_of("patch('shop.Box.total')\nf('shop.Box.total')\n")
    assert patched.receiver == told.receiver == Imported(("shop", "Box"))
    assert patched.chains == (("shop", "Box"),)
    assert (patched.writes, told.writes) == (True, False)


def test_an_example_stands_at_its_line() -> None:
    (example,) = sites_of("def f():\n    '''Do it.\n\n    >>> b.total()\n    '''\n")
    assert (example.line, example.placed) == (4, False)
