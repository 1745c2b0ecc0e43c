"""What a package itself says of its deprecated names, in the old version, the new one and those between."""

from pathlib import Path

from tests.two_versions import WORK, derived

NEW = "def count(text):\n    return {'letters': len(text), 'words': len(text.split())}\n"
WARN = "import warnings\n"


def warned(says: str, does: str) -> str:
    """A deprecated `number`."""
    return f"{WARN}def number(text):\n    warnings.warn({says!r}, DeprecationWarning)\n    {does}\n"


def test_a_shim_that_only_hands_on_is_sure(tmp_path: Path) -> None:
    shim = warned("use count", "return count(text)")
    assert derived(tmp_path, {"shop/core.py": NEW + shim}, {"shop/core.py": NEW}) == [
        {"old": "shop.core:number", "new": "shop.core:count"}
    ]


def test_a_shim_that_adds_something_is_not_sure(tmp_path: Path) -> None:
    shim = warned("use count", "return count(text.strip())")
    (rule,) = derived(tmp_path, {"shop/core.py": NEW + shim}, {"shop/core.py": NEW})
    assert "new" not in rule
    assert "shop.core:count" in rule["manual"]


def test_a_text_that_says_it_was_renamed_is_sure(tmp_path: Path) -> None:
    old = (
        f"{WARN}def number(text):\n    warnings.warn('renamed to count', DeprecationWarning)\n    return 3\n"
    )
    assert derived(tmp_path, {"shop/core.py": old}, {"shop/core.py": NEW}) == [
        {"old": "shop.core:number", "new": "shop.core:count"}
    ]


def test_the_text_of_a_release_between_counts(tmp_path: Path) -> None:
    old = "def number(text):\n    return 7\n"
    between = NEW + warned("use count", "return count(text)")
    assert derived(tmp_path, {"shop/core.py": old}, {"shop/core.py": between}, {"shop/core.py": NEW}) == [
        {"old": "shop.core:number", "new": "shop.core:count"}
    ]


def test_what_is_deprecated_and_still_there_is_found(tmp_path: Path) -> None:
    shim = warned("use count", "return count(text)")
    old = "def number(text):\n    return 7\n"
    assert derived(tmp_path, {"shop/core.py": old}, {"shop/core.py": NEW + shim}) == [
        {"old": "shop.core:number", "new": "shop.core:count"}
    ]


def test_two_targets_are_none(tmp_path: Path) -> None:
    both = NEW + "def other(text):\n    return 2\n"
    shim = warned("use `count` or `other`", "return 1")
    (rule,) = derived(tmp_path, {"shop/core.py": both + shim}, {"shop/core.py": both})
    assert rule["manual"] == "1 has no `number` any more. It said: use `count` or `other`"


def test_a_table_of_the_package_is_followed(tmp_path: Path) -> None:
    table = """
    import importlib
    import warnings

    _MOVED = {"Basket": "shop.baskets"}

    def __getattr__(name):
        if name in _MOVED:
            warnings.warn("moved", DeprecationWarning)
            return getattr(importlib.import_module(_MOVED[name]), name)
        raise AttributeError(name)
    """
    new = {"shop/baskets.py": "class Basket: ...\n"}
    rules = derived(tmp_path, {"shop/old.py": table, **new}, {"shop/old.py": "", **new})
    assert rules == [{"old": "shop.old:Basket", "new": "shop.baskets:Basket"}]


def test_the_standard_library_is_a_likely_target(tmp_path: Path) -> None:
    shim = warned("Use 'urllib.parse.quote' instead.", "return text")
    (rule,) = derived(tmp_path, {"shop/core.py": shim}, {"shop/core.py": ""})
    assert "new" not in rule
    assert "urllib.parse.quote" in rule["manual"]


def test_a_target_of_another_kind_is_not_sure(tmp_path: Path) -> None:
    shim = warned("renamed to Count", "return 1")
    (rule,) = derived(tmp_path, {"shop/core.py": shim}, {"shop/core.py": "class Count: ...\n"})
    assert "new" not in rule


def test_a_shim_whose_call_differs_brings_the_call_along(tmp_path: Path) -> None:
    new = f"def count(text, *, width=3):{WORK}"
    shim = f"{WARN}def number(text, width=3):\n    warnings.warn('use count', DeprecationWarning)\n"
    shim += "    return count(text, width=width)\n"
    assert derived(tmp_path, {"shop/core.py": new + shim}, {"shop/core.py": new}) == [
        {
            "old": "shop.core:number",
            "new": "shop.core:count",
            "signature": "(text, width=3)",
            "call": "(text, width=width)",
        }
    ]
