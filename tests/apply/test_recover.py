"""What a crash cut short is brought to an end by the next run: taken back, or found to be whole."""

import msgspec
import pytest

from codemods.apply.journal import ApplyState, Journal
from codemods.apply.locked_tree import LockedTree, find_tree, lock_tree
from codemods.apply.recover import recover
from codemods.git.index import hold_index
from codemods.values.errors import RepointError
from tests.apply.work_tree import NEW, OLD, WorkTree


@pytest.fixture
def tree(repository: WorkTree) -> WorkTree:
    """A repository with two files on `main`; who commits is known to git."""
    repository.git("config", "user.name", "A")
    repository.git("config", "user.email", "a@b.c")
    repository.commit("a.py", "b.py")
    return repository


def journal(tree: WorkTree) -> Journal:
    return find_tree(tree.root).journal


def cut_short(tree: WorkTree, state: ApplyState = ApplyState.STARTED) -> None:
    """Have the last apply look like one that was not seen to end."""
    journal(tree).mark(journal(tree).all()[0].number, state)


def state(tree: WorkTree) -> str:
    return journal(tree).all()[0].state


def test_an_apply_that_did_nothing_yet_is_taken_back(tree: WorkTree) -> None:
    before = tree.snapshot()
    tree.apply("a.py")
    tree.git("reset", "-q", "--hard")
    cut_short(tree)
    assert [each.result.restored for each in tree.recover()] == [()]
    assert (tree.snapshot(), state(tree)) == (before, "undone")


def test_an_apply_that_did_half_is_taken_back(tree: WorkTree) -> None:
    before = tree.snapshot()
    tree.apply("a.py", "b.py")
    tree.git("checkout", "-q", "HEAD", "b.py")
    cut_short(tree)
    assert [each.result.restored for each in tree.recover()] == [("a.py",)]
    assert (tree.snapshot(), tree.leftovers(), state(tree)) == (before, [], "undone")
    assert tree.recover() == []


def test_an_apply_whose_index_was_not_written_is_taken_back(tree: WorkTree) -> None:
    before = tree.snapshot()
    tree.apply("a.py")
    tree.git("reset", "-q")
    cut_short(tree)
    assert [each.result.restored for each in tree.recover()] == [("a.py",)]
    assert tree.snapshot() == before


@pytest.mark.parametrize("ends", [(True, True), (True, False), (False, True)])
def test_an_apply_that_did_everything_has_ended(ends: tuple[bool, bool], tree: WorkTree) -> None:
    tree.apply("a.py", disk=ends[0], index=ends[1])
    after = tree.snapshot()
    cut_short(tree)
    assert (tree.recover(), tree.snapshot(), state(tree)) == ([], after, "done")


@pytest.mark.parametrize("branch", ["", "moved"])
def test_a_series_whose_branch_has_moved_has_ended(branch: str, tree: WorkTree) -> None:
    tree.land_series("a.py", branch=branch)
    if branch:
        tree.git("switch", "-q", branch)
    tree.git("commit", "-qm", "mine", "--allow-empty")
    after = tree.snapshot()
    cut_short(tree)
    assert (tree.recover(), tree.snapshot(), state(tree)) == ([], after, "done")


def test_a_series_whose_branch_has_not_moved_is_taken_back(tree: WorkTree) -> None:
    before = tree.snapshot()
    tree.land_series("a.py", "b.py")
    tree.git("update-ref", "refs/heads/main", "HEAD~2")
    cut_short(tree)
    assert [each.result.restored for each in tree.recover()] == [("a.py", "b.py")]
    assert tree.snapshot() == before


@pytest.mark.parametrize("state_before", [ApplyState.STARTED, ApplyState.UNDOING])
def test_a_branch_that_went_elsewhere_blocks_nothing(state_before: ApplyState, tree: WorkTree) -> None:
    tree.land_series("a.py", "b.py")
    tree.git("update-ref", "refs/heads/main", "HEAD~2")
    tree.git("commit", "-qm", "mine", "--allow-empty", "--only")
    cut_short(tree, state_before)
    assert [each.result.restored for each in tree.recover()] == [("a.py", "b.py")]
    assert (tree.git("status", "--porcelain"), state(tree)) == ("", "undone")


@pytest.mark.parametrize("branch_is_back", [False, True])
def test_an_undo_that_was_cut_short_is_finished(branch_is_back: bool, tree: WorkTree) -> None:
    before = tree.snapshot()
    tree.land_series("a.py", "b.py")
    if branch_is_back:
        tree.git("update-ref", "refs/heads/main", "HEAD~2")
    cut_short(tree, ApplyState.UNDOING)
    assert [bool(each.result.branch) for each in tree.recover()] == [not branch_is_back]
    assert (tree.snapshot(), state(tree)) == (before, "undone")


def test_what_comes_after_builds_on_the_branch_as_it_is_then(tree: WorkTree) -> None:
    head = tree.git("rev-parse", "HEAD").strip()
    tree.land_series("a.py")
    cut_short(tree, ApplyState.UNDOING)
    with lock_tree(tree.root) as locked:
        assert len(list(recover(locked))) == 1
        assert locked.repository is not None
        assert locked.repository.head == head


def test_a_file_edited_since_the_crash_stays(tree: WorkTree) -> None:
    tree.apply("a.py", "b.py")
    (tree / "a.py").write_bytes(b"mine\n")
    cut_short(tree)
    [undone] = tree.recover()
    assert [each.path for each in undone.result.kept] == ["a.py"]
    assert (tree.snapshot().files, state(tree)) == ({"a.py": b"mine\n", "b.py": OLD}, "partly undone")


def test_what_lies_around_is_removed(tree: WorkTree) -> None:
    tree.apply("a.py")
    token = journal(tree).all()[0].record.token
    cut_short(tree)
    locked: LockedTree = find_tree(tree.root)
    assert locked.repository is not None
    hold = hold_index(locked.repository, f"repoint-{token}")
    hold.__enter__()
    for name in (f"index.repoint-{token}.next", f"index.repoint-{token}.next.lock"):
        (tree / ".git" / name).write_bytes(b"")
    tree.recover()
    assert tree.leftovers() == []


def test_the_lock_of_somebody_else_stays_and_stops_it(tree: WorkTree) -> None:
    tree.apply("a.py")
    tree.git("reset", "-q")
    cut_short(tree)
    before = tree.snapshot()
    (tree / ".git/index.lock").write_bytes(b"DIRC")
    with pytest.raises(RepointError, match=r"index\.lock exists"):
        tree.recover()
    assert (tree.snapshot(), state(tree)) == (before, "started")
    (tree / ".git/index.lock").unlink()
    assert len(tree.recover()) == 1


def test_a_work_tree_that_was_left_is_removed(tree: WorkTree) -> None:
    with lock_tree(tree.root) as locked:
        tree.git("worktree", "add", "-q", "--detach", str(locked.state / "series"))
    assert tree.recover() == []
    assert tree.git("worktree", "list").count("\n") == 1
    assert tree.leftovers() == []


def test_what_was_cut_short_and_cannot_be_read_is_told(tree: WorkTree) -> None:
    tree.apply("a.py")
    cut_short(tree)
    (journal(tree).folder / "1/record").write_bytes(msgspec.msgpack.encode({"when": 1}))
    with pytest.raises(RepointError, match="remove the folder to forget it"):
        tree.recover()
    assert tree.snapshot().files == {"a.py": NEW, "b.py": OLD}
