"""The pool of processes: the same results in the same order, and a way on when it breaks."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SCRIPT = """
import sys
from pathlib import Path
from codemods.discovery.tree import open_tree
from codemods.engine import Engine
from codemods.migration.load import parse_migration
from codemods.execution import pool as workers

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
from codemods.execution.pool import Workers

home = os.getpid()
heard = []

def step(number):
    if number == 10 and os.getpid() != home:
        os.kill(os.getpid(), 9)
    return number * 2

assert Workers(3).map(step, range(100), heard.append) == [number * 2 for number in range(100)]
assert heard == sorted(heard) and 0 < heard[-1] <= 100
"""


def run(script: str, *arguments: str) -> str:
    """Run a script in a process of its own, where no other thread keeps the pool from starting."""
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_pool_plans_what_one_process_plans(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"user_{number}.py").write_text(f"from lib.legacy import old\n\nold({number})\n")
    (tmp_path / "broken.py").write_text("from lib.legacy import old\nold(\n")
    assert run(SCRIPT, str(tmp_path)) == "60\n"


def test_the_work_of_a_killed_worker_is_done_here() -> None:
    run(BROKEN)
