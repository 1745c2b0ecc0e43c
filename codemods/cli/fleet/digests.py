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
    return _digest([options, *texts])


def repository_digest(repository: FleetRepository) -> str:
    """Identify one repository's part in a run, whatever the password in its URL."""
    first, *more = (MigrationText("", each.text) for each in repository.migration.files)
    migration = MigrationText("", first.text, tuple(more))
    return _digest(replace(repository, url=masked(repository.url), migration=migration))


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()
