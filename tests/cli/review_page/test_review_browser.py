"""The page in a real browser: decided by keyboard, in two tabs, with its consequences, applied and undone."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codemods.apply.locked_tree import find_tree
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.review_plan import decisions_file
from codemods.migration.load import load_migration
from codemods.plan.engine import make_plan
from codemods.values.plan import FileChange
from tests.cli.browsers import launched
from tests.cli.review_page.review_server import ReviewServer, served
from tests.cli.review_page.review_tab import click_answer, current, press, settled, status
from tests.git.user_repository import MOVED, USER, UserRepository

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright

AXE = "REPOINT_TEST_AXE"
"""The variable with the path of axe-core's script, where it is to be had."""
EVIL = "<script>window.hacked=1</script>"


def test_all_is_decided_and_applied_by_keyboard(
    repository: UserRepository, server: ReviewServer, tab: "Page"
) -> None:
    tab.goto(server.address)
    assert tab.locator("#counts").inner_text() == "0 taken, 0 left, 4 not decided, of 4 files"
    assert tab.locator("#write").is_disabled()
    press(tab, "j", "n", "y", "n")  # The last one has another that lands with it.
    dialog = tab.locator("#ask")
    assert dialog.locator("li").all_inner_texts() == ["web/reader.py"]
    press(tab, "Enter")
    tab.wait_for_selector("#said li")
    assert tab.locator("#counts").inner_text() == "1 taken, 3 left, 0 not decided, of 4 files"
    assert [status(tab, name) for name in ("long", "user", "hub", "reader")] == [
        "left",
        "taken",
        "left",
        "left",
    ]
    tab.locator("#write").focus()
    tab.keyboard.press("Enter")
    tab.locator("#apply [data-write]").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#undo")
    assert repository.read("app/user.py") == MOVED
    tab.locator("#undo").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#done:has-text('1 file restored')")
    assert repository.read("app/user.py") == USER


def test_what_goes_along_is_shown_for_all_files_that_are_left(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    tab.locator("#list a", has_text="hub.py").click()
    press(tab, "y")
    tab.locator("#list a", has_text="long.py").click()
    tab.wait_for_selector("article:focus h3:has-text('long.py')")
    press(tab, "a")
    ask = tab.locator("#ask")
    assert ask.locator("li").all_inner_texts() == ["app/user.py", "web/reader.py"]
    ask.locator("[value='no']").click()
    press(tab, "d")
    assert ask.locator("li").all_inner_texts() == ["app/user.py", "web/reader.py", "lib/hub.py"]
    ask.locator("[value='yes']").click()
    tab.wait_for_selector("#counts:text-is('0 taken, 4 left, 0 not decided, of 4 files')")


def test_a_group_is_taken_by_a_key_or_a_button_once_it_was_shown(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    tab.locator("#list a", has_text="hub.py").click()
    press(tab, "n", "Enter")
    tab.wait_for_selector("#counts:text-is('0 taken, 2 left, 2 not decided, of 4 files')")
    tab.locator("#list a", has_text="reader.py").click()
    press(tab, "Y")
    ask = tab.locator("#ask")
    assert ask.locator("h2").inner_text() == "Take this file and the other file that lands with it?"
    assert ask.locator("li").all_inner_texts() == ["lib/hub.py (left so far)"]
    ask.locator("[value='no']").click()
    assert status(tab, "hub") == "left"
    click_answer(tab, "reader.py", "group")
    settled(tab)
    press(tab, "Enter")
    tab.wait_for_selector("#counts:text-is('2 taken, 0 left, 2 not decided, of 4 files')")
    tab.locator("#list a", has_text="reader.py").click()
    press(tab, "U", "Enter")
    tab.wait_for_selector("#counts:text-is('0 taken, 0 left, 4 not decided, of 4 files')")


def test_the_key_that_applies_asks_first(
    repository: UserRepository, server: ReviewServer, tab: "Page"
) -> None:
    before = repository.state()
    tab.goto(server.address)
    press(tab, "w")
    assert not tab.locator("#apply[open]").count()
    assert tab.locator("#said").inner_text() == "no file is taken yet, so there is nothing to apply"
    press(tab, "j", "y", "w")
    assert tab.locator("#apply .summary").inner_text() == (
        "1 file taken. Stays as it is: 0 left, 3 not decided."
    )
    press(tab, "y", "w", "Enter")  # None of them is a yes.
    tab.wait_for_selector("#apply:not([open])", state="attached")
    assert repository.state() == before
    press(tab, "w")
    tab.locator("#apply [data-write]").focus()
    press(tab, "Enter")
    tab.wait_for_selector("#undo")
    assert repository.state() != before


def test_what_applying_would_do_is_told_of_the_choice_that_is_made(
    repository: UserRepository, tab: "Page"
) -> None:
    waiting = f"web/{'long_' * 24}.py"
    repository.commit({waiting: repository.read("web/reader.py")})
    with served(repository) as server:
        tab.goto(server.address)
        tab.locator("#list a", has_text="user.py").click()
        press(tab, "y", "w")
        dialog = tab.locator("#apply")
        dialog.locator("[value='here']").check()
        dialog.locator("[data-batches]").click()
        dialog.locator(".batches li").wait_for()
        dialog.locator("[value='stage']").check()
        assert dialog.locator(".batches").is_hidden()
        press(tab, "Escape")
        tab.locator("#list a", has_text="user.py").click()
        press(tab, "u")
        tab.locator("#list a", has_text="long_long").click()
        press(tab, "y", "w")
        dialog.locator("[data-write]").click()
        tab.wait_for_selector("#apply .error:has-text('waits for files of its group')")
        assert waiting in dialog.locator(".error").inner_text()
        assert dialog.evaluate("(box) => box.scrollWidth <= box.clientWidth")
        tab.goto("about:blank")


def test_each_kind_of_filter_can_be_chosen(repository: UserRepository, tab: "Page") -> None:
    more = '\n[[symbol]]\nold = "pkg.old:Maker"\nmanual = "by hand"\n'
    repository.migration.write_text(repository.migration.read_text() + more)
    maker = "\n\nclass Maker: ...\n"
    files = {
        "pkg/old.py": repository.read("pkg/old.py") + maker,
        "tests/test_it.py": "from pkg.old import Maker\n\nMaker()\n",
        "CODEOWNERS": "/app/ @acme/app\n/tests/ @acme/tests\n",
    }
    repository.commit(files)
    expected = {
        ("Category", "tests"): ["test_it.py"],
        ("Decision", "taken"): ["long.py"],
        ("Difficulty", "by hand"): ["test_it.py"],
        ("Finding", "RP101"): ["test_it.py"],
        ("Rule", "Maker"): ["test_it.py"],
        ("Owner", "@acme/app"): ["long.py", "user.py"],
        ("Folder", "web/"): ["reader.py"],
    }
    with served(repository) as server:
        tab.goto(server.address)
        press(tab, "j", "y")
        for (kind, label), names in expected.items():
            group = tab.locator("#filters fieldset", has=tab.locator("legend", has_text=kind))
            chip = group.locator(".chip", has_text=label).first
            chip.click()
            assert set(names) <= {*tab.locator("article:not([hidden]) h3 b").all_inner_texts()}, kind
            found = tab.locator("article:not([hidden]) h3 b").all_inner_texts()
            assert [each for each in found if each != "old.py"] == names, kind
            chip.click()
        assert tab.locator("article[hidden]").count() == 0
        tab.goto("about:blank")


def test_all_later_files_are_those_that_the_filter_shows(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    tab.locator("#search").fill("app/")
    tab.wait_for_selector("#tally:has-text('2 of ')")
    tab.locator("#search").blur()
    press(tab, "a")
    assert tab.locator("#ask li").all_inner_texts() == ["app/user.py"]
    press(tab, "Enter")
    tab.wait_for_selector("#counts:text-is('2 taken, 0 left, 2 not decided, of 4 files')")


def test_what_follows_a_file_is_next_though_the_file_is_filtered_away(
    server: ReviewServer, tab: "Page"
) -> None:
    tab.goto(server.address)
    tab.locator("input[name='status'][value='open']").check(force=True)
    press(tab, "j", "j", "y")
    assert status(tab, "user") == "taken"
    assert current(tab) == "lib/hub.py"


def test_the_counts_are_seen_wherever_one_is(server: ReviewServer, tab: "Page") -> None:
    tab.set_viewport_size({"width": 900, "height": 500})
    tab.goto(server.address)
    for place in (0, 600, 99999):
        tab.evaluate("(place) => scrollTo(0, place)", place)
        box = tab.locator("#counts").bounding_box()
        assert box is not None
        assert 0 < box["y"] < 480


def test_changes_of_a_file_are_decided_one_by_one(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    press(tab, "j", "s")
    boxes = tab.locator(".pick input")
    assert boxes.count() == 2
    boxes.nth(1).uncheck()
    tab.get_by_text("Leave the changes that are not checked").click()
    tab.wait_for_selector(".answers output:text-is('some lines left')")
    assert tab.locator("article").first.locator("tr.x mark", has_text="make").count() < 4
    assert status(tab, "long") == "open"
    press(tab, "u")
    tab.wait_for_selector(".answers output:text-is('some lines left')", state="detached")


def test_an_edit_that_is_refused_says_why_and_keeps_the_text(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    tab.locator("#list a", has_text="user.py").click()
    press(tab, "e")
    text = tab.locator("#edit textarea")
    text.wait_for()
    assert text.input_value() == MOVED
    text.fill("build(\n")
    tab.locator("[data-save]").click()
    tab.wait_for_selector("#edit .error:not(:empty)")
    assert text.input_value() == "build(\n"
    assert tab.locator("#said li").count() == 0
    text.fill(MOVED + "# seen\n")
    tab.locator("[data-save]").click()
    tab.wait_for_selector("#edit:not([open])", state="attached")
    tab.wait_for_selector(".answers output:text-is('taken, edited')")
    assert "# seen" in tab.locator("article", has_text="user.py").locator("table").inner_text()
    press(tab, "s")
    assert "its text is edited" in tab.locator("#said").inner_text()


def test_keys_in_quick_succession_each_count(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    name = tab.evaluate(
        """() => {
          const press = () => new KeyboardEvent("keydown", { key: "j", bubbles: true });
          for (const _ of [1, 2, 3]) document.body.dispatchEvent(press());
          return window.repoint.current().article.querySelector("h3").textContent;
        }"""
    )
    assert name == "lib/hub.py"


def test_tabs_agree(server: ReviewServer, tab: "Page", browser: "BrowserContext") -> None:
    other = browser.new_page()
    for each in (tab, other):
        each.goto(server.address)
    click_answer(tab, "user.py", "take")
    other.wait_for_selector("[data-status='taken']")
    assert status(other, "user") == "taken"
    other.close()


def test_a_page_sees_that_the_tree_has_changed(
    repository: UserRepository, server: ReviewServer, tab: "Page"
) -> None:
    tab.goto(server.address)
    press(tab, "j", "y")
    repository.write({"app/user.py": USER + "make()\n"})
    tab.wait_for_selector("#stale:not([hidden])")
    tab.locator("#again-plan").click()
    settled(tab)
    assert tab.locator("#stale").is_hidden()
    assert status(tab, "long") == "taken"


@pytest.mark.parametrize("comes", [True, False])
def test_a_page_sees_that_a_file_has_come_or_gone(
    repository: UserRepository, server: ReviewServer, tab: "Page", comes: bool
) -> None:
    tab.goto(server.address)
    press(tab, "j", "y")
    if comes:
        repository.commit({"app/new.py": USER})
    else:
        (repository.root / "app/user.py").unlink()
    tab.wait_for_selector("#stale:not([hidden])")
    tab.locator("#again-plan").click()
    total = 5 if comes else 3
    tab.wait_for_selector(f"#counts:text-is('1 taken, 0 left, {total - 1} not decided, of {total} files')")
    assert tab.locator("#stale").is_hidden()


def test_two_tabs_and_a_terminal_that_decide_at_once_lose_nothing(
    repository: UserRepository, browser: "BrowserContext"
) -> None:
    each = 12
    names = [f"many/f{number:02}.py" for number in range(3 * each)]
    repository.commit(dict.fromkeys(names, USER))
    by_path = {change.path: change for change in _changes(repository)}
    kept = decisions_file(find_tree(repository.root), "m")

    # `apply --interactive` loads the decisions once, and saves after each answer.
    terminal = DecisionStore.load(kept)
    with served(repository) as server:
        tabs = [browser.new_page(), browser.new_page()]
        for tab in tabs:
            tab.goto(server.address)
        for number in range(each):
            if number == each // 2:
                # Some lines are left as well, so that another plan comes under the pages.
                server.send("hunks", file=server.anchors()["app/long.py"], hunks=[1])
            for tab, name in zip(tabs, (names[number], names[each + number]), strict=True):
                answer = "leave" if number % 4 == 0 else "take"
                article = tab.locator("html.ready article", has=tab.locator("h3", has_text=name))
                # On at once; and not by the mouse, as the page may be loaded anew while that is on its way.
                article.locator(f"[data-answer='{answer}']").dispatch_event("click")
                terminal.decide(by_path[names[2 * each + number]], number % 3 > 0)
                terminal.save()
        expected = {}
        for number in range(each):
            expected[names[number]] = expected[names[each + number]] = "left" if number % 4 == 0 else "taken"
            expected[names[2 * each + number]] = "taken" if number % 3 > 0 else "left"
        for tab in tabs:
            for name, wanted in expected.items():
                article = tab.locator("article", has=tab.locator("h3", has_text=name))
                article.and_(tab.locator(f"[data-status='{wanted}']")).wait_for(state="attached")
        found = server.states()
        assert {name: found[name] for name in names} == expected
        for tab in tabs:
            tab.close()


def _changes(repository: UserRepository) -> tuple[FileChange, ...]:
    return make_plan(repository.root, load_migration([str(repository.migration)], repository.root)).files


def test_names_and_sources_are_text(repository: UserRepository, tab: "Page") -> None:
    names = {f"{EVIL.replace('/', '')}.py": USER, '"><img src=x onerror="window.hacked=1">.py': USER}
    repository.commit({**names, "app/evil.py": USER + f"x = '{EVIL}</noscript></textarea>'\n"})
    with served(repository) as server:
        tab.goto(server.address)
        press(tab, "j", "y", "y", "y")
        tab.locator("#list a", has_text="evil.py").click()
        press(tab, "e")
        assert EVIL in tab.locator("#edit textarea").input_value()
        assert tab.evaluate("window.hacked") is None
        tab.goto("about:blank")


def test_it_is_filtered_by_decision_and_fits_a_narrow_screen(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    press(tab, "j", "y")
    tab.locator("input[name='status'][value='taken']").check(force=True)
    assert tab.locator("article:not([hidden])").count() == 1
    tab.set_viewport_size({"width": 390, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.skipif(AXE not in os.environ, reason="there is no axe-core here: npm install axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_used_by_everybody(repository: UserRepository, driver: "Playwright", scheme: str) -> None:
    # So many that the list of what goes along with the hub scrolls.
    repository.commit({f"web/reader{n}.py": repository.read("web/reader.py") for n in range(60)})
    with served(repository) as server, launched(driver, foreign_scripts=True) as context:
        tab = context.new_page()
        tab.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        tab.goto(server.address)
        for keys in ((), ("j", "y"), ("n",), ("s",), ("?",), ("Escape", "n")):
            press(tab, *keys)
            tab.add_script_tag(content=Path(os.environ[AXE]).read_text("utf-8"))
            found = tab.evaluate(
                "async () => (await axe.run()).violations.map(({ id, nodes }) => [id, nodes[0].html])"
            )
            assert found == []
