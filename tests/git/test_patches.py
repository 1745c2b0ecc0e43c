"""`repoint diff` in a repository says what `git diff` says of the commits, to the byte; it writes nothing."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from tests.git.user_repository import HOMES, HUB, USER, UserRepository

LONG = "from pkg.old import make\n\n\ndef first():\n" + "    x = 1\n" * 9 + "    return make()\n" + "\n" * 9
LATIN = f"# -*- coding: latin-1 -*-\n# \xe9\n{USER}".encode("latin-1")
RETURNS = USER.replace("\n", "\r\n")


@dataclass(frozen=True)
class Kind:
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    attributes: str = ""
    config: Mapping[str, str] = field(default_factory=dict)
    after: Callable[[UserRepository], object] = lambda repo: None


def executable(repo: UserRepository) -> None:
    (repo.root / "a.py").chmod(0o755)
    repo.commit()


KINDS = {
    "plain": Kind({**HUB, "app/long.py": LONG + "make()\n"}),
    "returns": Kind({"a.py": RETURNS}),
    "eol=crlf": Kind({"a.py": RETURNS}, "*.py text eol=crlf\n"),
    "autocrlf": Kind({"a.py": RETURNS}, config={"core.autocrlf": "true"}),
    "filter": Kind({"a.py": USER}, "a.py filter=rot\n", {"filter.rot.clean": "tr a-z n-za-m"}),
    "filter that hides it": Kind(
        {"a.py": USER, "b.py": USER}, "a.py filter=x\n", {"filter.x.clean": "wc -l"}
    ),
    "encoding": Kind({"a.py": LATIN}, "a.py working-tree-encoding=latin1\n"),
    "latin-1": Kind({"a.py": LATIN}),
    "names": Kind({"new\nline.py": USER, '"q".py': USER, "é.py": USER, "*.py": USER, "-d.py": USER}),
    "no final newline": Kind({"a.py": USER.rstrip("\n")}),
    "executable": Kind({"a.py": USER}, after=executable),
    "mode not recorded": Kind(
        {"a.py": USER},
        config={"core.fileMode": "false"},
        after=lambda repo: (repo.root / "a.py").chmod(0o755),
    ),
    "packed": Kind({"a.py": USER}, after=lambda repo: repo.git("gc", "--quiet")),
}


@pytest.mark.parametrize("name", KINDS)
def test_it_is_what_git_diff_says_of_the_series(name: str, repo: UserRepository) -> None:
    kind = KINDS[name]
    for key, value in kind.config.items():
        repo.git("config", key, value)
    repo.commit({**kind.files, ".gitattributes": kind.attributes})
    kind.after(repo)
    before, objects = repo.state(), stored(repo)
    patch = repo.diff()
    assert (repo.state(), stored(repo)) == (before, objects)
    repo.apply("--commit", "--branch", "series")
    assert patch.stdout.decode("utf-8", "surrogateescape") == repo.git("diff", "main", "series")
    assert patch.stdout


def stored(repo: UserRepository) -> set[str]:
    found = (os.path.join(folder, name) for folder, _, names in os.walk(repo.git_dir) for name in names)
    return {each for each in found if not each.endswith("/repoint/cache.sqlite")}


HOSTILE = {
    "diff.noprefix": "true",
    "diff.mnemonicPrefix": "true",
    "diff.context": "0",
    "diff.external": "false",
    "diff.renames": "copies",
    "diff.algorithm": "patience",
    "diff.orderFile": "no/such/file",
    "diff.suppressBlankEmpty": "true",
    "diff.relative": "true",
    "diff.interHunkContext": "9",
    "color.ui": "always",
    "core.quotePath": "true",
}


def test_the_users_settings_of_diffs_do_not_change_it(repo: UserRepository) -> None:
    repo.commit({**HUB, "app/long.py": LONG + "make()\n"})
    patch = repo.diff().stdout
    for key, value in HOSTILE.items():
        repo.git("config", key, value)
    assert repo.diff().stdout == patch


def test_it_can_be_applied_where_line_ends_are_converted(repo: UserRepository) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.commit({"a.py": RETURNS})
    patch = repo.diff().stdout
    repo.apply("--no-stage")
    made = repo.read("a.py")
    repo.git("checkout", "--quiet", "a.py")
    repo.git("apply", stdin=patch)
    assert repo.read("a.py") == made == RETURNS.replace("pkg.old", "pkg.new").replace("make", "build")


def test_before_the_first_commit_there_is_a_patch_too(repo: UserRepository) -> None:
    repo.write({"app/user.py": USER})
    objects = stored(repo)
    assert repo.diff().stdout.startswith(b"diff --git a/app/user.py b/app/user.py\nindex ")
    assert stored(repo) == objects


def test_a_folder_of_the_repository_is_shown_relative_to_it(repo: UserRepository) -> None:
    inside = {f"back/{name}": text for name, text in {**HOMES, "app/user.py": USER}.items()}
    repo.commit({**inside, "back/.gitattributes": "app/user.py text eol=crlf\n"})
    patch = repo.diff("--root", "back").stdout
    repo.apply("--root", "back", "--commit", "--branch", "series")
    assert patch.decode() == repo.git("-C", "back", "diff", "--relative", "main", "series")
