"""A file whose proof fails is not lost: an alias comes in, or the one line stays that is at fault."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from codemods.transformers.file_edits import edits_for
from codemods.values.edit import Edit
from tests.in_memory import TextTree

APP = """\
import acme.old
from acme.old import make

make(1)
acme.old.make(2)
"""


def break_edits(monkeypatch: pytest.MonkeyPatch, is_hit: Callable[[Edit], bool]) -> None:
    """Let the rewriting go wrong at some edits."""

    def wrong(*arguments: Any) -> tuple[Edit, ...]:
        return tuple(replace(each, new=b"wrong") if is_hit(each) else each for each in edits_for(*arguments))

    monkeypatch.setattr("codemods.transformers.file_edits.edits_for", wrong)


def test_an_alias_comes_in_where_the_new_name_itself_cannot_be_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    break_edits(monkeypatch, lambda edit: edit.new == b"build")
    tree = TextTree({"app.py": "from acme.old import make\n\nmake(1)\n"})
    assert tree.after("app.py") == "from acme.new import build as make\n\nmake(1)\n"
    assert tree.codes("app.py") == ["RP201"]


def test_the_line_stays_that_cannot_be_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    break_edits(monkeypatch, lambda edit: edit.start > APP.index("acme.old.make"))
    tree = TextTree({"app.py": APP})
    assert tree.after("app.py") == APP.replace("old import make", "new import build").replace(
        "make(1)", "build(1)"
    )
    assert tree.codes("app.py") == ["RP107"]
    assert [each.line for each in tree.plan.findings if each.path == "app.py"] == [5]


def test_all_stays_where_nothing_can_be_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    break_edits(monkeypatch, lambda _edit: True)
    tree = TextTree({"app.py": APP})
    assert tree.after("app.py") == APP
    assert tree.codes("app.py") == ["RP401"]
