"""Tasks that succeed, fail, wait or kill their worker, as their URLs say."""

import os
import signal
import time
from pathlib import Path

from codemods.cli.fleet.task_folder import task_folder
from codemods.cli.fleet.wire_format import pack, unpack
from codemods.values.fleet_run import (
    FleetOptions,
    FleetRepository,
    FleetTask,
    TaskFailure,
    TaskOutcome,
    TaskSummary,
)
from codemods.values.migration_text import MigrationText

DONE = TaskOutcome(TaskSummary("b" * 40))


def fake_task(name: str, what: str) -> FleetTask:
    """A task whose URL says what its worker does."""
    return FleetTask(
        FleetRepository(name, what, MigrationText("m.toml", "")), FleetOptions("A <a@b.c>"), 0, False
    )


def run_fake_task(version: str, packed: bytes) -> bytes:
    """Do what the task's URL says: `done`, `die`, `fail`, `raise`, or `die once|fail once|wait FILE`."""
    words = unpack(packed, FleetTask).repository.url.split()
    if words[1:2] == ["once"] and not _first_time(Path(words[2])):
        words = ["done"]
    match words[0]:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "fail":
            return pack(TaskOutcome(failure=TaskFailure("the network", transient=True)))
        case "wrong":
            return pack(TaskOutcome(failure=TaskFailure("the migration")))
        case "raise":
            raise ValueError("s3cret")
        case "garbage":
            return b"\xff"
        case "wait":
            with task_folder() as folder:
                Path(words[1]).write_text(f"{os.getpid()} {folder}")
                time.sleep(300)
    return pack(DONE)


def _first_time(mark: Path) -> bool:
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
