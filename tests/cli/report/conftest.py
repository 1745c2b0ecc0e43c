"""Reports of small trees, and a browser to open them in."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codemods.cli.formats.unified_diff import unified_diffs
from codemods.cli.report.render_page import Contents, page
from codemods.migration.load import load_migration
from codemods.plan.batching.categorise import category_key
from codemods.plan.engine import make_plan
from codemods.values.category import Category
from codemods.values.history import History

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright

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

Write = Callable[..., Path]
Lay = Callable[[Mapping[str, str | bytes]], Contents]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Lay files beside a deprecated module, and plan; gives what a report is made of."""

    def contents(files: Mapping[str, str | bytes]) -> Contents:
        root = tmp_path / "tree"
        for path, data in {**PACKAGE, **files}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data if isinstance(data, bytes) else data.encode())
        (tmp_path / "m.toml").write_text(f'name = "a <b> migration"\n{MIGRATION}')
        plan = make_plan(root, load_migration("m.toml", tmp_path))
        told = {each.path for each in plan.findings} | {each.path for each in plan.references}
        sources = {path: (root / path).read_bytes() for path in told if (root / path).is_file()}
        key = category_key((Category("tests", ("test_*.py",)), Category("production", ("*",))))
        return Contents("a <tree>", "c0ffee" * 6, plan, unified_diffs(plan.files), sources, key)

    return contents


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a report; gives the file."""

    def file(contents: Contents, history: History | None = None) -> Path:
        target = tmp_path / "report.html"
        target.write_bytes(page(replace(contents, history=history)))
        return target

    return file


@pytest.fixture(scope="session")
def driver() -> "Iterator[Playwright]":
    """What starts browsers, where there is one."""
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


@contextmanager
def launched(driver: "Playwright", scripts: bool = True) -> "Iterator[BrowserContext]":
    """A browser of one's own, with or without scripts."""
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


@pytest.fixture
def tab(browser: "BrowserContext") -> "Iterator[Page]":
    """A page of the browser on which nothing may go wrong: no error, no request but for the file."""
    tab = browser.new_page()
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    tab.on("request", lambda request: wrong.append(request.url) if request.url[:5] != "file:" else None)
    yield tab
    tab.close()
    assert wrong == []
