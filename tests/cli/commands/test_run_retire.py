"""`repoint retire` as a command: what it commits, stages, shows and refuses."""

import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codemods.__main__ import load

MIGRATION = """\
[[symbol]]
old = "pkg.old:make"
new = "pkg.new:build"

[[module]]
old = "pkg.old"
new = "pkg.new"

[retire]
modules = ["pkg.old"]
"""
FILES = {
    "pkg/__init__.py": "from pkg.old import make\nx = 1\n",
    "pkg/old.py": "def make(): ...\n",
    "pkg/new.py": "def build(): ...\n",
    "m.toml": MIGRATION,
}
USER = {"user.py": "from pkg.old import make\nmake()\n"}
STAGED = "M  pkg/__init__.py\nD  pkg/old.py\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, the current folder, from which a module can be retired."""
    root = tmp_path / "tree"
    root.mkdir()
    lay(root, FILES)
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "A")
    git(root, "config", "user.email", "a@b.c")
    commit(root)
    monkeypatch.chdir(root)
    return root


def lay(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def git(folder: Path, *words: str, text: str = "") -> str:
    command = ["git", *words]
    return subprocess.run(command, cwd=folder, input=text, check=True, capture_output=True, text=True).stdout


def commit(root: Path) -> None:
    git(root, "add", ".")
    git(root, "commit", "-qm", "x")


def retire(*words: str, command: str = "retire") -> tuple[int, str, str]:
    options = () if command in ("undo", "log") else ("--migration", "m.toml")
    result = CliRunner().invoke(load().app, [command, *options, *words])
    return result.exit_code, result.stdout, result.stderr


def state(root: Path) -> str:
    return git(root, "status", "--porcelain") + git(root, "log", "--format=%H")


def test_it_is_a_commit_of_its_own_with_the_trailer(tree: Path) -> None:
    code, out, said = retire()
    assert (code, out) == (0, "")
    assert git(tree, "status", "--porcelain") == ""
    assert git(tree, "log", "-1", "--format=%B").strip() == (
        "m: retire what nothing refers to\n\n- pkg.old\n\nRepoint-Migration: m"
    )
    assert git(tree, "show", "--name-status", "--format=") == "M\tpkg/__init__.py\nD\tpkg/old.py\n"
    assert (tree / "pkg/__init__.py").read_text() == "x = 1\n"
    assert "1 file and parts of 1 more" in said


def test_undo_takes_the_commit_back(tree: Path) -> None:
    before = state(tree)
    retire()
    assert json.loads(retire("--format", "json", command="log")[1])["applies"][0]["migration"] == "retire m"
    assert retire(command="undo")[0] == 0
    assert state(tree) == before
    assert (tree / "pkg/old.py").exists()


def test_no_commit_only_stages(tree: Path) -> None:
    assert retire("--no-commit")[0] == 0
    assert git(tree, "status", "--porcelain") == STAGED
    assert retire(command="undo")[0] == 0
    assert git(tree, "status", "--porcelain") == ""


def test_diff_is_what_the_commit_is_and_removes_nothing(tree: Path) -> None:
    before = state(tree)
    code, patch, said = retire("--diff")
    assert code == 0
    assert "1 file and parts of 1 more would go: pkg.old" in said
    assert state(tree) == before
    assert not (tree / ".git/repoint").exists()
    git(tree, "apply", "--index", text=patch)
    assert git(tree, "status", "--porcelain") == STAGED
    staged = git(tree, "write-tree")
    git(tree, "reset", "-q", "--hard")
    retire()
    assert git(tree, "rev-parse", "HEAD^{tree}") == staged


def test_while_something_refers_to_it_nothing_changes_and_the_places_are_named(tree: Path) -> None:
    lay(tree, USER)
    commit(tree)
    before = state(tree)
    code, out, said = retire()
    assert (code, out) == (1, "")
    assert "user.py:1:21  `pkg.old:make` is still referred to here (import)" in said
    assert "= `repoint apply` moves it" in said
    assert "nothing is retired: 2 places in 1 file must be settled first" in said
    assert state(tree) == before


def test_diff_names_the_places_too(tree: Path) -> None:
    lay(tree, USER)
    commit(tree)
    code, patch, said = retire("--diff")
    assert code == 1
    assert "deleted file mode 100644" in patch
    assert "user.py:1:21" in said


def test_when_all_is_gone_there_is_nothing_to_do(tree: Path) -> None:
    retire()
    before = state(tree)
    code, _, said = retire()
    assert code == 0
    assert "everything that is to be retired is gone already" in said
    assert state(tree) == before


def test_work_that_is_not_committed_and_has_to_do_with_it_stops_a_commit(tree: Path) -> None:
    lay(tree, USER)
    commit(tree)
    lay(tree, {"user.py": "from pkg.new import build\nbuild()\n"})
    before = state(tree)
    code, _, said = retire()
    assert code == 2
    assert "user.py: holds unstaged changes" in said
    assert retire("--no-commit")[0] == 2
    assert state(tree) == before
    git(tree, "add", "user.py")
    assert retire("--no-commit")[0] == 0
    assert git(tree, "status", "--porcelain") == f"{STAGED}M  user.py\n"


def test_other_uncommitted_work_is_left_alone(tree: Path) -> None:
    lay(tree, {"other.py": "x = 1\n"})
    commit(tree)
    lay(tree, {"other.py": "x = 2\n"})
    assert retire()[0] == 0
    assert git(tree, "status", "--porcelain") == " M other.py\n"


def test_hooks_see_the_tree_of_the_commit_and_may_refuse(tree: Path) -> None:
    hook = tree / ".git/hooks/pre-commit"
    hook.write_text(
        "#!/bin/sh\ntest ! -e pkg/old.py && test -z \"$(git status --porcelain | grep -v '^[MD] ')\"\n"
    )
    hook.chmod(0o755)
    assert retire()[0] == 0
    retire(command="undo")
    hook.write_text("#!/bin/sh\necho not today; exit 1\n")
    before = state(tree)
    code, _, said = retire()
    assert code == 2
    assert "not today" in said
    assert state(tree) == before
    assert retire("--no-verify")[0] == 0


def test_outside_git_the_files_are_written_on_request(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    lay(plain, FILES)
    monkeypatch.chdir(plain)
    code, _, said = retire()
    assert code == 2
    assert "no git repository, so nothing can be committed; pass --no-commit" in said
    assert retire("--diff")[1].count("diff --git") == 2
    assert retire("--no-commit")[0] == 0
    assert not (plain / "pkg/old.py").exists()
    assert retire(command="undo")[0] == 0
    assert (plain / "pkg/old.py").exists()


def test_a_migration_without_the_table_says_what_to_write(tree: Path) -> None:
    lay(tree, {"m.toml": MIGRATION.partition("[retire]")[0]})
    code, _, said = retire()
    assert code == 2
    assert "m.toml: the migration has no [retire] table" in said
    assert 'modules = ["pkg.old"]' in said


def test_a_package_that_holds_other_modules_is_an_error(tree: Path) -> None:
    lay(tree, {"pkg/old/__init__.py": "", "pkg/old/inner.py": ""})
    git(tree, "rm", "-q", "pkg/old.py")
    commit(tree)
    code, _, said = retire()
    assert code == 2
    assert "`pkg.old` is a package that holds other modules, which would go with it: pkg/old/inner.py" in said
