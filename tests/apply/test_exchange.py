"""An edit that is saved between the last look at a file and its replacement survives."""

import ctypes
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from codemods.apply import exchange
from codemods.apply.exchange import take_away, take_place
from codemods.apply.journal import ApplyState
from codemods.apply.journal_records import file_records, new_record
from codemods.apply.leftovers import beside, in_part
from codemods.apply.locked_tree import find_tree, lock_tree
from tests.apply.work_tree import NEW, OLD, WorkTree, codes, plan

MINE = b"mine\n"


@contextmanager
def saved_at_the_last_moment(file: Path, data: bytes = MINE) -> Iterator[None]:
    """Save a file right before two names trade places, and not again."""

    def save(frame: FrameType, event: str, _function: object) -> None:
        if event == "call" and frame.f_code is exchange.exchange.__code__:
            sys.setprofile(None)
            file.write_bytes(data)

    sys.setprofile(save)
    try:
        yield
    finally:
        sys.setprofile(None)


@pytest.fixture
def cannot_exchange(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A system whose library has no `renameat2`."""

    def load(*_words: object, **_options: object) -> None:
        raise OSError(errno.ENOENT, "no such library")

    exchange._renameat2.cache_clear()
    monkeypatch.setattr(ctypes, "CDLL", load)
    yield
    exchange._renameat2.cache_clear()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A new file, and the old one that it is to replace."""
    fresh, target = tmp_path / "fresh", tmp_path / "target"
    fresh.write_bytes(NEW)
    target.write_bytes(OLD)
    return fresh, target


def replacing(fresh: Path, target: Path) -> None:
    assert not take_place(fresh, target, b"other\n")
    assert target.read_bytes() == OLD
    assert take_place(fresh, target, OLD)
    assert (target.read_bytes(), fresh.exists()) == (NEW, False)
    fresh.write_bytes(MINE)
    assert not take_place(fresh, target, None)
    target.unlink()
    assert take_place(fresh, target, None)
    assert (target.read_bytes(), fresh.exists()) == (MINE, False)


def test_a_file_is_replaced_if_it_is_as_expected(files: tuple[Path, Path]) -> None:
    replacing(*files)


@pytest.mark.usefixtures("cannot_exchange")
def test_the_same_where_names_cannot_trade_places(files: tuple[Path, Path]) -> None:
    replacing(*files)


def test_a_file_is_removed_if_it_is_as_expected(files: tuple[Path, Path]) -> None:
    fresh, target = files
    fresh.unlink()
    assert not take_away(target, fresh, NEW)
    assert target.read_bytes() == OLD
    assert take_away(target, fresh, OLD)
    assert take_away(target, fresh, OLD)
    assert (target.exists(), fresh.exists()) == (False, False)


def test_an_edit_between_the_look_and_the_rename_is_put_back(files: tuple[Path, Path]) -> None:
    fresh, target = files
    with saved_at_the_last_moment(target):
        assert not take_place(fresh, target, OLD)
    assert (target.read_bytes(), fresh.read_bytes()) == (MINE, NEW)


def test_an_apply_leaves_a_file_that_is_saved_at_the_last_moment(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    with saved_at_the_last_moment(repository / "b.py"):
        result = repository.apply("a.py", "b.py")
    assert (result.written, codes(result)) == (("a.py",), [("RP007", "b.py")])
    assert repository.snapshot().files == {"a.py": NEW, "b.py": MINE}
    assert (repository.staged(), repository.leftovers()) == (["a.py"], [])
    assert repository.undo().result.restored == ("a.py",)


def test_an_undo_leaves_one_too(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    repository.apply("a.py", "b.py")
    with saved_at_the_last_moment(repository / "b.py"):
        result = repository.undo().result
    assert (result.restored, [each.path for each in result.kept]) == (("a.py",), ["b.py"])
    assert repository.snapshot().files == {"a.py": OLD, "b.py": MINE}
    assert repository.leftovers() == []
    assert find_tree(repository.root).journal.read(1).state is ApplyState.PARTLY


@pytest.mark.parametrize("crashed", ["before the look", "after it", "while it was written"])
def test_a_crash_beside_a_file_loses_no_edit(crashed: str, repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    with lock_tree(repository.root) as locked:
        record = new_record(locked, "m", file_records(locked, plan("b.py").files, True, {}))
        locked.journal.begin(record)
    file = repository / "b.py"
    if crashed == "while it was written":
        in_part(file, record.token).write_bytes(NEW[:2])
    else:
        file.write_bytes(NEW)
        beside(file, record.token).write_bytes(MINE if crashed == "before the look" else OLD)
    repository.recover()
    assert file.read_bytes() == {"before the look": MINE, "after it": NEW}.get(crashed, OLD)
    assert repository.leftovers() == []


def test_a_name_that_cannot_be_renamed_is_an_error(files: tuple[Path, Path]) -> None:
    fresh, target = files
    fresh.unlink()
    with pytest.raises(FileNotFoundError, match=os.fspath(fresh)):
        exchange.exchange(fresh, target)
