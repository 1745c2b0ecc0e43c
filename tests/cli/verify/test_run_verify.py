"""`repoint verify`: a command before and after the plan."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from codemods.cli.formats.verify_json import ChangedEntry, SideEntry, VerifyDocument
from tests.processes import read_pipe
from tests.support import NETRA, copy_tree

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/verify.md").read_text("utf-8")
MIGRATION = '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n'
FILES = {
    "pkg/__init__.py": "",
    "pkg/old.py": "import warnings\ndef make():\n    warnings.warn('make() is old', DeprecationWarning, 2)\n",
    "pkg/new.py": "def build(): ...\n",
    "app.py": "from pkg.old import make\n\ndef run():\n    make()\n",
    "test_app.py": "from app import run\n\ndef test_run():\n    run()\n",
    "m.toml": MIGRATION,
}
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository whose one test warns before."""
    root = tmp_path / "tree"
    write(root, FILES)
    git(root, "init", "-q")
    commit(root)
    (tmp_path / "temporary").mkdir()
    return root


def write(root: Path, files: dict[str, str]) -> None:
    """Write files, by path."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def git(folder: Path, *words: str) -> str:
    """Run git in a folder and give what it prints."""
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", ".")
    git(root, "commit", "-qm", "x")


def environment(root: Path) -> dict[str, str]:
    """Like this process's environment, with temporary files beside the tree."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
    own = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(root.parent / "temporary")}
    return kept | own


def repoint(root: Path, *words: str, below: str = "") -> subprocess.CompletedProcess[str]:
    """Run repoint in the tree, or in a folder of it."""
    return subprocess.run(
        [sys.executable, "-m", "codemods", *words],
        cwd=root / below,
        env=environment(root),
        capture_output=True,
        text=True,
        check=False,
    )


def verify(
    root: Path, *words: str, migration: str = "m.toml", command: tuple[str, ...] = PYTEST
) -> subprocess.CompletedProcess[str]:
    """Verify a command with a migration, the tree's unless another is named."""
    return repoint(root, "verify", "--migration", migration, *words, "--", *command)


def checklist(root: Path) -> str:
    """What `repoint scan` prints."""
    return repoint(root, "scan", "--migration", "m.toml").stdout


def left_behind(root: Path) -> tuple[list[str], int]:
    """The temporary files, and the number of linked work trees."""
    return os.listdir(root.parent / "temporary"), git(root, "worktree", "list").count("\n") - 1


def test_a_plan_that_only_ends_warnings_is_fine_and_leaves_nothing_behind(tree: Path) -> None:
    (tree / "mine.txt").write_text("uncommitted")
    result = verify(tree)
    assert result.returncode == 0, result.stderr
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["passed", "1", "1"] in rows
    assert ["deprecation", "warnings", "of", "the", "migration", "1", "0"] in rows
    assert result.stdout.endswith("\nnothing got worse\n")
    assert git(tree, "status", "--porcelain") == "?? mine.txt\n"
    assert left_behind(tree) == ([], 0)


def test_a_test_that_breaks_is_named_and_ends_with_1(tree: Path) -> None:
    write(tree, {"pkg/new.py": "def build():\n    raise ValueError\n"})
    commit(tree)
    result = verify(tree)
    assert result.returncode == 1
    assert "broken (1): passed before, not after\n  test_app::test_run  passed -> failed\n" in result.stdout
    assert result.stdout.endswith("worse: 1 test passed before and does not after\n")


def test_a_test_that_is_repaired_is_named_and_fine(tree: Path) -> None:
    write(tree, {"pkg/old.py": "def make():\n    raise ValueError\n"})
    commit(tree)
    result = verify(tree)
    assert result.returncode == 0
    assert "fixed (1): passed after, not before\n  test_app::test_run  failed -> passed\n" in result.stdout


def test_without_a_report_the_rest_is_compared_and_it_says_so(tree: Path) -> None:
    result = verify(tree, command=(sys.executable, "-c", "import app; app.run()"))
    assert result.returncode == 0, result.stderr
    assert "no report of tests: only exit codes, warnings and time are compared" in result.stdout
    assert "passed" not in result.stdout
    assert re.search(r"deprecation warnings of the migration +1 +0\n", result.stdout)


def test_a_report_that_is_committed_is_not_taken_for_the_runs(tree: Path) -> None:
    write(tree, {"r.xml": "<testsuites><testcase name='old'/></testsuites>"})
    commit(tree)
    result = verify(tree, command=("sh", "-c", "true pytest", "pytest", "--junitxml=r.xml"))
    assert result.returncode == 2
    assert "made no report of its tests" in result.stderr


def test_flaky_tests_are_told_apart(tree: Path) -> None:
    flaky = "import os\n\ndef test_now_and_then():\n    open(os.environ['SEEN'], 'x')\n"
    write(tree, {"test_app.py": flaky})
    commit(tree)
    os.environ["SEEN"] = str(tree.parent / "seen")
    try:
        result = verify(tree, "--repeat", "2")
    finally:
        del os.environ["SEEN"]
    assert result.returncode == 0, result.stdout
    assert "flaky (1): differ within one side\n  test_app::test_now_and_then\n" in result.stdout


def test_both_sides_may_run_at_once_and_the_logs_may_be_kept(tree: Path) -> None:
    result = verify(tree, "--at-once", "--logs", "kept")
    assert result.returncode == 0, result.stderr
    assert sorted(os.listdir(tree / "kept")) == ["after.log", "after.xml", "before.log", "before.xml"]
    assert "DeprecationWarning: make() is old" in (tree / "kept/before.log").read_text()


def test_the_folder_one_is_in_is_where_it_runs(tree: Path) -> None:
    words = ("verify", "--migration", "../m.toml", "--logs", "../kept", "--", "pwd")
    result = repoint(tree, *words, below="pkg")
    assert result.returncode == 0, result.stderr
    assert (tree / "kept/after.log").read_text().endswith("/after/pkg\n")


def test_json_is_one_document(tree: Path) -> None:
    result = verify(tree, "--format", "json")
    document = json.loads(result.stdout)
    assert document["before"]["deprecations"] == {"make": 1}
    assert document["after"]["tests"] == {"skipped": 0, "passed": 1, "failed": 0, "error": 0}
    assert document["ran"] == list(PYTEST)
    assert document["worse"] == []


def test_the_page_describes_every_field_and_no_other() -> None:
    described = re.findall(r"^\| `([\w.\[\]]+)` \|", PAGE.partition("\n## JSON\n")[2], re.MULTILINE)
    expected = []
    for field in msgspec.structs.fields(VerifyDocument):
        expected.append(field.name)
        if field.name == "before":
            expected += [f"before.{each.name}" for each in msgspec.structs.fields(SideEntry)]
        if field.name == "changed":
            expected += [f"changed[].{each.name}" for each in msgspec.structs.fields(ChangedEntry)]
    assert described == expected


@pytest.mark.parametrize(
    ("words", "command", "message"),
    [
        pytest.param((), ("no-such-program-here",), "no-such-program-here: no such command", id="not found"),
        pytest.param(
            ("--timeout", "0.5"), ("sleep", "60"), "before: the command did not end within 0.5", id="no end"
        ),
        pytest.param((), (*PYTEST, "--nonsense"), "made no report of its tests; it ended with 4", id="usage"),
        pytest.param((), (*PYTEST, "-k", "nothing"), "the command ran no test", id="no test"),
        pytest.param((), ("sh", "-c", "echo '<!DOCTYPE x>' > {junit}"), "has a DOCTYPE", id="unsafe report"),
        pytest.param(("--logs", "pkg"), ("true",), "pkg: is not empty", id="folder that holds something"),
        pytest.param(("--migration", "no.toml"), ("true",), "no.toml: no such file", id="no migration"),
    ],
)
def test_what_can_not_run_is_one_message_and_leaves_nothing_behind(
    words: tuple[str, ...], command: tuple[str, ...], message: str, tree: Path
) -> None:
    result = verify(tree, *words, command=command)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert left_behind(tree) == ([], 0)


def test_outside_a_repository_it_says_what_it_needs(tree: Path) -> None:
    plain = tree.parent / "plain"
    write(plain, FILES)
    result = verify(plain)
    assert result.returncode == 2
    assert "no git repository" in result.stderr


def test_before_the_first_commit_it_says_so(tree: Path) -> None:
    fresh = tree.parent / "fresh"
    write(fresh, FILES)
    git(fresh, "init", "-q")
    result = verify(fresh)
    assert result.returncode == 2
    assert "there is no commit yet" in result.stderr


def test_a_plan_that_changes_nothing_runs_the_command_once(tree: Path) -> None:
    write(tree, {"app.py": "def run(): ...\n"})
    commit(tree)
    result = verify(tree, command=("true",))
    assert result.returncode == 0
    assert "the command runs once" in result.stderr
    assert "after: running" not in result.stderr


def test_the_inventory_tells_what_was_found_until_the_tree_is_another(tree: Path) -> None:
    assert "[?] 0 deprecation warnings" in checklist(tree)
    verify(tree)
    criteria = " ".join(checklist(tree).split())
    assert re.search(r"\[ \] 0 deprecation warnings from `.*`: 1 left", criteria)
    assert re.search(r"\[x\] everything works as before, by `.*`: nothing worse", criteria)
    write(tree, {"app.py": "def run(): ...\n"})
    assert "[?] 0 deprecation warnings" in checklist(tree)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_when_it_is_interrupted_nothing_runs_on_and_nothing_is_left(
    number: signal.Signals, tree: Path
) -> None:
    pipe = tree.parent / "pipe"
    os.mkfifo(pipe)
    line = [sys.executable, "-m", "codemods", "verify", "--migration", "m.toml", "--"]
    command = ["sh", "-c", f"echo $$ > {pipe}; exec sleep 300"]
    with subprocess.Popen(
        [*line, *command], cwd=tree, env=environment(tree), stderr=subprocess.PIPE
    ) as process:
        group = int(read_pipe(pipe))
        process.send_signal(number)
        process.communicate()
    assert process.returncode == 130
    assert left_behind(tree) == ([], 0)
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def test_the_miniatures_warnings_nearly_end_and_its_tests_pass(tmp_path: Path) -> None:
    root = copy_tree(NETRA, tmp_path / "tree")
    git(root, "init", "-q")
    commit(root)
    (tmp_path / "temporary").mkdir()
    result = verify(root, "--format", "json", migration="websocket-manager")
    document = json.loads(result.stdout)
    assert result.returncode == 0
    assert sum(document["before"]["deprecations"].values()) >= 42
    assert sum(document["after"]["deprecations"].values()) < 10, "those of values, whose callers pass more"
    assert document["before"]["tests"] == document["after"]["tests"]


def test_documents_change_where_they_are_asked_for(tree: Path) -> None:
    write(tree, {"README.md": "```python\nfrom pkg.old import make\n```\n"})
    commit(tree)
    shows = ("--", sys.executable, "-c", "print(open('README.md').read())")
    assert "1 file changed" in repoint(tree, "verify", "-m", "m.toml", *shows).stderr
    assert "2 files changed" in repoint(tree, "verify", "-m", "m.toml", "--docs", *shows).stderr
