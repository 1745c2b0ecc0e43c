"""A key stands for the program as well: another program, or another Python, finds nothing."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import codemods
from codemods.tree import cache_keys
from tests.permissions import Unprivileged


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands for the program's own."""
    own = tmp_path / "program"
    (own / "part").mkdir(parents=True)
    (own / "part" / "a.py").write_text("a = 1\n")
    monkeypatch.setattr(codemods, "__path__", [str(own)])
    cache_keys._program_digest.cache_clear()
    yield own
    cache_keys._program_digest.cache_clear()


def key() -> bytes:
    """The key that a new process would give."""
    cache_keys._program_digest.cache_clear()
    return cache_keys.cache_key(b"x")


def test_the_same_program_gives_the_same_key(program: Path) -> None:
    before = key()
    (program / "part" / "__pycache__").mkdir()
    (program / "part" / "__pycache__" / "a.py").write_text("")
    (program / "notes.txt").write_text("")
    assert key() == before


@pytest.mark.parametrize("change", ["edited", "as large", "added", "renamed", "removed"])
def test_another_text_of_the_program_gives_another_key(program: Path, change: str) -> None:
    before, file = key(), program / "part" / "a.py"
    if change == "edited":
        file.write_text("a = 10\n")
    elif change == "as large":
        file.write_text("a = 2\n")
        os.utime(file, ns=(0, 1))
    elif change == "added":
        (program / "b.py").write_text("")
    elif change == "renamed":
        file.rename(file.with_name("b.py"))
    else:
        file.unlink()
    assert key() != before


def test_another_version_or_python_gives_another_key(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key()
    with monkeypatch.context() as changed:
        changed.setattr(codemods, "__version__", "99")
        assert key() != before
    with monkeypatch.context() as changed:
        changed.setattr(sys, "version", "3.99.0")
        assert key() != before
    assert key() == before


@pytest.mark.parametrize("library", ["libcst"])
def test_a_library_that_plans_rest_on_is_part_of_it(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    before = key()
    copy = tmp_path / "site" / library
    shutil.copytree(cache_keys._folders(library)[0], copy)
    real = cache_keys._folders
    monkeypatch.setattr(cache_keys, "_folders", lambda name: [str(copy)] if name == library else real(name))
    moved = key()
    with open(copy / "__init__.py", "a") as file:
        file.write("\n")
    assert len({before, moved, key()}) == 3


def test_what_an_editor_leaves_in_it_does_not_matter(program: Path) -> None:
    (program / ".#a.py").symlink_to("ada@host.1:2")
    assert key() == key()


def test_a_folder_that_may_not_be_listed_does_not_matter(program: Path, unprivileged: Unprivileged) -> None:
    (program / "part" / "__pycache__").mkdir()
    (program / "closed").mkdir()
    with unprivileged():
        before = key()
        (program / "part" / "__pycache__").chmod(0)
        (program / "closed").chmod(0)
        assert key() == before


def test_a_program_may_lie_under_any_name(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = Path(os.fsdecode(os.fsencode(program.parent) + b"/odd\xff"))
    program.rename(odd)
    monkeypatch.setattr(codemods, "__path__", [str(odd)])
    assert key() == key()
