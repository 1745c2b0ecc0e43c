"""What counts as the user's uncommitted work, and what the last commit and the index have of it."""

from collections.abc import Callable

import pytest

from codemods.git.repository import Repository, open_repository
from codemods.git.status import UncommittedFile, uncommitted_files
from tests.git.git_repository import Workshop

OLD, STAGED, DISK = "old\n", "staged\n", "disk\n"


def opened(shop: Workshop) -> Repository:
    repository = open_repository(shop.root)
    assert repository is not None
    return repository


def work(shop: Workshop) -> dict[str, UncommittedFile]:
    return uncommitted_files(opened(shop))


def content(shop: Workshop, blob: str | None) -> str | None:
    return shop.git("cat-file", "blob", blob) if blob else None


def stage(shop: Workshop) -> None:
    shop.lay({"a.py": STAGED})
    shop.git("add", "a.py")


def stage_and_go_on(shop: Workshop) -> None:
    stage(shop)
    shop.lay({"a.py": DISK})


def put_in_conflict(shop: Workshop) -> None:
    shop.lay({"a.py": "stashed\n"})
    shop.git("stash", "--quiet")
    shop.commit({"a.py": "committed\n"})
    shop.git("stash", "pop", "--quiet", status=1)


def tell(flag: str, then: Callable[[Workshop], None] = lambda shop: None) -> Callable[[Workshop], None]:
    def told(shop: Workshop) -> None:
        then(shop)
        shop.git("update-index", flag, "a.py")

    return told


def gone(shop: Workshop) -> None:
    (shop.root / "a.py").unlink()


UNWATCHED = "what git was told not to look at (assume-unchanged or skip-worktree)"


@pytest.mark.parametrize(
    ("change", "what", "head", "index"),
    [
        pytest.param(stage, "staged changes", OLD, STAGED, id="staged"),
        pytest.param(lambda shop: shop.lay({"a.py": DISK}), "unstaged changes", OLD, OLD, id="unstaged"),
        pytest.param(stage_and_go_on, "staged and unstaged changes", OLD, STAGED, id="both"),
        pytest.param(gone, "unstaged changes", OLD, OLD, id="deleted"),
        pytest.param(
            lambda shop: shop.git("rm", "-q", "a.py"), "staged changes", OLD, None, id="deletion staged"
        ),
        pytest.param(
            lambda shop: (shop.root / "a.py").chmod(0o755), "unstaged changes", OLD, OLD, id="mode alone"
        ),
        pytest.param(put_in_conflict, "an unresolved conflict", "committed\n", None, id="conflict"),
        pytest.param(tell("--assume-unchanged"), UNWATCHED, OLD, OLD, id="assume-unchanged"),
        pytest.param(tell("--skip-worktree"), UNWATCHED, OLD, OLD, id="skip-worktree and there"),
        pytest.param(
            tell("--assume-unchanged", stage), UNWATCHED, OLD, STAGED, id="staged, then not watched"
        ),
    ],
)
def test_a_file_with_uncommitted_work(
    change: Callable[[Workshop], object], what: str, head: str, index: str | None, shop: Workshop
) -> None:
    shop.commit({"a.py": OLD, "b.py": OLD})
    change(shop)
    found = work(shop)
    assert list(found) == ["a.py"]
    assert (
        found["a.py"].description,
        content(shop, found["a.py"].head),
        content(shop, found["a.py"].index),
    ) == (
        what,
        head,
        index,
    )


def test_what_a_sparse_checkout_leaves_out_is_no_work_of_the_users(shop: Workshop) -> None:
    shop.commit({"a.py": OLD})
    shop.git("update-index", "--skip-worktree", "a.py")
    gone(shop)
    assert work(shop) == {}


def test_a_file_that_assumes_unchanged_and_is_gone_is_work(shop: Workshop) -> None:
    shop.commit({"a.py": OLD})
    shop.git("update-index", "--assume-unchanged", "a.py")
    gone(shop)
    assert work(shop)["a.py"].conflict


def test_before_the_first_commit_only_what_differs_from_the_index_counts(shop: Workshop) -> None:
    shop.lay({"a.py": OLD, "b.py": OLD})
    shop.git("add", "--all")
    shop.lay({"b.py": DISK})
    assert list(work(shop)) == ["b.py"]
    assert work(shop)["b.py"].head is None


def test_untracked_ignored_and_submodule_files_do_not_count(shop: Workshop) -> None:
    shop.commit({".gitignore": "*.log\n"})
    shop.lay({"new.py": OLD, "x.log": OLD})
    assert work(shop) == {}


def test_reading_it_takes_no_lock_and_writes_no_index(shop: Workshop) -> None:
    shop.commit({"a.py": OLD})
    (shop.root / "a.py").touch()
    before = (shop.git_dir / "index").read_bytes()
    (shop.git_dir / "index.lock").touch()
    assert work(shop) == {}
    assert (shop.git_dir / "index").read_bytes() == before
