"""A folder with a cache in it, and what is said when the cache is damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

from codemods.tree.cache_store import CACHE_FILE, CacheStore


class CacheFolder:
    """A folder with a cache; each `open` is another run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / CACHE_FILE
        self.notes: list[str] = []

    def open(self) -> CacheStore:
        """The store of a new run."""
        return CacheStore(self.folder, self.notes.append)

    def fill(self, number: int = 12) -> dict[bytes, bytes]:
        """Write some results; gives them."""
        store = self.open()
        results = {store.key(b"%d" % each): b"value %d " % each * 20 for each in range(number)}
        store.write(results)
        return results

    def execute(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Change the file without the store; gives the rows."""
        with closing(sqlite3.connect(self.file)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def age(self) -> None:
        """Make all results a dozen days older."""
        self.execute("update result set used = used - 1000000")
