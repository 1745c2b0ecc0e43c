"""What is proposed for a deprecated name: sure where the code shows it, and else a text for people."""

from textwrap import dedent

import pytest

from codemods.migration.drafts import Confidence, RuleDraft
from codemods.plan.drafting.propose import propose
from codemods.plan.drafting.tree_names import TreeNames
from codemods.tree.module_index import ModuleIndex
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.errors import RepointError
from codemods.values.symbol import Symbol

HOMES = {
    "shop/__init__.py": "",
    "shop/baskets.py": """
        class Basket:
            def __init__(self, customer, currency="EUR"): ...
            @classmethod
            def of(cls, customer): ...
        class Size:
            SMALL = 1
        def get(customer, note=None): return [customer]
        def put(customer, *, strict=True): ...
        def take(owner, note=None): return [owner]
        async def fetch(customer): return [customer]
        def _hidden(customer): ...
        LIMIT = 3
        def load(path, form="r", *, kind=None): return path
    """,
}


def tree_names(**files: str) -> TreeNames:
    texts = {**HOMES, **{f"shop/{name}.py": text for name, text in files.items()}}
    tree = OverlayTree(FolderTree("/", ()), {path: dedent(text).encode() for path, text in texts.items()})
    return TreeNames(tree, ModuleIndex(tree.paths))


def draft(text: str, old: str = "shop.old:make") -> RuleDraft:
    head = "from shop import baskets\nfrom shop.baskets import Basket, get, put, take, fetch, load\n"
    module, _, name = old.partition(":")
    return propose(tree_names(old=head + dedent(text)), Symbol(module, name))


def shown(rule: RuleDraft) -> tuple[str | None, dict[str, object]]:
    """What a sure rule says; for any other, its confidence in the place of `new`."""
    if rule.confidence is not Confidence.SURE:
        return f"{rule.confidence}: {rule.new or ''}", {}
    return rule.new, dict(rule.keys)


GET, TAKE = "shop.baskets:get", "shop.baskets:take"
SURE = {
    "make = get": (GET, {}),
    "make = baskets.get": (GET, {}),
    "make = deprecate('make', get, '1.0')": (GET, {}),
    "make = deprecated('use get')(get)": (GET, {}),
    "@deprecated('use get')\ndef make(customer, note=None): return get(customer, note)": (GET, {}),
    "@deprecated('use get')\ndef make(customer, note=None): return get(customer, note=note)": (GET, {}),
    "@deprecated('use get')\ndef make(*args, **kwargs): return get(*args, **kwargs)": (GET, {}),
    "def make(customer, note=None):\n    warnings.warn('old', FutureWarning)\n    it = get(customer, note)\n"
    "    return it": (GET, {}),
    "@deprecated('use take')\ndef make(customer, note=None): return take(customer, note)": (
        TAKE,
        {"signature": "(customer, note=None)", "call": "(customer, note)"},
    ),
    "@deprecated('it is old')\ndef make(customer): return put(customer, strict=False)": (
        "shop.baskets:put",
        {"signature": "(customer)", "call": "(customer, strict=False)"},
    ),
    "@deprecated('it is old')\ndef make(customer, user_id=None): return get(customer)": (
        GET,
        {"signature": "(customer, user_id=None)", "arguments": {"drop": ("user_id",)}},
    ),
    "@deprecated('it is old')\ndef make(customer, note='none'): return get(customer, note)": (
        None,
        {
            "signature": "(customer, note='none')",
            "expression": "get(customer, note)",
            "imports": (GET,),
        },
    ),
    "@deprecated('it is old')\ndef make(customer): return baskets.get([customer])": (
        None,
        {"signature": "(customer)", "expression": "get([customer])", "imports": (GET,)},
    ),
    "@deprecated('it is old')\ndef make(customer): return Basket(customer).total": (
        None,
        {
            "signature": "(customer)",
            "expression": "Basket(customer).total",
            "imports": ("shop.baskets:Basket",),
        },
    ),
    "@deprecated('it is old')\ndef make(customer): return Basket.of(customer)": (
        "shop.baskets:Basket.of",
        {},
    ),
    "@deprecated('it is old')\nasync def make(customer): return await fetch(customer)": (
        "shop.baskets:fetch",
        {},
    ),
    "@deprecated('it is old')\ndef make(customer):\n    from shop.baskets import get as other\n"
    "    return other([customer])": (
        None,
        {"signature": "(customer)", "expression": "get([customer])", "imports": (GET,)},
    ),
    "@deprecated('use Basket')\nclass make(Basket): pass": ("shop.baskets:Basket", {}),
    "class make(Basket):\n    def __init__(self, *args, **kwargs):\n"
    "        warnings.warn('it is old', FutureWarning)\n        super().__init__(*args, **kwargs)": (
        "shop.baskets:Basket",
        {},
    ),
    "@deprecated('renamed to get')\ndef make(customer, note=None): return [customer, note]": (GET, {}),
    "@deprecated('use get')\ndef make(customer, note=None): return [customer]": (GET, {}),
    "@deprecated('test a % b == 0')\ndef make(a, b): return a % b == 0": (
        None,
        {"signature": "(a, b)", "expression": "a % b == 0"},
    ),
    "@deprecated('it is old')\n@final\ndef make(customer, note=None): return get(customer, note)": (GET, {}),
    "@deprecated('nothing to do')\ndef make(a): return a": (None, {"signature": "(a)", "expression": "a"}),
    "make = dict": (None, {"expression": "dict"}),
    "from collections import OrderedDict as make": ("collections:OrderedDict", {}),
    "_moved = {'make': ('shop.baskets', 'get')}\ndef __getattr__(name):\n"
    "    warnings.warn(name, FutureWarning)\n    return _moved[name]": (GET, {}),
    "def __getattr__(name):\n    if name == 'make':\n        warn('it is old', FutureWarning)\n"
    "        return get": (
        GET,
        {},
    ),
    "_DEPRECATED_make = DeprecatedConstantEnum(baskets.Size.SMALL, '2026.1')": (
        "shop.baskets:Size.SMALL",
        {},
    ),
}


@pytest.mark.parametrize("text", SURE)
def test_what_the_code_shows(text: str) -> None:
    assert shown(draft(text)) == SURE[text]


HELD = {
    # A text names it, and the body does something else.
    "@deprecated('use get')\ndef make(customer, note=None): return [customer, 1]": "likely: shop.baskets:get",
    "@deprecated('use get')\ndef make(other): return [other]": "likely: shop.baskets:get",
    "@deprecated('use Basket')\ndef make(customer): return [customer]": "likely: shop.baskets:Basket",
    "@deprecated('use get(customer, note=1)')\ndef make(customer, note=None): return [customer]": (
        "likely: shop.baskets:get"
    ),
    "@deprecated('use get or put')\ndef make(customer): return [customer]": "open: ",
    "@deprecated('use `get` or `put`')\ndef make(customer): return [customer]": "open: ",
    "@deprecated('use put')\ndef make(customer): return get(customer)": "likely: shop.baskets:get",
    "@deprecated('use shop2.things')\ndef make(customer): return get(customer)": "likely: shop.baskets:get",
    "@deprecated('use shop2.things')\ndef make(customer): return [customer]": "open: ",
    "@deprecated('it is gone')\ndef make(customer): return [customer]": "open: ",
    "def make(customer): return [customer]": "open: ",
    "if windows:\n    make = get\nelse:\n    make = put": "open: ",
    # The body hands over to what nobody else may use.
    "@deprecated('it is old')\ndef make(a): return baskets._hidden(a)": "open: ",
    "@deprecated('it is old')\n@cached\ndef make(customer): return get(customer)": "likely: shop.baskets:get",
    "@deprecated('it is old')\ndef make(customer): get(customer)": "likely: shop.baskets:get",
    "@deprecated('it is old')\nasync def make(customer): return get(customer)": "likely: shop.baskets:get",
    "@deprecated('it is old')\nclass make(Basket):\n    size = 3": "open: ",
    "@deprecated('use Basket')\nclass make(Basket):\n    size = 3": "likely: shop.baskets:Basket",
}


@pytest.mark.parametrize("text", HELD)
def test_what_is_in_doubt_is_not_sure(text: str) -> None:
    assert shown(draft(text)) == (HELD[text], {})


def test_the_author_s_text_is_what_people_are_told() -> None:
    rule = draft("@deprecated('Use shop2.things, it is faster')\ndef make(a): return [a]")
    assert rule.manual == "Use shop2.things, it is faster"
    assert rule.reason == "its text names `shop2.things`, which nobody finds in the tree"
    assert rule.evidence == (
        "shop/old.py:4: def make(a):",
        "shop/old.py:3: decorator: Use shop2.things, it is faster",
    )


MEMBERS = {
    "def make(self, a): return self.get(a)": ("shop.old:Till.get", {}),
    "@property\n    def make(self): return self.size": ("shop.old:Till.size", {}),
    "@property\n    def make(self): return self.held": ("shop.old:Till.held", {}),
    "@property\n    def make(self): return self.get(3)": (None, {"expression": "self.get(3)"}),
    "@property\n    def make(self): return self.size\n"
    "    @make.setter\n    def make(self, value): self.size = value": (
        "shop.old:Till.size",
        {},
    ),
    "def make(self, a): return get(a)": (
        None,
        {"signature": "(a)", "expression": "get(a)", "imports": (GET,)},
    ),
    "def make(self, a): return self.get(a, None)": (
        "shop.old:Till.get",
        {"signature": "(a)", "call": "(a, None)"},
    ),
    "@classmethod\n    def make(cls, a): return cls.of(a)": ("shop.old:Till.of", {}),
    "make = get": ("shop.old:Till.get", {}),
}


@pytest.mark.parametrize("text", MEMBERS)
def test_members(text: str) -> None:
    body = f"""
class Till:
    size = 1
    def __init__(self): self.held = 1
    def get(self, a, b=1): return a
    @classmethod
    def of(cls, a): return a
    {text}
"""
    assert shown(draft(body, "shop.old:Till.make")) == MEMBERS[text]


def test_a_property_that_can_be_set_otherwise_is_not_sure() -> None:
    body = """
    class Till:
        size = 1
        @property
        def make(self): return self.size
        @make.setter
        def make(self, value): self.size = [value]
    """
    assert shown(draft(body, "shop.old:Till.make"))[0] == "likely: shop.old:Till.size"


PARAMETERS = {
    "@deprecate_kwarg('kind', 'form')\ndef make(path, form=None): ...": {"rename": {"kind": "form"}},
    "def make(path, form=None, kind=None):\n    if kind is not None:\n        warn('old', FutureWarning)\n"
    "        form = kind": {"rename": {"kind": "form"}},
}


@pytest.mark.parametrize("text", PARAMETERS)
def test_a_function_whose_parameters_are_renamed_stays(text: str) -> None:
    assert shown(draft(text)) == (None, {"arguments": PARAMETERS[text]})


def test_where_the_new_name_is_imported_from() -> None:
    files = {
        "_home": "def get(a): return a\ndef make(a): return get(a)\n",
        "core": "from shop._home import make\n",
    }
    names = tree_names(**files)
    # Nobody else should import from a private module: the rule is not sure.
    rule = propose(names, Symbol("shop.core", "make"))
    assert (rule.confidence, rule.new) == (Confidence.OPEN, None)
    files["core"] = "from shop._home import get, make\n__all__ = ['get', 'make']\n"
    assert propose(tree_names(**files), Symbol("shop.core", "make")).new == "shop.core:get"


def test_what_has_the_same_name_and_takes_nobody_knows_what() -> None:
    files = {
        "core": "class make(external.Function): ...\n",
        "old": "from shop import core\n@deprecated('old')\ndef make(a, b=1): return core.make(a, b)\n",
    }
    rule = propose(tree_names(**files), Symbol("shop.old", "make"))
    assert shown(rule) == ("shop.core:make", {"signature": "(a, b, /)", "call": "(a, b)"})
    files["old"] = files["old"].replace("core.make(a, b)", "core.make(int(a), b)")
    assert shown(propose(tree_names(**files), Symbol("shop.old", "make"))) == ("likely: shop.core:make", {})


def test_arguments_that_stand_elsewhere_are_passed_as_the_body_passes_them() -> None:
    files = {
        "core": "def swap(b, a): ...\n",
        "old": "from shop.core import swap\n@deprecated('old')\ndef make(a, b): return swap(a=a, b=b)\n",
    }
    rule = propose(tree_names(**files), Symbol("shop.old", "make"))
    assert shown(rule) == ("shop.core:swap", {"signature": "(a, b)", "call": "(a=a, b=b)"})


def test_defaults_of_one_name_in_two_modules_are_not_the_same() -> None:
    text = "UNSET = object()\ndef give(a, note=UNSET): ...\n"
    files = {
        "core": text,
        "old": "from shop.core import give\nUNSET = object()\n@deprecated('old')\n"
        "def make(a, note=UNSET): return give(a, note)\n",
    }
    rule = propose(tree_names(**files), Symbol("shop.old", "make"))
    assert shown(rule) == ("likely: shop.core:give", {})


def test_a_member_does_not_become_one_of_another_class_because_a_text_says_so() -> None:
    text = """
    class Box:
        def get(self, customer): return 4

    class Till:
        @deprecated('renamed to Box.get')
        def make(self, customer): return 3
    """
    assert shown(draft(text, "shop.old:Till.make")) == ("likely: shop.old:Box.get", {})


def test_the_path_that_the_text_spells() -> None:
    files = {
        "_home": "def get(a): return a\n",
        "core": "from shop._home import get\n",
        "old": "from shop._home import get\n@deprecated('import it from {}')\ndef make(a): return get(a)\n",
    }
    for path, new in {"`shop.core.get`": "shop.core:get", "shop.core.get": "shop.core:get"}.items():
        texts = {**files, "old": files["old"].format(path)}
        assert propose(tree_names(**texts), Symbol("shop.old", "make")).new == new
    texts = {
        **files,
        "old": files["old"]
        .format("shop.core")
        .replace("make", "get")
        .replace("import get", "import get as _get"),
    }
    texts["old"] = texts["old"].replace("return get", "return _get")
    assert propose(tree_names(**texts), Symbol("shop.old", "get")).new == "shop.core:get"


def test_a_name_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(RepointError, match=r'does not bind `mak`; did you mean "shop.old:make"'):
        draft("make = get", "shop.old:mak")
    with pytest.raises(RepointError, match=r'no module "shop.older"'):
        draft("make = get", "shop.older:make")
