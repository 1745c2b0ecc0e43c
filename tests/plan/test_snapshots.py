"""A plan that fits several snapshots of a tree: what would not change alike in all of them is left."""

from collections.abc import Mapping

from codemods.plan.engine import Engine
from codemods.plan.snapshots import Snapshots
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values import finding_texts as texts
from codemods.values.plan import Plan
from codemods.values.tree import ProtectedFile
from tests.in_memory import HOMES, migration

USER = "from acme.old import make\nmake()\n"
MOVED = b"from acme.new import build\nbuild()\n"
DEPENDS = texts.DEPENDS_ON_UNCOMMITTED.fill()


def test_one_snapshot_is_planned_as_it_is() -> None:
    snapshots = Snapshots([engine({"app.py": USER})])
    plan = snapshots.without([])
    assert changed(plan) == {"app.py": MOVED}
    assert snapshots.plans == (plan,)
    left = snapshots.without([ProtectedFile("app.py", DEPENDS)])
    assert changed(left) == {}


def test_a_file_that_differs_elsewhere_changes_by_the_same_edits() -> None:
    disk, committed = {"app.py": USER.replace("\n", "\r\n")}, {"app.py": USER}
    snapshots = Snapshots([engine(disk), engine(committed)], differing=["app.py"])
    assert changed(snapshots.without([])) == {"app.py": MOVED.replace(b"\n", b"\r\n")}
    assert [changed(plan)["app.py"] for plan in snapshots.plans][1:] == [MOVED]


def test_a_file_whose_edits_differ_is_left_in_all() -> None:
    disk, committed = {"app.py": f"{USER}make(1)\n", "b.py": USER}, {"app.py": USER, "b.py": USER}
    snapshots = Snapshots([engine(disk), engine(committed)], differing=["app.py"])
    plan = snapshots.without([])
    assert [changed(each) for each in snapshots.plans] == [{"b.py": MOVED}] * 2
    assert [each.message for each in plan.findings if each.path == "app.py"] == [
        f"3 references stay: {DEPENDS.message}"
    ]


def test_a_file_that_depends_on_one_that_differs_is_left_as_well() -> None:
    user = {"app.py": "from m import make\nmake()\n"}
    disk, committed = {**user, "m.py": "from acme.old import make\n"}, {**user, "m.py": "make = print\n"}
    snapshots = Snapshots([engine(disk), engine(committed)], differing=["m.py"])
    assert changed(snapshots.without([])) == {}


def test_an_edited_text_is_refused_where_a_snapshot_does_not_have_it() -> None:
    files = {"app.py": USER, "b.py": USER}
    snapshots = Snapshots([engine(files), engine({**files, "app.py": f"\n{USER}"})], differing=["app.py"])
    snapshots.without([])
    assert "uncommitted" in (snapshots.refusal("app.py", MOVED) or "")
    assert snapshots.refusal("b.py", MOVED) is None
    assert snapshots.refusal("b.py", b"build(\n")


def test_an_edited_text_of_a_differing_file_is_taken_where_there_is_one_snapshot() -> None:
    alone = Snapshots([engine({"app.py": USER})], differing=["app.py"])
    alone.without([])
    assert alone.refusal("app.py", MOVED) is None


def engine(files: Mapping[str, str]) -> Engine:
    """What plans one snapshot."""
    contents = {path: text.encode() for path, text in {**HOMES, **files}.items()}
    return Engine(OverlayTree(FolderTree("/", ()), contents), migration(), jobs=1)


def changed(plan: Plan) -> dict[str, bytes]:
    """The new bytes of the files that change."""
    return {change.path: change.after for change in plan.files}
