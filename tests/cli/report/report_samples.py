"""A small tree with a deprecated module, for reports, and a browser to open them in."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from codemods.cli.report.render_page import ReportContents

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_SWITCHES = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
MIGRATION = """
[[symbol]]
old = "pkg.old:make"
new = "pkg.new:build"

[[symbol]]
old = "pkg.old:Maker"
manual = "no canonical form: call `build` <per request>"
"""
PACKAGE = {
    "pkg/__init__.py": "",
    "pkg/old.py": "def make(): ...\nclass Maker: ...\n",
    "pkg/new.py": "def build(): ...\n",
}
USER = "from pkg.old import make\n\n\ndef handle():\n    return make()\n"
BY_HAND = "from pkg.old import Maker\n\n\n\n\n\n\nMAKER = Maker()\n"

WritePage = Callable[..., Path]
PlanReport = Callable[[Mapping[str, str | bytes]], ReportContents]


@contextmanager
def launched(driver: "Playwright", scripts: bool = True) -> "Iterator[BrowserContext]":
    """Start a browser with a profile of its own, with or without scripts."""
    with tempfile.TemporaryDirectory() as profile:
        context = driver.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            args=list(_SWITCHES),
            viewport={"width": 1280, "height": 800},
            java_script_enabled=scripts,
        )
        yield context
        context.close()
