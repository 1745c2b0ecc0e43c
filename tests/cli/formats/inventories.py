"""Inventories to write in the formats of `scan`."""

from codemods.values.finding import Finding
from codemods.values.inventory import Criterion, CriterionState, Inventory, InventoryEntry, Mention
from codemods.values.reference import Applicability, Reference

SYMBOL = "shop.factory:create_basket"
INVENTORY = Inventory(
    migration="baskets",
    entries=(
        InventoryEntry(
            Reference("shop/web/cart.py", 1, 6, "import", SYMBOL, Applicability.AUTOMATIC),
            "production",
            "@shop/web",
        ),
        InventoryEntry(
            Reference("tests/test_cart.py", 9, 5, "string", SYMBOL, Applicability.MANUAL), "tests", "@shop/qa"
        ),
    ),
    mentions=(Mention("README.md", 12, 1, "markdown", ("create_basket",), True),),
    criteria=(
        Criterion("0 deprecated references in production", CriterionState.OPEN, "1 left, in 1 file", 1),
        Criterion(
            "0 deprecation warnings in tests",
            CriterionState.NOT_MEASURED,
            "`repoint verify -- pytest ...` counts them",
        ),
        Criterion("shop.factory removed", CriterionState.DONE, "it is gone"),
    ),
    categories=("tests", "production"),
    unread=(Finding("shop/odd.py", 3, 1, "RP001", "invalid syntax"),),
    candidates=3,
    definitions=(Finding("shop/factory.py", 4, 5, "RP111", "`create_basket` is defined here", "", SYMBOL),),
    has_owners=True,
)
EMPTY = Inventory("baskets", (), (), INVENTORY.criteria, ("tests",), (), 0)


def with_path(path: str) -> Inventory:
    """An inventory of one reference, in a file of this name."""
    entry = InventoryEntry(Reference(path, 1, 1, "call", SYMBOL, Applicability.MANUAL), "tests", "")
    return Inventory("m", (entry,), (), (), ("tests",), (), 1)
