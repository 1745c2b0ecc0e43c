"""Whatever changes in a tree, or in what is asked of it, the cache has no answer to it."""

import os
import shutil
from collections.abc import Callable

import pytest

from tests.cli.commands.cached_runs import Cached
from tests.git.user_repository import MIGRATION, USER, UserRepository

CHANGES: dict[str, Callable[[UserRepository], None]] = {}


def change(work: Callable[[UserRepository], None]) -> Callable[[UserRepository], None]:
    CHANGES[work.__name__.strip("_").replace("_", " ")] = work
    return work


@change
def _an_edit(repo: UserRepository) -> None:
    repo.write({"app/user.py": "x = 1\n"})


@change
def _an_edit_of_the_same_size_with_the_time_restored(repo: UserRepository) -> None:
    file = repo.root / "app/user.py"
    facts = file.stat()
    file.write_text(USER.replace("make()", "fake()"))
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (facts.st_size, facts.st_mtime_ns)


@change
def _another_file_in_its_place_of_the_same_size_and_time(repo: UserRepository) -> None:
    file, other = repo.root / "app/user.py", repo.root / "other"
    other.write_text(USER.replace("make()", "fake()"))
    shutil.copystat(file, other)
    other.replace(file)


@change
def _two_files_that_changed_places(repo: UserRepository) -> None:
    app = repo.root / "app"
    (app / "user.py").rename(app / "x")
    (app / "odd.py").rename(app / "user.py")
    (app / "x").rename(app / "odd.py")


@change
def _a_deleted_file(repo: UserRepository) -> None:
    (repo.root / "app/user.py").unlink()


@change
def _a_staged_deletion(repo: UserRepository) -> None:
    repo.git("rm", "-q", "app/user.py")


@change
def _a_file_no_longer_tracked(repo: UserRepository) -> None:
    repo.git("rm", "-q", "--cached", "app/user.py")


@change
def _a_staged_rename(repo: UserRepository) -> None:
    repo.git("mv", "lib/hub.py", "lib/centre.py")


@change
def _a_renamed_folder(repo: UserRepository) -> None:
    (repo.root / "app").rename(repo.root / "apps")


@change
def _a_folder_that_became_a_link(repo: UserRepository) -> None:
    (repo.root / "app").rename(repo.root / "apps")
    (repo.root / "app").symlink_to("apps")


@change
def _a_file_that_may_not_be_read(repo: UserRepository) -> None:
    (repo.root / "app/user.py").chmod(0)


@change
def _a_file_that_is_a_pipe(repo: UserRepository) -> None:
    (repo.root / "app/user.py").unlink()
    os.mkfifo(repo.root / "app/user.py")


@change
def _untracked_work_that_is_added(repo: UserRepository) -> None:
    repo.git("add", "app/fresh.py")


@change
def _untracked_work_that_is_added_in_intent(repo: UserRepository) -> None:
    repo.git("add", "-N", "app/fresh.py")


@change
def _a_link_to_another_file(repo: UserRepository) -> None:
    (repo.root / "app/link.py").unlink()
    (repo.root / "app/link.py").symlink_to("broken.py")


@change
def _a_link_out_of_the_tree(repo: UserRepository) -> None:
    (repo.root / "app/link.py").unlink()
    (repo.root / "app/link.py").symlink_to("../../outside.py")


@change
def _what_a_link_leads_to_outside(repo: UserRepository) -> None:
    repo.root.with_name("away.py").write_text(USER)


@change
def _what_a_link_leads_to_untracked(repo: UserRepository) -> None:
    repo.write({"app/fresh.txt": USER})


@change
def _what_a_link_led_to_nowhere(repo: UserRepository) -> None:
    repo.root.with_name("later.py").write_text("x = 1\n")


@change
def _what_a_link_leads_to_is_a_folder_now(repo: UserRepository) -> None:
    repo.root.with_name("away.py").unlink()
    repo.root.with_name("away.py").mkdir()


@change
def _the_migration(repo: UserRepository) -> None:
    repo.migration.write_text(MIGRATION.replace("build", "construct"))


@change
def _a_note_in_the_migration(repo: UserRepository) -> None:
    repo.migration.write_text(f'{MIGRATION}note = "look"\n')


@change
def _a_signature_in_the_migration(repo: UserRepository) -> None:
    repo.migration.write_text(f'{MIGRATION}signature = "(a)"\n')


@change
def _the_settings(repo: UserRepository) -> None:
    repo.write({"pyproject.toml": "[tool.repoint]\nexclude = ['lib/']\n"})


@change
def _a_facade_in_the_settings(repo: UserRepository) -> None:
    repo.write({"pyproject.toml": "[[tool.repoint.facade]]\nmodule = 'lib.hub'\n"})


@change
def _another_commit(repo: UserRepository) -> None:
    repo.commit({"app/user.py": "x = 1\n", "app/more.py": USER})


@change
def _a_stash(repo: UserRepository) -> None:
    repo.write({"app/user.py": "x = 1\n"})
    repo.git("stash", "-q")


@change
def _another_branch_and_back(repo: UserRepository) -> None:
    repo.git("switch", "-qc", "side")
    repo.commit({"app/user.py": "x = 1\n"})
    repo.git("switch", "-q", "main")


@change
def _files_to_be_passed_over(repo: UserRepository) -> None:
    repo.git("update-index", "--assume-unchanged", "app/user.py")
    repo.write({"app/user.py": "x = 1\n"})


@change
def _a_submodule(repo: UserRepository) -> None:
    inner = UserRepository(repo.root.with_name("inner"), repo.migration)
    inner.root.mkdir()
    inner.git("init", "-q")
    inner.commit({"user.py": USER})
    repo.git("submodule", "--quiet", "add", os.fspath(inner.root), "vendor")


@pytest.mark.parametrize("made", CHANGES.values(), ids=CHANGES)
def test_any_change_is_seen(cached: Cached, made: Callable[[UserRepository], None]) -> None:
    repo = cached.repo
    repo.root.with_name("away.py").write_text("x = 1\n")
    repo.root.with_name("outside.py").write_text(USER)
    repo.write({"app/fresh.txt": "x = 1\n"})
    (repo.root / "app/link.py").symlink_to("user.py")
    for name, target in {"away": "../../away.py", "text": "fresh.txt", "later": "../../later.py"}.items():
        (repo.root / f"app/{name}.py").symlink_to(target)
    repo.git("add", "app/*.py")
    repo.commit()
    repo.write({"app/fresh.py": USER})
    for command in ("diff", "check", "scan"):
        cached.warm(command)
    made(repo)
    for command in ("diff", "check", "scan"):
        cold = cached.cold(command)
        assert cached.run(command) == cold
        assert cached.run(command) == cold


def test_changes_taken_back_and_made_again(cached: Cached) -> None:
    repo, file = cached.repo, cached.repo.root / "app/user.py"
    first = cached.warm("diff")
    for text in ("x = 1\n", USER, "make = 1\n", USER):
        file.write_text(text)
        assert cached.run("diff") == cached.cold("diff")
    repo.git("checkout", "-q", ".")
    assert cached.warm("diff") == first
