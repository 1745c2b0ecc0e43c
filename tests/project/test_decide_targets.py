"""What a target becomes: the way to what decides it, and modules that are named by a string."""

from tests.in_memory import TextTree, module
from tests.project.patched import patched


def test_a_module_by_its_name_moves_where_all_its_names_do() -> None:
    text = 'from importlib import import_module\nx = import_module("acme.old")\n'
    homes = {
        "acme/__init__.py": "",
        "acme/old.py": "def make(): ...\n",
        "acme/new.py": "def make(): ...\n",
    }
    rule = module("acme.old", "acme.new")
    assert 'import_module("acme.new")' in TextTree({"app.py": text}, rule, homes=homes).after("app.py")
    assert TextTree({"app.py": text}, rule).after("app.py") == text


def test_one_of_the_modules_own_names_is_none() -> None:
    tree = patched('patch("user.make")', user="def make(): ...\n")
    assert tree.codes() == []
