"""Uncommitted work is left as it is, and what depends on it is decided so that nothing breaks anywhere."""

from collections.abc import Callable
from itertools import product

import pytest

from tests.cli.commands.resolve_exports import broken
from tests.git.user_repository import APPLY_OPTIONS, HUB, MOVED, USER, UserRepository

STAR = {
    "lib/star.py": "from lib.hub import *\n",
    "web/far.py": "from lib.star import make\n\nmake()\n",
}
FILES = {**HUB, **STAR, "app/user.py": USER}
READER = "web/reader.py"
MINE = HUB[READER] + "# mine\n"
Dirt = Callable[[UserRepository], object]


@pytest.fixture
def dirty(repo: UserRepository) -> UserRepository:
    repo.commit(FILES)
    return repo


def staged(change: Dirt) -> Dirt:
    def stage(repo: UserRepository) -> None:
        change(repo)
        repo.git("add", "--all")

    return stage


def change(repo: UserRepository) -> None:
    repo.write({READER: MINE})


def no_star(repo: UserRepository) -> None:
    repo.write({"lib/star.py": "", "web/far.py": ""})


def another_reader(repo: UserRepository) -> None:
    repo.write({"web/another.py": HUB[READER]})


def delete(repo: UserRepository) -> None:
    (repo.root / READER).unlink()


def replace_by_a_link(repo: UserRepository) -> None:
    delete(repo)
    (repo.root / READER).symlink_to("../app/user.py")


def intend_to_add(repo: UserRepository) -> None:
    another_reader(repo)
    repo.git("add", "--intent-to-add", "web/another.py")


def told(flag: str, then: Dirt) -> Dirt:
    def tell(repo: UserRepository) -> None:
        repo.git("update-index", flag, READER)
        then(repo)

    return tell


def conflict(repo: UserRepository) -> None:
    change(repo)
    repo.git("stash", "--quiet")
    repo.commit({READER: HUB[READER] + "# theirs\n"})
    repo.git("stash", "pop", "--quiet", status=1)


DIRT: dict[str, Dirt] = {
    "changed": change,
    "changed and staged": staged(change),
    "deleted": delete,
    "deletion staged": staged(delete),
    "a new reader staged": staged(another_reader),
    "a new reader to be added": intend_to_add,
    "a link now": replace_by_a_link,
    "a link staged": staged(replace_by_a_link),
    "assume-unchanged": told("--assume-unchanged", change),
    "assume-unchanged and gone": told("--assume-unchanged", delete),
    "skip-worktree and there": told("--skip-worktree", change),
    "a star removed": no_star,
    "a star removed and staged": staged(no_star),
    "in conflict": conflict,
}
LEFT = ("changed", "changed and staged", "assume-unchanged", "in conflict")
"""Those that leave a file which repoint would change otherwise."""


PLACES = {"apply": ("", ":"), "commit": ("", ":", "HEAD"), "branch": ("series",)}
"""What each way to apply must leave whole."""


@pytest.mark.parametrize(
    ("name", "word"), [*product(DIRT, ["--allow-dirty"]), *product(LEFT, ["--generated"])]
)
def test_nothing_breaks_on_disk_in_the_index_or_in_a_commit(
    name: str, word: str, dirty: UserRepository
) -> None:
    DIRT[name](dirty)
    before = dirty.state()
    for way, places in PLACES.items():
        assert dirty.apply(*APPLY_OPTIONS[way], word).exit_code == 0, way
        but = "web.reader" if name == "in conflict" and way != "branch" else ""
        assert broken(dirty, *places, but=but) == "", way
        assert dirty.run("undo").exit_code == 0, way
        assert dirty.state() == before, way


def empty_star(repo: UserRepository) -> None:
    repo.write({"lib/star.py": ""})


def shadow(repo: UserRepository) -> None:
    repo.write({"lib/hub/__init__.py": ""})
    repo.git("add", "lib/hub/__init__.py")


@pytest.mark.parametrize(("break_it", "whole"), [(empty_star, (":", "HEAD")), (shadow, ("HEAD",))])
def test_work_that_spells_no_name_and_breaks_the_disk_breaks_nothing_else(
    break_it: Dirt, whole: tuple[str, ...], dirty: UserRepository
) -> None:
    break_it(dirty)
    assert broken(dirty, "") != ""
    dirty.apply("--commit")
    assert broken(dirty, *whole) == ""
    dirty.run("undo")
    dirty.apply("--commit", "--branch", "series")
    assert broken(dirty, "series") == ""


@pytest.mark.parametrize("name", LEFT)
def test_the_file_has_a_finding_and_what_it_reads_stays(name: str, dirty: UserRepository) -> None:
    DIRT[name](dirty)
    result = dirty.apply()
    assert result.exit_code == 0
    assert "RP008" in result.codes(READER) | result.codes("lib/hub.py")
    assert dirty.read("lib/hub.py") == HUB["lib/hub.py"]
    assert dirty.read("app/user.py") == MOVED
    assert MINE in (dirty.read(READER), MINE if name == "in conflict" else "")


@pytest.mark.parametrize("way", APPLY_OPTIONS)
def test_when_all_that_there_is_to_do_is_uncommitted_it_fails(way: str, repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    repo.write({"app/user.py": USER + "# mine\n"})
    before = repo.state()
    result = repo.apply(*APPLY_OPTIONS[way])
    assert (result.exit_code, "RP008" in result.codes("app/user.py")) == (2, True)
    assert repo.state() == before


def test_work_that_has_nothing_to_do_with_it_is_no_hindrance(dirty: UserRepository) -> None:
    dirty.commit({"other.py": "x = 1\n", "notes.txt": "a\n"})
    dirty.write({"other.py": "x = 2\n", "notes.txt": "b\n"})
    before = dirty.git("diff")
    assert dirty.apply("--commit").exit_code == 0
    assert dirty.git("diff") == before
    assert (
        dirty.git("log", "-1", "--format=", "--name-only", "main")
        == "lib/hub.py\nweb/far.py\nweb/reader.py\n"
    )
