"""A cache that lives as long as the server: texts that nobody has saved yet are not worth a place on disk."""

from collections.abc import Collection, Mapping

from codemods.tree.cache_keys import cache_key
from codemods.values.cache import Cache

_MOST = 4096
"""Results that are kept; the oldest go first."""


class MemoryCache:
    """Keeps results in memory, and looks up what it lacks in the cache on disk; it never writes there."""

    enabled = True

    def __init__(self, disk: Cache) -> None:
        self._disk = disk
        self._results: dict[bytes, bytes] = {}

    def key(self, *parts: bytes) -> bytes:
        """The key of what this program works out from some values."""
        return cache_key(*parts)

    def read(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """The results of those of the keys that have one."""
        missing = [key for key in keys if key not in self._results]
        if missing and self._disk.enabled:
            self._results.update(self._disk.read(missing))
            self._disk.write({})  # There is no more to read: it closes the file.
        return {key: self._results[key] for key in keys if key in self._results}

    def write(self, results: Mapping[bytes, bytes]) -> None:
        """Keep results by their keys."""
        self._results.update(results)
        for key in list(self._results)[: max(0, len(self._results) - _MOST)]:
            del self._results[key]

    def discard(self) -> None:
        """Forget everything, since a result could not be decoded."""
        self._results.clear()
        self._disk.discard()
