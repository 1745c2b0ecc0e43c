"""Digests that tell whether two runs, or a repository's parts in them, would make the same commits.

They are stored in ledgers, so the names of the fields that go into them cannot change.
"""

import hashlib
from dataclasses import replace

import msgspec

from codemods.cli.fleet.urls import masked
from codemods.values.fleet_run import FleetOptions, FleetRepository
from codemods.values.migration_text import MigrationText


def run_digest(options: FleetOptions, migration: MigrationText | None) -> str:
    """Identify a run: one with other options, or another migration, is another run."""
    texts = [each.text for each in migration.files] if migration else [None]
    return _digest(_encoded([options, *texts]))


def repository_digest(repository: FleetRepository) -> str:
    """Identify one repository's part in a run, whatever the password in its URL."""
    first, *more = (MigrationText("", each.text) for each in repository.migration.files)
    migration = MigrationText("", first.text, tuple(more))
    data = _encoded(replace(repository, url=masked(repository.url), migration=migration))
    # Ledgers are older than this field, the last one.
    unset = b',"format":false}'
    return _digest(data.removesuffix(unset) + b"}" if data.endswith(unset) else data)


def _encoded(value: object) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
