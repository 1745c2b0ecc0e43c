"""A headless Chromium for tests of pages."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_SWITCHES = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@contextmanager
def launched(
    driver: "Playwright", scripts: bool = True, foreign_scripts: bool = False
) -> "Iterator[BrowserContext]":
    """Start a browser with a profile of its own; a test's own scripts need more rights."""
    with tempfile.TemporaryDirectory() as profile:
        context = driver.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            args=list(_SWITCHES),
            viewport={"width": 1280, "height": 800},
            java_script_enabled=scripts,
            bypass_csp=foreign_scripts,
        )
        yield context
        context.close()


@pytest.fixture(scope="session")
def driver() -> "Iterator[Playwright]":
    """Playwright, which starts browsers."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    with api.sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(driver: "Playwright") -> "Iterator[BrowserContext]":
    """A headless Chromium with a profile of its own."""
    with launched(driver) as context:
        yield context
