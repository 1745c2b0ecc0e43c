"""What counts as the user's uncommitted work, and what the last commit and the index have of it."""

from collections.abc import Callable

import pytest

from codemods.git.repository import Repository, open_repository
from codemods.git.status import UncommittedFile, uncommitted_files
from tests.git.user_repository import UserRepository

OLD, STAGED, DISK = "old\n", "staged\n", "disk\n"


def opened(repo: UserRepository) -> Repository:
    repository = open_repository(repo.root)
    assert repository is not None
    return repository


def work(repo: UserRepository) -> dict[str, UncommittedFile]:
    return uncommitted_files(opened(repo))


def content(repo: UserRepository, blob: str | None) -> str | None:
    return repo.git("cat-file", "blob", blob) if blob else None


def stage(repo: UserRepository) -> None:
    repo.write({"a.py": STAGED})
    repo.git("add", "a.py")


def stage_and_go_on(repo: UserRepository) -> None:
    stage(repo)
    repo.write({"a.py": DISK})


def put_in_conflict(repo: UserRepository) -> None:
    repo.write({"a.py": "stashed\n"})
    repo.git("stash", "--quiet")
    repo.commit({"a.py": "committed\n"})
    repo.git("stash", "pop", "--quiet", status=1)


def marked(
    flag: str, then: Callable[[UserRepository], None] = lambda repo: None
) -> Callable[[UserRepository], None]:
    def mark(repo: UserRepository) -> None:
        then(repo)
        repo.git("update-index", flag, "a.py")

    return mark


def gone(repo: UserRepository) -> None:
    (repo.root / "a.py").unlink()


UNWATCHED = "what git was told not to look at (assume-unchanged or skip-worktree)"


@pytest.mark.parametrize(
    ("change", "what", "head", "index"),
    [
        pytest.param(stage, "staged changes", OLD, STAGED, id="staged"),
        pytest.param(lambda repo: repo.write({"a.py": DISK}), "unstaged changes", OLD, OLD, id="unstaged"),
        pytest.param(stage_and_go_on, "staged and unstaged changes", OLD, STAGED, id="both"),
        pytest.param(gone, "unstaged changes", OLD, OLD, id="deleted"),
        pytest.param(
            lambda repo: repo.git("rm", "-q", "a.py"), "staged changes", OLD, None, id="deletion staged"
        ),
        pytest.param(
            lambda repo: (repo.root / "a.py").chmod(0o755), "unstaged changes", OLD, OLD, id="mode alone"
        ),
        pytest.param(put_in_conflict, "an unresolved conflict", "committed\n", None, id="conflict"),
        pytest.param(marked("--assume-unchanged"), UNWATCHED, OLD, OLD, id="assume-unchanged"),
        pytest.param(marked("--skip-worktree"), UNWATCHED, OLD, OLD, id="skip-worktree and there"),
        pytest.param(
            marked("--assume-unchanged", stage), UNWATCHED, OLD, STAGED, id="staged, then not watched"
        ),
    ],
)
def test_a_file_with_uncommitted_work(
    change: Callable[[UserRepository], object], what: str, head: str, index: str | None, repo: UserRepository
) -> None:
    repo.commit({"a.py": OLD, "b.py": OLD})
    change(repo)
    found = work(repo)
    assert list(found) == ["a.py"]
    assert (
        found["a.py"].description,
        content(repo, found["a.py"].head),
        content(repo, found["a.py"].index),
    ) == (
        what,
        head,
        index,
    )


def test_what_a_sparse_checkout_leaves_out_does_not_count(repo: UserRepository) -> None:
    repo.commit({"a.py": OLD})
    repo.git("update-index", "--skip-worktree", "a.py")
    gone(repo)
    assert work(repo) == {}


def test_a_file_that_assumes_unchanged_and_is_gone_is_work(repo: UserRepository) -> None:
    repo.commit({"a.py": OLD})
    repo.git("update-index", "--assume-unchanged", "a.py")
    gone(repo)
    assert work(repo)["a.py"].conflict


def test_before_the_first_commit_only_what_differs_from_the_index_counts(repo: UserRepository) -> None:
    repo.write({"a.py": OLD, "b.py": OLD})
    repo.git("add", "--all")
    repo.write({"b.py": DISK})
    assert list(work(repo)) == ["b.py"]
    assert work(repo)["b.py"].head is None


def test_untracked_ignored_and_submodule_files_do_not_count(repo: UserRepository) -> None:
    repo.commit({".gitignore": "*.log\n"})
    repo.write({"new.py": OLD, "x.log": OLD})
    assert work(repo) == {}


def test_reading_it_takes_no_lock_and_writes_no_index(repo: UserRepository) -> None:
    repo.commit({"a.py": OLD})
    (repo.root / "a.py").touch()
    before = (repo.git_dir / "index").read_bytes()
    (repo.git_dir / "index.lock").touch()
    assert work(repo) == {}
    assert (repo.git_dir / "index").read_bytes() == before
