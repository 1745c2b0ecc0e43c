"""The views of the files of a report: counts, findings with and without a line that is shown, groups."""

from dataclasses import replace

from codemods.cli.report.file_views import FileView, file_views, sorted_by_folder
from codemods.cli.report.render_page import ReportContents
from codemods.values.finding import Finding
from codemods.values.plan import RippleGroup
from tests.cli.report.report_samples import BY_HAND, USER, PlanReport


def views(contents: ReportContents, *findings: Finding) -> dict[str, FileView]:
    plan = replace(contents.plan, findings=findings)
    found = file_views(plan, contents.patches, contents.sources, contents.category)
    return {view.path: view for view in found}


def test_a_change_is_counted_by_lines_and_hunks(plan_report: PlanReport) -> None:
    view = views(plan_report({"app/user.py": USER}))["app/user.py"]
    assert (view.added, view.removed, view.hunks, view.changed) == (2, 2, 1, True)
    assert view.applicabilities == (("automatic", 2),)
    assert (view.folder, view.category) == ("app/", "production")


def test_a_file_that_stays_is_shown_around_its_findings(plan_report: PlanReport) -> None:
    contents = plan_report({"app/by_hand.py": BY_HAND})
    view = views(contents, Finding("app/by_hand.py", 8, 1, "RP101", "by hand"))["app/by_hand.py"]
    assert (view.changed, view.lines, view.findings_html) == (False, frozenset({8}), "")
    assert "by hand" in view.table_html


def test_a_finding_without_a_line_that_is_shown_is_listed_above(plan_report: PlanReport) -> None:
    contents = plan_report({"app/by_hand.py": BY_HAND})
    whole = Finding("app/by_hand.py", 0, 0, "RP101", "the whole file")
    past = Finding("app/by_hand.py", 999, 1, "RP101", "past the end")
    view = views(contents, whole, past)["app/by_hand.py"]
    assert "the whole file" in view.findings_html
    assert "past the end" in view.findings_html
    assert view.lines == frozenset()


def test_a_file_names_the_others_of_its_group(plan_report: PlanReport) -> None:
    contents = plan_report({"app/user.py": USER})
    group = RippleGroup("app/user.py", ("app/user.py", "b.py"))
    contents = replace(contents, plan=replace(contents.plan, groups=(group,)))
    assert views(contents)["app/user.py"].lands_with == ("b.py",)
    assert views(contents)["app/user.py"].follows == ""
    group = RippleGroup("b.py", ("app/user.py", "b.py"))
    contents = replace(contents, plan=replace(contents.plan, groups=(group,)))
    assert views(contents)["app/user.py"].follows == "b.py"


def test_files_of_a_folder_are_side_by_side() -> None:
    assert sorted_by_folder(["b.py", "a/x.py", "a/b/y.py", "a/c.py"]) == [
        "b.py",
        "a/c.py",
        "a/x.py",
        "a/b/y.py",
    ]
