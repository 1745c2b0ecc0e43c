"""The pool of processes: the same results in the same order, and a way on when it breaks."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SCRIPT = """
import sys
from pathlib import Path
from codemods.tree.open_tree import open_tree
from codemods.plan.engine import Engine
from codemods.migration.load import parse_migration
from codemods.plan import process_pool as workers

root = Path(sys.argv[1])
migration = parse_migration('[[symbol]]\\nold = "lib.legacy:old"\\nnew = "lib.modern:new"\\n', "case.toml")
used = []
real = workers._forked
workers._forked = lambda jobs, *rest: used.append(jobs) or real(jobs, *rest)
plans = [Engine(open_tree(root), migration, jobs=jobs).plan() for jobs in (1, 2, 3)]
assert used == [1, 1, 2, 2] or sys.platform != "linux", used
assert plans[0] == plans[1] == plans[2]
print(len(plans[0].files))
"""

BROKEN = """
import os
from codemods.plan.process_pool import Workers

home = os.getpid()
heard = []

def step(number):
    if number == 10 and os.getpid() != home:
        os.kill(os.getpid(), 9)
    return number * 2

assert Workers(3).map(step, range(100), heard.append) == [number * 2 for number in range(100)]
assert heard == sorted(heard) and 0 < heard[-1] <= 100
"""


KILLED = """
import os, signal
from codemods.plan.process_pool import Workers

home = os.getpid()

def step(number):
    if os.getpid() == home:
        os.kill(home, signal.SIGKILL)
    signal.pause()

Workers(4).map(step, range(100))
"""


def run(script: str, *arguments: str) -> str:
    """Run a script in a process of its own, where no other thread keeps the pool from starting."""
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_pool_plans_what_one_process_plans(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"user_{number}.py").write_text(f"from lib.legacy import old\n\nold({number})\n")
    (tmp_path / "broken.py").write_text("from lib.legacy import old\nold(\n")
    assert run(SCRIPT, str(tmp_path)) == "60\n"


def test_the_work_of_a_killed_worker_is_done_here() -> None:
    run(BROKEN)


SIZES = """
from codemods.plan.process_pool import _CHUNK, _MOST_CHUNKS, MANY, Workers

for jobs in (1, 2, 5, 64):
    edge = _CHUNK * _MOST_CHUNKS * jobs
    for number in {0, 1, MANY - 1, MANY, MANY + 1, 2 * MANY + 3, edge - 1, edge, edge + 1, 2 * edge + 1}:
        heard = []
        made = Workers(jobs).map(lambda each: (each, "x" * (each % 7)), range(number), heard.append)
        assert made == [(each, "x" * (each % 7)) for each in range(number)], (jobs, number)
        assert heard == sorted(heard) and all(0 < each <= number for each in heard), (jobs, number)
        assert jobs > 1 or heard == list(range(1, number + 1))
"""

RAISES = """
import sys
from codemods.plan.process_pool import Workers

def picky(number):
    if number == int(sys.argv[1]):
        raise ValueError(number)
    return number

for jobs in (1, 2, 5):
    try:
        Workers(jobs).map(picky, range(100))
    except ValueError as error:
        assert error.args == (int(sys.argv[1]),)
    else:
        raise AssertionError(jobs)
"""

ALL_KILLED = """
import os
from codemods.plan.process_pool import Workers

home = os.getpid()

def fatal(number):
    if os.getpid() != home:
        os.kill(os.getpid(), 9)
    return number + 1

for jobs in (2, 5):
    assert Workers(jobs).map(fatal, range(200)) == list(range(1, 201))
"""


DENIED = """
import multiprocessing.synchronize, multiprocessing.queues, multiprocessing.popen_fork, os, resource, sys
from concurrent.futures import ProcessPoolExecutor
from codemods.plan.process_pool import Workers

limit = int(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
resource.setrlimit(resource.RLIMIT_NPROC, (limit, limit))
assert Workers(4).map(str, range(200)) == list(map(str, range(200)))
assert not multiprocessing.active_children()
"""

NO_SEMAPHORES = """
import sys
sys.modules["_multiprocessing"] = None
from codemods.plan.process_pool import Workers

assert Workers(4).map(str, range(200)) == list(map(str, range(200)))
"""


HIDDEN_THREAD = """
import _thread, os, time, warnings
from codemods.plan import process_pool

warnings.simplefilter("error")
home = os.getpid()
_thread.start_new_thread(time.sleep, (60,))
while len(os.listdir("/proc/self/task")) == 1:
    pass
assert process_pool.Workers(4).map(lambda _: os.getpid(), range(200)) == [home] * 200
process_pool._system_threads = lambda: 1
assert len(process_pool.Workers(4).map(str, range(200))) == 200
"""


@pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")
def test_nothing_is_forked_beside_a_thread_that_python_does_not_count() -> None:
    assert run(HIDDEN_THREAD) == ""


@pytest.mark.parametrize("limit", [1, 2, 4, 5, 6, 7])
def test_where_no_more_processes_or_threads_may_be_had_the_work_is_done_here(limit: int) -> None:
    assert run(DENIED, str(limit)) == ""


def test_where_there_are_no_semaphores_the_work_is_done_here() -> None:
    run(NO_SEMAPHORES)


@pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")
def test_killed_it_leaves_no_worker_behind() -> None:
    command = [sys.executable, "-c", KILLED]
    # The output ends when the last process that has it does.
    killed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL


def test_any_number_of_values_on_any_number_of_processes() -> None:
    run(SIZES)


@pytest.mark.parametrize("at", [0, 50, 99])
def test_a_function_that_raises_raises_here(at: int) -> None:
    run(RAISES, str(at))


def test_where_every_worker_is_killed_the_work_is_done_here() -> None:
    run(ALL_KILLED)


def lay_large_tree(root: Path) -> None:
    """A tree with enough files for a pool, and of each kind of trouble one."""
    (root / "lib").mkdir()
    (root / "lib" / "legacy.py").write_text("from lib.modern import new\ndef old(): return new()\n")
    (root / "lib" / "modern.py").write_text("def new(): ...\n")
    (root / "lib" / "hub.py").write_text("from lib.legacy import old\n")
    for number in range(120):
        home = "lib.hub" if number % 3 else "lib.legacy"
        text = f"from {home} import old\n\n\ndef f():\n    old({number})\n    log({number})\n"
        (root / f"user_{number}.py").write_text(text)
    (root / "broken.py").write_text("from lib.legacy import old\nold(\n")
    (root / "bytes.py").write_bytes(b"from lib.legacy import old  # \xff\n")
    (root / "bound.py").write_text("from lib.legacy import old\nold = old()\n")
    (root / "surrogate.py").write_text('from lib.legacy import old\nold("\\ud800.old")\n')
    (root / os.fsdecode(b"odd\xff.py")).write_text("from lib.legacy import old\nold()\n")
    (root / "m.toml").write_text('[[symbol]]\nold = "lib.legacy:old"\nnew = "lib.modern:new"\n')


@pytest.mark.parametrize("command", ["diff", "diff --format json", "check", "scan --format json"])
def test_what_is_said_does_not_depend_on_the_number_of_processes(tmp_path: Path, command: str) -> None:
    lay_large_tree(tmp_path)
    said = []
    for jobs in (1, 2, 5):
        options = ("--root", str(tmp_path), "--migration", str(tmp_path / "m.toml"), "--jobs", str(jobs))
        words = [sys.executable, "-m", "codemods", *command.split(), *options]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode < 2, done.stderr
        said.append((done.returncode, done.stdout, done.stderr))
    assert said[0] == said[1] == said[2]
    assert b"user_119" in said[0][1]
