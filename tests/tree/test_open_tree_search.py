"""Searching a tree: a file that holds a word is found, whatever git or the user's settings are like."""

import os
import shutil
import subprocess
from pathlib import Path
from random import Random
from string import ascii_letters

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from codemods.git.grep import grep_files
from codemods.tree.open_tree import FolderTree, GitTree, open_tree
from codemods.tree.word_index import TAKEN_FROM
from codemods.tree.word_search import git_patterns, search_words
from tests.permissions import Unprivileged
from tests.random_examples import examples
from tests.tree.files import Git, run_git, write_files

NAMES = [f"file{number}.py" for number in range(8)]
WORD = st.text("abcdefghijkéB_1", min_size=1, max_size=3)
TEXT = st.one_of(
    st.text("abcdefghijkéB_1 .\n\r\t\0", max_size=40).map(str.encode),
    st.binary(max_size=20),
    st.lists(st.sampled_from(["import", " ", "*", "\\", "\n", "aa"])).map("".join).map(str.encode),
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[FolderTree, GitTree]:
    """One repository, as a plain folder and as git sees it."""
    root = tmp_path_factory.mktemp("pair")
    for name in NAMES:
        (root / name).touch()
    run_git(root, "init", "-q")
    run_git(root, "add", ".")
    tracked = open_tree(root)
    assert isinstance(tracked, GitTree)
    return FolderTree(tracked.root, tracked.paths), tracked


@examples(20)
@given(words=st.lists(WORD, min_size=1, max_size=40), texts=st.lists(TEXT, min_size=8, max_size=8))
@example(
    words=[c * 2 for c in "abcdefghijk"],
    texts=[b"x aa", b"kk\n", b"x\nab aa", b"aaa", b"", b"ab", b"\0bb", b"\xffcc"],
)
def test_git_finds_what_python_finds(
    pair: tuple[FolderTree, GitTree], words: list[str], texts: list[bytes]
) -> None:
    folder, tracked = pair
    for name, text in zip(NAMES, texts, strict=True):
        Path(folder.root, name).write_bytes(text)
    found = list(folder.holding(words))
    assert list(tracked.holding(words)) == found
    hits, wanted = tracked.search(words), folder.search(words)
    assert (hits.holding, hits.star_importers) == (wanted.holding, wanted.star_importers)
    assert list(tracked.search(words).holding) == found
    plain = {word for word in words if word.isascii()}
    each = tracked.holding_each(plain, TAKEN_FROM)
    assert each is not None
    assert {word: list(paths) for word, paths in each.items()} == {
        word: list(folder.holding([word], TAKEN_FROM)) for word in plain
    }


def test_words_that_git_does_not_tell_apart_are_not_told(pair: tuple[FolderTree, GitTree]) -> None:
    folder, tracked = pair
    many = [a + b for a in ascii_letters[:26] for b in "ab"]
    asked: list[list[str]] = [["größe"], ["ﬁ"], ["a-b"], [""], many]
    assert [tracked.holding_each(words, "") for words in asked] == [None] * len(asked)
    assert tracked.holding_each([], "") == {}
    assert folder.holding_each(["a"], "") is None


ODD = [
    "# coding: cp1252\n",
    "# coding=x",
    "__getattr__",
    "__ｇetattr__",
    "coding=x",
    "ａ",
    "ｂ",
    "a",
    "\xaa",
    " ",
    "é",
    "\n",
    "import *",
]


@examples(20)
@given(texts=st.lists(st.lists(st.sampled_from(ODD)).map("".join), min_size=8, max_size=8))
def test_git_finds_the_same_other_spellings(pair: tuple[FolderTree, GitTree], texts: list[str]) -> None:
    folder, tracked = pair
    for name, text in zip(NAMES, texts, strict=True):
        Path(folder.root, name).write_text(text, encoding="utf-8")
    found, wanted = (each.search(["aa", "ab", "b"]) for each in (tracked, folder))
    assert (found.holding, found.star_importers) == (wanted.holding, wanted.star_importers)
    assert found.finders == folder.holding(["__getattr__"])


def test_no_words_have_no_candidates(repository: Path, git: Git) -> None:
    write_files(repository, "a.py")
    git("add", ".")
    assert list(open_tree(repository).holding([])) == []


def test_thousands_of_words_are_searched_for_by_git(repository: Path, git: Git) -> None:
    draw = Random(1)
    words = ["".join(draw.choices(ascii_letters, k=20)) for _ in range(3000)]
    write_files(repository, "a.py", content=f"x = {words[2999]}\n".encode())
    write_files(repository, "b.py", content=f"x = {words[2999][1:]}\n".encode())
    git("add", ".")
    assert grep_files(str(repository), git_patterns(search_words(words))) == ["a.py"]


def test_hundreds_of_words_that_begin_alike_are_searched_for_by_git(repository: Path, git: Git) -> None:
    draw = Random(1)
    words = ["te" + "".join(draw.choices(ascii_letters, k=40)) for _ in range(3000)]
    write_files(repository, "a.py", content=f"x = {words[2999]}\n".encode())
    git("add", ".")
    assert list(open_tree(repository).holding(words)) == ["a.py"]


def test_a_sign_of_other_spellings_is_no_hit(repository: Path, git: Git) -> None:
    write_files(repository, "far.py", content=b"x = 1\n\n# coding: latin-1\n")
    write_files(repository, "name.py", content="ｏld = 1\n".encode())
    write_files(repository, "other.py", content="x = 'ｏ'\n".encode())
    git("add", ".")
    tree = open_tree(repository)
    assert isinstance(tree, GitTree)
    assert list(tree.search(["old"]).holding) == ["name.py"]


def test_a_hit_at_the_end_of_a_long_file_is_found(repository: Path, git: Git) -> None:
    write_files(repository, "a.py", content=b"value = other(1) + 2  # text\n" * 100_000 + b"zz")
    git("add", ".")
    words = [letter * 2 for letter in "abcdefghijklmnopqrstuvwxyz"]
    assert list(open_tree(repository).holding(words)) == ["a.py"]


@pytest.mark.parametrize(
    "setting",
    [
        ("core.quotePath", "true"),
        ("color.ui", "always"),
        ("color.grep", "always"),
        ("grep.lineNumber", "true"),
        ("grep.column", "true"),
        ("grep.patternType", "fixed"),
        ("grep.extendedRegexp", "true"),
        ("grep.fullName", "true"),
        ("grep.fallbackToNoIndex", "true"),
        ("core.attributesFile", "hidden"),
    ],
    ids="=".join,
)
def test_settings_of_the_user_change_nothing(repository: Path, git: Git, setting: tuple[str, str]) -> None:
    write_files(repository, "ünï.py", "b.py", content=b"x = old(1)\n")
    git("config", *setting)
    write_files(repository, "hidden", content=b"*.py binary -diff -text\n")
    git("add", ".")
    assert list(open_tree(repository).holding(["old", "other"])) == ["b.py", "ünï.py"]


@pytest.mark.parametrize(
    "variable", ["GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"]
)
def test_pathspec_variables_change_nothing(
    repository: Path, git: Git, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    write_files(repository, "a.py", "deep/er/b.py", "C.PY")
    git("add", ".")
    monkeypatch.setenv(variable, "1")
    tree = open_tree(repository)
    assert tree.paths == ("a.py", "deep/er/b.py")
    assert list(tree.holding(["old"])) == ["a.py", "deep/er/b.py"]


def test_a_locale_of_the_user_changes_nothing(
    repository: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(repository, "a.py", content="x = éold\n".encode("latin-1"))
    git("add", ".")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert list(open_tree(repository).holding(["old"])) == ["a.py"]


@pytest.mark.parametrize(
    "attributes", [b"*.py binary\n", b"*.py -diff -text\n", b"*.py diff=x\n"], ids=bytes.hex
)
def test_attributes_change_nothing(repository: Path, git: Git, attributes: bytes) -> None:
    write_files(repository, "a.py")
    write_files(repository, ".gitattributes", content=attributes)
    git("config", "diff.x.textconv", "true")
    git("config", "diff.x.binary", "true")
    git("add", ".")
    assert list(open_tree(repository).holding(["old"])) == ["a.py"]


def test_a_file_that_git_takes_for_binary_is_searched(repository: Path, git: Git) -> None:
    write_files(repository, "a.py", content=b"x = '\0'\nold\n")
    git("add", ".")
    assert list(open_tree(repository).holding(["old"])) == ["a.py"]


@pytest.mark.parametrize("flag", ["--skip-worktree", "--assume-unchanged"])
def test_files_that_git_was_told_not_to_look_at_are_searched(repository: Path, git: Git, flag: str) -> None:
    write_files(repository, "a.py", content=b"nothing\n")
    git("add", ".")
    git("update-index", flag, "a.py")
    write_files(repository, "a.py")
    assert list(open_tree(repository).holding(["old"])) == ["a.py"]


def test_the_work_tree_is_searched_not_the_index(repository: Path, git: Git) -> None:
    write_files(repository, "a.py", "b.py")
    git("add", ".")
    write_files(repository, "a.py", content=b"nothing\n")
    git("add", "-N", "b.py")
    assert list(open_tree(repository).holding(["old"])) == ["b.py"]


@pytest.mark.parametrize("kind", ["git", "folder"])
def test_files_that_cannot_be_searched_are_candidates(
    tmp_path: Path, unprivileged: Unprivileged, kind: str
) -> None:
    root = tmp_path / "tree"
    write_files(root, "a.py", "closed.py", "pipe.py", "folder/b.py", content=b"nothing\n")
    if kind == "git":
        run_git(root, "init", "-q")
        run_git(root, "add", ".")
    (root / "pipe.py").unlink()
    os.mkfifo(root / "pipe.py")
    (root / "closed.py").chmod(0o200)
    with unprivileged():
        assert list(open_tree(root).holding(["old"])) == ["closed.py", "pipe.py"]


def test_a_git_without_pcre_finds_the_same(
    repository: Path, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(repository, "a.py")
    write_files(repository, "b.py", content=b"older\n")
    git("add", ".")
    wrapper = tmp_path / "bin/git"
    wrapper.parent.mkdir()
    refusal = "fatal: cannot use Perl-compatible regexes when not compiled with USE_LIBPCRE"
    wrapper.write_text(
        f'#!/bin/sh\ncase "$*" in *--perl-regexp*) echo "{refusal}" >&2; exit 128;; esac\n'
        f'exec "{shutil.which("git")}" "$@"\n'
    )
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}")
    tree = open_tree(repository)
    assert isinstance(tree, GitTree)
    assert list(tree.holding(["old"])) == ["a.py"]


def test_git_finds_a_name_in_another_spelling(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("from pkg import ｏｌｄ\n", "utf-8")
    (tmp_path / "b.py").write_text("x = '😀'\n", "utf-8")
    (tmp_path / "c.py").write_text("# coding: gbk\nfrom pkg import ｏｌｄ\n", "gbk")
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    assert list(open_tree(tmp_path).search(["old"]).holding) == ["a.py", "c.py"]
