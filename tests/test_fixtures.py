"""Every folder of fixtures/cases: planned, applied, compared byte for byte, and planned again."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import CASES, Case, all_cases, applied, copy_tree, finding_lines, plan_case, tree_bytes

BROKEN = {"RP001", "RP003"}
"""Codes of findings about files that are not Python, before and after."""


def check_parses(case: Case, side: str) -> None:
    """Parse a case's files, so that no case can expect broken code."""
    broken = {line.split(" ", 1)[1].rpartition(":")[0] for line in case.findings if line[:5] in BROKEN}
    broken |= set(case.broken)
    for path, data in tree_bytes(case.folder / side).items():
        if path not in broken:
            ast.parse(data, filename=f"{case.name}/{side}/{path}")


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path) -> None:
    if not case.runs_here:
        pytest.skip(f"written for Python {'.'.join(map(str, case.python))}")
    check_parses(case, "before")
    check_parses(case, "after")
    root = copy_tree(case.folder / "before", tmp_path / "tree")

    plan = plan_case(case, root)
    applied(root, plan)

    assert tree_bytes(root) == tree_bytes(case.folder / "after")
    assert finding_lines(plan) == case.findings
    assert plan_case(case, root).files == ()


@pytest.mark.parametrize("case", [each for each in all_cases() if each.run], ids=lambda case: case.name)
def test_case_runs_the_same(case: Case) -> None:
    if not case.runs_here:
        pytest.skip(f"written for Python {'.'.join(map(str, case.python))}")
    before, after = (printed(case.folder / side, case.run) for side in ("before", "after"))
    assert before == after
    assert before


def printed(folder: Path, file: str) -> str:
    """What a program of a tree prints; nothing of it is left. Its topic's `library` can be imported."""
    command = [sys.executable, "-B", file]
    installed = {**os.environ, "PYTHONPATH": str(folder.parent.parent / "library")}
    run = subprocess.run(command, cwd=folder, env=installed, capture_output=True, text=True, check=True)
    return run.stdout


def test_cases_are_found() -> None:
    assert len(all_cases()) > 500


def test_no_case_repeats_its_topics_migration() -> None:
    shared = {file.parent: file.read_bytes() for file in CASES.glob("*/migration.toml")}
    own = [case.folder / "migration.toml" for case in all_cases() if case.folder.parent in shared]
    repeated = [file for file in own if file.exists() and file.read_bytes() == shared[file.parent.parent]]
    assert repeated == []
