"""Whatever changes in a tree, or in what is asked of it, the cache has no answer to it."""

import os
import shutil
from collections.abc import Callable

import pytest

from tests.cli.commands.cached_runs import Cached
from tests.git.git_repository import MIGRATION, USER, Workshop

CHANGES: dict[str, Callable[[Workshop], None]] = {}


def change(work: Callable[[Workshop], None]) -> Callable[[Workshop], None]:
    CHANGES[work.__name__.strip("_").replace("_", " ")] = work
    return work


@change
def _an_edit(shop: Workshop) -> None:
    shop.lay({"app/user.py": "x = 1\n"})


@change
def _an_edit_of_the_same_size_with_the_time_restored(shop: Workshop) -> None:
    file = shop.root / "app/user.py"
    facts = file.stat()
    file.write_text(USER.replace("make()", "fake()"))
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (facts.st_size, facts.st_mtime_ns)


@change
def _another_file_in_its_place_of_the_same_size_and_time(shop: Workshop) -> None:
    file, other = shop.root / "app/user.py", shop.root / "other"
    other.write_text(USER.replace("make()", "fake()"))
    shutil.copystat(file, other)
    other.replace(file)


@change
def _two_files_that_changed_places(shop: Workshop) -> None:
    app = shop.root / "app"
    (app / "user.py").rename(app / "x")
    (app / "odd.py").rename(app / "user.py")
    (app / "x").rename(app / "odd.py")


@change
def _a_deleted_file(shop: Workshop) -> None:
    (shop.root / "app/user.py").unlink()


@change
def _a_staged_deletion(shop: Workshop) -> None:
    shop.git("rm", "-q", "app/user.py")


@change
def _a_file_no_longer_tracked(shop: Workshop) -> None:
    shop.git("rm", "-q", "--cached", "app/user.py")


@change
def _a_staged_rename(shop: Workshop) -> None:
    shop.git("mv", "lib/hub.py", "lib/centre.py")


@change
def _a_renamed_folder(shop: Workshop) -> None:
    (shop.root / "app").rename(shop.root / "apps")


@change
def _a_folder_that_became_a_link(shop: Workshop) -> None:
    (shop.root / "app").rename(shop.root / "apps")
    (shop.root / "app").symlink_to("apps")


@change
def _a_file_that_may_not_be_read(shop: Workshop) -> None:
    (shop.root / "app/user.py").chmod(0)


@change
def _a_file_that_is_a_pipe(shop: Workshop) -> None:
    (shop.root / "app/user.py").unlink()
    os.mkfifo(shop.root / "app/user.py")


@change
def _untracked_work_that_is_added(shop: Workshop) -> None:
    shop.git("add", "app/fresh.py")


@change
def _untracked_work_that_is_added_in_intent(shop: Workshop) -> None:
    shop.git("add", "-N", "app/fresh.py")


@change
def _a_link_to_another_file(shop: Workshop) -> None:
    (shop.root / "app/link.py").unlink()
    (shop.root / "app/link.py").symlink_to("broken.py")


@change
def _a_link_out_of_the_tree(shop: Workshop) -> None:
    (shop.root / "app/link.py").unlink()
    (shop.root / "app/link.py").symlink_to("../../outside.py")


@change
def _what_a_link_leads_to_outside(shop: Workshop) -> None:
    shop.root.with_name("away.py").write_text(USER)


@change
def _what_a_link_leads_to_untracked(shop: Workshop) -> None:
    shop.lay({"app/fresh.txt": USER})


@change
def _what_a_link_led_to_nowhere(shop: Workshop) -> None:
    shop.root.with_name("later.py").write_text("x = 1\n")


@change
def _what_a_link_leads_to_is_a_folder_now(shop: Workshop) -> None:
    shop.root.with_name("away.py").unlink()
    shop.root.with_name("away.py").mkdir()


@change
def _the_migration(shop: Workshop) -> None:
    shop.migration.write_text(MIGRATION.replace("build", "construct"))


@change
def _a_note_in_the_migration(shop: Workshop) -> None:
    shop.migration.write_text(f'{MIGRATION}note = "look"\n')


@change
def _a_signature_in_the_migration(shop: Workshop) -> None:
    shop.migration.write_text(f'{MIGRATION}signature = "(a)"\n')


@change
def _the_settings(shop: Workshop) -> None:
    shop.lay({"pyproject.toml": "[tool.repoint]\nexclude = ['lib/']\n"})


@change
def _a_facade_in_the_settings(shop: Workshop) -> None:
    shop.lay({"pyproject.toml": "[[tool.repoint.facade]]\nmodule = 'lib.hub'\n"})


@change
def _another_commit(shop: Workshop) -> None:
    shop.commit({"app/user.py": "x = 1\n", "app/more.py": USER})


@change
def _a_stash(shop: Workshop) -> None:
    shop.lay({"app/user.py": "x = 1\n"})
    shop.git("stash", "-q")


@change
def _another_branch_and_back(shop: Workshop) -> None:
    shop.git("switch", "-qc", "side")
    shop.commit({"app/user.py": "x = 1\n"})
    shop.git("switch", "-q", "main")


@change
def _files_to_be_passed_over(shop: Workshop) -> None:
    shop.git("update-index", "--assume-unchanged", "app/user.py")
    shop.lay({"app/user.py": "x = 1\n"})


@change
def _a_submodule(shop: Workshop) -> None:
    inner = Workshop(shop.root.with_name("inner"), shop.migration)
    inner.root.mkdir()
    inner.git("init", "-q")
    inner.commit({"user.py": USER})
    shop.git("submodule", "--quiet", "add", os.fspath(inner.root), "vendor")


@pytest.mark.parametrize("made", CHANGES.values(), ids=CHANGES)
def test_any_change_is_seen(cached: Cached, made: Callable[[Workshop], None]) -> None:
    shop = cached.shop
    shop.root.with_name("away.py").write_text("x = 1\n")
    shop.root.with_name("outside.py").write_text(USER)
    shop.lay({"app/fresh.txt": "x = 1\n"})
    (shop.root / "app/link.py").symlink_to("user.py")
    for name, target in {"away": "../../away.py", "text": "fresh.txt", "later": "../../later.py"}.items():
        (shop.root / f"app/{name}.py").symlink_to(target)
    shop.git("add", "app/*.py")
    shop.commit()
    shop.lay({"app/fresh.py": USER})
    for command in ("diff", "check", "scan"):
        cached.warm(command)
    made(shop)
    for command in ("diff", "check", "scan"):
        cold = cached.cold(command)
        assert cached.run(command) == cold
        assert cached.run(command) == cold


def test_changes_taken_back_and_made_again(cached: Cached) -> None:
    shop, file = cached.shop, cached.shop.root / "app/user.py"
    first = cached.warm("diff")
    for text in ("x = 1\n", USER, "make = 1\n", USER):
        file.write_text(text)
        assert cached.run("diff") == cached.cold("diff")
    shop.git("checkout", "-q", ".")
    assert cached.warm("diff") == first
