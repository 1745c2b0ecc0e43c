"""What the files of a page are filtered by."""

from codemods.cli.report.file_filters import SHOWN, file_filters, short_names
from codemods.cli.report.file_views import file_views
from tests.cli.report.report_samples import BY_HAND, USER, PlanReport


def test_a_symbol_is_as_short_as_it_can_be_told_by() -> None:
    symbols = ["a.old:make", "b.old:make", "b.new:make", "a.old:Maker", "one of several"]
    assert short_names(symbols) == {
        "a.old:make": "a.old:make",
        "b.old:make": "b.old:make",
        "b.new:make": "new:make",
        "a.old:Maker": "Maker",
        "one of several": "one of several",
    }
    assert short_names(["old:make", "a.old:make"]) == {"old:make": "old:make", "a.old:make": "a.old:make"}


def test_what_does_not_part_the_files_is_no_filter(plan_report: PlanReport) -> None:
    users = {f"f{number}/user.py": USER for number in range(SHOWN + 2)}
    contents = plan_report({**users, "x/by_hand.py": BY_HAND})
    views = file_views(contents.plan, contents.patches, contents.sources, contents.category)
    found = {each.kind: each for each in file_filters(views)}
    assert set(found) == {"rule", "folder"}
    assert [(each.label, each.files) for each in found["rule"].choices] == [("make", 10), ("Maker", 1)]
    folders = [each.label for each in (*found["folder"].shown, *found["folder"].more)]
    assert folders == [*(f"f{number}/" for number in range(SHOWN + 2)), "pkg/", "x/"]
    assert len(found["folder"].shown) == SHOWN
