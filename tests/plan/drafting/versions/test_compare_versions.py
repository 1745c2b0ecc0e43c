"""What two versions of a package become as rules."""

from pathlib import Path

from tests.two_versions import WORK, derived


def test_a_function_that_moved_is_sure(tmp_path: Path) -> None:
    body = f"def count(text, width=3):{WORK}"
    rules = derived(
        tmp_path, {"shop/core.py": body, "shop/old.py": ""}, {"shop/text.py": body, "shop/old.py": ""}
    )
    assert {"old": "shop.core", "new": "shop.text"} in rules
    assert len(rules) == 1


def test_a_module_that_lost_a_private_name_moves_by_its_symbols(tmp_path: Path) -> None:
    body = f"def count(text, width=3):{WORK}"
    rules = derived(tmp_path, {"shop/core.py": f"_SIZE = 3\n{body}"}, {"shop/text.py": body, "shop/a.py": ""})
    assert rules == [{"old": "shop.core:count", "new": "shop.text:count"}]


def test_the_shortest_public_path_is_the_target(tmp_path: Path) -> None:
    body = f"def count(text, width=3):{WORK}"
    rules = derived(
        tmp_path,
        {"shop/core.py": body, "shop/other.py": "def keep(): ..."},
        {"shop/_text.py": body, "shop/__init__.py": "from shop._text import count", "shop/core.py": ""},
    )
    assert {"old": "shop.core:count", "new": "shop:count"} in rules


def test_a_function_of_another_name_and_the_same_code_is_sure(tmp_path: Path) -> None:
    rules = derived(
        tmp_path,
        {"shop/core.py": f"def count(text, width=3):{WORK}"},
        {"shop/core.py": f"def tally(text, width=3):{WORK}"},
    )
    assert rules == [{"old": "shop.core:count", "new": "shop.core:tally"}]


def test_tiny_functions_say_nothing(tmp_path: Path) -> None:
    rules = derived(
        tmp_path,
        {"shop/core.py": "def size(self): return self.x"},
        {"shop/core.py": "def width(self): return self.x"},
    )
    assert [rule["manual"] for rule in rules] == ["1 has no `size` any more"]


def test_a_tie_is_dropped(tmp_path: Path) -> None:
    body = f"def count(text, width=3):{WORK}"
    rules = derived(
        tmp_path, {"shop/core.py": body}, {"shop/core.py": "", "shop/a.py": body, "shop/b.py": body}
    )
    assert [rule["manual"] for rule in rules] == ["1 has no `count` any more"]


def test_a_target_that_was_there_before_is_none(tmp_path: Path) -> None:
    body = f"def count(text, width=3):{WORK}"
    rules = derived(
        tmp_path, {"shop/core.py": body, "shop/text.py": body}, {"shop/core.py": "", "shop/text.py": body}
    )
    assert [rule["manual"] for rule in rules] == ["1 has no `count` any more"]


def test_an_old_copy_is_no_new_home(tmp_path: Path) -> None:
    """As `pydantic.v1` has all that pydantic 1 had, beside the new modules of the same names."""
    names = ("a", "b", "c")
    old = {f"shop/{name}.py": f"def count_{name}(text, width=3):{WORK}" for name in names}
    copies = {f"shop/v1/{name}.py": f"def count_{name}(text, width=3):{WORK}" for name in names}
    new = {f"shop/{name}.py": "def other(): ..." for name in names}
    rules = derived(tmp_path, old, {**new, **copies})
    assert all("new" not in rule for rule in rules)
    assert len(rules) == 3


def test_a_type_variable_is_nobodys(tmp_path: Path) -> None:
    variable = "from typing import TypeVar\nT = TypeVar('T')\n"
    assert derived(tmp_path, {"shop/core.py": variable}, {"shop/core.py": ""}) == []


def test_an_alias_that_goes_leads_to_its_object(tmp_path: Path) -> None:
    code = "def count(text):\n    return len(text)\n"
    rules = derived(tmp_path, {"shop/core.py": f"{code}number = count\n"}, {"shop/core.py": code})
    assert rules == [{"old": "shop.core:number", "new": "shop.core:count"}]


def test_an_alias_that_is_left_behind_leads_to_the_new_name(tmp_path: Path) -> None:
    rules = derived(
        tmp_path,
        {"shop/core.py": "def number(text):\n    return len(text)\n"},
        {"shop/core.py": "def count(text):\n    return len(text)\nnumber = count\n"},
    )
    assert rules == [{"old": "shop.core:number", "new": "shop.core:count"}]


def test_what_a_package_hands_on_from_another_place_is_left_alone(tmp_path: Path) -> None:
    """A move inside of the package, under the name that users import it by."""
    body = f"def count(text, width=3):{WORK}"
    init = '__all__ = ["count"]\n'
    rules = derived(
        tmp_path,
        {"shop/__init__.py": init + body},
        {"shop/__init__.py": init + "from shop.text import count\n", "shop/text.py": body},
    )
    assert rules == []


def test_what_only_one_name_is_left_of_goes_there(tmp_path: Path) -> None:
    body = "class Basket:\n    def total(self):\n        return 1\n"
    rules = derived(
        tmp_path,
        {"shop/__init__.py": "from shop.core import Basket\n", "shop/core.py": body},
        {"shop/__init__.py": "", "shop/core.py": body},
    )
    assert rules == [{"old": "shop:Basket", "new": "shop.core:Basket"}]


def test_members_are_compared_too(tmp_path: Path) -> None:
    rules = derived(
        tmp_path,
        {"shop/core.py": "class Basket:\n    def sum(self, currency): ...\n    def clear(self): ...\n"},
        {
            "shop/core.py": """
            class Basket:
                def total(self, currency): ...
                sum = total
            """
        },
    )
    assert rules == [
        {"old": "shop.core:Basket.sum", "new": "shop.core:Basket.total"},
        {"old": "shop.core:Basket.clear", "manual": "1 has no `clear` any more"},
    ]


def test_a_member_that_is_inherited_now_is_there(tmp_path: Path) -> None:
    method = "    def total(self):\n        return 1\n"
    rules = derived(
        tmp_path,
        {"shop/core.py": f"class Base: ...\nclass Basket(Base):\n{method}"},
        {"shop/core.py": f"class Base:\n{method}class Basket(Base): ...\n"},
    )
    assert rules == []


def test_a_base_from_outside_may_have_any_member(tmp_path: Path) -> None:
    rules = derived(
        tmp_path,
        {"shop/core.py": "class Basket:\n    def total(self): ...\n"},
        {"shop/core.py": "from other import Base\nclass Basket(Base): ...\n"},
    )
    assert rules == []
