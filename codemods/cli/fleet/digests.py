"""Digests that tell whether two runs, or a repository's parts in them, would make the same commits.

They are stored in ledgers, so the names of the fields that go into them cannot change.
"""

import hashlib
from dataclasses import replace

import msgspec

from codemods.cli.fleet.urls import masked
from codemods.values.fleet_run import FleetOptions, FleetRepository, MigrationText


def run_digest(options: FleetOptions, migration: MigrationText | None) -> str:
    """Identify a run: one with other options, or another migration, is another run."""
    return _digest([options, migration.text if migration else None])


def repository_digest(repository: FleetRepository) -> str:
    """Identify one repository's part in a run, whatever the password in its URL."""
    migration = MigrationText("", repository.migration.text)
    return _digest(replace(repository, url=masked(repository.url), migration=migration))


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()
