"""The generated tree: the same for the same numbers, Python, and of the real one's shape."""

import subprocess
import tracemalloc
import warnings
from pathlib import Path

import pytest

from benchmarks.generate import generate, main
from benchmarks.generated.files import FEWEST, tree_files
from codemods.migration.load import load_migration
from codemods.plan.engine import make_plan
from tests.support import tree_bytes


def test_same_numbers_make_the_same_commit_and_the_tree_is_clean(tmp_path: Path) -> None:
    first, second = (generate(tmp_path / name, 120, seed=7) for name in ("first", "second"))
    assert first == second
    assert tree_bytes(tmp_path / "first") == tree_bytes(tmp_path / "second")
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=tmp_path / "first", capture_output=True, text=True, check=True
    )
    assert status.stdout == ""


def test_settings_of_git_do_not_change_the_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = generate(tmp_path / "plain", 100)
    settings = tmp_path / "settings"
    settings.write_text("[core]\n\tautocrlf = true\n[init]\n\tdefaultObjectFormat = sha256\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "plain" / ".git"))
    assert generate(tmp_path / "set", 100) == plain
    assert tree_bytes(tmp_path / "set") == tree_bytes(tmp_path / "plain")


def test_another_seed_makes_another_tree() -> None:
    assert dict(tree_files(100, seed=0)) != dict(tree_files(100, seed=1))


def test_there_are_as_many_python_files_as_asked_for_each_path_once() -> None:
    for files in (100, 333):
        paths = [path for path, _ in tree_files(files, seed=0)]
        assert len(set(paths)) == len(paths)
        assert sum(path.endswith(".py") for path in paths) == files


def test_every_python_file_compiles() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for path, data in tree_files(400, seed=3):
            if path.endswith(".py"):
                compile(data, path, "exec", dont_inherit=True)


def test_the_built_in_migration_finds_the_real_share_of_work(tmp_path: Path) -> None:
    root = tmp_path / "tree"
    generate(root, 1_000)
    plan = make_plan(root, load_migration("websocket-manager", root))
    # Of the real tree's files, 3 % are candidates and 1.3 % change.
    assert 25 <= plan.candidates <= 45
    assert 8 <= len(plan.files) <= 25
    assert {"RP101", "RP102"} <= {finding.code for finding in plan.findings}
    assert max(len(group.paths) for group in plan.groups) > 1


def test_files_stream() -> None:
    tracemalloc.start()
    try:
        total = sum(len(data) for _, data in tree_files(1_500, seed=0))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert total > 20_000_000
    assert most < total / 3


@pytest.mark.parametrize(
    ("files", "said"),
    [(str(FEWEST - 1), f"at least {FEWEST}"), (str(FEWEST), "is there already")],
    ids=["too few", "a folder that holds something"],
)
def test_mistakes_are_said(files: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["--files", files, "--out", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
