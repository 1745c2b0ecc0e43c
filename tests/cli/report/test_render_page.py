"""The page as a text: what it holds, and that it is one well-formed file."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from codemods.cli.report.render_page import ReportContents, render_page
from codemods.values.finding import Finding
from codemods.values.finding_texts import FINDING_CODES
from codemods.values.history import CommitDate, History, HistorySample, NameCount
from codemods.values.plan import RippleGroup
from tests.cli.report.report_samples import BY_HAND, USER, PlanReport

VOID = {"meta", "link", "input", "col", "br", "wbr"}


class Reader(HTMLParser):
    """Collects ids, links and resources, and fails where elements are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag == "a":
            self.links.append(given["href"] or "")
        self.loads += [
            value or "" for name, value in attrs if name == "src" or (tag == "link" and name == "href")
        ]
        assert not any(name.startswith("on") or name == "style" for name in given), attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())


def read(contents: ReportContents) -> Reader:
    reader = Reader()
    reader.feed(render_page(contents).decode())
    assert reader.open == []
    return reader


@pytest.fixture
def contents(plan_report: PlanReport) -> ReportContents:
    """A file to change, one for a person, one that does not parse."""
    return plan_report(
        {"app/user.py": USER, "app/by_hand.py": BY_HAND, "app/broken.py": "from pkg.old import make\n(\n"}
    )


def test_it_is_well_formed_and_loads_nothing(contents: ReportContents) -> None:
    reader = read(replace(contents, history=History(("make",), 2, ())))
    assert reader.loads == ["data:,"]
    assert len(reader.ids) == len(set(reader.ids))


def test_every_link_leads_to_a_place_on_the_page(contents: ReportContents) -> None:
    away = Finding("app/locked.py", 3, 1, "RP004", "cannot be read")
    past = Finding("app/user.py", 999, 1, "RP101", "no such line")
    plan = replace(contents.plan, findings=(*contents.plan.findings, away, past))
    reader = read(replace(contents, plan=plan))
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)


def test_the_policy_allows_the_very_texts_of_the_page(contents: ReportContents) -> None:
    text = render_page(contents).decode()
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)[0].replace("&#39;", "'")
    bodies = re.findall(r"<style>(.*?)</style>|<script>(.*?)</script>", text, re.DOTALL)
    assert len(bodies) == 3
    for style, script in bodies:
        assert b64encode(sha256((style or script).encode()).digest()).decode() in policy


def test_the_data_cannot_end_its_script(contents: ReportContents) -> None:
    found = Finding("app/user.py", 1, 1, "RP101", "</script><!--\u2028 & é")
    text = render_page(replace(contents, plan=replace(contents.plan, findings=(found,)))).decode()
    data = re.findall(r'<script type="application/json" id="index">(.*?)</script>', text, re.DOTALL)[0]
    assert not set("<>&\u2028") & set(data)
    assert any("</script><!--u+2028 & é" in entry[1] for entry in json.loads(data))


def test_the_same_contents_make_the_same_page(contents: ReportContents) -> None:
    assert render_page(contents) == render_page(contents)


def test_every_finding_of_the_catalogue_can_be_shown(contents: ReportContents) -> None:
    findings = tuple(Finding("app/user.py", 1, 1, code, f"about `{code}`", "do") for code in FINDING_CODES)
    whole = tuple(Finding("app/gone.py", 0, 0, code, "about a file", "") for code in FINDING_CODES)
    text = render_page(replace(contents, plan=replace(contents.plan, findings=(*findings, *whole)))).decode()
    read(replace(contents, plan=replace(contents.plan, findings=(*findings, *whole))))
    assert all(f"about <code>{code}</code>" in text for code in FINDING_CODES)


def test_what_must_land_together_is_named(contents: ReportContents) -> None:
    group = RippleGroup("app/user.py", ("app/other.py", "app/user.py"))
    text = render_page(replace(contents, plan=replace(contents.plan, groups=(group,)))).decode()
    assert "Lands together with 1 other file<" in text
    assert "<li>app/other.py</li>" in text
    assert "The others follow names of this file: all of them land, or none" in text


def test_a_history_is_drawn_with_its_numbers(contents: ReportContents) -> None:
    first, last, lost = (CommitDate(letter * 40, f"2025-01-0{n}") for n, letter in enumerate("abf", 1))
    samples = (
        HistorySample(first, 0, (NameCount("tests", 1234, 2),)),
        HistorySample(last, 9, (NameCount("tests", 3, 1), NameCount("production", 4, 1))),
    )
    history = History(("make",), 10, samples, ((lost, "not in this clone"),), moved=5)
    text = render_page(replace(contents, history=history)).decode()
    read(replace(contents, history=history))
    assert "Names spelled: 1,234 on 2025-01-01, 7 on 2025-01-02" in text
    assert "2 after apply" in text
    assert "<td>2025-01-02</td><td><code>bbbbbbbbb</code></td><td>7</td><td>2</td>" in text
    assert "<li>2025-01-03 <code>fffffffff</code>: not in this clone</li>" in text


def test_a_finding_about_a_file_is_not_repeated_below_added_lines(plan_report: PlanReport) -> None:
    both = plan_report({"app/both.py": "from pkg.old import make, keep\nmake()\n"})
    assert any(change.path == "app/both.py" for change in both.plan.files)
    about = Finding("app/both.py", 0, 0, "RP101", "about the file")
    text = render_page(replace(both, plan=replace(both.plan, findings=(about,)))).decode()
    assert text.count("<p><a class=rp1 href=#RP101>") == 1


def test_a_file_that_cannot_be_read_is_listed_with_its_finding(contents: ReportContents) -> None:
    found = Finding("app/locked.py", 3, 1, "RP004", "cannot be read: Permission denied")
    text = render_page(replace(contents, plan=replace(contents.plan, findings=(found,)))).decode()
    assert "cannot be read: Permission denied" in text
    assert "<b>locked.py</b>" in text


def test_a_name_that_is_not_utf_8_is_spelled_out(contents: ReportContents) -> None:
    found = Finding("app/b\udcffd.py", 0, 0, "RP004", "x")
    assert (
        'b<span class="odd">U+DCFF</span>d.py'
        in render_page(replace(contents, plan=replace(contents.plan, findings=(found,)))).decode()
    )
