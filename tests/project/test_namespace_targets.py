"""Targets that name something in the namespace of a module that imported it: they follow its binding."""

from tests.in_memory import TextTree, symbol
from tests.project.patched import patched


def test_it_stays_where_the_module_keeps_its_name() -> None:
    user = "from acme.old import make as mk\nmk()\n"
    tree = patched('patch("user.mk")', user=user)
    assert tree.after("test_user.py") == 'patch("user.mk")'
    assert tree.after("user.py") == "from acme.new import build as mk\nmk()\n"


def test_two_heirs_are_a_finding_and_the_name_stays_bound() -> None:
    rules = [
        symbol("acme.old:make", "acme.new:build", when="called"),
        symbol("acme.old:make", "acme.new:tag", when="value"),
    ]
    tree = TextTree(
        {
            "acme/new.py": "build = tag = 1",
            "user.py": "from acme.old import make\nmake()\nx = make\n",
            "test_user.py": 'patch("user.make")',
        },
        *rules,
    )
    assert tree.after("test_user.py") == 'patch("user.make")'
    assert tree.codes("test_user.py") == ["RP302"]
    assert "import make" in tree.after("user.py")


def test_one_below_the_name_that_the_new_object_has_not_holds_it() -> None:
    tree = patched('patch("user.make.tag")')
    assert tree.after("test_user.py") == 'patch("user.make.tag")'
    assert tree.codes("test_user.py") == ["RP302"]


def test_one_through_a_module_object_follows_it() -> None:
    tree = patched('patch("user.old.make")', user="from acme import old\nold.make()\n")
    assert tree.after("test_user.py") == 'patch("user.new.build")'
    assert tree.after("user.py") == "from acme import new\nnew.build()\n"


def test_one_named_twice_holds_it() -> None:
    assert patched('patch("user.make.make")').codes("test_user.py") == ["RP302"]


def test_one_whose_new_name_stands_for_more_holds_the_name() -> None:
    user = "from acme.old import make\nfrom acme.new import build\ndef f(): make(); build()\n"
    tree = patched('patch("user.make")', user=user)
    assert tree.after("test_user.py") == 'patch("user.make")'
    assert "make" in tree.after("user.py").partition("def")[0]
