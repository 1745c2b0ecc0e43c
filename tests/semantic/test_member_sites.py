"""Attributes, keywords, patterns, calls and definitions that name a member."""

import pytest

from codemods.semantic.outline import SiteKind
from codemods.semantic.receiver_terms import Free, Imported, Own
from tests.semantic.outlines import kinds_of, sites_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("b.total", SiteKind.ATTRIBUTE, id="an attribute"),
        pytest.param("Box(total=3)", SiteKind.KEYWORD, id="a keyword of a call"),
        pytest.param("Mock(total=3)", SiteKind.STAND_IN, id="a keyword of a stand-in"),
        pytest.param("class B(A, total=3): ...", SiteKind.CLASS_KEYWORD, id="a keyword of a class"),
        pytest.param("match b:\n    case Box(total=t): ...", SiteKind.PATTERN, id="a keyword of a pattern"),
        pytest.param("class B:\n    def total(self): ...", SiteKind.OVERRIDE, id="a method"),
        pytest.param("class B:\n    total = 3", SiteKind.OVERRIDE, id="a name of a class body"),
        pytest.param("class B:\n    x = total", SiteKind.NAME, id="a name that a class body reads"),
        pytest.param("getattr(b, 'total')", SiteKind.STRING, id="a string beside an object"),
        pytest.param("patch.multiple(Box, total=3)", SiteKind.STRING, id="a keyword beside an object"),
        pytest.param("Box(**more)", SiteKind.UNPACKED, id="any keyword"),
    ],
)
def test_the_kind_of_a_place(text: str, kind: SiteKind) -> None:
    assert kinds_of(text) == [kind]


@pytest.mark.parametrize(
    "text", ["total", "def total(): ...", "f(other=3)", "Point = namedtuple('Point', 'total')", "b.totals"]
)
def test_what_names_no_member(text: str) -> None:
    assert kinds_of(text) == []


def test_how_an_attribute_is_used() -> None:
    called, awaited, written = sites_of("b.total()\nasync def f():\n    await b.total()\nb.total = 3\n")
    assert (called.called, called.awaited, called.writes) == (True, False, False)
    assert (awaited.called, awaited.awaited) == (True, True)
    assert (written.called, written.writes) == (False, True)
    (mocked,) = sites_of("b.total.assert_called_once()")
    assert mocked.writes


def test_the_receiver_of_what_makes_or_copies() -> None:
    (made,) = sites_of("class Box: ...\nBox(total=1)\n")
    assert made.receiver == Own(("Box",))
    (copied,) = sites_of("import copy\nfrom shop import box\ncopy.replace(box, total=2)\n")
    assert copied.receiver == Imported(("shop", "box"))
    (unknown,) = sites_of("Box(total=1)")
    assert unknown.receiver == Free("Box")
    (imported,) = sites_of("from shop import Box\nBox(total=1)")
    assert imported.receiver == Imported(("shop", "Box"))
