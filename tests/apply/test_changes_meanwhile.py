"""What others do between a plan and its writing, or during it: nothing of theirs is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from codemods.apply.apply_plan import ApplyResult, apply_plan
from codemods.apply.locked_tree import LockedTree, lock_tree
from codemods.apply.uncommitted_work import find_uncommitted_work
from codemods.values.errors import RepointError
from tests.apply.work_tree import OLD, WorkTree, codes, plan

ROOT = Path(__file__).parents[2]
APPLY = """
import sys
from pathlib import Path
from codemods.cli.exit_codes import exit_code
from tests.apply.work_tree import WorkTree
sys.exit(exit_code(lambda: len(WorkTree(Path(sys.argv[1])).apply("a.py").findings), False))
"""


def allowed(tree: WorkTree, locked: LockedTree, between: bytes) -> ApplyResult:
    """Apply to a file with uncommitted changes, where somebody stages other bytes after the plan was made."""
    work = find_uncommitted_work(locked, ["a.py"])
    (tree / "a.py").write_bytes(between)
    tree.git("add", "a.py")
    (tree / "a.py").write_bytes(OLD)
    return apply_plan(locked, plan("a.py"), None, {"a.py": b"new staged\n"}, work.files)


def test_a_second_apply_is_told_to_wait(repository: WorkTree) -> None:
    repository.commit("a.py")
    command = [sys.executable, "-c", APPLY, str(repository.root)]
    with lock_tree(repository.root):
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert repository.snapshot().files == {"a.py": OLD}
    assert second.returncode == 2
    assert (
        second.stderr == f"repoint: {repository.root}: another repoint is at work here; wait for it to end\n"
    )
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    assert repository.staged() == ["a.py"]


def test_a_run_that_raised_holds_nothing(folder: WorkTree) -> None:
    with pytest.raises(ZeroDivisionError), lock_tree(folder.root):
        raise ZeroDivisionError
    with lock_tree(folder.root) as locked:
        assert locked.root == folder.root


def test_a_commit_of_other_files_changes_nothing(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    with lock_tree(repository.root) as locked:
        (repository / "b.py").write_bytes(b"mine\n")
        repository.git("commit", "-qam", "y")
        assert apply_plan(locked, plan("a.py")).staged == ("a.py",)
    assert repository.staged() == ["a.py"]


def test_a_commit_of_a_planned_file_leaves_that_one(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    with lock_tree(repository.root) as locked:
        (repository / "a.py").write_bytes(b"mine\n")
        repository.git("commit", "-qam", "y")
        result = apply_plan(locked, plan("a.py", "b.py"))
    assert codes(result) == [("RP007", "a.py")]
    assert (repository.staged(), repository.git("show", ":a.py")) == (["b.py"], "mine\n")


@pytest.mark.parametrize("disk", [True, False])
def test_what_is_staged_of_a_planned_file_stays_staged(disk: bool, repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    (repository / "a.py").write_bytes(b"mine\n")
    repository.git("add", "a.py")
    (repository / "a.py").write_bytes(OLD)
    result = repository.apply("a.py", "b.py", disk=disk)
    assert codes(result) == [("RP007", "a.py")]
    assert repository.git("show", ":a.py") == "mine\n"
    assert (repository / "a.py").read_bytes() == OLD


def test_what_was_staged_when_planned_goes_in_with_the_edits(repository: WorkTree) -> None:
    repository.commit("a.py")
    (repository / "a.py").write_bytes(b"staged\n")
    repository.git("add", "a.py")
    (repository / "a.py").write_bytes(OLD)
    with lock_tree(repository.root) as locked:
        assert allowed(repository, locked, b"staged\n").staged == ("a.py",)
    assert repository.git("show", ":a.py") == "new staged\n"
    assert repository.undo().result.restored == ("a.py",)
    assert repository.git("show", ":a.py") == "staged\n"


def test_what_is_staged_anew_after_the_plan_stays(repository: WorkTree) -> None:
    repository.commit("a.py")
    (repository / "a.py").write_bytes(b"staged\n")
    repository.git("add", "a.py")
    (repository / "a.py").write_bytes(OLD)
    with lock_tree(repository.root) as locked:
        assert codes(allowed(repository, locked, b"anew\n")) == [("RP007", "a.py")]
    assert repository.git("show", ":a.py") == "anew\n"


def test_a_merge_that_is_under_way_stops_an_undo(repository: WorkTree) -> None:
    repository.commit("a.py")
    repository.apply("a.py")
    (repository / ".git/MERGE_HEAD").write_text("0" * 40)
    with pytest.raises(RepointError, match="a merge is under way; finish or abort it"):
        repository.undo()
    assert repository.staged() == ["a.py"]
