"""Modules that a test replaces in `sys.modules`: what is imported from them when code runs stays."""

import pytest

from tests.in_memory import TextTree, module

USER = "def go():\n    from acme.old import make\n    return make()\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('patch.dict("sys.modules", {"acme.old": fake})', id="patch.dict"),
        pytest.param('monkeypatch.setitem(sys.modules, "acme.old", fake)', id="monkeypatch"),
        pytest.param('mods = {"acme.old": fake}\npatch.dict(sys.modules, mods)', id="a dict apart"),
        pytest.param('sys.modules["acme.old"] = fake', id="an assignment"),
    ],
)
def test_what_is_imported_late_stays_with_it(text: str) -> None:
    files = {"user.py": USER, "test_user.py": f"import sys\nfrom unittest.mock import patch\n{text}\n"}
    tree = TextTree(
        files,
        module("acme.old", "acme.new"),
        homes={
            "acme/__init__.py": "",
            "acme/old.py": "from .new import *\n",
            "acme/new.py": "def make(): ...\n",
        },
    )
    assert tree.after("user.py") == USER
    assert tree.after("test_user.py") == files["test_user.py"]
    assert "RP302" in tree.codes("user.py")
