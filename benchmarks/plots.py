"""The plots of a run, as SVG: the tools against the floor, and time and memory over the size of the tree."""

from collections.abc import Sequence
from io import StringIO

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter

from benchmarks.results import Results, Row, Subject
from benchmarks.tables import cpu, peak, seconds, wall

FLOOR, OWN, PEER = "#8a8a8a", "#0b6e4f", "#b8552b"
SCALE = (
    ("git-grep", "git grep", "#8a8a8a", ":"),
    ("floor", "floor", "#444444", "--"),
    ("repoint-diff", "repoint diff", "#0b6e4f", "-"),
    ("repoint-diff-warm", "repoint diff, warm", "#3aa37a", "-"),
    ("repoint-apply", "repoint apply", "#b8552b", "-"),
)
"""What is drawn over the size of the tree: row, label, colour, line."""


def peers_plot(results: Results) -> str:
    """The renames of one symbol, wall and processor time, as an SVG; an empty text without any."""
    subjects = [subject for subject in results.subjects if any(row.outcome for row in subject.rows)]
    if not subjects:
        return ""
    # The real repository where it was measured, else the tree where most was.
    subject = max(
        subjects, key=lambda each: (each.name == "path", sum(bool(row.rounds) for row in each.rows))
    )
    rows = [row for row in subject.rows if row.work == "rename" and row.rounds]
    figure = Figure(figsize=(8.5, 0.42 * len(rows) + 1.6), layout="constrained")
    _bars(figure.add_subplot(), subject, rows)
    return _svg(figure)


def _bars(axes: Axes, subject: Subject, rows: Sequence[Row]) -> None:
    rows = sorted(rows, key=wall, reverse=True)
    places = range(len(rows))
    colours = [_colour(row) for row in rows]
    axes.barh([place + 0.2 for place in places], [wall(row) for row in rows], 0.38, color=colours)
    axes.barh([place - 0.2 for place in places], [cpu(row) for row in rows], 0.38, color=colours, alpha=0.45)
    for place, row in zip(places, rows, strict=True):
        axes.text(wall(row) * 1.08, place + 0.2, f"{seconds(wall(row))} s", va="center", fontsize=8)
    floor = next((row for row in rows if row.name == "floor"), None)
    if floor is not None:
        axes.axvline(cpu(floor), color=FLOOR, linestyle="--", linewidth=1)
    axes.set_yticks(places, [row.title.replace("`", "") for row in rows])
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.margins(x=0.12)
    axes.grid(axis="x", which="major", alpha=0.3)
    axes.set_xlabel("seconds, log scale: wall (full) and processor (pale); the dashed line is the floor")
    axes.set_title(f"One symbol renamed in {subject.title} ({subject.files:,} Python files)", fontsize=10)


def _colour(row: Row) -> str:
    return OWN if row.name.startswith("repoint") else FLOOR if row.name in ("floor", "git-grep") else PEER


def scale_plot(results: Results) -> str:
    """Time and memory over the number of files, as an SVG; an empty text without generated trees."""
    subjects = sorted((each for each in results.subjects if each.generated), key=lambda each: each.files)
    if not subjects:
        return ""
    figure = Figure(figsize=(8.5, 3.9), layout="constrained")
    times, memory = figure.subplots(1, 2)
    for name, label, colour, line in SCALE:
        rows = [(each.files, row) for each in subjects for row in each.rows if _is(row, name)]
        if rows:
            files = [count for count, _ in rows]
            style = {"color": colour, "linestyle": line, "marker": "o", "markersize": 4, "label": label}
            times.plot(files, [wall(row) for _, row in rows], **style)
            memory.plot(files, [max(peak(row), row.tree) / 1e6 for _, row in rows], **style)
    for axes in (times, memory):
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.xaxis.set_major_formatter("{x:,g}")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_minor_formatter(NullFormatter())
        axes.grid(which="major", alpha=0.3)
        axes.set_xlabel("Python files in the tree, log scale")
    times.set_title("wall time, seconds", fontsize=10)
    memory.set_title("peak memory of all processes, MB", fontsize=10)
    times.legend(fontsize=8, frameon=False)
    return _svg(figure)


def _is(row: Row, name: str) -> bool:
    return row.name == name and row.work == "migration" and bool(row.rounds)


def _svg(figure: Figure) -> str:
    """The same bytes for the same figures: no date, no random ids; texts stay texts."""
    written = StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "repoint", "svg.fonttype": "none"}):
        figure.savefig(written, format="svg", metadata={"Date": None})
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines()) + "\n"
