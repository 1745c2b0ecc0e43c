"""One definition renamed where it stands: its new text, or why it stays."""

from textwrap import dedent

import pytest

from codemods.semantic.parse_source import parse
from codemods.semantic.read_facts import read_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.transformers.definition_rename import NotRenamedError, rename_definition
from codemods.values.edit import splice
from codemods.values.source import Source


def renamed(text: str, path: str = "m.py") -> str:
    source = Source(path, dedent(text).encode())
    facts = read_facts(source, "m", False, WantedNames(frozenset({"old"}), frozenset({"new"})))
    made = rename_definition(source, parse(source), ScopeTable(facts), "old", "new")
    return splice(source.data, made.edits).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("class old: pass  # why\n", "class new: pass  # why\n\n\nold = new\n", id="on one line"),
        pytest.param("def old(): ...\nx = 1\n", "def new(): ...\nold = new\nx = 1\n", id="set close"),
        pytest.param("old = 1\n\nx = 2\n", "new = 1\nold = new\n\nx = 2\n", id="an assignment"),
        pytest.param("old: int = 1\n", "new: int = 1\nold = new\n", id="with an annotation"),
        pytest.param("def old(): ...", "def new(): ...\n\n\nold = new", id="no line end at the end"),
        pytest.param(
            "def old():\n    pass\n    # inside\n# after\n",
            "def new():\n    pass\n    # inside\n\n\nold = new\n# after\n",
            id="a comment that ends the body",
        ),
        pytest.param(
            "@deco\n@old_style(\n    1)\nasync  def old(): ...\n",
            "@deco\n@old_style(\n    1)\nasync  def new(): ...\n\n\nold = new\n",
            id="decorated",
        ),
        pytest.param(
            "try:\n\tdef old(): ...\nfinally:\n\tpass\n",
            "try:\n\tdef new(): ...\n\n\told = new\nfinally:\n\tpass\n",
            id="in a block, with tabs",
        ),
        pytest.param(
            "@dispatch\ndef old(x): ...\n@old.register\ndef old(x: int): ...\n",
            "@dispatch\ndef new(x): ...\nold = new\n@old.register\ndef new(x: int): ...\n\n\nold = new\n",
            id="a second one that reads the first",
        ),
        pytest.param(
            "__all__ = ('old',)\ndef old(): ...\n",
            "__all__ = ('new', 'old',)\ndef new(): ...\n\n\nold = new\n",
            id="in a tuple",
        ),
        pytest.param("def new(): ...\nold = new\n", "def new(): ...\nold = new\n", id="an alias already"),
        pytest.param("x = old\n", "x = old\n", id="not defined"),
    ],
)
def test_it_is_renamed(before: str, after: str) -> None:
    assert renamed(before) == after


def test_a_stub_has_no_empty_lines() -> None:
    assert renamed("def old() -> int: ...\n", "m.pyi") == "def new() -> int: ...\nold = new\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("def old(): ...\nnew = 1\n", "`new` is bound there as well"),
        ("def old(): return new\n", "the module reads another `new`, which it would hide"),
        ("import old\ndef old(): ...\n", "it is also bound by import"),
        ("def old(): ...\ndel old\n", "it is also bound by del"),
        ("for old in x: ...\n", "it is also bound by what is no plain definition"),
        ("old = other = 1\n", "it is also bound by what is no plain definition"),
        ("old += 1\n", "it is also bound by what is no plain definition"),
        ("old = 1\ndef f():\n    global old\n    old = 2\n", "a function says `global old`"),
        ("old = TypeVar('old')\n", "its value spells the name as text"),
        ("def \\\n old(): ...\n", "its name is not spelled plainly"),
        ("x = 1; old = 2\n", "it shares its line with other code"),
        ("old = 2; x = 1\n", "it shares its line with other code"),
        ("if x: old = 1\n", "it shares its line with other code"),
        (
            "def old(): ...\n__all__ = []\n__all__.append('old')\n",
            "`__all__` lists `old` where no other name fits in",
        ),
    ],
)
def test_it_stays(text: str, why: str) -> None:
    with pytest.raises(NotRenamedError) as caught:
        renamed(text)
    assert caught.value.why == why
