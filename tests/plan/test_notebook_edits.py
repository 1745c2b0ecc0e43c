"""A notebook's new text is read again before it is planned: what went wrong on the way costs that file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from codemods.migration.load import parse_migration
from codemods.plan.engine import make_plan
from codemods.tree.notebooks import notebook_program
from codemods.values.edit import Edit
from codemods.values.host_file import UnplacedEditError

MIGRATION = parse_migration('[[symbol]]\nold = "lib.core:make"\nnew = "lib.new:build"\n', "m.toml")
CELL = {"cell_type": "code", "source": ["from lib.core import make\n", "make()"]}


def _elsewhere(text: bytes, *_: object) -> Iterator[Edit]:
    at = text.index(b"make()")
    yield Edit(at, at + 4, b"make", b"other")


def _nowhere(*_: object) -> Iterator[Edit]:
    raise UnplacedEditError("it has no place")


@pytest.mark.parametrize(
    ("edits", "reason"), [(_elsewhere, "another program than was planned"), (_nowhere, "it has no place")]
)
def test_what_is_not_the_planned_program_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edits: object, reason: str
) -> None:
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [CELL]}))
    assert len(make_plan(tmp_path, MIGRATION).files) == 1
    monkeypatch.setattr(notebook_program, "edit_cell", edits)
    plan = make_plan(tmp_path, MIGRATION)
    assert plan.files == ()
    assert any(each.code == "RP401" and reason in each.message for each in plan.findings)
