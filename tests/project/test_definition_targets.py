"""Targets that name a deprecated symbol where it is defined: they follow the readers of the definition."""

import pytest

from tests.in_memory import TextTree, symbol
from tests.project.patched import USER, patched

CALLED = symbol("acme.old:make", "acme.new:build", when="called")
VALUE = symbol("acme.old:make", "acme.new:tag", when="value")
STRICT = symbol("acme.old:make", "acme.new:build", signature="(user)", call="(user)")


def test_one_that_names_the_definition_moves_once_nobody_reads_it_there() -> None:
    tree = patched('patch("acme.old.make")')
    assert tree.after("test_user.py") == 'patch("acme.new.build")'
    assert tree.codes("test_user.py") == []


@pytest.mark.parametrize(
    "reader",
    [
        pytest.param({"reader.py": "from acme import old\ndef f(): old.make(*a)\n"}, id="a call that stays"),
        pytest.param(
            {"reader.py": "def f():\n    from acme.old import make\n    make(*a)\n"},
            id="a call of what a function imports",
        ),
        pytest.param({"acme/old.py": "def make(user): ...\ndef f(): return make(1)\n"}, id="its own module"),
    ],
)
def test_one_that_names_a_definition_with_a_reader_is_a_finding(reader: dict[str, str]) -> None:
    files = {"user.py": USER, "test_user.py": 'patch("acme.old.make")', **reader}
    tree = TextTree(files, STRICT)
    assert tree.after("test_user.py") == 'patch("acme.old.make")'
    assert tree.codes("test_user.py") == ["RP302"]


def test_one_that_names_a_definition_does_not_wait_for_who_binds_it_early() -> None:
    files = {"reader.py": "from acme.old import make\nmake(*a)\n", "test_user.py": 'patch("acme.old.make")'}
    tree = TextTree({**files, "user.py": "from acme import old\ndef f(): return old.make(1)\n"}, STRICT)
    assert tree.after("test_user.py") == 'patch("acme.new.build")'


def test_readers_stay_with_a_target_that_cannot_follow() -> None:
    user = "from acme import old\ndef f(): return old.make(1)\n"
    late = {"late.py": user, "other.py": "from acme import old\ndef f(): return old.make(*a)\n"}
    tree = TextTree({**late, "test_user.py": 'patch("acme.old.make")'}, STRICT)
    assert tree.after("late.py") == user
    (finding,) = (each for each in tree.plan.findings if each.path == "late.py")
    why = "test_user.py replaces it where it is defined, and cannot follow"
    assert finding.message == f"`make` stays: {why}"


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


@pytest.mark.parametrize(
    "call",
    [
        pytest.param('patch.object({}, "{}")', id="patch.object"),
        pytest.param('monkeypatch.setattr({}, "{}", f)', id="monkeypatch"),
        pytest.param("patch.multiple({}, {}=f)", id="patch.multiple"),
        pytest.param('self.stub_out({}, "{}", f)', id="a helper of the project's own"),
        pytest.param("{}.{} = f", id="an assignment"),
        pytest.param("del {}.{}", id="del"),
        pytest.param('patch.dict({}.__dict__, {{"{}": f}})', id="the namespace as a dict"),
    ],
)
def test_one_that_names_the_definition_beside_its_module_follows(call: str) -> None:
    tree = patched(f"from acme import old\n{call.format('old', 'make')}\n")
    assert tree.after("test_user.py") == f"from acme import new\n{call.format('new', 'build')}\n"
    assert tree.codes("test_user.py") == []


def test_one_beside_a_module_that_stays_brings_the_new_module_in() -> None:
    tree = patched('from acme import old\npatch.object(old, "make")\nold.keep\n')
    after = 'from acme import new, old\npatch.object(new, "build")\nold.keep\n'
    assert tree.after("test_user.py") == after


def test_an_unknown_call_that_takes_a_module_and_a_name_is_not_edited() -> None:
    text = 'from acme import old\nnote(old, "make")\n'
    tree = patched(text)
    assert tree.after("test_user.py") == text
    assert "RP302" in tree.codes("test_user.py")


def test_what_a_test_only_looks_up_stays() -> None:
    text = 'from acme import old\nassert hasattr(old, "make")\n'
    assert patched(text).after("test_user.py") == text
    guarded = f"{text}old.make()\n"
    assert 'hasattr(new, "build")' in patched(guarded).after("test_user.py")


@pytest.mark.parametrize(
    ("readers", "tables", "why"),
    [
        pytest.param(
            ["old.make()", "x = old.make"],
            [CALLED, VALUE],
            "its readers now use `acme.new.build` or `acme.new.tag`",
            id="the readers split",
        ),
        pytest.param(["old.make(*a)"], [STRICT], "what it names is still read from there", id="all stay"),
        pytest.param(
            ["old.make(*a)", "old.make(1)"],
            [STRICT],
            "some readers stay, and for those that now read `acme.new.build` it intercepts nothing",
            id="some stay",
        ),
    ],
)
def test_one_that_stays_says_where_its_readers_went(readers: list[str], tables: list[str], why: str) -> None:
    files = {f"user{number}.py": f"from acme import old\n{each}\n" for number, each in enumerate(readers)}
    new = {"acme/new.py": "def build(user=None): ...\ntag = 1\n"}
    tree = TextTree({**new, **files, "test_it.py": 'patch("acme.old.make")'}, *tables)
    assert tree.after("test_it.py") == 'patch("acme.old.make")'
    (finding,) = (each for each in tree.plan.findings if each.path == "test_it.py")
    assert finding.message == f"`acme.old.make` stays: {why}"


def test_what_is_patched_goes_on_being_read_through_a_module() -> None:
    user = "from acme import old\ndef f(): old.make()\nold.keep\n"
    tree = patched('patch("acme.old.make")', user=user)
    assert tree.after("user.py") == "from acme import new, old\ndef f(): new.build()\nold.keep\n"
    assert tree.after("test_user.py") == 'patch("acme.new.build")'


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
