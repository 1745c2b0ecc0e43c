"""In a git repository exactly the written files are staged."""

from pathlib import Path

import pytest

from tests.apply.work_tree import NEW, OLD, WorkTree, codes


def test_the_written_files_are_staged(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py", "c.py")
    result = repository.apply("a.py", "c.py")
    assert result.written == result.staged == ("a.py", "c.py")
    assert repository.staged() == ["a.py", "c.py"]
    assert repository.git("diff", "--name-only") == ""
    assert repository.leftovers() == []


def test_git_need_not_look_at_the_files_again(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    repository.apply("a.py")
    assert repository.git("diff-files", "--name-only") == ""


def test_without_staging_the_index_stays(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    (repository / "b.py").write_bytes(b"mine\n")
    index = repository.snapshot().index
    result = repository.apply("a.py", index=False)
    assert (result.written, result.staged) == (("a.py",), ())
    assert repository.snapshot().index == index
    assert repository.snapshot().files == {"a.py": NEW, "b.py": b"mine\n"}


def test_index_only_leaves_the_files(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    result = repository.apply("a.py", disk=False)
    assert (result.written, result.staged) == ((), ("a.py",))
    assert repository.snapshot().files == {"a.py": OLD, "b.py": OLD}
    assert (repository.staged(), repository.git("show", ":a.py")) == (["a.py"], "new\n")


def test_untracked_files_are_written_when_nothing_is_staged(repository: WorkTree) -> None:
    repository.write("new.py")
    assert repository.apply("new.py", index=False).written == ("new.py",)


def test_other_staged_changes_stay_staged(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py", "gone.py")
    (repository / "b.py").write_bytes(b"mine\n")
    repository.git("add", "b.py")
    repository.git("rm", "-q", "gone.py")
    repository.apply("a.py")
    assert repository.staged() == ["a.py", "b.py", "gone.py"]
    assert repository.git("show", ":b.py") == "mine\n"


def test_a_tree_inside_the_repository_stages_its_own(repository: WorkTree) -> None:
    repository.commit("sub/a.py", "a.py")
    inside = WorkTree(repository / "sub")
    assert inside.apply("a.py").staged == ("a.py",)
    assert repository.staged() == ["sub/a.py"]
    assert inside.undo().result.restored == ("a.py",)
    assert repository.snapshot().files == {"a.py": OLD, "sub/a.py": OLD}


@pytest.mark.parametrize(
    "name", ["*.py", ":(top)a.py", "with space.py", "é.py", "-a.py", "new\nline.py", "[a].py", "a\tb.py"]
)
def test_names_are_taken_literally(name: str, repository: WorkTree) -> None:
    repository.commit(name, "a.py", "b.py")
    (repository / "b.py").write_bytes(b"mine\n")
    assert repository.apply(name).staged == (name,)
    assert repository.staged() == [name]


def test_a_link_is_not_staged_and_nor_is_what_it_points_to(repository: WorkTree) -> None:
    (repository / "link.py").symlink_to("a.py")
    repository.commit("a.py", "b.py")
    result = repository.apply("link.py", "b.py")
    assert codes(result) == [("RP005", "link.py")]
    assert repository.staged() == ["b.py"]


def test_line_endings_are_staged_as_git_is_told_to(repository: WorkTree) -> None:
    (repository / ".gitattributes").write_text("*.py text eol=crlf\n")
    repository.commit("a.py")
    repository.apply("a.py")
    assert repository.git("show", ":a.py") == "new\n"


@pytest.mark.parametrize("setting", ["core.splitIndex", "core.untrackedCache", "index.sparse"])
def test_other_forms_of_the_index_are_fine(setting: str, repository: WorkTree) -> None:
    repository.git("config", setting, "true")
    repository.commit("a.py", "b.py")
    before = repository.snapshot()
    repository.apply("a.py")
    assert repository.staged() == ["a.py"]
    repository.undo()
    assert repository.snapshot() == before
    assert repository.git("fsck", "--no-dangling") == ""


def test_the_mode_in_the_index_stays(repository: WorkTree) -> None:
    repository.write("a.py")
    (repository / "a.py").chmod(0o755)
    repository.commit()
    repository.apply("a.py")
    assert repository.git("ls-files", "-s", "a.py").startswith("100755 ")


def test_a_linked_work_tree_has_an_index_and_a_journal_of_its_own(
    repository: WorkTree, tmp_path: Path
) -> None:
    repository.commit("a.py")
    repository.git("worktree", "add", "-q", str(tmp_path / "linked"))
    linked = WorkTree(tmp_path / "linked")
    assert linked.apply("a.py").staged == ("a.py",)
    assert (linked.staged(), repository.staged()) == (["a.py"], [])
    assert linked.undo().result.restored == ("a.py",)
    assert linked.staged() == []
