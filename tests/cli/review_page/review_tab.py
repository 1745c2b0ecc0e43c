"""A review in a tab of a browser: keys, what they lead to, and answers that come when they are told to."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Page, Route


def settled(tab: "Page") -> None:
    """Wait until the page waits for its user, in a dialog or outside: all that was asked of it is done."""
    tab.wait_for_selector("html.ready #main:not([aria-busy='true'])")


def press(tab: "Page", *keys: str) -> None:
    """Press keys, each when what the last one asked for is done."""
    for key in keys:
        tab.keyboard.press(key)
        settled(tab)


def status(tab: "Page", name: str) -> str | None:
    """What is decided about the file whose path has a part of this name."""
    return tab.locator("article", has=tab.locator("h3", has_text=name)).get_attribute("data-status")


def current(tab: "Page") -> object:
    """The path of the file that a key is for."""
    return tab.evaluate("window.repoint.current().article.querySelector('h3').textContent")


def click_answer(tab: "Page", name: str, answer: str) -> None:
    """Click on a button of a file: `take`, `leave` or `group`."""
    tab.locator("article", has=tab.locator("h3", has_text=name)).locator(f"[data-answer='{answer}']").click()


def wait_for_counts(tab: "Page", counts: str) -> None:
    """Wait until the page shows how many of the four files are taken, left and open."""
    tab.wait_for_selector(f"#counts:text-is('{counts}, of 4 files')")


class HeldAnswer:
    """The server's answer to the next request of a kind; the page gets it when it is told to."""

    def __init__(self, tab: "Page", what: str) -> None:
        self._tab = tab
        self._answers: list[tuple[Route, APIResponse]] = []
        tab.route(f"**/{what}", self._hold)

    def _hold(self, route: "Route") -> None:
        if self._answers:
            route.continue_()
            return
        self._answers.append((route, route.fetch()))
        self._tab.evaluate("document.documentElement.dataset.held = 'yes'")

    def wait(self) -> None:
        """Wait until the server has answered, and the page has not heard of it."""
        self._tab.wait_for_selector("html[data-held]")

    def release(self) -> None:
        """Let the page hear of it."""
        self._tab.evaluate("delete document.documentElement.dataset.held")
        route, response = self._answers[0]
        route.fulfill(response=response)

    def lose(self) -> None:
        """Let the page hear that there is none."""
        route, _ = self._answers[0]
        route.abort()


def remember_events(tab: "Page") -> None:
    """Have the page keep the `source` of its events, and the state that came last; before it is loaded."""
    tab.add_init_script(
        """window.EventSource = class extends EventSource {
          constructor(...all) {
            super(...all);
            window.source = this;
            const { dataset } = document.documentElement;
            this.addEventListener("state", (event) => { dataset.heard = event.data; });
          }
        };"""
    )


def heard(tab: "Page", part: str) -> str:
    """Wait until the page was told of a state whose JSON has a part; gives that state."""
    tab.wait_for_selector(f"html[data-heard*='{part}']")
    state = tab.locator("html").get_attribute("data-heard")
    assert state is not None
    return state
