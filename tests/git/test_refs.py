"""Branches: what can be made, and that a branch moves in one step or not at all."""

import pytest

from codemods.git.refs import current_ref, is_ancestor, move_ref, new_branch, read_ref, shown_branch
from codemods.git.repository import Repository, open_repository
from codemods.values.errors import RepointError
from tests.git.user_repository import HUB, USER, UserRepository


@pytest.fixture
def repository(repo: UserRepository) -> Repository:
    """A repository with the branches `main`, which is checked out, and `topic/one`."""
    repo.commit({**HUB, "app/user.py": USER})
    repo.git("branch", "topic/one")
    opened = open_repository(repo.root)
    assert opened is not None
    return opened


@pytest.mark.parametrize("name", ["series", "topic/two", "größe", "a/b/c", "main2"])
def test_a_name_that_is_free_can_be_made(name: str, repository: Repository) -> None:
    assert new_branch(repository, name) == f"refs/heads/{name}"


@pytest.mark.parametrize("name", ["", "-x", "a..b", "a b", "a.lock", "HEAD", "@{-1}", "a\nb", "/a"])
def test_a_name_that_git_does_not_take_is_refused(name: str, repository: Repository) -> None:
    with pytest.raises(RepointError, match="is not a name for a branch; see `git check-ref-format`"):
        new_branch(repository, name)


@pytest.mark.parametrize("name", ["main", "topic/one"])
def test_a_branch_that_exists_is_refused(name: str, repository: Repository) -> None:
    with pytest.raises(RepointError, match=f"{name} exists already; give another name, or delete it first"):
        new_branch(repository, name)


@pytest.mark.parametrize(
    ("name", "there"), [("topic", "topic/one"), ("main/x", "main"), ("main/x/y", "main")]
)
def test_a_name_that_would_be_a_folder_and_a_branch_is_refused(
    name: str, there: str, repository: Repository
) -> None:
    with pytest.raises(RepointError, match=f"there can't be {name} beside the branch {there}; give another"):
        new_branch(repository, name)


def test_the_branch_appears_in_one_step(repository: Repository, repo: UserRepository) -> None:
    before = repo.state()
    assert repo.apply("--commit", "--branch", "series").exit_code == 0
    assert repo.git("reflog", "series").count("\n") == 1
    assert repo.git("rev-list", "--count", "main..series") == "2\n"
    after = repo.state()
    assert [after[key] for key in ("files", "index", "head")] == [
        before[key] for key in ("files", "index", "head")
    ]


def test_the_current_branch_moves_in_one_step(repository: Repository, repo: UserRepository) -> None:
    before = repo.git("reflog", "main").count("\n")
    repo.apply("--commit")
    assert repo.git("reflog", "main").count("\n") == before + 1
    assert repo.git("reflog", "-1", "--format=%gs", "main") == "repoint: m\n"
    assert repo.git("rev-list", "--count", "main@{1}..main") == "2\n"


def test_a_branch_that_is_elsewhere_by_now_does_not_move(
    repository: Repository, repo: UserRepository
) -> None:
    repo.git("commit", "--quiet", "--allow-empty", "--message=other")
    now = read_ref(repository, "refs/heads/main")
    with pytest.raises(RepointError, match="the branch main was changed by someone else meanwhile") as caught:
        move_ref(repository, "refs/heads/main", repository.head, repository.head, "m")
    assert "\n" not in str(caught.value)
    assert read_ref(repository, "refs/heads/main") == now


def test_a_branch_that_was_made_meanwhile_stays(repository: Repository, repo: UserRepository) -> None:
    with pytest.raises(RepointError, match="the branch topic/one was changed by someone else"):
        move_ref(repository, "refs/heads/topic/one", "", repository.head, "m")


def test_git_may_refuse_for_reasons_of_its_own(repository: Repository, repo: UserRepository) -> None:
    repo.write_hook(
        "reference-transaction", '[ "$1" = prepared ] && { echo "not today" >&2; exit 1; }; exit 0'
    )
    before = repo.state()
    result = repo.apply("--commit", "--branch", "series")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "git refuses to move the branch series, so repoint changed nothing: not today" in result.stderr
    assert repo.state() == before


def test_without_a_branch_it_is_head_that_moves(repository: Repository, repo: UserRepository) -> None:
    repo.git("switch", "--quiet", "--detach")
    before = repo.state()
    assert current_ref(repository) == "HEAD"
    assert " in 2 commits on the detached HEAD; " in repo.apply("--commit").last_line
    assert repo.git("rev-list", "--count", "main..HEAD") == "2\n"
    result = repo.run("undo")
    assert (result.exit_code, "the detached HEAD moved back" in result.last_line) == (0, True)
    assert repo.state() == before


def test_how_branches_are_named() -> None:
    assert shown_branch("main") == "the branch main"
    assert shown_branch("HEAD") == "the detached HEAD"
    assert shown_branch("a\x1bb") == "the branch a\\x1bb"


def test_whether_one_commit_is_another_ones_ancestor(repository: Repository, repo: UserRepository) -> None:
    repo.git("commit", "--quiet", "--allow-empty", "--message=other")
    now = read_ref(repository, "HEAD")
    assert is_ancestor(repository, repository.head, now)
    assert is_ancestor(repository, now, now)
    assert not is_ancestor(repository, now, repository.head)
    assert not is_ancestor(repository, now, "")
    assert not is_ancestor(repository, "1" * 40, now)
