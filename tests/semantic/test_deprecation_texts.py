"""What texts of deprecations name, and what they do not."""

import pytest

from codemods.semantic.deprecation_texts import named_replacements

NAMED = {
    "`make` is deprecated, use `get` instead": ["get"],
    "make() is deprecated. Use shop.baskets.get() instead.": ["shop.baskets.get"],
    "Use :func:`~shop.baskets.get` instead.": ["shop.baskets.get"],
    "Use :func:`that one <shop.get>`.": ["shop.get"],
    "Deprecated in favor of the new get_basket function": ["get_basket"],
    "Deprecated in favour of ``Basket.get``.": ["Basket.get"],
    "make has been renamed to 'get'": ["get"],
    "replaced by the method Basket.get": ["Basket.get"],
    "moved to shop.baskets": ["shop.baskets"],
    "Please use from shop.baskets import get": ["shop.baskets.get"],
    "please import get from shop.baskets instead": ["shop.baskets.get"],
    "Import it from `shop.baskets`.": ["shop.baskets"],
    "use open instead": ["open"],
    "`get_basket` should be used instead": ["get_basket"],
    "get_basket instead": ["get_basket"],
    "Use get, put or Basket.take instead": ["get", "Basket.take"],
    "Use `get` or `put`": ["get", "put"],
    "Use `get` and then use `put`": ["get", "put"],
    "This is deprecated and will be removed": [],
    "use the new API instead": ["API"],
    "use this instead": [],
    "Do not use `make`": [],
    "you should no longer use `make`": [],
    "Use `get` instead of `make`": ["get"],
    "call make() in the future": ["make"],
    "make is an alias for Basket.make": ["Basket.make"],
    "": [],
}


@pytest.mark.parametrize("text", NAMED)
def test_names(text: str) -> None:
    assert [each.path for each in named_replacements(text)] == NAMED[text]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("use get(customer)", True),
        ("use `get(customer)`", True),
        ("use get()", False),
        ("use get(...)", False),
        ("use get with strict", True),
        ("use get for baskets", False),
    ],
)
def test_whether_it_is_said_how_to_call_it(text: str, says: bool) -> None:
    (named,) = named_replacements(text)
    assert named.with_arguments is says


@pytest.mark.parametrize(
    ("text", "same"),
    [("renamed to get", True), ("use get", False), ("replaced by get", False), ("an alias of get", True)],
)
def test_whether_it_is_the_same_thing(text: str, same: bool) -> None:
    (named,) = named_replacements(text)
    assert named.same_thing is same


@pytest.mark.parametrize(
    "text",
    ["use the `timeout` argument", "use argument `timeout`", "use `timeout=` instead", "use timeout=3"],
)
def test_arguments_are_no_names(text: str) -> None:
    (named,) = named_replacements(text)
    assert (named.path, named.is_parameter) == ("timeout", True)
