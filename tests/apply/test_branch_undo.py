"""A series that landed is taken back with its branch, unless the branch has gone on or is in use."""

import re
from pathlib import Path

import pytest

from codemods.values.errors import RepointError
from tests.apply.work_tree import NEW, OLD, Snapshot, WorkTree


@pytest.fixture
def tree(repository: WorkTree) -> WorkTree:
    """A repository with two files on `main`; who commits is known to git."""
    repository.git("config", "user.name", "A")
    repository.git("config", "user.email", "a@b.c")
    repository.commit("a.py", "b.py")
    return repository


def refused(tree: WorkTree, said: str) -> Snapshot:
    """Undo, which must say so and change nothing; gives what there is."""
    before = tree.snapshot()
    with pytest.raises(RepointError, match=said):
        tree.undo()
    assert (tree.snapshot(), tree.leftovers()) == (before, [])
    return before


def test_a_series_here_lands_and_is_taken_back_whole(tree: WorkTree) -> None:
    before = tree.snapshot()
    tree.land_series("a.py", "b.py")
    assert tree.git("log", "--format=%s") == "move b.py\nmove a.py\nx\n"
    assert (tree.git("status", "--porcelain"), tree.snapshot().files) == ("", {"a.py": NEW, "b.py": NEW})
    undone = tree.undo()
    assert (undone.result.branch, undone.result.restored) == ("main", ("a.py", "b.py"))
    assert (tree.snapshot(), tree.git("status", "--porcelain"), tree.leftovers()) == (before, "", [])


def test_a_branch_of_its_own_is_removed(tree: WorkTree) -> None:
    before = tree.snapshot()
    tree.land_series("a.py", branch="moved")
    assert tree.snapshot().files == {"a.py": OLD, "b.py": OLD}
    assert tree.undo().result.branch == "moved"
    assert (tree.snapshot(), tree.leftovers()) == (before, [])


@pytest.mark.parametrize("branch", ["", "moved"])
def test_a_branch_that_has_gone_on_stays(branch: str, tree: WorkTree) -> None:
    tree.land_series("a.py", branch=branch)
    tree.git("switch", "-q", branch or "main")
    tree.git("commit", "-qm", "mine", "--allow-empty")
    refused(tree, "git branch -D moved" if branch else r"git revert [0-9a-f]{12}\.\.[0-9a-f]{12}` takes")


def test_a_series_that_was_amended_stays(tree: WorkTree) -> None:
    tree.land_series("a.py")
    tree.git("commit", "-q", "--amend", "-m", "mine")
    refused(tree, "the branch main has gone on since")


def test_a_branch_that_was_moved_back_by_hand_is_left(tree: WorkTree) -> None:
    before = tree.snapshot()
    tree.land_series("a.py", "b.py")
    tree.git("reset", "-q", "--soft", "HEAD~2")
    undone = tree.undo()
    assert (undone.result.branch, undone.result.restored) == (None, ("a.py", "b.py"))
    assert tree.snapshot() == before


def test_a_branch_that_is_gone_is_undone(tree: WorkTree) -> None:
    before = tree.snapshot()
    tree.land_series("a.py", branch="moved")
    tree.git("branch", "-qD", "moved")
    assert tree.undo().result.branch is None
    assert tree.snapshot() == before


def test_a_branch_that_is_checked_out_is_not_removed(tree: WorkTree) -> None:
    tree.land_series("a.py", branch="moved")
    tree.git("switch", "-q", "moved")
    refused(tree, re.escape(f"the branch moved is checked out in {tree.root}; switch to another"))


def test_a_branch_that_is_checked_out_elsewhere_is_not_removed(tree: WorkTree, tmp_path: Path) -> None:
    tree.land_series("a.py", branch="moved")
    tree.git("worktree", "add", "-q", str(tmp_path / "linked"), "moved")
    refused(tree, re.escape(f"the branch moved is checked out in {tmp_path / 'linked'}"))


def test_files_of_another_branch_are_not_taken_back(tree: WorkTree) -> None:
    tree.land_series("a.py")
    tree.git("switch", "-qc", "other")
    refused(tree, r"the branch main is not checked out; `git switch main`, then undo")
    tree.git("switch", "-q", "main")
    assert tree.undo().result.branch == "main"


def test_a_file_edited_since_stays_while_the_branch_goes_back(tree: WorkTree) -> None:
    tree.land_series("a.py", "b.py")
    (tree / "a.py").write_bytes(b"mine\n")
    undone = tree.undo()
    assert [each.path for each in undone.result.kept] == ["a.py"]
    assert (undone.result.restored, undone.result.branch) == (("b.py",), "main")
    assert tree.snapshot().files == {"a.py": b"mine\n", "b.py": OLD}


def test_a_detached_head_goes_back_too(tree: WorkTree) -> None:
    tree.git("switch", "-q", "--detach")
    head = tree.git("rev-parse", "HEAD")
    tree.land_series("a.py")
    assert tree.git("rev-parse", "HEAD") != head
    assert tree.undo().result.branch == "HEAD"
    assert (tree.git("rev-parse", "HEAD"), tree.git("status", "--porcelain")) == (head, "")


@pytest.mark.parametrize("branch", ["", "moved"])
def test_a_hook_that_refuses_the_branch_leaves_all(branch: str, tree: WorkTree) -> None:
    hook = tree / ".git/hooks/reference-transaction"
    text = '#!/bin/sh\n[ "$1" != prepared ] || ! grep -q refs/heads/\n'
    before = tree.snapshot()
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(text)
    hook.chmod(0o755)
    with pytest.raises(RepointError, match=rf"the branch {branch or 'main'}\b.* hook"):
        tree.land_series("a.py", branch=branch)
    assert (tree.snapshot(), tree.leftovers()) == (before, [])
    hook.unlink()
    tree.land_series("a.py", branch=branch)
    hook.write_text(text)
    hook.chmod(0o755)
    refused(tree, rf"the branch {branch or 'main'}\b.* hook")
    hook.unlink()
    tree.undo()
    assert tree.snapshot() == before


@pytest.mark.parametrize(
    ("branch", "meanwhile"),
    [("", ("commit", "-qm", "mine", "--allow-empty")), ("moved", ("branch", "moved"))],
    ids=["a commit", "a branch of that name"],
)
def test_what_others_do_meanwhile_refuses_a_series(
    branch: str, meanwhile: tuple[str, ...], tree: WorkTree
) -> None:
    with pytest.raises(RepointError, match=rf"the branch {branch or 'main'}"):
        tree.land_series("a.py", branch=branch, meanwhile=meanwhile)
    assert (tree.snapshot().files, tree.staged(), tree.leftovers()) == ({"a.py": OLD, "b.py": OLD}, [], [])
    assert tree.git("log", "--format=%s", branch or "main").count("move") == 0
    with pytest.raises(RepointError, match="nothing to take back"):
        tree.undo()


def test_what_is_staged_meanwhile_refuses_a_series_here(tree: WorkTree) -> None:
    (tree / "a.py").write_bytes(b"mine\n")
    tree.git("add", "a.py")
    (tree / "a.py").write_bytes(OLD)
    before = tree.snapshot()
    with pytest.raises(RepointError, match=r"a\.py: changed since the plan was made; nothing was changed"):
        tree.land_series("a.py", "b.py")
    assert (tree.snapshot(), tree.leftovers()) == (before, [])
