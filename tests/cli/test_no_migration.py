"""Without a migration there is no default: what fits the tree is named first."""

import subprocess
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.command_line import run as run


def lay_out(root: Path) -> None:
    (root / "a.py").write_text("import numpy as np\nfrom pydantic import BaseModel\n")
    (root / "b.py").write_text("import numpy\n")
    (root / "c.py").write_text("# import torch\nx = 'import airflow'\nimport datetime\n")


@pytest.mark.parametrize("in_git", [True, False])
def test_the_migrations_of_packages_that_are_imported_come_first(
    tmp_path: Path, run: Run, in_git: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path)
    if in_git:
        for words in (["init", "-q"], ["add", "-A"]):
            subprocess.run(["git", *words], cwd=tmp_path, check=True)
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert lines[0].startswith("repoint: no migration: pass --migration NAME|FILE")
    assert lines[1].endswith("imported here: numpy-2 (2 files), pydantic-2 (1 file)")
    assert {"airflow-3", "torch"} <= set(lines[2].rpartition(": ")[2].split(", "))


def test_a_tree_that_imports_none_of_them_gets_the_whole_list(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("diff")
    assert result.exit_code == 2
    assert "built-in: airflow-3, django" in result.stderr


def test_settings_of_the_tree_name_one(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text('[tool.repoint]\nmigration = "numpy-2"\n')
    (tmp_path / "a.py").write_text("import numpy as np\nprint(np.float_)\n")
    assert "numpy.float64" in run("diff").stdout or "np.float64" in run("diff").stdout
