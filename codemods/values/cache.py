"""A cache of what earlier runs worked out, wherever it is kept, if at all."""

from collections.abc import Collection, Mapping
from typing import Protocol


class Cache(Protocol):
    """Encoded results by keys that name everything a result rests on; it may lose any of them."""

    @property
    def enabled(self) -> bool:
        """Whether it can give or take results at all."""

    def key(self, *parts: bytes) -> bytes:
        """The key of what this program works out from some values."""

    def read(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """The results of those of the keys that have one."""

    def write(self, results: Mapping[bytes, bytes]) -> None:
        """Store results by their keys, if that can be done; the last call of a run."""

    def discard(self) -> None:
        """Delete everything, since a result could not be decoded."""


class NoCache:
    """A cache that stores nothing."""

    enabled = False

    def key(self, *parts: bytes) -> bytes:
        """Give the empty key."""
        return b""

    def read(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """Give nothing."""
        return {}

    def write(self, results: Mapping[bytes, bytes]) -> None:
        """Do nothing."""

    def discard(self) -> None:
        """Do nothing."""
