"""Where the place of a member stands, and what is around it."""

import pytest

from tests.semantic.outlines import sites_of


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("b . total", id="blanks"),
        pytest.param("(b\n    .total)", id="several lines"),
        pytest.param("print(f'{b.total}')", id="a field of an f-string"),
        pytest.param("print(f'{x}' f'{b.total!r:>{w}}')", id="a field of several strings"),
        pytest.param("f(é=b.total)", id="letters of several bytes"),
        pytest.param("getattr(b, 'total')", id="the content of a string"),
    ],
)
def test_the_span_is_that_of_the_name(text: str) -> None:
    (site,) = sites_of(text)
    assert site.placed
    assert text.encode()[site.span.start : site.span.end] == b"total"


def test_a_name_that_is_not_spelled_plainly_has_no_place() -> None:
    (site,) = sites_of("x = 'to' 'tal'\n")
    assert (site.placed, site.line) == (False, 1)


def test_what_is_around_it() -> None:
    (site,) = sites_of("class Box:\n    def outer(self):\n        def inner(): return self.total\n")
    assert (site.functions, site.owner) == (("inner", "outer"), ("Box",))


def test_the_paths_of_a_chain() -> None:
    (imported,) = sites_of("import shop as s\ns.box.total\n")
    assert imported.chains == (("shop", "box"),)
    (starred,) = sites_of("from shop import *\nbox.total\n")
    assert starred.chains == (("shop", "box"),)
    (bound,) = sites_of("def f(box):\n    box.total\n")
    assert bound.chains == ()
