"""Lines that a plan makes too long are wrapped, in every kind of file, and a second run finds nothing."""

import json
from pathlib import Path

import pytest

from codemods.migration.load import parse_migration
from codemods.plan.engine import Engine
from codemods.transformers.wrapping import long_lines
from codemods.tree.open_tree import open_tree
from codemods.values.code_style import CodeStyle
from codemods.values.edit import Edit
from codemods.values.plan import Plan
from codemods.values.rules import Migration
from codemods.values.source import Source

MIGRATION = parse_migration(
    """
[[symbol]]
old = "lib:make"
new = "lib:make_all_of_them_anew"
""",
    "m.toml",
)
RENAMED = parse_migration(
    """
[[symbol]]
old = "lib:make"
new = "lib:make_anew"
definition = "rename"

[[symbol]]
old = "lib:take"
new = "lib:take_one_of_them"
definition = "rename"
""",
    "m.toml",
)


def plan_of(root: Path, migration: Migration, length: int) -> Plan:
    """The plan of a tree whose lines may be so long."""
    return Engine(open_tree(root), migration, code_style=CodeStyle(code_length=length)).plan()


def after(plan: Plan, path: str) -> str:
    """A file's new text."""
    return next(each.after for each in plan.files if each.path == path).decode()


def test_calls_are_wrapped_in_modules_and_notebooks(tmp_path: Path) -> None:
    (tmp_path / "lib.py").write_text("def make(*a): ...\n\n\ndef make_all_of_them_anew(*a): ...\n")
    code = "from lib import make\n\nfor each in make(1, 2, 3, [4, 5]):\n    print(each)\n"
    new = (
        "from lib import make_all_of_them_anew\n\n"
        "for each in make_all_of_them_anew(\n    1, 2, 3, [4, 5]\n):\n    print(each)\n"
    )
    (tmp_path / "a.py").write_text(code)
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": code.splitlines(keepends=True)}
    (tmp_path / "b.ipynb").write_text(json.dumps({"cells": [cell], "metadata": {}}))
    plan = plan_of(tmp_path, MIGRATION, 45)
    assert after(plan, "a.py") == new
    assert json.loads(after(plan, "b.ipynb"))["cells"] == [{**cell, "source": new.splitlines(keepends=True)}]
    for change in plan.files:
        (tmp_path / change.path).write_bytes(change.after)
    assert plan_of(tmp_path, MIGRATION, 45).files == ()


def test_a_file_is_not_lost_for_the_layout_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: Source, edits: tuple[Edit, ...], *_: object) -> tuple[Edit, ...]:
        return (*edits, Edit(len(source.data), len(source.data), b"", b"more()\n"))

    (tmp_path / "lib.py").write_text("def make(*a): ...\n\n\ndef make_all_of_them_anew(*a): ...\n")
    (tmp_path / "a.py").write_text("from lib import make\n\nmake(1)\n")
    monkeypatch.setattr(long_lines, "wrap_long_lines", broken)
    assert after(plan_of(tmp_path, MIGRATION, 20), "a.py") == (
        "from lib import make_all_of_them_anew\n\nmake_all_of_them_anew(1)\n"
    )


def test_heads_of_renamed_definitions_are_aligned_and_wrapped(tmp_path: Path) -> None:
    (tmp_path / "lib.py").write_text(
        "__all__ = ['make', 'take']\n\n\n"
        "def make(a,\n         b):\n    pass\n\n\ndef take(a, b, c, d):\n    pass\n"
    )
    plan = plan_of(tmp_path, RENAMED, 30)
    assert after(plan, "lib.py") == (
        "__all__ = ['make_anew',\n           'make',\n           'take_one_of_them',\n"
        "           'take']\n\n\n"
        "def make_anew(a,\n              b):\n    pass\n\n\nmake = make_anew\n\n\n"
        "def take_one_of_them(a, b, c,\n                     d):\n    pass\n\n\ntake = take_one_of_them\n"
    )
