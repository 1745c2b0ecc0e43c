"""`python -m benchmarks.random_migrations --path ../nova`: migrations over a real tree's own names.

Definitions are renamed in place, with the old name left as an alias, and modules moved, with a shim in the
old place; then repoint moves the rest of the tree. Nothing may be lost for a proof that fails (RP401), no
file may stop compiling, no import, attribute, target or name may lead nowhere that led somewhere before, no
patch may lose its last reader, a second run changes nothing, and `scan` agrees with `diff`. The tree is
cloned for each, and not written to.
"""

import json
import random
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.random_migrations.loose_ends import loose_ends
from benchmarks.random_migrations.making import Made, Names, make
from benchmarks.random_migrations.trees import Tree

MIGRATION = "random.toml"


@dataclass(slots=True)
class Result:
    """What one migration came to."""

    names: list[str]
    moved: int = 0
    stay: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        share = self.moved / max(1, self.moved + self.stay)
        codes = " ".join(f"{code}:{count}" for code, count in sorted(self.findings.items()))
        faults = "".join(f"\n  FAULT {fault}" for fault in self.faults)
        return f"{' '.join(self.names)}: {self.moved} moved, {self.stay} stay ({share:.1%}); {codes}{faults}"


class RunFailed(Exception):
    """repoint ended with a code that says that it could not do its work."""


def run_migration(program: Sequence[str], root: Path, made: Made) -> Result:
    """Migrate a clone in which the new names are made, and see what holds afterwards."""
    (root / MIGRATION).write_text("\n".join(made.tables), encoding="utf-8")
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    author = ("-c", "user.name=a", "-c", "user.email=a@b")
    subprocess.run(["git", *author, "commit", "-qnm", "Make new names"], cwd=root, check=True)
    result = Result(made.names)
    try:
        before = loose_ends(Tree(root), made.words)
        plan = _json(program, root, "diff")
        result.moved, result.stay = (sum(plan["references"][kind].values()) for kind in ("moved", "kept"))
        result.findings = Counter(each["code"] for each in plan["findings"])
        result.faults += (
            f"{each['code']} {each['path']}:{each['line']} {each['message']}"
            for each in plan["findings"]
            if each["code"] == "RP401"
        )
        found = len(_json(program, root, "scan")["references"])
        if found != result.moved + result.stay:
            result.faults.append(f"scan finds {found} references, diff {result.moved + result.stay}")
        _json(program, root, "apply")
        result.faults += loose_ends(Tree(root), made.words).since(before)
        again = _json(program, root, "diff")["files"]
        result.faults += (f"a second run changes {each['path']}" for each in again)
        left = len(_json(program, root, "scan")["references"])
        if left != result.stay:
            result.faults.append(f"scan finds {left} references afterwards, {result.stay} were to stay")
    except RunFailed as failed:
        result.faults.append(str(failed))
    return result


def _json(program: Sequence[str], root: Path, command: str) -> Any:
    arguments = [*program, command, "--migration", MIGRATION, "--no-cache", "--format", "json"]
    done = subprocess.run(arguments, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise RunFailed(f"{command} ended with {done.returncode}: {done.stderr[-600:]}")
    return json.loads(done.stdout)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make migrations over a tree and print a line for each; 1 where something does not hold."""
    parser = ArgumentParser(prog="python -m benchmarks.random_migrations", description=__doc__)
    parser.add_argument("--path", type=Path, required=True, help="a clone of the tree")
    parser.add_argument(
        "--name", action="append", help="rename MODULE:NAME, or move MODULE; no random ones then"
    )
    parser.add_argument("--count", type=int, default=4, help="how many migrations")
    parser.add_argument("--names", type=int, default=2, help="definitions to rename in each")
    parser.add_argument("--modules", type=int, default=1, help="modules to move in each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--most-used", action="store_true", help="the names most used and patched, none twice"
    )
    parser.add_argument(
        "--star-only", action="store_true", help="shims with a star alone, without private names"
    )
    parser.add_argument("--program", type=Path, default=Path(sys.executable).with_name("repoint"))
    parser.add_argument("--keep", type=Path, help="a new folder for the trees that were migrated")
    options = parser.parse_args(arguments)
    original, chance, faulty = Tree(options.path), random.Random(options.seed), False
    names = Names(original)
    pools = [(names.definitions(), options.names), (names.modules(), options.modules)]
    for pool, _ in pools:
        chance.shuffle(pool)
        if options.most_used:
            pool.sort(key=names.used, reverse=True)
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(1 if options.name else options.count):
            root = (options.keep or Path(scratch)) / f"tree{number + 1}"
            subprocess.run(["git", "clone", "-q", "--shared", str(options.path), str(root)], check=True)
            chosen = [name for pool, each in pools for name in pool[number * each : (number + 1) * each]]
            made, tree = Made(), Tree(root)
            for name in options.name or chosen:
                make(tree, name, made, star_only=options.star_only)
            result = run_migration([str(options.program)], root, made)
            print(result, flush=True)
            faulty |= bool(result.faults)
    return int(faulty)
