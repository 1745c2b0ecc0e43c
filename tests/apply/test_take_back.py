"""`undo` restores what is still as the apply left it, on disk and in the index, and names the rest."""

import os

import pytest

from codemods.apply.journal import ApplyState
from codemods.apply.take_back import TakenBack
from codemods.values.errors import RepointError
from tests.apply.work_tree import NEW, OLD, WorkTree
from tests.permissions import Unprivileged

CHANGED = "changed since the apply"
GONE = "gone since the apply"
STAGED = "something else of it is staged since the apply"


def put(tree: WorkTree, disk: str, index: str) -> None:
    """Bring `a.py` into a state, on disk and in the index."""
    texts = {"before": OLD, "after": NEW, "mine": b"mine\n"}
    if index == "gone":
        tree.git("rm", "-q", "--cached", "a.py")
    else:
        (tree / "a.py").write_bytes(texts[index])
        tree.git("add", "a.py")
    if disk == "gone":
        (tree / "a.py").unlink()
    else:
        (tree / "a.py").write_bytes(texts[disk])


def kept(result: TakenBack) -> list[tuple[str, str]]:
    return [(each.path, each.why) for each in result.kept]


@pytest.mark.parametrize("index", ["before", "after"])
@pytest.mark.parametrize("disk", ["before", "after"])
def test_either_end_comes_back(disk: str, index: str, repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    before = repository.snapshot()
    repository.apply("a.py", "b.py")
    put(repository, disk, index)
    undone = repository.undo()
    assert kept(undone.result) == []
    moved = ("a.py",) if "after" in (disk, index) else ()
    assert undone.result.restored == (*moved, "b.py")
    assert (repository.snapshot(), repository.leftovers()) == (before, [])


@pytest.mark.parametrize(
    ("disk", "index", "why"),
    [
        *((("mine"), index, CHANGED) for index in ("before", "after", "mine", "gone")),
        *((("gone"), index, GONE) for index in ("before", "after", "mine", "gone")),
        *((disk, index, STAGED) for disk in ("before", "after") for index in ("mine", "gone")),
    ],
)
def test_anything_else_stays_and_is_named(disk: str, index: str, why: str, repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    repository.apply("a.py", "b.py")
    put(repository, disk, index)
    before = repository.snapshot()
    result = repository.undo().result
    assert (result.restored, kept(result)) == (("b.py",), [("a.py", why)])
    after = repository.snapshot()
    assert after.files == {**before.files, "b.py": OLD}
    line = [line for line in before.index.splitlines() if line.endswith("\ta.py")]
    assert [line for line in after.index.splitlines() if line.endswith("\ta.py")] == line


@pytest.mark.parametrize("what", ["a folder", "a link", "a pipe", "below a link", "its folder a file"])
def test_what_is_no_file_any_more_stays(what: str, repository: WorkTree) -> None:
    repository.commit("pkg/a.py", "b.py")
    repository.apply("pkg/a.py", "b.py")
    if what == "below a link":
        (repository / "pkg").rename(repository / "real")
        (repository / "pkg").symlink_to("real")
    else:
        (repository / "pkg/a.py").rename(repository / "real.py")
    if what == "a folder":
        (repository / "pkg/a.py").mkdir()
    elif what == "a link":
        (repository / "pkg/a.py").symlink_to("../real.py")
    elif what == "a pipe":
        os.mkfifo(repository / "pkg/a.py")
    elif what == "its folder a file":
        (repository / "pkg").rmdir()
        (repository / "pkg").write_bytes(b"")
    before = repository.snapshot()
    result = repository.undo().result
    assert (result.restored, [each.path for each in result.kept]) == (("b.py",), ["pkg/a.py"])
    assert repository.snapshot().files == {**before.files, "b.py": OLD}


def test_an_index_only_apply_looks_at_the_index_only(repository: WorkTree) -> None:
    repository.commit("a.py")
    repository.apply("a.py", disk=False)
    (repository / "a.py").write_bytes(b"mine\n")
    assert repository.undo().result.restored == ("a.py",)
    assert (repository.staged(), repository.snapshot().files) == ([], {"a.py": b"mine\n"})


def test_an_apply_without_staging_leaves_the_index(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    repository.apply("a.py", "b.py", index=False)
    repository.git("add", "a.py")
    assert repository.undo().result.restored == ("a.py", "b.py")
    assert repository.snapshot().files == {"a.py": OLD, "b.py": OLD}
    assert repository.git("show", ":a.py") == "new\n"


def test_what_was_committed_since_comes_back_as_a_change(repository: WorkTree) -> None:
    repository.commit("a.py")
    before = repository.snapshot()
    repository.apply("a.py")
    repository.git("commit", "-qm", "moved")
    repository.undo()
    after = repository.snapshot()
    assert (after.files, after.index) == (before.files, before.index)
    assert (repository.staged(), repository.git("show", "HEAD:a.py")) == (["a.py"], "new\n")


def test_a_conflict_stays_also_one_with_what_was_there_before(repository: WorkTree) -> None:
    repository.commit("a.py")
    blob = repository.git("rev-parse", "HEAD:a.py").strip()
    repository.apply("a.py", disk=False)
    stages = "".join(f"100644 {blob} {stage}\ta.py\n" for stage in (1, 3))
    repository.git("update-index", "--index-info", text=f"0 {'0' * 40}\ta.py\n{stages}")
    before = repository.snapshot()
    assert kept(repository.undo().result) == [("a.py", STAGED)]
    assert repository.snapshot() == before


def test_what_cannot_be_restored_leaves_everything(repository: WorkTree, unprivileged: Unprivileged) -> None:
    repository.commit("pkg/a.py", "b.py")
    repository.apply("pkg/a.py", "b.py")
    before = repository.snapshot()
    (repository / "pkg").chmod(0o555)
    said = rf"{repository / 'pkg/a.py'}: Permission denied; nothing was taken back"
    with unprivileged(), pytest.raises(RepointError, match=said):
        repository.undo()
    assert (repository.snapshot(), repository.leftovers()) == (before, [])
    (repository / "pkg").chmod(0o755)
    with unprivileged():
        undone = repository.undo()
    assert (undone.logged.state, undone.result.restored) == (ApplyState.DONE, ("pkg/a.py", "b.py"))
