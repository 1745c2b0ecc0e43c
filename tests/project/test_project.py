"""Where a dotted path leads: through re-exports, stars, `__all__`, cycles, packages and roots."""

import pytest

from codemods.project.dotted_paths import ModuleAttribute, ResolvedPath
from codemods.values.symbol import Symbol
from tests.in_memory import TextTree, module, symbol

MADE = Symbol("acme.old", "make")


def reached(files: dict[str, str], path: str, importer: str = "app.py", *tables: str) -> ResolvedPath | None:
    """Where a path leads that a file of the tree spells."""
    return TextTree({"app.py": "", **files}, *tables).project.resolve(tuple(path.split(".")), importer)


@pytest.mark.parametrize(
    ("files", "path"),
    [
        pytest.param({}, "acme.old.make", id="the symbol's own path"),
        pytest.param({"m.py": "from acme.old import make"}, "m.make", id="a re-export"),
        pytest.param({"m.py": "from acme.old import make as m"}, "m.m", id="an alias, once it is noticed"),
        pytest.param({"m.py": "from acme import old"}, "m.old.make", id="a module that hands a module on"),
        pytest.param({"m.py": "import acme.old"}, "m.acme.old.make", id="an import of the dotted module"),
        pytest.param({"m.py": "import acme.old as f"}, "m.f.make", id="a module under an alias"),
        pytest.param(
            {"m.py": "from n import make", "n.py": "from o import make", "o.py": "from acme.old import make"},
            "m.make",
            id="through three modules",
        ),
        pytest.param({"m.py": "from acme.old import *"}, "m.make", id="a star"),
        pytest.param(
            {"m.py": "from n import *", "n.py": "from acme.old import *"}, "m.make", id="a star of a star"
        ),
        pytest.param(
            {"m.py": "from n import *", "n.py": "from acme.old import make\n__all__ = ['make']"},
            "m.make",
            id="a star whose `__all__` lists it",
        ),
        pytest.param(
            {"p/__init__.py": "from .m import make", "p/m.py": "from acme.old import make"},
            "p.make",
            id="a package for its module",
        ),
        pytest.param(
            {"p/__init__.py": "", "p/m.py": "from ..acme.old import make"},
            "p.m.make",
            id="more dots than packages",
        ),
        pytest.param({"acme/m.py": "from .old import make"}, "acme.m.make", id="one dot"),
        pytest.param(
            {"acme/p/__init__.py": "from ..old import make"}, "acme.p.make", id="two dots in a package"
        ),
        pytest.param(
            {"acme/p/__init__.py": "", "acme/p/m.py": "from .. import old"},
            "acme.p.m.old.make",
            id="dots alone",
        ),
        pytest.param({"space/m.py": "from acme.old import make"}, "space.m.make", id="a namespace package"),
        pytest.param({"src/lib/__init__.py": "from acme.old import make"}, "lib.make", id="a source root"),
        pytest.param(
            {"m.py": "try:\n    from acme.old import make\nexcept ImportError:\n    pass"},
            "m.make",
            id="an import in a try",
        ),
        pytest.param(
            {"m.py": "def f():\n    global make\n    from acme.old import make"},
            "m.make",
            id="a global in a function",
        ),
        pytest.param(
            {"m.py": "from n import make", "n.py": "from m import make\nfrom acme.old import make"},
            "m.make",
            id="a cycle with a way out",
        ),
    ],
)
def test_a_path_leads_to_the_symbol(files: dict[str, str], path: str) -> None:
    tree = TextTree({"app.py": f"from {path.rpartition('.')[0]} import {path.rpartition('.')[2]}\n", **files})
    assert tree.plan.candidates
    found = tree.project.resolve(tuple(path.split(".")), "app.py")
    assert found is not None
    assert found.symbol == MADE
    assert found.depth == len(path.split("."))


@pytest.mark.parametrize(
    ("files", "path"),
    [
        pytest.param({}, "make", id="a bare name"),
        pytest.param({}, "acme.old.makes", id="another name of the home"),
        pytest.param({}, "acme.old", id="the home, which has no rule"),
        pytest.param({}, "acme.elder.make", id="a module that is not there"),
        pytest.param({"m.py": ""}, "m.make", id="a module without the name"),
        pytest.param({"m.py": "from acme.new import make"}, "m.make", id="the name from elsewhere"),
        pytest.param({"m.py": "make = 1"}, "m.make", id="a name of the module's own"),
        pytest.param({"m.py": "def f():\n    from acme.old import make"}, "m.make", id="a local import"),
        pytest.param(
            {"m.py": "class C:\n    from acme.old import make"}, "m.make", id="an import in a class"
        ),
        pytest.param(
            {"m.py": "from n import *", "n.py": "from acme.old import make\n__all__ = []"},
            "m.make",
            id="a star whose `__all__` does not list it",
        ),
        pytest.param(
            {"m.py": "from n import *\n", "n.py": "from m import *\n"}, "m.make", id="a cycle of stars"
        ),
        pytest.param({"m.py": "from n import make", "n.py": "from m import make"}, "m.make", id="a cycle"),
        pytest.param({"m.py": "from m import make"}, "m.make", id="a module that imports from itself"),
        pytest.param(
            {"m.py": "from n import *\nfrom acme.old import *", "n.py": "make = 1"},
            "n.make",
            id="the module beside a star",
        ),
        pytest.param({"m.py": "from acme.old import ("}, "m.make", id="a module that does not parse"),
    ],
)
def test_a_path_leads_nowhere(files: dict[str, str], path: str) -> None:
    assert reached(files, path) is None


def test_underscored_names_do_not_come_with_a_star() -> None:
    files = {"m.py": "from acme.old import *", "acme/old.py": "def _make(): ..."}
    assert reached(files, "m._make", "app.py", symbol("acme.old:_make", "acme.new:build")) is None


def test_a_star_whose_all_lists_it_brings_an_underscored_name() -> None:
    files = {"m.py": "from n import *", "n.py": "from acme.old import _make\n__all__ = ['_make']"}
    found = reached(files, "m._make", "app.py", symbol("acme.old:_make", "acme.new:build"))
    assert found is not None


def test_hops_name_each_namespace_on_the_way() -> None:
    files = {"m.py": "from n import make", "n.py": "from acme.old import make"}
    found = reached(files, "m.make")
    assert found is not None
    assert found.through == (ModuleAttribute("m.py", "make"), ModuleAttribute("n.py", "make"))
    assert not found.unsure


def test_the_depth_leaves_out_what_follows_the_symbol() -> None:
    found = reached({"m.py": "import acme.old as f"}, "m.f.make.attribute.more")
    assert found is not None
    assert found.depth == 3


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from acme.old import make\nmake = None", id="an assignment"),
        pytest.param("from acme.old import make\ndef make(): ...", id="a definition"),
        pytest.param("from acme.old import make\nfrom acme.new import make", id="another import"),
    ],
)
def test_a_re_export_with_another_binding_is_unsure(text: str) -> None:
    found = reached({"m.py": text}, "m.make")
    assert found is not None
    assert found.unsure


def test_unsure_anywhere_on_the_way_is_unsure() -> None:
    files = {"m.py": "from n import make", "n.py": "from acme.old import make\nmake = None"}
    found = reached(files, "m.make")
    assert found is not None
    assert found.unsure


def test_the_last_star_that_brings_the_name_counts() -> None:
    files = {"n.py": "make = 1"}
    assert reached({**files, "m.py": "from acme.old import *\nfrom n import *"}, "m.make") is None
    assert reached({**files, "m.py": "from n import *\nfrom acme.old import *"}, "m.make") is not None


def test_the_longest_symbol_wins() -> None:
    tables = symbol("acme.old:Make", "acme.new:Build"), symbol("acme.old:Make.now", "acme.new:now")
    found = reached({"m.py": "from acme.old import Make"}, "m.Make.now.x", "app.py", *tables)
    assert found is not None
    assert found.symbol == Symbol("acme.old", "Make.now")
    assert found.depth == 3


def test_the_longest_symbol_wins_under_another_name_of_its_module_too() -> None:
    tables = symbol("acme.old:Make", "acme.new:Build"), symbol("acme.old:Make.now", "acme.new:now")
    tree = TextTree({"src/acme/old.py": "class Make: ...", "src/acme/new.py": ""}, *tables, homes={})
    found = tree.project.resolve(("src", "acme", "old", "Make", "now"), "app.py")
    assert found is not None
    assert (found.symbol, found.depth) == (Symbol("acme.old", "Make.now"), 5)


class TestModuleRules:
    """`[[module]]`: the module object, and each name in it that has no rule of its own."""

    RULE = module("acme.old", "acme.new")

    def resolved(self, path: str, known: int = 0, **files: str) -> ResolvedPath | None:
        tree = TextTree({f"{name}.py": text for name, text in files.items()}, self.RULE)
        return tree.project.resolve(tuple(path.split(".")), "app.py", known)

    def test_the_module_itself(self) -> None:
        found = self.resolved("acme.old")
        assert found is not None
        assert found.module is not None
        assert (found.module.new, found.depth) == ("acme.new", 2)

    def test_any_name_in_it(self) -> None:
        found = self.resolved("acme.old.whatever.more")
        assert found is not None
        assert (found.symbol, found.depth) == (Symbol("acme.old", "whatever"), 3)

    def test_a_module_of_the_tree_hands_it_on(self) -> None:
        found = self.resolved("m.old.whatever", m="from acme import old")
        assert found is not None
        assert (found.symbol, found.through) == (
            Symbol("acme.old", "whatever"),
            (ModuleAttribute("m.py", "old"),),
        )

    def test_a_package_carries_its_modules_along(self) -> None:
        tree = TextTree({}, module("lib.old", "lib.new"))
        found = tree.project.resolve(("lib", "old", "part", "name"), "app.py", 3)
        assert found is not None
        assert found.symbol == Symbol("lib.old.part", "name")
        assert [rule.new for rule in tree.project.rules.for_symbol(Symbol("lib.old.part", "name"))] == [
            Symbol("lib.new.part", "name")
        ]

    def test_a_package_does_not_carry_what_the_new_one_lacks(self) -> None:
        files = {
            "lib/__init__.py": "",
            "lib/old/__init__.py": "",
            "lib/old/part.py": "",
            "lib/new/__init__.py": "",
        }
        tree = TextTree(files, module("lib.old", "lib.new"))
        assert tree.project.resolve(("lib", "old", "part", "name"), "app.py") is None

    def test_a_longer_module_name_is_another_module(self) -> None:
        assert self.resolved("acme.older.make") is None


def test_the_symbols_own_rules_win_over_its_modules() -> None:
    tree = TextTree({}, symbol("acme.old:make", manual="no"), module("acme.old", "acme.new"))
    assert [rule.manual for rule in tree.project.rules.for_symbol(MADE)] == ["no"]
    assert [rule.new for rule in tree.project.rules.for_symbol(Symbol("acme.old", "other"))] == [
        Symbol("acme.new", "other")
    ]


@pytest.mark.parametrize(
    ("importer", "leads_to"),
    [
        pytest.param("one/app.py", "acme.old:make", id="the neighbour's own helper"),
        pytest.param("two/app.py", None, id="the other service's helper"),
    ],
)
def test_each_of_several_roots_sees_its_own_module(importer: str, leads_to: str | None) -> None:
    files = {"one/lib/__init__.py": "from acme.old import make", "two/lib/__init__.py": "make = 1"}
    files |= {"one/app.py": "", "two/app.py": ""}
    found = TextTree(files, roots=("one", "two")).project.resolve(("lib", "make"), importer)
    assert (str(found.symbol) if found else None) == leads_to


def test_files_are_read_ahead_for_what_they_take_from_a_module_with_a_rule() -> None:
    files = {
        "m.py": "from acme.old import make, other as another\nfrom acme.old import *\n",
        "n.py": "from elsewhere.old import third\n\n\ndef late():\n    from acme.old import fourth\n",
    }
    tree = TextTree(files, module("acme.old", "acme.new"))
    tree.project.expect_aliases(tree.files)
    assert tree.project.store.wanted.ahead == {"make", "other"}
