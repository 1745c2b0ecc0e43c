"""The user's uncommitted work: what must stay, and what of it the commit, the index and the disk hold."""

import pytest

from codemods.apply.locked_tree import find_tree
from codemods.apply.uncommitted_work import UncommittedWork, find_uncommitted_work, first_changed
from tests.apply.work_tree import OLD, WorkTree


@pytest.fixture
def work(repository: WorkTree) -> UncommittedWork:
    """Below `sub`: a file staged and edited on, one edited, one deleted, a text, and one not tracked."""
    repository.commit("sub/staged.py", "sub/edited.py", "sub/gone.py", "sub/text.md", "outside.py")
    (repository / "sub/staged.py").write_bytes(b"staged\n")
    repository.git("add", "sub")
    (repository / "sub/staged.py").write_bytes(b"more\n")
    for name in ("sub/edited.py", "sub/text.md", "outside.py"):
        (repository / name).write_bytes(b"mine\n")
    (repository / "sub/gone.py").unlink()
    repository.write("sub/new.py")
    paths = ["staged.py", "edited.py", "gone.py", "new.py"]
    return find_uncommitted_work(find_tree(repository / "sub"), paths)


def test_python_files_of_the_tree_come_with_what_each_snapshot_holds(work: UncommittedWork) -> None:
    mine, names = b"mine\n", ["edited.py", "gone.py", "staged.py"]
    assert (sorted(work.files), work.untracked) == ([*names, "text.md"], frozenset({"new.py"}))
    assert work.head == dict.fromkeys(names, OLD)
    assert work.index == {**work.head, "staged.py": b"staged\n"}
    assert work.disk == {"edited.py": mine, "gone.py": None, "staged.py": b"more\n"}
    assert sorted(set(work.contents)) == [b"mine\n", b"more\n", b"old\n", b"staged\n"]


def test_all_of_it_must_stay_or_only_what_cannot_be_staged_alone(work: UncommittedWork) -> None:
    every = ["edited.py", "gone.py", "new.py", "staged.py", "text.md"]
    assert [each.path for each in work.protected(allow_dirty=False)] == every
    allowed = work.protected(allow_dirty=True)
    assert [each.path for each in allowed] == ["new.py", "text.md"]
    assert {each.rejection.code for each in allowed} == {"RP008"}


def test_outside_a_repository_there_is_none(folder: WorkTree) -> None:
    folder.write("a.py")
    assert find_uncommitted_work(find_tree(folder.root), ["a.py"]) == UncommittedWork()


def test_what_git_has_in_another_way_than_when_planned_is_found(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    tree = find_tree(repository.root)
    assert tree.repository is not None
    planned = find_uncommitted_work(tree, ["a.py", "b.py"]).files
    assert first_changed(tree, tree.repository, ["a.py", "b.py"], planned) is None
    (repository / "b.py").write_bytes(b"mine\n")
    assert first_changed(tree, tree.repository, ["a.py", "b.py"], planned) == "b.py"
    assert first_changed(tree, tree.repository, ["a.py"], planned) is None
