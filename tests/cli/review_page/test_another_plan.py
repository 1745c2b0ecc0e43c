"""The page when another plan comes: it is loaded anew once all is done, and loses nothing."""

import re
from typing import TYPE_CHECKING

from tests.cli.review_page.review_server import ReviewServer
from tests.cli.review_page.review_tab import (
    HeldAnswer,
    click_answer,
    current,
    heard,
    press,
    remember_events,
    settled,
    status,
    wait_for_counts,
)
from tests.git.user_repository import MOVED, USER, UserRepository

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ADDRESS = re.compile(r"/\?token=")
"""What the page is loaded from."""


def test_what_is_left_to_do_is_done_on_the_page_of_another_plan(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    tab.locator("#list a", has_text="user.py").click()
    held = HeldAnswer(tab, "take")
    tab.keyboard.press("y")
    held.wait()
    server.send("hunks", file=server.anchors()["app/long.py"], hunks=[1])
    click_answer(tab, "hub.py", "take")  # It is answered with the new plan.
    click_answer(tab, "reader.py", "take")
    click_answer(tab, "long.py", "take")  # Its change is not the one that is on the page.
    tab.keyboard.press("w")
    held.release()
    summary = tab.locator("#apply .summary")
    summary.wait_for()
    assert summary.inner_text() == "3 files taken. Stays as it is: 0 left, 1 not decided."
    press(tab, "Escape")
    assert tab.locator("#said .error").all_inner_texts() == [
        "app/long.py: its change is another one now; look at it again"
    ]
    wait_for_counts(tab, "3 taken, 0 left, 1 not decided")


def test_what_is_pressed_while_the_page_is_loaded_anew_is_done_after_it(
    server: ReviewServer, tab: "Page"
) -> None:
    tab.goto(server.address)
    tab.locator("#list a", has_text="user.py").click()
    held: list[Route] = []
    tab.route(ADDRESS, lambda route: held.append(route))
    with tab.expect_request(ADDRESS):
        server.send("hunks", file=server.anchors()["app/long.py"], hunks=[1])
    for key in ("y", "y"):
        tab.keyboard.press(key)
    held[0].continue_()
    wait_for_counts(tab, "1 taken, 1 waiting for others, 0 left, 2 not decided")
    assert [status(tab, name) for name in ("user", "hub")] == ["taken", "taken"]
    assert current(tab) == "web/reader.py"


def test_what_is_pressed_for_a_file_that_is_gone_is_not_done_for_another(
    repository: UserRepository, server: ReviewServer, tab: "Page"
) -> None:
    tab.goto(server.address)
    tab.locator("#list a", has_text="user.py").click()
    held: list[Route] = []
    tab.route(ADDRESS, lambda route: held.append(route))
    (repository.root / "app/user.py").unlink()
    server.page()
    with tab.expect_request(ADDRESS):
        server.send("plan")
    for key in ("y", "y"):
        tab.keyboard.press(key)
    held[0].continue_()
    settled(tab)
    said = "app/user.py is gone; what was pressed for it, and after that, was not done"
    assert tab.locator("#said .error").all_inner_texts() == [said]
    assert tab.locator("#counts").inner_text() == "0 taken, 0 left, 3 not decided, of 3 files"


def test_what_is_refused_is_said_on_the_page_of_another_plan(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    tab.locator("#list a", has_text="user.py").click()
    held = HeldAnswer(tab, "take")
    tab.keyboard.press("y")
    held.wait()
    server.send("hunks", file=server.anchors()["app/long.py"], hunks=[1])
    click_answer(tab, "long.py", "take")
    held.release()
    settled(tab)
    assert tab.locator("#said .error").all_inner_texts() == [
        "app/long.py: its change is another one now; look at it again"
    ]
    assert status(tab, "long") == "open"
    press(tab, "y")
    assert tab.locator("#said li").count() == 0


def test_a_text_that_is_being_edited_stays_when_another_plan_comes(server: ReviewServer, tab: "Page") -> None:
    remember_events(tab)
    tab.goto(server.address)
    tab.locator("#list a", has_text="user.py").click()
    press(tab, "e")
    text = tab.locator("#edit textarea")
    text.fill(MOVED + "# seen\n")
    server.send("hunks", file=server.anchors()["app/long.py"], hunks=[1])
    heard(tab, '"serial": 2,')
    assert text.input_value() == MOVED + "# seen\n"
    held = HeldAnswer(tab, "edit")
    tab.locator("[data-save]").click()
    held.wait()
    assert not text.is_editable()
    held.release()
    tab.wait_for_selector(".answers output:text-is('taken, edited')")
    tab.wait_for_selector(".answers output:text-is('some lines left')")
    assert current(tab) == "app/user.py"


def test_a_text_whose_change_is_another_one_now_can_still_be_read(server: ReviewServer, tab: "Page") -> None:
    remember_events(tab)
    tab.goto(server.address)
    tab.locator("#list a", has_text="user.py").click()
    press(tab, "e")
    text = tab.locator("#edit textarea")
    text.fill(MOVED + "# mine\n")
    server.send("edit", file=server.anchors()["app/user.py"], text=MOVED + "# theirs\n")
    tab.locator("[data-save]").click()
    tab.wait_for_selector("#edit .error:has-text('its change is another one now')")
    server.send("leave", file=server.anchors()["app/long.py"])
    heard(tab, '"left": 1,')
    assert text.input_value() == MOVED + "# mine\n"
    press(tab, "Escape")
    wait_for_counts(tab, "1 taken, 1 left, 2 not decided")
    assert "its change is another one now" in tab.locator("#said .error").inner_text()


def test_one_stays_at_the_file_when_a_file_comes_before_it(
    repository: UserRepository, server: ReviewServer, tab: "Page"
) -> None:
    tab.goto(server.address)
    press(tab, "j", "j")
    repository.commit({"app/a.py": USER, "app/b.py": USER})
    server.page()
    server.send("plan")
    tab.wait_for_selector("#counts:has-text('of 6 files')")
    assert current(tab) == "app/user.py"
