"""What makes two runs, or two tasks, the same: digests of all that decides which commits come out."""

import hashlib
from dataclasses import replace

import msgspec

from codemods.cli.fleet.urls import masked
from codemods.values.fleet import FleetOptions, FleetRepository, MigrationText


def run_digest(options: FleetOptions, migration: MigrationText | None) -> str:
    """The identity of a run: with other options, or another migration, it is another one."""
    return _digest([options, migration.text if migration else None])


def member_digest(member: FleetRepository) -> str:
    """The identity of one repository's part in a run. A password in its URL has no part in it."""
    plain = replace(member, url=masked(member.url), migration=MigrationText("", member.migration.text))
    return _digest(plain)


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()
