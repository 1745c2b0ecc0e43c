"""The page while an answer is under way: what is pressed, and what others decide."""

from typing import TYPE_CHECKING

import pytest

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
from tests.git.user_repository import UserRepository

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

OPEN = dict.fromkeys(("app/long.py", "app/user.py", "lib/hub.py", "web/reader.py"), "open")


def test_what_is_pressed_while_an_answer_is_under_way_is_done_after_it(
    server: ReviewServer, tab: "Page"
) -> None:
    tab.goto(server.address)
    press(tab, "j")
    held = HeldAnswer(tab, "take")
    tab.keyboard.press("y")
    held.wait()
    tab.keyboard.down("n")  # for the file after it
    tab.keyboard.down("n")  # Held down: what is under way is not done once more.
    tab.keyboard.up("n")
    for key in ("y", "y"):
        tab.keyboard.press(key)
    click_answer(tab, "long.py", "leave")
    assert server.states() == {**OPEN, "app/long.py": "taken"}
    held.release()
    wait_for_counts(tab, "2 taken, 2 left, 0 not decided")
    found = {"app/long.py": "left", "app/user.py": "left", "lib/hub.py": "taken", "web/reader.py": "taken"}
    assert server.states() == found


def test_what_others_decide_while_an_answer_is_under_way_is_shown_after_it(
    server: ReviewServer, tab: "Page"
) -> None:
    remember_events(tab)
    tab.goto(server.address)
    press(tab, "j")
    held = HeldAnswer(tab, "take")
    tab.keyboard.press("y")
    held.wait()
    server.send("leave", file=server.anchors()["app/user.py"])
    heard(tab, '"left": 1,')
    held.release()  # It is older than what the page has heard.
    wait_for_counts(tab, "1 taken, 1 left, 2 not decided")


def test_an_answer_goes_on_though_it_was_heard_of_before_it_came(server: ReviewServer, tab: "Page") -> None:
    remember_events(tab)
    tab.goto(server.address)
    tab.locator("input[name='status'][value='open']").check(force=True)  # It hides what is decided.
    press(tab, "j")
    held = HeldAnswer(tab, "take")
    tab.keyboard.press("y")
    held.wait()
    heard(tab, '"taken": 1,')
    held.release()
    wait_for_counts(tab, "1 taken, 0 left, 3 not decided")
    settled(tab)
    assert tab.evaluate("document.activeElement.id") == "f2"


def test_an_older_state_that_comes_late_is_not_shown(server: ReviewServer, tab: "Page") -> None:
    remember_events(tab)
    tab.goto(server.address)
    before = heard(tab, '"open": 4')
    press(tab, "j", "y")
    event = "(data) => window.source.dispatchEvent(new MessageEvent('state', { data }))"
    tab.evaluate(event, before)
    assert status(tab, "long") == "taken"


def test_a_key_is_for_the_file_at_which_it_was_pressed(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    press(tab, "j")
    held = HeldAnswer(tab, "take")
    tab.keyboard.press("y")
    held.wait()
    tab.keyboard.press("n")  # for the next file
    tab.locator("#list a", has_text="reader.py").click()
    tab.keyboard.press("y")
    held.release()
    wait_for_counts(tab, "1 taken, 1 waiting for others, 1 left, 1 not decided")
    assert [status(tab, name) for name in ("user", "hub", "reader")] == ["left", "open", "taken"]


def test_a_key_that_is_typed_ahead_is_for_the_file_after_the_one_before_it(
    server: ReviewServer, tab: "Page"
) -> None:
    tab.goto(server.address)
    press(tab, "j")
    held, held_next = HeldAnswer(tab, "take"), HeldAnswer(tab, "leave")
    tab.keyboard.press("y")
    held.wait()
    tab.keyboard.press("n")
    held.release()
    held_next.wait()
    assert current(tab) == "app/user.py"
    tab.keyboard.press("y")
    held_next.release()
    wait_for_counts(tab, "1 taken, 1 waiting for others, 1 left, 1 not decided")
    assert [status(tab, name) for name in ("user", "hub")] == ["left", "taken"]


def test_nobody_who_has_gone_elsewhere_is_fetched_back(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    press(tab, "j")
    held = HeldAnswer(tab, "take")
    tab.keyboard.press("y")
    held.wait()
    tab.locator("#list a", has_text="reader.py").click()
    held.release()
    settled(tab)
    assert status(tab, "long") == "taken"
    assert current(tab) == "web/reader.py"


def test_a_key_at_once_after_a_question_is_for_the_same_file(server: ReviewServer, tab: "Page") -> None:
    tab.goto(server.address)
    press(tab, "j", "a")
    # In one go: a browser tells of a closed dialog later than it closes it.
    tab.evaluate(
        """() => {
          document.querySelector("#ask [value='no']").click();
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "d", bubbles: true }));
        }"""
    )
    settled(tab)
    assert tab.locator("#ask h2").inner_text() == "Leave this file and 3 more?"
    press(tab, "Enter")
    wait_for_counts(tab, "0 taken, 4 left, 0 not decided")


@pytest.mark.parametrize("answer", ["Enter", "Escape"])
def test_what_is_typed_ahead_of_a_question_is_for_the_next_file(
    server: ReviewServer, tab: "Page", answer: str
) -> None:
    tab.goto(server.address)
    tab.locator("#list a", has_text="user.py").click()
    held = HeldAnswer(tab, "take")
    tab.keyboard.press("y")
    held.wait()
    for key in ("n", "y"):  # The first is for the hub, with which another lands.
        tab.keyboard.press(key)
    held.release()
    tab.locator("#ask").wait_for()
    press(tab, answer)
    left = answer == "Enter"
    wait_for_counts(
        tab,
        "2 taken, 2 left, 0 not decided" if left else "1 taken, 1 waiting for others, 0 left, 2 not decided",
    )
    assert status(tab, "hub") == ("left" if left else "open")


def test_what_is_pressed_in_a_dialog_is_done_in_turn(
    repository: UserRepository, server: ReviewServer, tab: "Page"
) -> None:
    tab.goto(server.address)
    press(tab, "j", "y", "w")
    tab.locator("#apply [value='branch']").check()
    tab.locator("#apply [name='branch']").fill("moved")
    held = HeldAnswer(tab, "batches")
    tab.locator("[data-batches]").click()
    held.wait()
    tab.locator("[data-write]").click()
    held.release()
    tab.wait_for_selector("#undo")
    assert repository.git("diff", "--name-only", "HEAD", "moved").split() == ["app/long.py"]


def test_an_answer_that_fails_stops_no_other(server: ReviewServer, browser: "BrowserContext") -> None:
    tab = browser.new_page()
    tab.goto(server.address)
    press(tab, "j")
    held = HeldAnswer(tab, "take")
    tab.keyboard.press("y")
    held.wait()
    tab.keyboard.press("n")
    held.lose()
    wait_for_counts(tab, "1 taken, 1 left, 2 not decided")
    assert status(tab, "user") == "left"
    assert "repoint does not answer" in tab.locator("#said .error").inner_text()
    tab.close()
