"""Targets that name a deprecated symbol where it is defined: they follow the readers of the definition."""

import pytest

from tests.in_memory import TextTree, symbol
from tests.project.patched import USER, patched


def test_one_that_names_the_definition_moves_once_nobody_reads_it_there() -> None:
    tree = patched('patch("acme.old.make")')
    assert tree.after("test_user.py") == 'patch("acme.new.build")'
    assert tree.codes("test_user.py") == []


@pytest.mark.parametrize(
    "reader",
    [
        pytest.param({"reader.py": "from acme.old import make\nmake(*a)\n"}, id="a call that stays"),
        pytest.param({"reader.py": 'getattr(load("acme.old"), "make")'}, id="a lookup"),
        pytest.param(
            {"reader.py": 'from importlib import import_module\nimport_module("acme.old").make()\n'},
            id="a call of it at run time",
        ),
        pytest.param({"acme/old.py": "def make(user): ...\ndef f(): return make(1)\n"}, id="its own module"),
    ],
)
def test_one_that_names_a_definition_with_a_reader_is_a_finding(reader: dict[str, str]) -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="(user)", call="(user)")
    files = {
        "user.py": USER,
        "test_user.py": 'patch("acme.old.make")',
        "load.py": "from importlib import import_module as load\n",
        **reader,
    }
    if "reader.py" in files and "load(" in files["reader.py"]:
        files["reader.py"] = "from importlib import import_module as load\n" + files["reader.py"]
    tree = TextTree(files, rule)
    assert tree.after("test_user.py") == 'patch("acme.old.make")'
    assert tree.codes("test_user.py") == ["RP302"]


def test_one_below_a_definition_follows_its_class() -> None:
    homes = {
        "acme/__init__.py": "",
        "acme/old.py": "class Maker:\n    def get(self): ...\n    def set(self): ...\n",
        "acme/new.py": "class Builder:\n    def get(self): ...\n",
    }
    rule = symbol("acme.old:Maker", "acme.new:Builder")
    for text, after in (
        ('patch("acme.old.Maker.get")', 'patch("acme.new.Builder.get")'),
        ('patch("acme.old.Maker.set")', 'patch("acme.old.Maker.set")'),
    ):
        assert TextTree({"test_it.py": text}, rule, homes=homes).after("test_it.py") == after


def test_one_that_names_the_definition_beside_its_module_is_a_finding() -> None:
    text = 'from acme import old\npatch.object(old, "make")\n'
    tree = patched(text)
    assert tree.after("test_user.py") == text
    assert "RP302" in tree.codes("test_user.py")


CALLED = symbol("acme.old:make", "acme.new:build", when="called")
VALUE = symbol("acme.old:make", "acme.new:tag", when="value")
STRICT = symbol("acme.old:make", "acme.new:build", signature="(user)", call="(user)")
IMPORT = "from acme.old import make\n"


@pytest.mark.parametrize(
    ("readers", "tables", "why"),
    [
        pytest.param(
            ["make()", "x = make"],
            [CALLED, VALUE],
            "its readers now use `acme.new.build` or `acme.new.tag`",
            id="the readers split",
        ),
        pytest.param(["make(*a)"], [STRICT], "what it names is still read from there", id="all stay"),
        pytest.param(
            ["make(*a)", "make(1)"],
            [STRICT],
            "some readers stay, and for those that now read `acme.new.build` it intercepts nothing",
            id="some stay",
        ),
    ],
)
def test_one_that_stays_says_where_its_readers_went(readers: list[str], tables: list[str], why: str) -> None:
    files = {f"user{number}.py": IMPORT + each for number, each in enumerate(readers)}
    new = {"acme/new.py": "def build(user=None): ...\ntag = 1\n"}
    tree = TextTree({**new, **files, "test_it.py": 'patch("acme.old.make")'}, *tables)
    assert tree.after("test_it.py") == 'patch("acme.old.make")'
    (finding,) = (each for each in tree.plan.findings if each.path == "test_it.py")
    assert finding.message == f"`acme.old.make` stays: {why}"


def test_one_moves_with_a_finding_where_a_reader_binds_the_name_early_now() -> None:
    tree = patched('patch("acme.old.make")', user="from acme import old\ndef f(): old.make()\nold.keep\n")
    assert tree.after("test_user.py") == 'patch("acme.new.build")'
    assert tree.codes("test_user.py") == ["RP302"]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        pytest.param(
            symbol("acme.old:make", manual="by hand"),
            "what it names has no canonical form",
            id="no canonical form",
        ),
        pytest.param(
            symbol("acme.old:make", "acme.new:absent"), "`acme.new` has no `absent`", id="no such name"
        ),
    ],
)
def test_one_stays_where_nothing_can_take_its_place(rule: str, why: str) -> None:
    tree = TextTree({"test_it.py": 'patch("acme.old.make")'}, rule)
    (finding,) = (each for each in tree.plan.findings if each.path == "test_it.py")
    assert finding.message == f"`acme.old.make` stays: {why}"


def test_one_below_a_class_that_never_had_it_is_broken_before() -> None:
    homes = {
        "acme/__init__.py": "",
        "acme/old.py": "class Maker: ...\n",
        "acme/new.py": "class Builder: ...\n",
    }
    rule = symbol("acme.old:Maker", "acme.new:Builder")
    assert TextTree({"test_it.py": 'patch("acme.old.Maker.gone")'}, rule, homes=homes).codes(
        "test_it.py"
    ) == ["RP112"]
