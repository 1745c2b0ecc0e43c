"""What a run may remember for the next one, without knowing where, or whether at all."""

from collections.abc import Collection, Mapping
from typing import Protocol


class Cache(Protocol):
    """Keeps encoded results by keys that say all that a result rests on; it may forget any of them."""

    @property
    def keeps(self) -> bool:
        """Whether there is any use in asking, or in telling."""

    def key(self, *parts: bytes) -> bytes:
        """The key of what this program works out from some values."""

    def recall(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """What is known of some keys, by key."""

    def keep(self, results: Mapping[bytes, bytes]) -> None:
        """Remember results by their keys, if that can be done; the last word of a run."""

    def damaged(self) -> None:
        """Hear that a result could not be read: nothing of what is remembered is to be believed."""


class NoCache:
    """A Memory that forgets at once."""

    keeps = False

    def key(self, *parts: bytes) -> bytes:
        """Give one that stands for nothing."""
        return b""

    def recall(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """Give nothing."""
        return {}

    def keep(self, results: Mapping[bytes, bytes]) -> None:
        """Do nothing."""

    def damaged(self) -> None:
        """Do nothing."""
