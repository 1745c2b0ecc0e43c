"""A run of three repositories, for ledgers."""

from codemods.values.fleet_run import FleetOptions, FleetRepository, TaskSeconds, TaskSummary
from codemods.values.migration_text import MigrationText

TEXT = MigrationText("m.toml", "[[symbol]]")
OPTIONS = FleetOptions("A <a@b.c>", "series")
REPOSITORIES = tuple(FleetRepository(name, f"/srv/{name}.git", TEXT) for name in ("a", "b", "c"))
SUMMARY = TaskSummary("b" * 40, "t" * 40, 2, 3, 4, 5, (("RP102", 6),), seconds=TaskSeconds(1.0, 2.0))
