"""Commands run and end, and so do all processes that they start."""

import os
import sys
from pathlib import Path

import pytest

from codemods.cli.verify.prepare_command import PreparedCommand
from codemods.cli.verify.run_commands import CommandJob, run_commands
from codemods.values.errors import RepointError
from tests.processes import ends

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="waits for a process that is not its child")
LEAVES_A_CHILD = """\
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
open("child", "w").write(str(child.pid))
time.sleep(float(sys.argv[1]))
"""


def job(folder: Path, *words: str, name: str = "before") -> CommandJob:
    return CommandJob(name, PreparedCommand(words, folder, None), dict(os.environ), folder / f"{name}.log")


def python(folder: Path, code: str, *words: str, name: str = "before") -> CommandJob:
    return job(folder, sys.executable, "-c", code, *words, name=name)


def test_exit_codes_and_output_come_back(tmp_path: Path) -> None:
    code = "import sys; print('out', flush=True); sys.stderr.write('err'); sys.exit(3)"
    (result,) = run_commands([python(tmp_path, code)])
    assert result.status == 3
    assert (tmp_path / "before.log").read_bytes() == b"out\nerr"


def test_commands_run_one_after_another_unless_asked_otherwise(tmp_path: Path) -> None:
    code = "import time; print(time.monotonic()); time.sleep(.3); print(time.monotonic())"
    jobs = [python(tmp_path, code, name=name) for name in ("before", "after")]
    for at_once in (1, 2):
        run_commands(jobs, at_once)
        ((_, end), (start, _)) = (
            (tmp_path / f"{name}.log").read_text().split() for name in ("before", "after")
        )
        assert (float(end) <= float(start)) is (at_once == 1)


@linux_only
def test_a_command_that_does_not_end_is_terminated_with_its_children(tmp_path: Path) -> None:
    with pytest.raises(RepointError, match=r"^before: the command did not end within 0\.7 seconds"):
        run_commands([python(tmp_path, LEAVES_A_CHILD, "60")], timeout=0.7)
    assert ends(int((tmp_path / "child").read_text()))


@linux_only
def test_what_a_command_leaves_running_is_terminated(tmp_path: Path) -> None:
    run_commands([python(tmp_path, LEAVES_A_CHILD, "0")])
    assert ends(int((tmp_path / "child").read_text()))


@pytest.mark.parametrize(
    ("word", "message"),
    [
        pytest.param("no-such-program-here", "no-such-program-here: no such command", id="not found"),
        pytest.param("./plain", "./plain: can't be started: Permission denied", id="not executable"),
    ],
)
def test_a_command_that_cannot_be_started_says_why(word: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    with pytest.raises(RepointError) as caught:
        run_commands([job(tmp_path, word)])
    assert str(caught.value).startswith(message)
