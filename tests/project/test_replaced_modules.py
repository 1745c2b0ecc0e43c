"""Modules that a test replaces in `sys.modules`: the key follows with all that reads them, or all stays."""

import pytest

from tests.in_memory import FIXED, TextTree, module, symbol

USER = "def go():\n    from acme.old import make\n    return make()\n"
MOVED = USER.replace("acme.old", "acme.new")
LOOKS = 'from importlib import import_module\nimport_module("acme.old").make()\n'
HEAD = "import sys\nfrom unittest.mock import patch\n"
HOMES = {
    "acme/__init__.py": "",
    "acme/old.py": "from .new import *\n",
    "acme/new.py": "def make(): ...\ndef build(): ...\n",
}
MOVE = module("acme.old", "acme.new")
RENAME = symbol("acme.old:make", "acme.new:build")


def tree_of(text: str, *tables: str, user: str = USER, **files: str) -> TextTree:
    named = {f"{name}.py": each for name, each in files.items()}
    all_files = {"user.py": user, "test_user.py": HEAD + text, **named}
    return TextTree(all_files, *(tables or (MOVE,)), homes=HOMES)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('patch.dict("sys.modules", {"acme.old": fake})\n', id="patch.dict"),
        pytest.param('patch.dict(sys.modules, {"other": fake, "acme.old": None})\n', id="by the object"),
        pytest.param('@patch.dict("sys.modules", {"acme.old": fake})\ndef f(): ...\n', id="a decorator"),
        pytest.param('monkeypatch.setitem(sys.modules, "acme.old", fake)\n', id="monkeypatch"),
        pytest.param('monkeypatch.delitem(sys.modules, "acme.old", raising=False)\n', id="delitem"),
        pytest.param('sys.modules["acme.old"] = fake\ndel sys.modules["acme.old"]\n', id="an assignment"),
        pytest.param('sys.modules.update({"acme.old": fake})\n', id="update"),
        pytest.param('sys.modules.setdefault("acme.old", fake)\n', id="setdefault"),
        pytest.param('sys.modules.pop("acme.old", None)\n', id="pop"),
        pytest.param('import acme.old\nreal = sys.modules["acme.old"]\n', id="read"),
        pytest.param('import acme.old\nreal = sys.modules.get("acme.old")\n', id="get"),
    ],
)
def test_the_key_follows_with_the_readers(text: str) -> None:
    tree = tree_of(text)
    assert tree.after("user.py") == MOVED
    assert tree.after("test_user.py") == HEAD + text.replace("acme.old", "acme.new")


def test_so_it_does_with_a_lookup_by_name() -> None:
    user = 'import importlib\ndef go(): return importlib.import_module("acme.old").make()\n'
    tree = tree_of('patch.dict("sys.modules", {"acme.old": fake})\n', user=user)
    assert tree.after("user.py") == user.replace("acme.old", "acme.new")
    assert "acme.new" in tree.after("test_user.py")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('mods = {"acme.old": fake}\npatch.dict(sys.modules, mods)\n', id="a dict apart"),
        pytest.param('patch.dict(sys.modules, {"acme." + "old": fake})\n', id="put together"),
        pytest.param('sys.modules[f"{acme}.old"] = fake\n', id="put together by run time"),
        pytest.param('for name in ["acme.old"]:\n    sys.modules[name] = fake\n', id="a loop"),
        pytest.param('import acme.old\np(sys.modules["acme." + "old"], "make")\n', id="read, put together"),
    ],
)
@pytest.mark.parametrize(
    "user",
    [
        pytest.param(USER, id="imported late"),
        pytest.param(
            'from importlib import import_module\nimport_module("acme.old").make()\n', id="looked up"
        ),
    ],
)
def test_what_reads_the_module_late_stays_with_a_key_that_stays(text: str, user: str) -> None:
    tree = tree_of(text, user=user)
    assert tree.after("user.py") == user
    assert tree.after("test_user.py") == HEAD + text
    assert tree.codes("user.py")
    assert tree.codes("test_user.py")


@pytest.mark.parametrize("fixed", ["import acme.old\n", "from acme.old import make\n"])
def test_nothing_moves_where_a_reference_stays(fixed: str) -> None:
    text = 'patch.dict("sys.modules", {"acme.old": fake})\n'
    early = "from acme.old import make\n"
    tree = tree_of(text, early=early, fixed=fixed)
    tree.limits["fixed.py"] = FIXED
    assert tree.after("test_user.py") == HEAD + text
    assert tree.after("early.py") == early
    assert tree.after("user.py") == USER
    assert "RP302" in tree.codes("test_user.py")
    assert "RP302" in tree.codes("early.py")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('patch.dict("sys.modules", {"acme.old": fake})\n# make\n', id="patch.dict"),
        pytest.param('sys.modules.update({"acme.old": fake})\n# make\n', id="update"),
        pytest.param('sys.modules.setdefault("acme.old", fake).make\n', id="setdefault"),
    ],
)
@pytest.mark.parametrize(
    "user",
    [
        pytest.param(USER, id="imported late"),
        pytest.param(
            'from importlib import import_module\nimport_module("acme.old").make()\n', id="looked up"
        ),
    ],
)
def test_a_rule_for_a_symbol_holds_what_reads_it_late(text: str, user: str) -> None:
    assert tree_of(text, RENAME, user=user).after("user.py") == user


@pytest.mark.parametrize("tables", [(MOVE,), (RENAME,)], ids=["a module", "a symbol"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param('patch.dict("sys.modules", {"json": None})\n', id="patch.dict"),
        pytest.param('sys.modules["acme.older"] = sys.modules.pop("x", None)\n', id="an assignment"),
        pytest.param('monkeypatch.setitem(sys.modules, "old", fake)\n', id="the end of its name"),
    ],
)
def test_keys_of_other_modules_hold_nothing(text: str, tables: tuple[str, ...]) -> None:
    tree = tree_of(text + 'TITLE = "make old"\nWORDS = ["old"]\n', *tables)
    assert "acme.new" in tree.after("user.py")
