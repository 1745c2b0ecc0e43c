"""Which places name a member of a migration, what keeps them together, and what becomes of them."""

import pytest

from tests.in_memory import FIXED, TextTree, symbol

RENAMED = symbol("shop:Box.volume", "shop:Box.capacity")
BOX = "class Box:\n    def capacity(self): return 8\n    def volume(self): return 8\n"
FIELDS = (
    "from dataclasses import dataclass\n@dataclass\nclass User:\n    login: str = ''\n    name: str = ''\n"
)


def tree(text: str, *rules: str, shop: str = BOX, **files: str) -> TextTree:
    """A tree of `app.py`, `shop.py` and others, by the names of their modules."""
    others = {f"{name}.py": each for name, each in files.items()}
    return TextTree({"app.py": text, "shop.py": shop, **others}, *(rules or (RENAMED,)), homes={})


def moved(text: str, **files: str) -> str:
    """The file after the plan."""
    return tree(text, **files).after("app.py")


@pytest.mark.parametrize(
    "text",
    [
        "from shop import Box\ndef go(b: Box): return b.{}()\n",
        "from shop import Box\ndef go(b: 'Box | None'): return b.{}()\n",
        "import shop as s\nb = s.Box()\nprint(b.{}, b.{}())\n",
        "from shop import Box\nclass Shelf:\n    box: Box\n    def go(self): return self.box.{}()\n",
        "from shop import Box\ndef make() -> list[Box]: ...\n[b.{}() for b in make()]\n",
        "from shop import Box\ndef make(): return Box()\nmake().{}()\n",
        "from shop import Box\nasync def make() -> Box: ...\nasync def go(): (await make()).{}()\n",
        "from shop import Box\nclass Small(Box):\n    def go(self): return super().{}() + self.{}()\n",
        "from shop import Box\nclass Small(Box):\n    @classmethod\n    def go(cls): return cls.{}\n",
        "from shop import Box\ndef go(b):\n    if isinstance(b, Box):\n        b.{}()\n",
        "from shop import Box\ndef go(b):\n    if not isinstance(b, Box):\n        return\n    b.{}()\n",
        "from shop import Box\ndef go(b):\n    match b:\n        case Box() as c:\n            c.{}()\n",
        "from shop import Box\ndef go(b=Box()): return b.{}()\n",
        "from shop import Box\nb = Box()\nprint(f'{{b.{}()}}', getattr(b, '{}'))\n",
        "import typing\nfrom shop import Box\nT = typing.TypeVar('T', bound=Box)\ndef go(b: T): b.{}()\n",
    ],
)
def test_a_place_moves_where_the_code_tells_the_class(text: str) -> None:
    plan = tree(text.replace("{}", "volume").replace("{{", "{").replace("}}", "}"))
    assert plan.after("app.py") == text.replace("{}", "capacity").replace("{{", "{").replace("}}", "}")
    assert plan.codes() == []


@pytest.mark.parametrize(
    "text",
    [
        "def go(b): return b.volume()\n",
        "from shop import Box\ndef go(b):\n    b = b or Box()\n    return b.volume()\n",
        "from shop import Box\ndef go(b: object): return b.volume()\n",
        "from lib import make\nmake().volume()\n",
        "from shop import Box\nfor name in ('volume',):\n    getattr(Box(), name)\n",
        "from operator import attrgetter\nattrgetter('box.volume')\n",
        "def go(b):\n    '''\n    >>> b.volume()\n    '''\n",
    ],
)
def test_a_place_that_cannot_be_told_is_one_finding_and_one_reference(text: str) -> None:
    plan = tree(text)
    assert plan.after("app.py") == text
    assert plan.codes("app.py") == ["RP118"]
    assert [each.kind for each in plan.plan.references] == ["unresolved receiver"]


def test_the_finding_counts_the_places_and_names_the_first() -> None:
    plan = tree("def go(b):\n" + "    b.volume()\n" * 5)
    (finding,) = (each for each in plan.plan.findings if each.code == "RP118")
    assert finding.message.startswith("5 places may name `volume` of `Box`")
    assert "(lines 2, 3, 4 and 2 more)" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "class Tank:\n    def volume(self): return 1\nTank().volume()\n",
        "'text'.volume\n[1].volume\nlen('').volume\n",
        "import pathlib\npathlib.Path().volume\n",
        "from lib import Thing\ndef go(t: Thing): return t.volume\n",
        "def volume(): ...\nvolume()\n",
        "class Tank:\n    volume: int\n    def go(self): return self.volume\n",
    ],
)
def test_what_is_known_to_be_another_object_is_no_reference(text: str) -> None:
    plan = tree(text)
    assert (plan.after("app.py"), plan.codes(), plan.plan.references) == (text, [], ())


OVERRIDE = "from shop import Box\nclass Small(Box):\n    def volume(self): return 1\n"


def test_an_override_moves_with_its_callers() -> None:
    plan = tree("from shop import Box\ndef go(b: Box): return b.volume()\n", small=OVERRIDE)
    assert plan.after("small.py") == OVERRIDE.replace("volume", "capacity")
    assert "b.capacity()" in plan.after("app.py")


@pytest.mark.parametrize(
    "other",
    [
        "def go(b): return b.volume()\n",
        "from shop import Box\ndef go(b: Box): return b.volume()  # repoint: ignore\n",
        "from unittest.mock import Mock\nMock(volume=3)\n",
    ],
)
def test_an_override_stays_with_its_callers_where_one_stays(other: str) -> None:
    text = "from shop import Box\ndef go(b: Box): return b.volume()\n"
    plan = tree(text, small=OVERRIDE, other=other)
    limited = "ignore" in other
    if limited:
        plan = TextTree(
            {"app.py": text, "shop.py": BOX, "small.py": OVERRIDE, "other.py": other},
            RENAMED,
            homes={},
            limits={"other.py": FIXED},
        )
    assert plan.plan.files == ()
    assert "RP119" in plan.codes("app.py")
    assert "RP119" in plan.codes("small.py")


@pytest.mark.parametrize(
    "derived",
    [
        "class Odd(Box):\n    def capacity(self): return 'odd'\n",
        "class Mixin:\n    def volume(self): return 'mixin'\nclass Odd(Mixin, Box): ...\n",
    ],
)
def test_a_derived_class_that_changes_what_a_name_means_keeps_the_member(derived: str) -> None:
    plan = tree(f"from shop import Box\n{derived}def go(b: Box): return b.volume()\n")
    assert plan.plan.files == ()
    assert "RP119" in plan.codes("app.py")


def test_what_the_new_member_is_made_of_stays_and_the_rest_moves() -> None:
    shop = "class Box:\n    def capacity(self): return self.volume()\n    def volume(self): return 8\n"
    plan = tree("from shop import Box\nBox().volume()\n", shop=shop)
    assert plan.after("app.py") == "from shop import Box\nBox().capacity()\n"
    assert (plan.after("shop.py"), plan.codes()) == (shop, ["RP119"])


@pytest.mark.parametrize("patch", ["patch.object(Box, 'volume')", "patch('shop.Box.volume')"])
@pytest.mark.parametrize("told", [True, False])
def test_a_patch_moves_with_the_calls_that_it_intercepts(patch: str, told: bool) -> None:
    text = f"from unittest.mock import patch\nfrom shop import Box\nwith {patch}: ...\n"
    use = f"from shop import Box\ndef go(b{': Box' * told}): return b.volume()\n"
    plan = tree(text, use=use)
    assert ("capacity" in plan.after("app.py"), "capacity" in plan.after("use.py")) == (told, told)


def test_fields_of_a_data_class_move_with_their_keywords() -> None:
    text = "from shop import User\nu = User(name='a')\nu.name = 'b'\nmatch u:\n    case User(name=n): ...\n"
    plan = tree(text, symbol("shop:User.name", "shop:User.login"), shop=FIELDS)
    assert plan.after("app.py") == text.replace("name", "login")


def test_unpacked_keywords_keep_a_field_though_their_file_does_not_spell_it() -> None:
    make = "from shop import User\ndef make(**kw): return User(**kw)\n"
    plan = tree(
        "from shop import User\nu = User(name='a')\n",
        symbol("shop:User.name", "shop:User.login"),
        shop=FIELDS,
        make=make,
    )
    assert plan.plan.files == ()
    assert (plan.codes("make.py"), plan.codes("app.py")) == (["RP118"], ["RP119"])


@pytest.mark.parametrize(
    "other",
    [
        "def show(u: User): print(u)\n",
        "def show(u: User): return User('a', 'b')\n",
        "def show(u: User): return u.login\n",
        "from dataclasses import asdict\ndef show(u): return asdict(u)\n",
    ],
)
def test_a_field_stays_where_an_object_is_seen_with_both(other: str) -> None:
    rule = symbol("shop:User.name", "shop:User.login")
    plan = tree(
        "from shop import User\nUser(name='a')\n", rule, shop=FIELDS, other="from shop import User\n" + other
    )
    assert plan.plan.files == ()
    assert plan.codes("app.py") == ["RP119"]


def test_an_override_stays_where_the_new_name_is_called_as_well() -> None:
    text = "from shop import Box\nfrom small import Small\nSmall().volume()\nSmall().capacity()\n"
    assert tree(text, small=OVERRIDE).plan.files == ()


def test_keys_of_a_typed_dict_stay_where_data_may_make_one() -> None:
    rule = symbol("shop:User.name", "shop:User.login")
    shop = "from typing import TypedDict\nclass User(TypedDict):\n    login: str\n    name: str\n"
    text = "from shop import User\ndef go(u: User): return u['name']\n"
    assert tree(text, rule, shop=shop).after("app.py") == text.replace("name", "login")
    assert tree(text, rule, shop=shop, data="import json\n").plan.files == ()


@pytest.mark.parametrize(
    "text",
    [
        "from shop import Box\nSub = type('Sub', (Box,), {'volume': 1})\n",
        "def base(x): return x\nclass Sub(base(1)):\n    def volume(self): ...\n",
        "class Proxy:\n    def __getattr__(self, name): ...\nProxy().volume()\n",
    ],
)
def test_what_may_stand_for_the_class_is_not_told(text: str) -> None:
    assert tree(text).codes("app.py") == ["RP118"]


def test_a_member_that_becomes_a_function_stays_on_objects() -> None:
    rule = symbol("shop:Box.volume", "shop:volume_of")
    plan = tree("from shop import Box\nBox().volume()\n", rule, shop=BOX + "def volume_of(b): ...\n")
    assert (plan.plan.files, plan.codes()) == ((), ["RP119"])


def test_a_class_stays_with_its_member_where_the_new_class_lacks_the_old_name() -> None:
    rules = symbol("shop:Box", "new:Crate"), symbol("shop:Box.volume", "new:Crate.capacity")
    new = "class Crate:\n    def capacity(self): return 8\n"
    shop = "class Box:\n    def volume(self): return 8\n"
    text = "from shop import Box\nb = Box()\nb.volume()\n"
    assert tree(text, *rules, shop=shop, new=new).after("app.py") == (
        "from new import Crate\nb = Crate()\nb.capacity()\n"
    )
    assert tree(text, *rules, shop=shop, new=new, other="def go(b): b.volume()\n").plan.files == ()


def test_a_migration_without_members_asks_for_none() -> None:
    assert TextTree({}).project.members is None
