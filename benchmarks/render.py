"""Make the page of a run: `python -m benchmarks.render [--results FILE] [--page FILE]`.

The part of docs/benchmarks.md between the markers, and the plots beside it, are made anew; the rest of the
page is written by hand.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.case_tables import case_sections
from benchmarks.results import Results, load
from benchmarks.run import RESULTS
from benchmarks.tables import page

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
START, END = "<!-- measured: start -->", "<!-- measured: end -->"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code, 0 or 2."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.render")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FILE")
    parser.add_argument("--page", type=Path, default=PAGE, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        render(load(options.results), options.page)
    except (OSError, ValueError, ModuleNotFoundError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def render(results: Results, file: Path) -> None:
    """Write the tables into a page and the plots beside it.

    Raises ValueError when the page lacks a marker, ModuleNotFoundError without matplotlib.
    """
    # The tests read this module's tables where matplotlib is not installed.
    from benchmarks.plots import peers_plot, scale_plot

    text = spliced(file.read_text(encoding="utf-8"), measured_part(results), file)
    for name, svg in (("peers", peers_plot(results)), ("scale", scale_plot(results))):
        if svg:
            file.with_name(f"{file.stem}-{name}.svg").write_text(svg, encoding="utf-8")
    file.write_text(text, encoding="utf-8")


def measured_part(results: Results) -> str:
    """The whole generated part of the page: it leads with the trees that nothing was tuned on."""
    return "\n\n".join([*case_sections(results), page(results)])


def spliced(text: str, measured: str, file: Path) -> str:
    """A page's text with another measured part. Raises ValueError when a marker is missing."""
    head, start, rest = text.partition(START)
    _, end, tail = rest.partition(END)
    if not (start and end):
        raise ValueError(f"{file}: expected the markers {START} and {END}, each on a line of its own")
    return f"{head}{START}\n\n{measured}\n\n{END}{tail}"


if __name__ == "__main__":
    raise SystemExit(main())
