import pytest

from codemods.cli.report.burn_down import HEIGHT, WIDTH, burn_down
from codemods.values.history import CommitDate, History, HistorySample, NameCount


def history(*names: int, moved: int = 0) -> History:
    samples = (
        HistorySample(
            CommitDate(f"{place:040}", f"2025-01-{place + 1:02}"),
            place * 10,
            (NameCount("tests", number, 1),),
        )
        for place, number in enumerate(names)
    )
    return History(("make",), 100, tuple(samples), moved=moved)


@pytest.mark.parametrize("names", [(0,), (7,), (0, 0), (1, 5, 3), (3, 12_345, 99), (10**6, 1)])
@pytest.mark.parametrize("moved", [0, 1])
def test_everything_lies_on_the_canvas(names: tuple[int, ...], moved: int) -> None:
    chart = burn_down(history(*names, moved=moved if names[-1] else 0))
    assert chart is not None
    corners = [tuple(map(float, each.split(","))) for layer in chart.layers for each in layer.points.split()]
    for x, y in [*corners, *((point.x, point.y) for point in chart.points)]:
        assert chart.left <= x <= chart.right < WIDTH
        assert chart.top <= y <= chart.bottom < HEIGHT
    assert 2 <= len(chart.levels) <= 6
    assert chart.levels[0].text == "0"


def test_more_names_stand_higher_and_later_commits_further_right() -> None:
    chart = burn_down(history(10, 30, 20))
    assert chart is not None
    one, two, three = chart.points
    assert two.y < three.y < one.y
    assert one.x < two.x < three.x
    assert (one.start, three.start + three.width) == (chart.left, chart.right)


def test_categories_stand_on_each_other_the_largest_of_today_below() -> None:
    spelled = (NameCount("app", 10, 1), NameCount("tests", 30, 1))
    chart = burn_down(History(("make",), 1, (HistorySample(CommitDate("a" * 40, "2025-01-01"), 0, spelled),)))
    assert chart is not None
    assert [(layer.name, layer.last) for layer in chart.layers] == [("tests", 30), ("app", 10)]


def test_it_shows_where_the_plan_leads() -> None:
    chart = burn_down(history(10, 20, moved=15))
    assert chart is not None
    assert chart.after is not None
    assert chart.after.text == "5"
    assert chart.after.at > chart.points[-1].y


def test_without_a_sample_there_is_no_chart() -> None:
    assert burn_down(History(("make",), 3, ())) is None
