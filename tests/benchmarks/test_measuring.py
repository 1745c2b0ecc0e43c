"""What a process cost: its children count, the one who measures does not."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.measuring import measure

MEGABYTES = 1_000_000
BURN = """
import time
while time.process_time() < 0.3:
    pass
"""
HOLD = "held = b'x' * 80_000_000"


def child(code: str, before: str = "") -> list[str]:
    """A command whose work is done by a process that it starts and waits for."""
    start = f"{before}\nimport subprocess, sys\nsubprocess.run([sys.executable, '-c', {code!r}], check=True)"
    return [sys.executable, "-c", start]


def test_processor_time_of_children_counts(tmp_path: Path) -> None:
    cost = measure(child(BURN), tmp_path, limit=60)
    assert cost.cpu >= 0.3
    assert (cost.code, cost.timed_out) == (0, False)


def test_memory_of_the_largest_process_counts(tmp_path: Path) -> None:
    assert measure(child(HOLD), tmp_path, limit=60).peak >= 80 * MEGABYTES


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_memory_of_all_processes_is_added_up(tmp_path: Path) -> None:
    cost = measure(child(HOLD + BURN, before=HOLD), tmp_path, limit=60, sampled=True)
    assert cost.tree >= 160 * MEGABYTES
    assert 80 * MEGABYTES <= cost.peak < 160 * MEGABYTES


def test_memory_of_the_one_who_measures_does_not_count(tmp_path: Path) -> None:
    held = b"x" * (200 * MEGABYTES)
    assert measure(["true"], tmp_path, limit=60).peak < 100 * MEGABYTES
    assert held


def test_time_that_is_up_ends_the_whole_group(tmp_path: Path) -> None:
    cost = measure(child("while True: pass"), tmp_path, limit=0.2)
    assert cost.timed_out
    assert cost.code < 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has pidfd")
@pytest.mark.parametrize(
    "end",
    [lambda pid: os.kill(pid, signal.SIGKILL), lambda pid: os.killpg(pid, signal.SIGTERM)],
    ids=["itself", "with its group"],
)
def test_whoever_is_killed_takes_what_it_measures_along(end: Callable[[int], None], tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    endless = f"import os; open({str(ready)!r}, 'w').write(f'{{os.getpid()}}.')\nwhile True: pass"
    script = (
        "import sys; from pathlib import Path; from benchmarks.measuring import measure\n"
        f"measure([sys.executable, '-c', {endless!r}], Path('.'), limit=60)\n"
    )
    path = {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, "-c", script], env=path, start_new_session=True) as run:
        while not (ready.exists() and ready.read_text().endswith(".")):
            assert run.poll() is None
        measured = os.pidfd_open(int(ready.read_text().rstrip(".")))
        end(run.pid)
    ended, _, _ = select.select([measured], [], [], 60)
    os.close(measured)
    assert ended


def test_output_and_exit_code_are_the_commands_own(tmp_path: Path) -> None:
    output = tmp_path / "output"
    cost = measure(["sh", "-c", "echo out; echo err >&2; exit 3"], tmp_path, limit=60, output=output)
    assert cost.code == 3
    assert output.read_text() == "out\nerr\n"


def test_a_command_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no-such-command could not be measured"):
        measure(["no-such-command"], tmp_path, limit=60)
