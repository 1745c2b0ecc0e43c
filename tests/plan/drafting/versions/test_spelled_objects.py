"""Which object of a version a text means."""

import pytest

from codemods.plan.drafting.versions.api import Api, ApiKind, ApiObject
from codemods.plan.drafting.versions.spelled_objects import SpelledObjects

BASKET = ApiObject("shop.baskets:Basket", ApiKind.CLASS, "", members={"fill": "shop.baskets:Basket.fill"})
OBJECTS = {
    each.path: each
    for each in (
        BASKET,
        ApiObject("shop.baskets:Basket.fill", ApiKind.FUNCTION, ""),
        ApiObject("shop.baskets:get", ApiKind.FUNCTION, ""),
    )
}
NAMES = {path: path for path in ("shop.baskets:Basket", "shop.baskets:get")}
API = Api("2", frozenset({"shop", "shop.baskets"}), OBJECTS, NAMES, frozenset(NAMES))
OLD = ApiObject("shop.baskets:get", ApiKind.FUNCTION, "")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param("shop.baskets.get", "shop.baskets:get", id="a whole path"),
        pytest.param("get", "shop.baskets:get", id="a name of the same module"),
        pytest.param("baskets.get", "shop.baskets:get", id="a path from the package"),
        pytest.param("b.get", "shop.baskets:get", id="a short name before it"),
        pytest.param("shop.baskets", "shop.baskets:get", id="the module, which has the same name"),
        pytest.param("nothing", "", id="nothing"),
        pytest.param("", "", id="no text"),
    ],
)
def test_what_a_text_means(text: str, path: str) -> None:
    found = SpelledObjects(API).find(text, OLD, "shop.baskets:get")
    assert [each.path for each in found] == ([path] if path else [])


def test_a_member_is_one_of_its_class() -> None:
    here = ApiObject("shop.baskets:Basket.put", ApiKind.FUNCTION, "")
    for text in ("fill", "self.fill", "Basket.fill"):
        (found,) = SpelledObjects(API).find(text, here, "shop.baskets:Basket.put")
        assert found.path == "shop.baskets:Basket.fill"
