"""From a folder and a migration to the plan, on disk."""

import gc
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from codemods.plan.engine import Engine, make_plan, without_collector
from codemods.tree.open_tree import FolderTree, open_tree
from codemods.values.errors import MigrationError, RepointError
from codemods.values.plan import Plan
from codemods.values.reference import Reference
from codemods.values.tree import Selection
from tests.in_memory import HOMES, TextTree, migration
from tests.support import Case, all_cases

ROOT = Path(__file__).parents[2]
USER = "from acme.old import make\nmake()\n"


def laid_out(root: Path, files: Mapping[str, str]) -> Path:
    """A tree on disk, the homes of `make` and `build` included."""
    for path, text in {**HOMES, **files}.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return root


def planned(root: Path, files: Mapping[str, str], selection: Selection | None = None, *roots: str) -> Plan:
    return make_plan(laid_out(root, files), migration(), selection, roots)


def changed(plan: Plan) -> list[str]:
    return [change.path for change in plan.files]


def codes(plan: Plan, path: str) -> list[str]:
    return [finding.code for finding in plan.findings if finding.path == path]


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    plan = planned(tmp_path, {"app.py": USER})
    assert changed(plan) == ["app.py"]
    assert (tmp_path / "app.py").read_text(encoding="utf-8") == USER


def test_the_disk_gives_the_same_plan_as_memory(tmp_path: Path) -> None:
    files = {"app.py": USER, "m.py": "from app import make\nmake.tag\n", "test_m.py": 'patch("m.make")\n'}
    assert planned(tmp_path, files) == TextTree(files).plan


def test_only_what_is_selected_changes_and_everything_is_looked_at(tmp_path: Path) -> None:
    files = {"app.py": "from lib.m import make\nmake()\n", "lib/m.py": "from acme.old import make\n"}
    plan = planned(tmp_path, files, Selection(paths=("app.py",)))
    assert changed(plan) == ["app.py"]
    assert plan.files[0].after == b"from acme.new import build\nbuild()\n"


@pytest.mark.parametrize("exclude", ["lib/**", "lib/m.py", "**/m.py"])
def test_what_is_excluded_stays(tmp_path: Path, exclude: str) -> None:
    plan = planned(tmp_path, {"app.py": USER, "lib/m.py": USER}, Selection(exclude=(exclude,)))
    assert changed(plan) == ["app.py"]


def test_what_the_migration_excludes_stays(tmp_path: Path) -> None:
    laid_out(tmp_path, {"app.py": USER, "lib/m.py": USER})
    plan = make_plan(tmp_path, migration('exclude = ["lib/**"]\n' + _table()), Selection(exclude=("x.py",)))
    assert changed(plan) == ["app.py"]


def _table() -> str:
    return '[[symbol]]\nold = "acme.old:make"\nnew = "acme.new:build"\n'


def test_generated_files_stay_unless_they_are_asked_for(tmp_path: Path) -> None:
    files = {"gen.py": f"# @generated\n{USER}"}
    assert codes(planned(tmp_path, files), "gen.py") == ["RP006"]
    assert changed(planned(tmp_path, files, Selection(generated=True))) == ["gen.py"]


def test_an_ignored_line_stays(tmp_path: Path) -> None:
    text = "from acme.old import make\nmake(1)  # repoint: ignore\nmake(2)\n"
    plan = planned(tmp_path, {"app.py": text})
    assert plan.files[0].after.endswith(b"make(1)  # repoint: ignore\nbuild(2)\n")
    assert "RP109" in codes(plan, "app.py")


def test_configured_roots_are_looked_into(tmp_path: Path) -> None:
    files = {"deep/lib/m.py": "from acme.old import make\n", "app.py": "from lib.m import make\nmake()\n"}
    assert changed(planned(tmp_path, files)) == ["deep/lib/m.py"]
    assert changed(planned(tmp_path, files, None, "deep")) == ["app.py", "deep/lib/m.py"]


def test_a_migration_that_does_not_fit_the_tree_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="does not bind `build`"):
        planned(tmp_path, {"acme/new.py": "", "app.py": USER})


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RepointError, match="no such folder"):
        make_plan(tmp_path / "nowhere", migration())


def test_a_file_that_cannot_be_read_costs_one_file(tmp_path: Path) -> None:
    laid_out(tmp_path, {"app.py": USER})
    (tmp_path / "bad.py").write_bytes(b"from acme.old import make\n'\xff'\n")
    plan = make_plan(tmp_path, migration())
    assert codes(plan, "bad.py") == ["RP003"]
    assert changed(plan) == ["app.py"]


class RecordedProgress:
    """A Progress that keeps its steps."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []

    def step(self, stage: str, done: int, total: int) -> None:
        self.steps.append((stage, done, total))


def test_progress_is_told(tmp_path: Path) -> None:
    progress = RecordedProgress()
    make_plan(laid_out(tmp_path, {"app.py": USER}), migration(), progress=progress)
    assert {stage for stage, _, _ in progress.steps} >= {"reading files", "rewriting and proving files"}
    assert all(done <= total for _, done, total in progress.steps)


@pytest.mark.parametrize("on", [True, False])
def test_the_garbage_collector_is_as_it_was(on: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with without_collector():
            assert not gc.isenabled()
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()


PARTLY_SEEN = {
    "facades/a-patch-of-the-kept-name-keeps-its-readers": {("app.py", 3, 12, "pkg.old:make")},
    "definitions/function-leaves-an-alias": {
        ("app.py", 7, column, "shop.core:create_basket") for column in (12, 23)
    },
    "homes/annotations-inside-the-class-that-was-renamed": {
        ("run.py", 5, column, "lib.lineage:Lineage") for column in (12, 25)
    },
    "loaded-modules/held-by-a-dict-apart": {("app.py", 5, column, "depot.old") for column in (36, 37)},
    "loaded-modules/held-with-a-reference-that-stays": {
        ("test_app.py", 8, column, "depot.old") for column in (33, 34)
    },
    "members/unpacked-keywords-keep-a-field": {("mk.py", 2, 1, "shop:User.name")},
}
"""The references by which a survey of one file differs, since another file decides: a patch, a class.

A string that stays is told of where it begins, and one that moves at the name that changes.
"""


class TestSurvey:
    """A survey of some files finds in them what one of the whole tree finds, except names under an alias."""

    @pytest.mark.parametrize(
        "case", [case for case in all_cases() if case.runs_here], ids=lambda case: case.name
    )
    def test_of_one_file_it_finds_what_the_whole_tree_shows(self, case: Case) -> None:
        tree = open_tree(case.folder / "before")
        engine = Engine(tree, case.migration, case.selection)
        whole = engine.survey().references
        aliased = case.name.startswith("reexports/") or "alias" in case.name
        for path in tree.paths:
            own = {each for each in engine.survey([path]).references if each.symbol}
            there = {each for each in whole if each.path == path and each.symbol}
            if case.name in PARTLY_SEEN:
                differ = places(own) ^ places(there)
                assert differ == {each for each in PARTLY_SEEN[case.name] if each[0] == path}
                continue
            assert places(own) <= places(there)
            assert aliased or places(own) == places(there)

    def test_it_rewrites_nothing_and_so_needs_no_libcst(self, tmp_path: Path) -> None:
        laid_out(tmp_path, {"app.py": USER})
        script = (
            "import sys; from pathlib import Path; from codemods.plan.engine import Engine;"
            "from codemods.tree.open_tree import open_tree;"
            "from codemods.migration.load import parse_migration;"
            "m = parse_migration('[[symbol]]\\nold=\"acme.old:make\"\\nnew=\"acme.new:build\"', 'm');"
            "assert len(Engine(open_tree(Path(sys.argv[1])), m).survey().references) == 2;"
            "assert 'libcst' not in sys.modules"
        )
        done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=False)
        assert done.returncode == 0

    def test_files_that_spell_no_name_cost_no_search(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tree = open_tree(laid_out(tmp_path, {"app.py": USER, "other.py": "x = 1\n"}))
        monkeypatch.setattr(FolderTree, "holding", None)
        assert Engine(tree, migration()).survey(["other.py", "not there.py"]).candidates == 0

    def test_a_file_of_another_name_read_from_an_alias_is_in_the_whole(self, tmp_path: Path) -> None:
        files = {"m.py": "from acme.old import make as m\n", "app.py": "from m import m\nm()\n"}
        engine = Engine(open_tree(laid_out(tmp_path, files)), migration())
        assert {each.path for each in engine.survey().references} == {"m.py", "app.py"}
        assert engine.survey(["app.py"]).references == ()


def places(references: Iterable[Reference]) -> set[tuple[str, int, int, str]]:
    return {(each.path, each.line, each.column, each.symbol) for each in references}
