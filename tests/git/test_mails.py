"""`--format-patch`: mails from which `git am` makes the commits that `--commit` makes."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.git.user_repository import HUB, USER, UserRepository

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


def tree(repo: UserRepository, commit: str) -> str:
    return repo.git("rev-parse", f"{commit}^{{tree}}")


def am(repo: UserRepository, *words: str) -> UserRepository:
    """Apply the mails in `mails` to a clone."""
    other = repo.clone("other")
    mails = sorted(str(each) for each in (repo.root.parent / "mails").iterdir())
    other.git("am", "--quiet", *words, *mails)
    return other


@pytest.mark.parametrize("kind", KINDS)
def test_git_am_makes_the_same_commits_of_them(kind: str, repo: UserRepository) -> None:
    repo.commit(KINDS[kind])
    before = repo.state()
    result = repo.apply("--format-patch", "../mails", "--message", "Größe of $batch\n\n$findings")
    assert result.exit_code == 0
    assert "written as mails for `git am`; " in result.last_line
    assert repo.state() == before
    other = am(repo)
    repo.apply("--commit", "--message", "Größe of $batch\n\n$findings")
    assert tree(other, "HEAD") == tree(repo, "HEAD")
    assert other.git("log", "--format=%B %an %ae") == repo.git("log", "--format=%B %an %ae")


def test_carriage_returns_of_the_files_own_need_an_option_that_is_named(repo: UserRepository) -> None:
    repo.commit(RETURNS)
    result = repo.apply("--commit", "--format-patch", "../mails")
    where = "3 files in 2 commits on the branch main, written as mails for `git am --keep-cr`; "
    assert result.last_line.startswith(where)
    repo.git("reset", "--quiet", "--hard", "HEAD~2")
    assert tree(am(repo, "--keep-cr"), "HEAD") == tree(repo, "HEAD@{1}")


def test_the_users_settings_of_mails_do_not_change_them(repo: UserRepository) -> None:
    repo.commit({**HUB, "app/user.py": USER})
    for key, value in HOSTILE.items():
        repo.git("config", key, value)
    assert repo.apply("--format-patch", "../mails").exit_code == 0
    other = am(repo)
    repo.apply("--commit")
    assert tree(other, "HEAD") == tree(repo, "HEAD")


def test_a_folder_that_holds_something_is_refused(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    result = repo.apply("--format-patch", "app")
    said = "repoint: app: is not empty; name a new or an empty folder for the patches\n"
    assert (result.exit_code, result.stderr) == (2, said)
    assert repo.git("status", "--porcelain") == ""


def test_a_folder_that_cannot_be_made_is_refused(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    result = repo.apply("--format-patch", "app/user.py/mails")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "app/user.py/mails: can't be used for patches: Not a directory" in result.stderr


def test_the_folder_is_not_made_when_the_run_is_refused_before(repo: UserRepository, tmp_path: Path) -> None:
    repo.commit({"app/user.py": USER})
    repo.git("switch", "--quiet", "--orphan", "empty")
    assert repo.apply("--format-patch", "../mails").exit_code == 2
    assert not (tmp_path / "mails").exists()
