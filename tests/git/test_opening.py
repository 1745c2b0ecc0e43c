"""Which repositories are refused: bare ones, and those in the middle of something."""

from collections.abc import Callable
from pathlib import Path

import pytest

from codemods.git.repository import check_at_rest, open_repository
from codemods.values.errors import RepointError
from tests.git.git_repository import USER, Workshop

Under = Callable[[Workshop], object]


@pytest.fixture
def parted(shop: Workshop) -> Workshop:
    """A repository whose branches `main` and `side` conflict in a text; `side` is checked out."""
    shop.commit({"app/user.py": USER, "text": "a\n"})
    shop.git("branch", "side")
    shop.commit({"text": "b\n"})
    shop.git("switch", "--quiet", "side")
    shop.commit({"text": "c\n"})
    return shop


def mailed(shop: Workshop) -> None:
    mail = shop.git("format-patch", "--stdout", "-1", "main")
    shop.git("am", "--quiet", given=mail.encode(), status=128)


def reverted(shop: Workshop) -> None:
    shop.commit({"text": "d\n"})
    shop.git("revert", "HEAD~1", status=1)


def in_a_row(shop: Workshop) -> None:
    """Two reverts, of which the user has committed the first by hand."""
    shop.commit({"text": "d\n"})
    shop.commit({"text": "e\n"})
    shop.git("revert", "--no-edit", "HEAD~1", "HEAD", status=1)
    shop.commit({"text": "f\n"})


UNDER_WAY: list[tuple[str, Under]] = [
    ("a merge", lambda shop: shop.git("merge", "main", status=1)),
    ("a rebase", lambda shop: shop.git("rebase", "main", status=1)),
    ("a rebase, or `git am`,", mailed),
    ("a cherry-pick", lambda shop: shop.git("cherry-pick", "main", status=1)),
    ("a revert", reverted),
    ("a series of cherry-picks or reverts", in_a_row),
    ("a bisect", lambda shop: shop.git("bisect", "start")),
]


@pytest.mark.parametrize(("what", "begin"), UNDER_WAY, ids=[what for what, _ in UNDER_WAY])
def test_what_is_under_way_is_named_and_nothing_is_done(what: str, begin: Under, parted: Workshop) -> None:
    begin(parted)
    before = parted.state()
    result = parted.apply("--commit", "--branch", "b")
    said = f"repoint: {parted.root}: {what} is under way; finish or abort it, then run repoint again\n"
    assert (result.exit_code, result.said) == (2, said)
    assert parted.state() == before


def test_what_is_under_way_elsewhere_does_not_count(parted: Workshop) -> None:
    linked = Workshop(parted.root.with_name("linked"), parted.migration)
    parted.git("worktree", "add", "--quiet", str(linked.root), "main")
    linked.git("merge", "side", status=1)
    repository = open_repository(linked.root)
    assert repository is not None
    with pytest.raises(RepointError, match="a merge is under way"):
        check_at_rest(repository)
    assert parted.apply().exit_code == 0


def test_a_dry_run_and_one_without_the_index_go_on_in_a_merge(parted: Workshop) -> None:
    parted.git("merge", "main", status=1)
    assert parted.diff().exit_code == 0
    index = parted.git("ls-files", "-s")
    assert parted.apply("--no-stage").exit_code == 0
    assert parted.git("ls-files", "-s") == index


@pytest.mark.parametrize("words", [[], ["--index-only"], ["--commit"], ["--commit", "--branch", "b"]])
def test_an_index_that_somebody_holds_is_left_to_them(words: list[str], shop: Workshop) -> None:
    shop.commit({"app/user.py": USER})
    lock = shop.git_dir / "index.lock"
    lock.touch()
    before = shop.state()
    result = shop.apply(*words)
    said = f"repoint: {lock} exists: another git process is at work here; wait for it, or remove the file if"
    assert (result.exit_code, result.said.count("\n")) == (2, 1)
    assert result.said.startswith(said)
    assert (shop.state(), lock.read_bytes()) == (before, b"")


@pytest.mark.parametrize("command", ["diff", "apply", "log", "undo"])
def test_a_bare_repository_has_no_files_to_change(command: str, shop: Workshop, tmp_path: Path) -> None:
    shop.commit({"app/user.py": USER})
    shop.git("clone", "--quiet", "--bare", str(shop.root), str(tmp_path / "bare.git"))
    words = ["--migration", str(shop.migration)] if command in ("diff", "apply") else []
    result = shop.run(command, *words, folder=tmp_path / "bare.git")
    expected = (
        f"repoint: {tmp_path}/bare.git: a bare repository has no files to change; clone it, and work there\n"
    )
    assert (result.exit_code, result.said) == (2, expected)
