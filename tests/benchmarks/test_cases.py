"""The cases: what is moved is chosen by a rule, is migrated whole, and comes beside the floor on the page."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.case_tables import case_sections
from benchmarks.cases.__main__ import main
from benchmarks.cases.case_trees import ONE_FILE, modules_moved, names_renamed, one_file
from benchmarks.cases.measure_case import CaseCommand, CaseRunner
from benchmarks.cases.most_imported import most_imported_modules, most_imported_names
from benchmarks.random_migrations.making import Names
from benchmarks.random_migrations.trees import Tree
from benchmarks.results import Case, Results, Round, Row, load, save
from tests.benchmarks.test_random_migrations import clone

BODY = "import os\n\n\ndef {0}_first():\n    return os.sep\n\n\nclass {0}Second:\n    pass\n\n\nLIMIT = 3\n"
FILES = {
    "lib/__init__.py": "",
    "lib/often.py": BODY.format("often"),
    "lib/seldom.py": BODY.format("seldom"),
    "one.py": "from lib.often import often_first, oftenSecond\nfrom lib import seldom\n",
    "two.py": "import lib.often\nfrom lib.often import oftenSecond\nfrom lib.often import oftenSecond\n",
    "three.py": "from lib import often\nfrom lib.seldom import seldomSecond\n",
    "four.py": "oftenSecond, often_first, seldom, seldomSecond = often = range(4)\n",
}


def test_the_most_imported_come_first_and_a_file_counts_once(tmp_path: Path) -> None:
    tree = Tree(clone(tmp_path / "tree", FILES))
    names = Names(tree)
    assert most_imported_modules(tree, names, 2) == ["lib.often", "lib.seldom"]
    assert most_imported_names(tree, names, 2) == ["lib.often:oftenSecond", "lib.often:often_first"]


@pytest.mark.parametrize("make", [modules_moved, names_renamed])
def test_what_is_moved_is_migrated_whole(make: object, tmp_path: Path) -> None:
    assert callable(make)
    tree = make(clone(tmp_path / "tree", FILES), tmp_path, 2)
    assert "lib.often" in tree.chosen
    said = subprocess.run(
        [sys.executable, "-m", "codemods", "diff", "--migration", tree.migration, "--no-cache"],
        cwd=tree.folder,
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert " 0 to stay" in said


@pytest.mark.parametrize("kind", ONE_FILE)
def test_each_place_of_one_file_changes(kind: str, tmp_path: Path) -> None:
    tree = one_file(kind, 7, tmp_path)
    patch = subprocess.run(
        [sys.executable, "-m", "codemods", "diff", "--migration", tree.migration, "--no-cache"],
        cwd=tree.folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    (_, own) = patch.split("+++ b/many.py") if kind == "patches" else ("", patch)
    assert sum(line.startswith("+") and "new" in line for line in own.splitlines()) >= 7


def test_commands_take_turns_and_a_touched_file_is_put_back(tmp_path: Path) -> None:
    tree = one_file("calls", 2, tmp_path)
    said = tmp_path / "said"
    asked = f"git diff --name-only | tr '\\n' ' ' >> {said}; echo {{migration}} >> {said}"
    commands = [CaseCommand("floor", "floor", asked), CaseCommand("diff", "diff", asked, "touched")]
    runner = CaseRunner({"repoint": Path("repoint")}, 2, 60)
    case = runner.measured(replace(tree, words=("old",)), "floor", commands)
    assert [len(row.rounds) for row in case.rows] == [2, 2]
    assert said.read_text().splitlines() == ["case.toml", "case.toml", "many.py case.toml"] * 2
    assert "repoint" not in case.rows[0].asked


def test_the_page_gives_ratios_with_their_spread() -> None:
    def row(name: str, *cpu: float) -> Row:
        return Row(name, name, "floor", "", tuple(Round(n, 1, each, 10**8, 0) for n, each in enumerate(cpu)))

    floor = Case("nova: modules moved", "floor", "`a`", (row("floor", 1, 2, 4), row("diff", 3, 4, 8)))
    beside = Case("zen", "scan, warm", "", (row("now", 1, 1), row("before", 2, 4)))
    many = Case("9 calls in one file", "one file", "", (row("diff", 5),))
    text = "\n\n".join(case_sections(Results("m", {}, 1, 1, cases=(floor, beside, many))))
    assert "| nova: modules moved | 2.00 | 4.00 | 2.0 (2.0 to 3.0) |  |  | 100 MB |" in text
    assert "| zen | scan, warm | 1.00 | 3.00 | 0.4 (0.2 to 0.5) |" in text
    assert "| 9 calls in one file | 5.00 | 100 MB |" in text
    assert not list(case_sections(Results("m", {}, 1, 1)))


def test_what_is_measured_replaces_the_same_case(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    save(Results("m", {}, 1, 1), results)
    options = ["--path", str(clone(tmp_path / "tree", FILES)), "--counts", "--rounds", "1", "--no-serial"]
    for _ in range(2):
        assert main([*options, "--results", str(results), "--work", str(tmp_path / "work")]) == 0
    cases = load(results).cases
    assert [each.title for each in cases] == ["tree: modules moved", "tree: names renamed"]
    assert all(run.code == 0 for case in cases for row in case.rows for run in row.rounds)


def test_without_results_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--counts", "1", "--rounds", "1", "--results", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err
