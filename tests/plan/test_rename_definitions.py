"""`definition = "rename"`, from a folder to the plan: what is renamed, what is held, what is told."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from codemods.plan.engine import Engine
from codemods.tree.open_tree import open_tree
from codemods.values import finding_texts as texts
from codemods.values.batch import Batch
from codemods.values.plan import Plan
from codemods.values.tree import ProtectedFile, Selection
from tests.in_memory import migration, symbol

RENAME = symbol("core:old", "core:new", definition="rename")
CORE = "x = 1\n\n\ndef old():\n    return 1\n\n\ndef use():\n    return old()\n"
RENAMED = "x = 1\n\n\ndef new():\n    return 1\n\n\nold = new\n\n\ndef use():\n    return new()\n"


def engine(root: Path, files: Mapping[str, str], *tables: str, selection: Selection | None = None) -> Engine:
    """An engine over these files."""
    for path, text in files.items():
        (root / path).write_text(text)
    return Engine(open_tree(root), migration(*(tables or (RENAME,))), selection)


def after(plan: Plan) -> dict[str, str]:
    """The new texts of a plan's files."""
    return {change.path: change.after.decode() for change in plan.files}


def told(plan: Plan) -> list[str]:
    """The findings of a plan, but that something is defined."""
    return [f"{each.code} {each.path}:{each.line}" for each in plan.findings if each.code != "RP111"]


def test_places_are_those_of_the_file_as_it_is(tmp_path: Path) -> None:
    made = engine(tmp_path, {"core.py": CORE, "app.py": "from core import old\n\nold()\n"})
    plan = made.plan()
    assert after(plan) == {"core.py": RENAMED, "app.py": "from core import new\n\nnew()\n"}
    assert [(each.path, each.line, each.column) for each in plan.references] == [
        ("app.py", 1, 18),
        ("app.py", 3, 1),
        ("core.py", 9, 12),
    ]
    assert told(plan) == ["RP208 core.py:4"]
    assert made.survey().references == plan.references
    assert made.survey().findings == plan.findings


def test_the_edits_are_over_the_file_as_it_is(tmp_path: Path) -> None:
    (change,) = engine(tmp_path, {"core.py": CORE}).plan().files
    assert [(edit.old, edit.new) for edit in change.edits] == [
        (b"old", b"new"),
        (b"", b"\n\nold = new\n"),
        (b"old", b"new"),
    ]


def test_a_definition_lands_with_all_that_takes_its_new_name(tmp_path: Path) -> None:
    core = "def old():\n    return 1\n"
    files = {"core.py": core, "a.py": "from core import old\n", "b.py": "import core\n\ncore.old()\n"}
    made = engine(tmp_path, files)
    plan = made.plan()
    assert [group.paths for group in plan.groups] == [("a.py", "b.py", "core.py")]
    batches, grouped = made.batches(plan, lambda groups: [Batch(group.name, group.paths) for group in groups])
    assert [batch.paths for batch in batches] == [("a.py", "b.py", "core.py")]
    assert grouped.groups == plan.groups


def test_a_second_run_plans_nothing(tmp_path: Path) -> None:
    plan = engine(tmp_path, {"core.py": CORE}).plan()
    again = engine(tmp_path, after(plan)).plan()
    assert again.files == ()
    assert told(again) == []


@pytest.mark.parametrize(
    "protected",
    [
        pytest.param(ProtectedFile("core.py", texts.FILE_DECLINED.fill()), id="the file"),
        pytest.param(ProtectedFile("core.py", texts.LINES_DECLINED.fill(), ((4, 4),)), id="its line"),
    ],
)
def test_what_may_not_change_holds_all_uses(tmp_path: Path, protected: ProtectedFile) -> None:
    files = {"core.py": CORE, "app.py": "from core import old\n\nold()\n"}
    plan = engine(tmp_path, files).plan([protected])
    assert plan.files == ()
    assert [each for each in told(plan) if each.endswith("core.py:4")] == ["RP120 core.py:4"]


def test_lines_that_stay_are_those_of_the_file_as_it_is(tmp_path: Path) -> None:
    protected = ProtectedFile("core.py", texts.LINES_DECLINED.fill(), ((9, 9),))
    plan = engine(tmp_path, {"core.py": CORE}).plan([protected])
    assert after(plan)["core.py"] == RENAMED.replace("return new()", "return old()")
    assert told(plan) == ["RP208 core.py:4", "RP012 core.py:9"]


def test_outside_the_given_paths_nothing_is_renamed(tmp_path: Path) -> None:
    files = {"core.py": CORE, "app.py": "from core import old\n\nold()\n"}
    plan = engine(tmp_path, files, selection=Selection(paths=("app.py",))).plan()
    assert plan.files == ()
    assert "RP120 app.py:3" in told(plan)


def test_members_of_a_class_that_stays_stay_with_it(tmp_path: Path) -> None:
    core = "class Old:\n    def sum(self): ...\n    total = sum\n\n\nNew = 1\n"
    tables = (symbol("core:Old", "core:New", definition="rename"), symbol("core:Old.total", "core:New.sum"))
    plan = engine(tmp_path, {"core.py": core, "app.py": "import core\n\ncore.Old.total\n"}, *tables).plan()
    assert plan.files == ()


def test_two_definitions_of_a_module_are_renamed(tmp_path: Path) -> None:
    core = "def a(): ...\ndef b(): ...\n"
    tables = (
        symbol("core:a", "core:c", definition="rename"),
        symbol("core:b", "core:d", definition="rename"),
    )
    plan = engine(tmp_path, {"core.py": core}, *tables).plan()
    assert after(plan)["core.py"] == "def c(): ...\na = c\ndef d(): ...\n\n\nb = d\n"


def test_an_encoding_without_the_new_name_holds_it(tmp_path: Path) -> None:
    (tmp_path / "core.py").write_bytes(b"# coding: latin-1\ndef old(): ...\n")
    rename = symbol("core:old", "core:\u0433\u043e\u0434", definition="rename")
    plan = Engine(open_tree(tmp_path), migration(rename)).plan()
    assert plan.files == ()
    assert told(plan) == ["RP120 core.py:2"]
