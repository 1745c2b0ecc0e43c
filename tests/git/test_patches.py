"""`repoint diff` in a repository says what `git diff` says of the commits, to the byte; it writes nothing."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from tests.git.git_repository import HOMES, HUB, USER, Workshop

LONG = "from pkg.old import make\n\n\ndef first():\n" + "    x = 1\n" * 9 + "    return make()\n" + "\n" * 9
LATIN = f"# -*- coding: latin-1 -*-\n# \xe9\n{USER}".encode("latin-1")
RETURNS = USER.replace("\n", "\r\n")


@dataclass(frozen=True)
class Kind:
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    attributes: str = ""
    config: Mapping[str, str] = field(default_factory=dict)
    after: Callable[[Workshop], object] = lambda shop: None


def executable(shop: Workshop) -> None:
    (shop.root / "a.py").chmod(0o755)
    shop.commit()


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
    "mode not told": Kind(
        {"a.py": USER},
        config={"core.fileMode": "false"},
        after=lambda shop: (shop.root / "a.py").chmod(0o755),
    ),
    "packed": Kind({"a.py": USER}, after=lambda shop: shop.git("gc", "--quiet")),
}


@pytest.mark.parametrize("name", KINDS)
def test_it_is_what_git_diff_says_of_the_series(name: str, shop: Workshop) -> None:
    kind = KINDS[name]
    for key, value in kind.config.items():
        shop.git("config", key, value)
    shop.commit({**kind.files, ".gitattributes": kind.attributes})
    kind.after(shop)
    before, objects = shop.state(), stored(shop)
    patch = shop.diff()
    assert (shop.state(), stored(shop)) == (before, objects)
    shop.apply("--commit", "--branch", "series")
    assert patch.out.decode("utf-8", "surrogateescape") == shop.git("diff", "main", "series")
    assert patch.out


def stored(shop: Workshop) -> set[str]:
    found = (os.path.join(folder, name) for folder, _, names in os.walk(shop.git_dir) for name in names)
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


def test_the_users_taste_in_diffs_does_not_change_it(shop: Workshop) -> None:
    shop.commit({**HUB, "app/long.py": LONG + "make()\n"})
    patch = shop.diff().out
    for key, value in HOSTILE.items():
        shop.git("config", key, value)
    assert shop.diff().out == patch


def test_it_can_be_applied_where_line_ends_are_converted(shop: Workshop) -> None:
    shop.git("config", "core.autocrlf", "true")
    shop.commit({"a.py": RETURNS})
    patch = shop.diff().out
    shop.apply("--no-stage")
    made = shop.read("a.py")
    shop.git("checkout", "--quiet", "a.py")
    shop.git("apply", given=patch)
    assert shop.read("a.py") == made == RETURNS.replace("pkg.old", "pkg.new").replace("make", "build")


def test_a_repository_without_anything_in_it_is_shown_as_well(shop: Workshop) -> None:
    shop.lay({"app/user.py": USER})
    objects = stored(shop)
    assert shop.diff().out.startswith(b"diff --git a/app/user.py b/app/user.py\nindex ")
    assert stored(shop) == objects


def test_a_folder_of_the_repository_is_shown_relative_to_it(shop: Workshop) -> None:
    inside = {f"back/{name}": text for name, text in {**HOMES, "app/user.py": USER}.items()}
    shop.commit({**inside, "back/.gitattributes": "app/user.py text eol=crlf\n"})
    patch = shop.diff("--root", "back").out
    shop.apply("--root", "back", "--commit", "--branch", "series")
    assert patch.decode() == shop.git("-C", "back", "diff", "--relative", "main", "series")
