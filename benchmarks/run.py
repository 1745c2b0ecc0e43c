"""Measure repoint and its peers: `python -m benchmarks.run [--path DIR]`, or `python -m benchmarks`.

Every subject's commands run in turn, round after round, so that what else the machine does falls on all of
them; a slow peer runs once, in the first round. Results are written after each subject, and `--resume` goes
on from there.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.commands import SupportedOptions
from benchmarks.generate import GenerateError
from benchmarks.machine import described, versions
from benchmarks.measuring import measure
from benchmarks.outcomes import ScanError
from benchmarks.results import Results, load, save
from benchmarks.rounds import Benchmark, Schedule
from benchmarks.subjects import SubjectError, SubjectTree, generated_tree, given_tree, library_tree

RESULTS = Path(__file__).parent / "results.json"
BIG = 50_000
"""Files, from which on a generated tree is measured once, and without slow peers."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code, 0 or 2."""
    options = _parser().parse_args(arguments)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _run(options)
    except (GenerateError, SubjectError, ScanError, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted: what was measured is kept; --resume goes on", file=sys.stderr)
        return 2
    finally:
        signal.signal(signal.SIGTERM, before)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").split("\n")[0])
    add = parser.add_argument
    add("--path", type=Path, metavar="DIR", help="a repository to measure on; its last commit is cloned")
    sizes = "1000,10000,100000"
    add(
        "--sizes", type=_sizes, default=sizes, metavar="N,...", help=f"generated trees ({sizes}); '' for none"
    )
    add("--no-library", action="store_true", help="leave Lib and site-packages out")
    add("--no-slow", action="store_true", help="leave out peers that take minutes")
    add("--rounds", type=_count, default=5, metavar="N", help="of each command that is not a slow peer")
    add("--limit", type=float, default=600, metavar="SECONDS", help="for one command")
    add("--repoint", type=Path, default=Path(sys.executable).parent / "repoint", metavar="PATH")
    add("--results", type=Path, default=RESULTS, metavar="FILE", help="where they are written")
    add("--resume", action="store_true", help="keep the subjects that FILE holds, measure the others")
    add("--only-migration", action="store_true", help="measure its rows anew; FILE keeps its others")
    add("--work", type=Path, metavar="DIR", help="keep the scratch trees there; they are used again")
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    """Numbers of files, with commas between. Raises ArgumentTypeError."""
    return tuple(_count(size) for size in text.split(",") if size)


def _count(text: str) -> int:
    """A positive number. Raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive number")
    return int(text)


def _run(options: argparse.Namespace) -> None:
    start = time.monotonic()
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
        _measure(options, options.work.resolve(), start)
        return
    with tempfile.TemporaryDirectory(prefix="repoint-benchmark-") as work:
        _measure(options, Path(work).resolve(), start)


def _measure(options: argparse.Namespace, work: Path, start: float) -> None:
    repoint = options.repoint.absolute()
    bench = Benchmark(repoint, work, supported_options(repoint, work), options.limit, _say)
    results = _resumed(options, repoint, work)
    before = results.minutes
    for name, make in _trees(options, work):
        if options.only_migration:
            results = _with_migration(results, make(), bench, options)
            save(results, options.results)
            continue
        if any(subject.name == name for subject in results.subjects):
            _say(f"{name}: measured before")
            continue
        tree = make()
        _say(tree.title)
        subject = bench.subject(tree, _schedule(tree, options.rounds, slow=not options.no_slow))
        minutes = before + (time.monotonic() - start) / 60
        results = replace(results, subjects=(*results.subjects, subject), minutes=minutes)
        save(results, options.results)
    _say(f"{options.results}: written; `python -m benchmarks.render` makes the page of it")


def _with_migration(
    results: Results, tree: SubjectTree, bench: Benchmark, options: argparse.Namespace
) -> Results:
    """The results with the migration's rows of one subject measured anew. Raises ValueError without it."""
    _say(f"{tree.title}, the migration alone")
    if not any(each.name == tree.name for each in results.subjects):
        raise ValueError(f"{options.results}: holds nothing of {tree.title}; measure it without this option")
    schedule = replace(_schedule(tree, options.rounds, slow=False), only_migration=True)
    found = bench.subject(tree, schedule)
    repoint = versions(bench.repoint)["repoint"]
    subjects = (
        replace(each, rows=(*found.rows, *(row for row in each.rows if row.work == "rename")), apart=repoint)
        if each.name == tree.name
        else each
        for each in results.subjects
    )
    return replace(results, subjects=tuple(subjects))


def _schedule(tree: SubjectTree, rounds: int, *, slow: bool) -> Schedule:
    """How much is measured on a tree, so that a whole run stays under half an hour."""
    if tree.generated >= BIG:
        return Schedule(1, slow=False, brief=True)
    return Schedule(rounds if tree.migration else min(rounds, 3), slow)


def supported_options(repoint: Path, work: Path) -> SupportedOptions:
    """Which options the measured repoint has, by its own help. Raises OSError when it can't be run."""
    said = work / "help"
    measure([str(repoint), "diff", "--help"], work, limit=60, output=said, environment={"COLUMNS": "200"})
    text = said.read_text(encoding="utf-8", errors="replace")
    lsp = measure([str(repoint), "lsp", "--help"], work, limit=60).code == 0
    return SupportedOptions("--no-cache" in text, "--jobs" in text, lsp)


def _resumed(options: argparse.Namespace, repoint: Path, work: Path) -> Results:
    """The results to go on with: those of the file, or none yet."""
    if (options.resume or options.only_migration) and options.results.exists():
        return load(options.results)
    least = measure(["true"], work, limit=10).peak
    return Results(described(), versions(repoint), options.limit, least)


def _trees(options: argparse.Namespace, work: Path) -> Iterator[tuple[str, Callable[[], SubjectTree]]]:
    """The subjects, each made when its turn has come."""
    if options.path:
        yield "path", partial(given_tree, options.path, work)
    for files in options.sizes:
        yield f"generated-{files}", partial(generated_tree, files, work)
    if not options.no_library:
        yield "library", partial(library_tree, work)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
