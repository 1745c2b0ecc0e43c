"""Commit hooks run on what is committed, in a work tree of its own, as they would when the user commits."""

import shutil

import pytest

from tests.git.user_repository import HUB, USER, UserRepository

OTHERS = {"app/one.py": USER, "app/two.py": USER}


@pytest.fixture
def hooked(repo: UserRepository) -> UserRepository:
    """A repository with a plan of two batches, `app` and `lib`."""
    repo.commit({**HUB, **OTHERS})
    return repo


def log(repo: UserRepository) -> list[str]:
    return (repo.root.parent / "log").read_text().split()


def test_each_commit_has_all_its_hooks_in_order(hooked: UserRepository) -> None:
    for name in ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"):
        hooked.write_hook(name, f"echo {name} >> {hooked.root.parent}/log")
    assert hooked.apply("--commit").exit_code == 0
    assert log(hooked) == ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"] * 2


def test_a_hook_sees_the_files_of_its_commit_and_stars_are_stars(hooked: UserRepository) -> None:
    hooked.write_hook(
        "pre-commit",
        f"git diff --cached --name-only -- '*.py' >> {hooked.root.parent}/log\n"
        "grep -q build $(git diff --cached --name-only) && git diff --quiet",
    )
    assert hooked.apply("--commit", "--branch", "series").exit_code == 0
    assert log(hooked) == ["app/one.py", "app/two.py", "lib/hub.py", "web/reader.py"]


def test_what_a_hook_does_to_the_message_stays(hooked: UserRepository) -> None:
    hooked.write_hook("commit-msg", 'echo "Change-Id: 7" >> $1')
    hooked.apply("--commit", "--batch-by", "one")
    assert hooked.git("log", "-1", "--format=%B").rstrip().endswith("Repoint-Migration: m\nChange-Id: 7")


@pytest.mark.parametrize("name", ["pre-commit", "prepare-commit-msg", "commit-msg"])
@pytest.mark.parametrize("words", [[], ["--branch", "series"]])
def test_a_hook_that_refuses_ends_it_with_nothing_changed(
    name: str, words: list[str], hooked: UserRepository
) -> None:
    hooked.write_hook(name, 'git log -1 --format=%s | grep -q app && { echo "not web" >&2; exit 1; }; exit 0')
    before = hooked.state()
    result = hooked.apply("--commit", *words)
    assert (result.exit_code, result.last_line) == (2, "not web")
    assert "repoint: commit 2 of 2 was refused, by a hook or by git; nothing was changed" in result.stderr
    assert hooked.state() == before
    assert hooked.apply("--commit", "--no-verify", *words).exit_code == 0


def test_a_hook_after_the_commit_cannot_refuse_it(hooked: UserRepository) -> None:
    hooked.write_hook("post-commit", "exit 1")
    assert hooked.apply("--commit").exit_code == 0


@pytest.mark.parametrize("script", ["echo '# x' >> $(git diff --cached --name-only | head -1)", "echo > new"])
def test_a_hook_that_changes_what_is_committed_ends_it(script: str, hooked: UserRepository) -> None:
    hooked.write_hook("pre-commit", f"{script}\ngit add --all")
    before = hooked.state()
    result = hooked.apply("--commit")
    said = (
        "repoint: a hook changed what commit 1 of 2 holds, so it is not what was proved; nothing was changed"
    )
    assert (result.exit_code, result.last_line.startswith(said)) == (2, True)
    assert hooked.state() == before


@pytest.mark.parametrize("folder", [".githooks", ".husky/_"])
def test_a_hooks_path_is_the_one_of_the_users_work_tree(folder: str, hooked: UserRepository) -> None:
    hooked.write({".gitignore": ".husky/_\n"})
    hooked.git("config", "core.hooksPath", folder)
    hooked.write_hook("pre-commit", "echo $0 >&2; exit 1", folder)
    hooked.commit()
    result = hooked.apply("--commit")
    assert (result.exit_code, result.last_line) == (2, f"{hooked.root}/{folder}/pre-commit")


@pytest.mark.parametrize("crash", ["files gone", "link gone", "locked"])
def test_a_work_tree_that_a_crash_left_is_removed(crash: str, hooked: UserRepository) -> None:
    left = hooked.git_dir / "repoint/series"
    left.parent.mkdir()
    hooked.git("worktree", "add", "--quiet", "--detach", str(left))
    if crash == "locked":
        hooked.git("worktree", "lock", str(left))
    if crash == "link gone":
        (left / ".git").unlink()
    else:
        shutil.rmtree(left)
    hooked.write_hook("pre-commit", "exit 0")
    assert hooked.apply("--commit").exit_code == 0
    assert len(hooked.git("worktree", "list").splitlines()) == 1
    assert not left.exists()


def test_a_work_tree_of_the_users_whose_disk_is_away_is_not_forgotten(hooked: UserRepository) -> None:
    away = hooked.root.with_name("away")
    hooked.git("worktree", "add", "--quiet", "--detach", str(away))
    away.rename(away.with_name("unplugged"))
    hooked.write_hook("pre-commit", "exit 0")
    assert hooked.apply("--commit").exit_code == 0
    assert str(away) in hooked.git("worktree", "list")
