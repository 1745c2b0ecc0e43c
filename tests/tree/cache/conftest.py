"""A store in a folder of the test's own, and what it says."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from codemods.tree.cache_store import CACHE_FILE, CacheStore
from tests.tree.conftest import unprivileged as unprivileged


class Kept:
    """A folder with a cache in it; each `open` is another run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / CACHE_FILE
        self.notes: list[str] = []

    def open(self) -> CacheStore:
        """A store of a run of its own."""
        return CacheStore(self.folder, self.notes.append)

    def fill(self, number: int = 12) -> dict[bytes, bytes]:
        """Keep some results; gives them."""
        store = self.open()
        results = {store.key(b"%d" % each): b"value %d " % each * 20 for each in range(number)}
        store.write(results)
        return results

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Do something to the file behind the store's back."""
        with closing(sqlite3.connect(self.file)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def age(self) -> None:
        """Make all that is kept a dozen days older."""
        self.rows("update result set used = used - 1000000")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """No cache yet."""
    return Kept(tmp_path / "repoint")
