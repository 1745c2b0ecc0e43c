"""Strings that spell deprecated paths, and what a module's `__getattr__` may give."""

import pytest

from codemods.plan.string_findings import string_findings
from tests.in_memory import MAKE, TextTree, module, symbol

MODULE = module("acme.going", "acme.new")


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        pytest.param(
            'x = "See acme.old.make.tag, please."\n', "acme.old.make", id="in a text, and on from it"
        ),
        pytest.param('x = "See acme.going.deep."\n', "acme.going", id="a module"),
    ],
)
def test_a_string_that_spells_a_deprecated_path(text: str, spelled: str) -> None:
    assert messages(text) == [f"this string spells `{spelled}`"]


@pytest.mark.parametrize("path", ["acme.old.make", "acme.going.deep"])
def test_a_string_that_is_just_a_deprecated_path(path: str) -> None:
    assert messages(f'x = "{path}"\n') == [f"`{path}` is named by this string, which stays"]


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        pytest.param('patch(f"acme.going.{name}")\n', "acme.going.", id="a field"),
        pytest.param('patch("acme.going.%s" % name)\n', "acme.going.%s", id="a percent sign"),
        pytest.param('BASE = "acme.going."\npatch(BASE + name)\n', "acme.going.", id="a sum"),
    ],
)
def test_a_target_below_a_deprecated_module_is_told_though_its_name_is_not(text: str, spelled: str) -> None:
    assert f"`{spelled}` is part of a target that is only known at run time" in messages(text)


@pytest.mark.parametrize("text", ['patch(f"acme.going_on.{name}")\n', 'patch(f"not.acme.going.{name}")\n'])
def test_a_target_below_another_module_is_not_told(text: str) -> None:
    assert messages(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('x = "make"\n', id="a name alone"),
        pytest.param('x = "acme.old.maker"\n', id="a longer name"),
        pytest.param('x = "not.acme.old.make"\n', id="a longer path"),
        pytest.param('x = "acme.old.craft"\n', id="another name of the module"),
        pytest.param('x = "see facade.make"\n', id="the path of a re-export in a text"),
        pytest.param('__all__ = ["acme.old.make"]\n', id="an entry of `__all__`"),
    ],
)
def test_a_string_that_spells_none(text: str) -> None:
    assert messages(text) == []


def test_a_module_getattr_may_give_a_deprecated_name() -> None:
    text = 'def __getattr__(name):\n    return {"make": 1}[name]\n'
    assert len(messages(text)) == 1
    assert messages(text.replace("__getattr__", "other")) == []


@pytest.mark.parametrize("text", ["from lazy import make\n", "import lazy\nlazy.make()\n"])
def test_a_name_that_a_module_getattr_gives(text: str) -> None:
    (message,) = messages(text)
    assert "lazy" in message
    assert messages(text.replace("make", "craft")) == []


def messages(text: str) -> list[str]:
    """What is said of the strings of one file, beside a facade and a module with a `__getattr__`."""
    others = {
        "acme/going.py": "",
        "facade.py": "from acme.old import make\n",
        "lazy.py": "HAS = ['make', 'craft']\ndef __getattr__(name): ...\n",
    }
    tree = TextTree({**others, "app.py": text}, MAKE, MODULE, symbol("acme.old:other", "acme.new:build"))
    return [each.rejection.message for each in string_findings(tree.project, tree.table("app.py"))]
