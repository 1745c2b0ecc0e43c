"""The page of a run: ratios are taken round by round, and what was not measured is said."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.render import END, PAGE, START, measured_part, spliced
from benchmarks.results import Outcome, Results, Round, Row, Subject, load, save
from benchmarks.run import RESULTS
from benchmarks.tables import page, ratio


def rounds(*figures: tuple[float, float]) -> tuple[Round, ...]:
    return tuple(Round(number, wall, cpu, 30_000_000, 0) for number, (wall, cpu) in enumerate(figures, 1))


# One round in three was slow for everything: medians of the whole would hide that one is twice the other.
FLOOR = Row("floor", "floor", "rename", "python floor.py make", rounds((1, 1), (1, 10), (1, 2)))
OWN = Row(
    "repoint-apply",
    "`repoint apply`",
    "rename",
    "repoint apply",
    rounds((4, 2), (4, 20), (8, 4)),
    tree=44_000_000,
    gave_up=2,
    outcome=Outcome(12, 0, 0, 3, 39, 0, 0, 0),
)
SLOW = Row("slow", "Slow", "rename", "slow make", rounds((100, 50)), said="gave up")
ENDED = Row("ended", "Ended", "rename", "ended", (Round(1, 600, 600, 1, -9, True),))
GONE = Row("gone", "Gone", "rename", "gone", skipped="gone is not installed")
RESULTS_OF_A_RUN = Results(
    "2 cores",
    {"Python": "3.11.7"},
    600,
    1,
    3,
    (
        Subject(
            "path",
            "a tree",
            1_000,
            18_000_000,
            {"migration": 0, "rename": 24},
            43,
            "acme.old:make → acme.new:build",
            (FLOOR, OWN, SLOW, ENDED, GONE),
        ),
    ),
)


def line_of(text: str, start: str) -> str:
    (line,) = (line for line in text.splitlines() if line.startswith(start))
    return line


def test_ratios_are_taken_round_by_round() -> None:
    assert ratio(OWN, FLOOR, "cpu") == 2
    assert ratio(SLOW, OWN, "wall") == 25
    assert ratio(GONE, OWN, "wall") is None


def test_costs_are_medians_with_their_ratios() -> None:
    text = page(RESULTS_OF_A_RUN)
    assert line_of(text, "| **`repoint apply`** | 4") == (
        "| **`repoint apply`** | 4.00 | 4.00 | 30 MB (44) | 2.00 | 1.00 |"
    )
    assert line_of(text, "| Slow |") == "| Slow | 100 1× | 50.0 | 30 MB | 50 | 25 |"


def test_an_answer_to_an_editor_stands_beside_a_cold_check() -> None:
    check = Row("repoint-check", "`repoint check`", "migration", "check", rounds((2, 1), (4, 2)))
    answer = Row("repoint-lsp", "`repoint lsp`", "migration", "lsp", rounds((0.1, 0.02), (0.2, 0.04)))
    (subject,) = RESULTS_OF_A_RUN.subjects
    with_both = replace(subject, rows=(check, answer), apart="0.1.0 at abc")
    text = page(replace(RESULTS_OF_A_RUN, subjects=(with_both,)))
    assert "waits 0.050 of the time of `repoint check`; in processor time it is 0.020." in text
    assert "**The whole built-in migration**, measured apart with repoint 0.1.0 at abc" in text
    without = replace(subject, rows=(check,))
    assert "repoint lsp" not in page(replace(RESULTS_OF_A_RUN, subjects=(without,)))


def test_what_was_not_measured_or_not_finished_is_said() -> None:
    text = page(RESULTS_OF_A_RUN)
    assert line_of(text, "| Gone |") == "| Gone | gone is not installed | | | | |"
    assert "600 1× (ended)" in line_of(text, "| Ended |")
    assert line_of(text, "- Slow:").endswith("Exit code 0: gave up")


def test_outcomes_have_their_table() -> None:
    text = page(RESULTS_OF_A_RUN)
    assert (
        line_of(text, "| `repoint apply` | 12") == "| `repoint apply` | 12 | 2 | 0 | 0 | 39 | 3 | 0 | 0 | 0 |"
    )


def test_only_what_is_between_the_markers_changes() -> None:
    text = f"before\n{START}\nold\n{END}\nafter\n"
    assert spliced(text, "new", PAGE) == f"before\n{START}\n\nnew\n\n{END}\nafter\n"
    with pytest.raises(ValueError, match="expected the markers"):
        spliced("no markers", "new", PAGE)


def test_results_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    save(RESULTS_OF_A_RUN, file)
    assert load(file) == RESULTS_OF_A_RUN
    file.write_text('{"machine": 3}')
    with pytest.raises(ValueError, match=r"results\.json: no results of this benchmark"):
        load(file)


def test_the_page_is_that_of_the_results() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert spliced(text, measured_part(load(RESULTS)), PAGE) == text


def test_the_page_names_neither_host_nor_folder() -> None:
    text = RESULTS.read_text(encoding="utf-8")
    assert sys.prefix not in text
    assert "/home/" not in text
    assert "/tmp/" not in text


@pytest.mark.parametrize("generated", [False, True], ids=["peers", "scale"])
def test_plots_are_the_same_bytes_each_time(generated: bool) -> None:
    pytest.importorskip("matplotlib")
    from benchmarks.plots import peers_plot, scale_plot

    (subject,) = RESULTS_OF_A_RUN.subjects
    rows = tuple(replace(row, work="migration") for row in subject.rows) if generated else subject.rows
    results = replace(RESULTS_OF_A_RUN, subjects=(replace(subject, rows=rows, generated=generated),))
    plot = scale_plot if generated else peers_plot
    assert plot(results) == plot(results)
    assert plot(results).startswith("<?xml")
    assert "repoint apply" in plot(results)
    assert "floor" in plot(results)
