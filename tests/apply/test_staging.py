"""In a git repository exactly the written files are staged, and nobody's uncommitted work."""

from collections.abc import Callable
from pathlib import Path

import pytest

from codemods.apply import apply_plan
from codemods.values.plan import Plan

MakePlan = Callable[..., Plan]
Lay = Callable[..., None]
Git = Callable[..., str]


@pytest.fixture
def commit(repository: Path, git: Git, lay: Lay) -> Callable[..., None]:
    """Commit files that read `old`."""

    def make(*paths: str) -> None:
        lay(repository, *paths)
        git("add", ".")
        git("commit", "-qm", "x")

    return make


def staged(git: Git) -> list[str]:
    return git("diff", "--cached", "--name-only", "-z").split("\0")[:-1]


def test_the_written_files_are_staged(repository: Path, git: Git, commit: Lay, plan: MakePlan) -> None:
    commit("a.py", "b.py", "c.py")
    result = apply_plan(repository, plan("a.py", "c.py"))
    assert result.written == result.staged == ("a.py", "c.py")
    assert staged(git) == ["a.py", "c.py"]
    assert git("diff", "--name-only") == ""


def test_without_staging_the_index_stays(repository: Path, git: Git, commit: Lay, plan: MakePlan) -> None:
    commit("a.py", "b.py")
    (repository / "b.py").write_text("old\n# mine\n")
    result = apply_plan(repository, plan("a.py"), stage=False)
    assert (result.written, result.staged) == (("a.py",), ())
    assert staged(git) == []


@pytest.mark.parametrize("kind", ["unstaged", "staged", "untracked", "deleted from the index", "added"])
def test_files_with_uncommitted_work_are_left_out(
    kind: str, repository: Path, git: Git, commit: Lay, lay: Lay, plan: MakePlan
) -> None:
    commit("a.py", "other.py")
    if kind in ("unstaged", "staged"):
        git("rm", "-q", "a.py")
        git("commit", "-qm", "x")
        (repository / "a.py").write_text("committed\n")
        git("add", "a.py")
        git("commit", "-qm", "x")
    if kind == "deleted from the index":
        git("rm", "-q", "--cached", "a.py")
    name = "new.py" if kind in ("untracked", "added") else "a.py"
    lay(repository, name)
    if kind in ("staged", "added"):
        git("add", name)
    before = git("status", "--porcelain")
    result = apply_plan(repository, plan(name, "other.py"))
    assert [(finding.code, finding.path) for finding in result.findings] == [("RP008", name)]
    assert (result.written, result.staged) == (("other.py",), ("other.py",))
    assert (repository / name).read_bytes() == b"old\n"
    assert set(git("status", "--porcelain").splitlines()) == {*before.splitlines(), "M  other.py"}


def test_uncommitted_files_are_written_when_nothing_is_staged(
    repository: Path, commit: Lay, lay: Lay, plan: MakePlan
) -> None:
    commit("other.py")
    lay(repository, "new.py")
    assert apply_plan(repository, plan("new.py"), stage=False).written == ("new.py",)


def test_a_tree_inside_the_repository_stages_its_own(
    repository: Path, git: Git, commit: Lay, plan: MakePlan
) -> None:
    commit("sub/a.py", "a.py")
    assert apply_plan(repository / "sub", plan("a.py")).staged == ("a.py",)
    assert staged(git) == ["sub/a.py"]


@pytest.mark.parametrize(
    "name", ["*.py", ":(top)a.py", "with space.py", "é.py", "-a.py", "new\nline.py", "[a].py"]
)
def test_names_are_taken_literally(
    name: str, repository: Path, git: Git, commit: Lay, plan: MakePlan
) -> None:
    commit(name, "a.py", "b.py")
    (repository / "b.py").write_text("mine\n")
    assert apply_plan(repository, plan(name)).staged == (name,)
    assert staged(git) == [name]


def test_what_a_link_points_to_is_staged(repository: Path, git: Git, commit: Lay, plan: MakePlan) -> None:
    (repository / "link.py").symlink_to("a.py")
    commit("a.py")
    assert apply_plan(repository, plan("link.py")).written == ("link.py",)
    assert staged(git) == ["a.py"]


def test_a_link_out_of_the_repository_is_left(
    repository: Path, commit: Lay, lay: Lay, plan: MakePlan, tmp_path: Path
) -> None:
    lay(tmp_path / "outside", "a.py")
    (repository / "link.py").symlink_to(tmp_path / "outside" / "a.py")
    commit("b.py")
    result = apply_plan(repository, plan("link.py", "b.py"))
    assert [(finding.code, finding.path) for finding in result.findings] == [("RP005", "link.py")]
    assert result.staged == ("b.py",)


def test_line_endings_are_staged_as_git_is_told_to(
    repository: Path, git: Git, commit: Lay, plan: MakePlan
) -> None:
    (repository / ".gitattributes").write_text("*.py text eol=crlf\n")
    commit("a.py")
    apply_plan(repository, plan("a.py"))
    assert git("show", ":a.py") == "new\n"


def test_a_locked_index_is_reported_after_the_files_are_written(
    repository: Path, commit: Lay, plan: MakePlan
) -> None:
    commit("a.py")
    (repository / ".git" / "index.lock").touch()
    result = apply_plan(repository, plan("a.py"))
    assert (result.written, result.staged) == (("a.py",), ())
    assert "index.lock" in result.problem
