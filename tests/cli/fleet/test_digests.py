"""What makes two runs of a fleet the same, as ledgers have it."""

from dataclasses import replace

from codemods.cli.fleet.digests import repository_digest, run_digest
from codemods.values.migration_text import MigrationText
from tests.cli.fleet.ledger_samples import OPTIONS, REPOSITORIES, TEXT

MORE = MigrationText("m.toml", TEXT.text, (MigrationText("n.toml", "[[module]]"),))


RUN = "d833480ff9db9f5cb2bcd4c6c2f816b217f615d7dc42c7ab4571e1802b2aead9"
REPOSITORY = "3c3070b6c87f46f4a9b9bb4e1dd68a3de3bdaade14fa1246303ee94bdd014713"


def test_ledgers_that_were_written_know_their_runs() -> None:
    assert run_digest(OPTIONS, TEXT) == RUN
    assert repository_digest(REPOSITORIES[0]) == REPOSITORY


def test_another_file_of_the_migration_makes_another_run() -> None:
    assert run_digest(OPTIONS, MORE) != run_digest(OPTIONS, TEXT)
    assert repository_digest(replace(REPOSITORIES[0], migration=MORE)) != repository_digest(REPOSITORIES[0])
