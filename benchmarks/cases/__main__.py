"""Measure the cases: `python -m benchmarks.cases --path ../nova --path ../mypy [--before PATH]`.

Each tree is cloned and never written to. In a clone the three most imported modules are moved with `git mv`,
with `from new import *` in the old place; in another one the four most imported names are renamed where they
stand. `--large` is a tree for 500 symbols in one migration, one touched file, and a warm `scan`. What was
measured replaces the same cases in the results, and leaves all other results as they are.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.cases.case_trees import (
    ONE_FILE,
    built_in,
    many_symbols,
    modules_moved,
    names_renamed,
    one_file,
    small_tree,
)
from benchmarks.cases.measure_case import CaseCommand, CaseRunner, against_before, against_floor
from benchmarks.results import Case, load, save
from benchmarks.run import RESULTS
from benchmarks.subjects import SubjectError

COUNTS = (1_000, 10_000, 60_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code, 0 or 2."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cases", description=(__doc__ or "").split("\n")[0]
    )
    add = parser.add_argument
    add("--path", type=Path, action="append", default=[], metavar="DIR", help="a tree to move names of")
    add("--large", type=Path, metavar="DIR", help="a tree for many symbols, a touched file, a warm scan")
    add("--counts", type=int, nargs="*", default=COUNTS, metavar="N", help="places that change in one file")
    add("--before", type=Path, metavar="PATH", help="an older repoint, measured side by side")
    add("--repoint", type=Path, default=Path(sys.executable).parent / "repoint", metavar="PATH")
    add("--rounds", type=int, default=3, metavar="N")
    add("--no-serial", action="store_true", help="leave out the runs on one process")
    add("--limit", type=float, default=600, metavar="SECONDS", help="for one command")
    add("--results", type=Path, default=RESULTS, metavar="FILE")
    add("--work", type=Path, metavar="DIR", help="keep the clones there; they are used again")
    options = parser.parse_args(arguments)
    try:
        if options.work:
            options.work.mkdir(parents=True, exist_ok=True)
            _measure(options, options.work.resolve())
            return 0
        with tempfile.TemporaryDirectory(prefix="repoint-cases-") as work:
            _measure(options, Path(work).resolve())
    except (SubjectError, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _measure(options: argparse.Namespace, work: Path) -> None:
    programs = {"repoint": options.repoint.absolute()}
    if options.before:
        programs["before"] = options.before.absolute()
    runner = CaseRunner(programs, options.rounds, options.limit)
    for case in _cases(options, runner, work):
        results = load(options.results)
        others = tuple(each for each in results.cases if (each.title, each.kind) != (case.title, case.kind))
        save(replace(results, cases=(*others, case)), options.results)
        print(f"{case.title}, {case.kind}: measured", file=sys.stderr, flush=True)


def _cases(options: argparse.Namespace, runner: CaseRunner, work: Path) -> Iterator[Case]:
    before = options.before is not None
    floor = against_floor(not options.no_serial, before)
    for source in options.path:
        for make in (modules_moved, names_renamed):
            yield runner.measured(make(source, work), "floor", floor)
    if options.large:
        yield runner.measured(many_symbols(options.large, work), "floor", floor)
        as_it_is = built_in(options.large, work, "websocket-manager")
        for kind, commands in _warm() if before else ():
            yield runner.measured(as_it_is, kind, commands)
        yield runner.measured(
            built_in(options.large, work, "langchain"), "scan beside diff", _scan_beside_diff()
        )
    if before:
        yield runner.measured(small_tree(work), "diff", against_before("diff --no-cache"))
    for kind in ONE_FILE if options.counts else ():
        for count in options.counts:
            yield runner.measured(one_file(kind, count, work), "one file", [_DIFF])


_DIFF = CaseCommand("diff", "`repoint diff`", "{repoint} diff --migration {migration} --no-cache")


def _warm() -> Iterator[tuple[str, list[CaseCommand]]]:
    yield "diff after one touched file", against_before("diff", "touched")
    yield "scan, warm", against_before("scan", "primed")


def _scan_beside_diff() -> list[CaseCommand]:
    scan = "{repoint} scan --migration {migration} --no-cache"
    return [replace(_DIFF, name="before"), CaseCommand("now", "`repoint scan`", scan)]


if __name__ == "__main__":
    raise SystemExit(main())
