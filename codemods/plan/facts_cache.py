"""The facts of files as they are cached: encoded, under keys of all that they rest on."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from codemods.plan.process_pool import failure_of
from codemods.semantic.facts import Facts
from codemods.semantic.parse_source import ParseError
from codemods.semantic.read_facts import read_facts
from codemods.semantic.tracked_names import WantedNames
from codemods.values import finding_texts as texts
from codemods.values.cache import Cache, NoCache
from codemods.values.source import Source

_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder(Facts)


class FactsJob(Struct, frozen=True):
    """One file to read facts from."""

    source: Source
    module: str
    is_package: bool
    wanted: WantedNames


def facts_of(job: FactsJob) -> Facts | ParseError:
    """Read one file's facts, or say why they cannot be read; pure, so it runs anywhere."""
    try:
        return read_facts(job.source, job.module, job.is_package, job.wanted)
    except ParseError as error:
        return error
    except (RecursionError, MemoryError) as error:
        return ParseError(texts.NESTED_TOO_DEEPLY.fill(reason=type(error).__name__))
    except Exception as error:
        return ParseError(texts.READING_FAILED.fill(reason=failure_of(error)))


def encoded_facts_of(job: FactsJob) -> bytes | Facts | ParseError:
    """The same, the facts encoded where they can be: half a surrogate pair cannot."""
    facts = facts_of(job)
    try:
        return facts if isinstance(facts, ParseError) else _encoder.encode(facts)
    except UnicodeEncodeError:
        return facts


class FactsCache:
    """The facts of files that a cache holds from earlier runs, and those of this run for later ones."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache or NoCache()
        self._added: dict[bytes, bytes] = {}

    @property
    def enabled(self) -> bool:
        """Whether anything is kept; facts need not be encoded else."""
        return self._cache.enabled

    def read(self, jobs: Sequence[FactsJob]) -> dict[str, bytes]:
        """The encoded facts of those files of which the cache has them, by path."""
        if not self._cache.enabled:
            return {}
        keys = {self._key_of(job): job.source.path for job in jobs}
        known = self._cache.read(keys)
        return {keys[key]: encoded for key, encoded in known.items()}

    def add(self, job: FactsJob, encoded: bytes) -> None:
        """Take in what was worked out, to be written at the end."""
        if self._cache.enabled:
            self._added[self._key_of(job)] = encoded

    def decoded(self, job: FactsJob, encoded: bytes) -> Facts | ParseError:
        """Decode what the cache had; read the file after all where that is damaged."""
        try:
            return _decoder.decode(encoded)
        except (ValueError, RecursionError):
            self._cache.discard()
            return facts_of(job)

    def outline_key(self, source: Source, module: str, is_package: bool, asked: object) -> bytes:
        """A key of all that a file's outline rests on; `asked` is what it is read for."""
        return self._cache.key(b"outline", *_identity(source, module, is_package), _encoder.encode(asked))

    def kept(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """What the cache has under some keys."""
        return self._cache.read(keys) if self._cache.enabled else {}

    def keep(self, key: bytes, encoded: bytes) -> None:
        """Take in what was worked out under a key, to be written at the end."""
        self._added[key] = encoded

    def discard(self) -> None:
        """Forget what is damaged."""
        self._cache.discard()

    def close(self) -> None:
        """Write what was added."""
        added, self._added = self._added, {}
        self._cache.write(added)

    def _key_of(self, job: FactsJob) -> bytes:
        """A key of all that a file's facts rest on: its text, its place in the tree, the wanted names."""
        identity = _identity(job.source, job.module, job.is_package)
        return self._cache.key(b"facts", *identity, _encoded_names(job.wanted))


def _identity(source: Source, module: str, is_package: bool) -> tuple[bytes, bytes, bytes]:
    """What tells a file from others: its text, its path, what it is in the tree, and what it stands in."""
    blob = hashlib.sha1(b"blob %d\0" % len(source.data) + source.data).digest()
    path = source.path.encode("utf-8", "surrogateescape")
    host = source.host and sorted(source.host.reads)
    return blob, path, _encoder.encode((source.encoding, module, is_package, host))


@lru_cache(maxsize=8)
def _encoded_names(wanted: WantedNames) -> bytes:
    return _encoder.encode(wanted)
