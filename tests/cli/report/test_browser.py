"""The page in a real browser: what is seen, keys, filters, and that nothing gets out of its quotes."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codemods.cli.report.render_page import ReportContents
from codemods.values.history import CommitDate, History, HistorySample, NameCount
from codemods.values.reference import Applicability
from tests.cli.browsers import launched
from tests.cli.report.report_samples import BY_HAND, PACKAGE, USER, PlanReport, WritePage

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page, Playwright

ATTACK = "<script>window.hacked=1</script>"
HOSTILE = {
    f"a{ATTACK}/x.py": USER,  # the slash of `</script>` makes folders of it
    '"><img src=x onerror="window.hacked=1">.py': USER,
    "' onfocus='window.hacked=1' autofocus='.py": USER,
    "{{ 7 * 7 }}{% raw %}.py": USER,
    "</noscript><svg onload=window.hacked=1>/y.py": USER,
    "line\nbreak.py": USER,
    "\u202egnp.py": USER,
    "source.py": (
        "from pkg.old import make\n"
        f'A = make("</noscript>{ATTACK}", "<!--", "&lt;", "]]>")\n'
        'B = make("{{ 7 * 7 }}", "\u2028window.hacked=1\u2029")  # \u202e </table><img src=x onerror=a()>\n'
        'C = """\n</template></noscript><iframe src="javascript:parent.hacked=1"></iframe>\n"""; make()\n'
    ),
}


@pytest.fixture
def small(plan_report: PlanReport) -> ReportContents:
    """Three files to change, one of them a test, and one for a person."""
    return plan_report(
        {
            "app/one.py": USER,
            "app/two.py": USER + "\n" * 80 + "def other():\n    return make()\n",
            "app/test_three.py": USER,
            "lib/by_hand.py": BY_HAND,
        }
    )


def opened(tab: "Page", file: Path) -> "Page":
    tab.goto(file.as_uri())
    return tab


def chip(tab: "Page", kind: str, label: str) -> "Locator":
    """The choice of a filter that begins with a label."""
    group = tab.locator("#filters fieldset", has=tab.locator("legend", has_text=kind))
    return group.locator(".chip", has_text=label).first


def shown(tab: "Page") -> list[str]:
    """The names of the files that are shown."""
    return tab.locator("article:not([hidden]) h3 b").all_inner_texts()


class TestWhatItSays:
    def test_first_how_much_is_left_where_and_for_whom(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        text = opened(tab, write_page(small)).locator(".overview").inner_text()
        assert re.match(r"\d+ references left, in \d+ files", text)
        assert "production" in text
        left = [each.applicability for each in small.plan.references]
        numbers = [
            tab.locator(f".applicabilities .{applicability} b").inner_text()
            for applicability in Applicability
        ]
        assert numbers == [str(left.count(applicability)) for applicability in Applicability]

    def test_a_diff_is_side_by_side_with_what_changed_marked(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        opened(tab, write_page(small))
        tab.locator("#list a", has_text="one.py").click()
        row = tab.locator("article", has=tab.locator("h3", has_text="one.py")).locator("tr.x").first
        assert row.locator("td").all_inner_texts()[1::2] == [
            "from pkg.old import make",
            "from pkg.new import build",
        ]
        assert row.locator("td >> nth=1").locator("mark").all_inner_texts() == ["old", "make"]
        assert row.locator(".k").count() == 4

    def test_what_a_person_must_do_is_shown_below_its_line(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        opened(tab, write_page(small))
        article = tab.locator("article", has=tab.locator("h3", has_text="by_hand.py"))
        article.scroll_into_view_if_needed()
        line = article.locator("tr", has_text="MAKER = Maker()").first
        below = line.locator("xpath=following-sibling::tr[1]").inner_text()
        assert "RP101" in below
        assert "call build <per request>" in below

    def test_the_page_says_that_nothing_is_left(
        self, plan_report: PlanReport, write_page: WritePage, tab: "Page"
    ) -> None:
        contents = plan_report({**PACKAGE, "m.py": "", "pkg/old.py": ""})
        assert "Nothing is left" in opened(tab, write_page(contents)).locator("h1").inner_text()

    def test_without_scripts_it_is_a_list_that_can_be_read(
        self, small: ReportContents, write_page: WritePage, driver: "Playwright"
    ) -> None:
        with launched(driver, scripts=False) as browser:
            tab = opened(browser.new_page(), write_page(small))
            assert not tab.locator("#search").is_visible()
            after = tab.locator("tr.x td:nth-child(4)").first
            assert after.inner_text() == "from pkg.new import build"
            assert after.is_visible()
            tab.locator("#RP101 summary").click()
            tab.locator("#RP101 a", has_text="8").last.click()
            assert tab.locator(":target").inner_text().strip() == "MAKER = Maker()"
            assert tab.locator(":target").is_visible()


class TestFinding:
    def test_a_search_looks_at_paths_symbols_findings_and_code(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        opened(tab, write_page(small))
        for words, names in {
            "app/ two": ["two.py"],
            "pkg.old:Maker": ["by_hand.py", "old.py"],
            "def other": ["two.py"],
            "no such thing": [],
        }.items():
            tab.locator("#search").fill(words)
            tab.locator("#tally", has_text=f"{len(names)} of").wait_for()
            assert sorted(shown(tab)) == sorted(names)
        assert tab.get_by_text("No file fits.").is_visible()
        tab.get_by_role("button", name="Clear search and filters").click()
        assert len(shown(tab)) == 5

    def test_filters_take_any_of_a_kind_and_all_kinds(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        opened(tab, write_page(small))
        chip(tab, "Category", "tests").click()
        assert shown(tab) == ["test_three.py"]
        chip(tab, "Category", "production").click()
        chip(tab, "Difficulty", "automatic").click()
        assert sorted(shown(tab)) == ["one.py", "test_three.py", "two.py"]
        assert tab.locator("#list li:not([hidden]) a").count() == 3

    @pytest.mark.parametrize(
        ("kind", "value", "names"),
        [
            ("Rule", "Maker", ["by_hand.py"]),
            ("Folder", "pkg/", ["old.py"]),
            ("Finding", "RP101", ["by_hand.py"]),
            ("Difficulty", "by hand", ["by_hand.py"]),
        ],
    )
    def test_each_kind_of_filter_can_be_chosen(
        self,
        small: ReportContents,
        write_page: WritePage,
        tab: "Page",
        kind: str,
        value: str,
        names: list[str],
    ) -> None:
        opened(tab, write_page(small))
        chip(tab, kind, value).click()
        assert shown(tab) == names
        chip(tab, kind, value).click()
        assert len(shown(tab)) == 5

    def test_the_place_of_a_finding_leads_to_its_line(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        opened(tab, write_page(small))
        tab.locator("#RP101 summary").click()
        tab.locator("#RP101 a", has_text="8").last.click()
        assert tab.locator("tr.aim").inner_text().strip() == "MAKER = Maker()"
        assert tab.locator("tr.aim").is_visible()
        assert re.search(r"#f\dL8$", tab.url)


class TestKeys:
    def test_j_and_k_go_from_file_to_file(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        opened(tab, write_page(small))
        seen = []
        for key in "jjk":
            tab.keyboard.press(key)
            tab.wait_for_timeout(60)
            seen.append(tab.evaluate("document.activeElement.id"))
        assert seen == ["f1", "f2", "f1"]
        assert tab.locator("#list a[aria-current]").get_attribute("href") == "#f1"

    def test_n_and_p_go_from_change_to_change(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        opened(tab, write_page(small))
        seen = []
        for key in "nnnp":
            tab.keyboard.press(key)
            tab.wait_for_timeout(60)
            seen.append(tab.evaluate(AT_THE_TOP))
        assert seen == [["one.py", 1], ["test_three.py", 1], ["two.py", 1], ["test_three.py", 1]]

    def test_slash_searches_and_escape_leaves(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        opened(tab, write_page(small))
        tab.keyboard.press("/")
        tab.keyboard.type("jtwo")
        assert tab.locator("#search").input_value() == "jtwo"
        tab.keyboard.press("Escape")
        assert tab.locator("#search").input_value() == ""
        tab.keyboard.press("Escape")
        assert tab.evaluate("document.activeElement === document.body")

    def test_question_mark_lists_the_keys(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        opened(tab, write_page(small))
        tab.keyboard.press("?")
        assert tab.get_by_role("dialog").is_visible()
        tab.keyboard.press("Escape")
        assert not tab.get_by_role("dialog").is_visible()


class TestColours:
    def test_light_or_dark_is_what_the_system_says_until_t_is_pressed_and_is_kept(
        self, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        tab.emulate_media(color_scheme="dark")
        opened(tab, write_page(small))
        assert _brightness(tab) < 60
        tab.keyboard.press("t")
        assert _brightness(tab) > 200
        tab.reload()
        assert _brightness(tab) > 200
        tab.evaluate("localStorage.clear()")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_every_colour_of_code_can_be_read_on_every_ground(
        self, scheme: str, small: ReportContents, write_page: WritePage, tab: "Page"
    ) -> None:
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        opened(tab, write_page(small))
        worst = tab.evaluate(Path(__file__).with_name("contrast.js").read_text())
        assert {pair: ratio for pair, ratio in worst.items() if ratio < 4.5} == {}


class TestSafety:
    def test_hostile_names_and_sources_are_shown_and_do_nothing(
        self, plan_report: PlanReport, write_page: WritePage, tab: "Page"
    ) -> None:
        contents = plan_report(HOSTILE)
        assert len(contents.plan.files) == len(HOSTILE)
        opened(tab, write_page(contents))
        for article in tab.locator("article").all():
            article.scroll_into_view_if_needed()
            article.locator("table").wait_for()
        assert tab.evaluate("window.hacked") is None
        assert tab.locator("main img, main iframe, main script, main [onload], main [onfocus]").count() == 0
        names = {text.replace("\n", "") for text in tab.locator("article h3").all_inner_texts()}
        assert names >= {
            f"a{ATTACK}/x.py",
            '"><img src=x onerror="window.hacked=1">.py',
            "{{ 7 * 7 }}{% raw %}.py",
            "lineU+000Abreak.py",
            "U+202Egnp.py",
        }
        lines = (
            tab.locator("article", has=tab.locator("h3", has_text="source.py"))
            .locator("tr.x")
            .all_inner_texts()
        )
        assert any(f'build("</noscript>{ATTACK}", "<!--", "&lt;", "]]>")' in line for line in lines)
        assert any("U+2028window.hacked=1U+2029" in line and "# U+202E </table>" in line for line in lines)

    def test_it_is_one_file_that_may_load_nothing(
        self, small: ReportContents, write_page: WritePage, browser: "BrowserContext"
    ) -> None:
        tab = opened(browser.new_page(), write_page(small))
        policy = tab.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        blocked = tab.evaluate(INTRUDE)
        assert blocked.startswith("script-src")
        assert tab.evaluate("window.hacked") is None
        tab.close()


def test_a_burn_down_is_drawn_with_its_numbers(
    small: ReportContents, write_page: WritePage, tab: "Page"
) -> None:
    samples = tuple(
        HistorySample(
            CommitDate(f"{n}" * 40, f"2025-01-0{n}"),
            n,
            (NameCount("tests", n, 1), NameCount("app", 90 - 9 * n, 2)),
        )
        for n in range(1, 6)
    )
    history = History(("make",), 6, samples, ((CommitDate("f" * 40, "2025-01-06"), "lost"),), moved=4)
    opened(tab, write_page(small, history))
    assert tab.locator(".layer").count() == 2
    assert tab.locator(".burn .now").text_content() == "50 now"
    assert tab.locator(".burn .then").text_content() == "46 after apply"
    tab.locator(".stop rect").nth(1).hover()
    assert tab.locator(".stop text").nth(1).text_content() == "2025-01-02 · 222222222 · 74 names in 3 files"
    assert tab.locator(".stop text").nth(1).is_visible()
    tab.get_by_text("The words, and the numbers").click()
    assert tab.get_by_text("fffffffff: lost").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_its_window(width: int, small: ReportContents, write_page: WritePage, tab: "Page") -> None:
    tab.set_viewport_size({"width": width, "height": 700})
    opened(tab, write_page(small))
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_four_hundred_diffs_are_painted_within_a_second(
    plan_report: PlanReport, write_page: WritePage, tab: "Page"
) -> None:
    body = "\n\n".join(
        f"def handle_{n}():\n    # a comment\n    value = make()\n    return value" for n in range(12)
    )
    contents = plan_report(
        {f"app/part{n % 20}/file{n}.py": f"from pkg.old import make\n\n\n{body}\n" for n in range(400)}
    )
    file = write_page(contents)
    times = []
    for _ in range(3):
        opened(tab, file)
        times.append(tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    assert tab.locator("article").count() >= 400
    assert min(times) < 1000
    tab.keyboard.press("/")
    tab.keyboard.type("file399")
    tab.locator("#tally", has_text="1 of").wait_for()


def _brightness(tab: "Page") -> int:
    colour = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    return max(map(int, re.findall(r"\d+", colour)[:3]))


INTRUDE = """() => new Promise((said) => {
    addEventListener("securitypolicyviolation", (event) => said(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.hacked = 1";
    document.body.append(script);
})"""
AT_THE_TOP = """() => {
    const hunks = [...document.querySelectorAll(".hunk")];
    const first = hunks.find((each) => each.getBoundingClientRect().top > 50);
    const name = first.closest("article").querySelector("h3 b").textContent;
    return [name, Number(first.querySelector("td.n").dataset.n)];
}"""
