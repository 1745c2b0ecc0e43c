"""`--format-patch`: mails from which `git am` makes the commits that `--commit` makes."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.git.git_repository import HUB, USER, Workshop

RETURNS = {name: text.replace("\n", "\r\n") for name, text in {**HUB, "app/user.py": USER}.items()}
KINDS: Mapping[str, Mapping[str, str | bytes]] = {
    "plain": {**HUB, "app/user.py": USER},
    "returns that git converts": {**RETURNS, ".gitattributes": "*.py text eol=crlf\n"},
    "names": {
        "new\nline.py": USER,
        '"q".py': USER,
        "é.py": USER,
        os.fsdecode(b"\xe9.py"): USER,
        "*.py": USER,
    },
    "latin-1": {"a.py": f"# -*- coding: latin-1 -*-\n# \xe9\n{USER}".encode("latin-1")},
    "no final newline": {"a.py": USER.rstrip("\n")},
    "form feed": {"a.py": f"\f\n{USER}"},
}
HOSTILE = {
    "format.attach": "true",
    "format.coverLetter": "true",
    "format.signOff": "true",
    "format.suffix": ".txt",
    "format.thread": "deep",
    "format.useAutoBase": "true",
    "format.outputDirectory": "elsewhere",
    "format.pretty": "%H",
    "format.notes": "true",
    "format.headers": "X-Odd: 1",
    "diff.noprefix": "true",
    "diff.context": "0",
    "diff.orderFile": "no/such/file",
    "diff.external": "false",
    "color.ui": "always",
}


def tree(shop: Workshop, commit: str) -> str:
    return shop.git("rev-parse", f"{commit}^{{tree}}")


def am(shop: Workshop, *words: str) -> Workshop:
    """Apply the mails in `mails` to a clone."""
    other = shop.clone("other")
    mails = sorted(str(each) for each in (shop.root.parent / "mails").iterdir())
    other.git("am", "--quiet", *words, *mails)
    return other


@pytest.mark.parametrize("kind", KINDS)
def test_git_am_makes_the_same_commits_of_them(kind: str, shop: Workshop) -> None:
    shop.commit(KINDS[kind])
    before = shop.state()
    result = shop.apply("--format-patch", "../mails", "--message", "Größe of $batch\n\n$findings")
    assert result.exit_code == 0
    assert "written as mails for `git am`; " in result.last
    assert shop.state() == before
    other = am(shop)
    shop.apply("--commit", "--message", "Größe of $batch\n\n$findings")
    assert tree(other, "HEAD") == tree(shop, "HEAD")
    assert other.git("log", "--format=%B %an %ae") == shop.git("log", "--format=%B %an %ae")


def test_returns_of_the_files_own_need_a_word_that_is_said(shop: Workshop) -> None:
    shop.commit(RETURNS)
    result = shop.apply("--commit", "--format-patch", "../mails")
    where = "3 files in 2 commits on the branch main, written as mails for `git am --keep-cr`; "
    assert result.last.startswith(where)
    shop.git("reset", "--quiet", "--hard", "HEAD~2")
    assert tree(am(shop, "--keep-cr"), "HEAD") == tree(shop, "HEAD@{1}")


def test_the_users_taste_in_mails_does_not_spoil_them(shop: Workshop) -> None:
    shop.commit({**HUB, "app/user.py": USER})
    for key, value in HOSTILE.items():
        shop.git("config", key, value)
    assert shop.apply("--format-patch", "../mails").exit_code == 0
    other = am(shop)
    shop.apply("--commit")
    assert tree(other, "HEAD") == tree(shop, "HEAD")


def test_a_folder_that_holds_something_is_refused(shop: Workshop) -> None:
    shop.commit({"app/user.py": USER})
    result = shop.apply("--format-patch", "app")
    said = "repoint: app: is not empty; name a new or an empty folder for the patches\n"
    assert (result.exit_code, result.said) == (2, said)
    assert shop.git("status", "--porcelain") == ""


def test_a_folder_that_cannot_be_made_is_refused(shop: Workshop) -> None:
    shop.commit({"app/user.py": USER})
    result = shop.apply("--format-patch", "app/user.py/mails")
    assert (result.exit_code, result.said.count("\n")) == (2, 1)
    assert "app/user.py/mails: can't be used for patches: Not a directory" in result.said


def test_the_folder_is_not_made_when_the_run_is_refused_before(shop: Workshop, tmp_path: Path) -> None:
    shop.commit({"app/user.py": USER})
    shop.git("switch", "--quiet", "--orphan", "empty")
    assert shop.apply("--format-patch", "../mails").exit_code == 2
    assert not (tmp_path / "mails").exists()
