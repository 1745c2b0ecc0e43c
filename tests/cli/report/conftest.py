"""Fixtures for reports: plans of small trees, pages, and a tab to open them in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codemods.cli.formats.unified_diff import unified_diffs
from codemods.cli.report.render_page import ReportContents, render_page
from codemods.migration.load import load_migration
from codemods.plan.engine import make_plan
from codemods.values.category import Category, category_key
from codemods.values.history import History
from tests.cli.report.report_samples import MIGRATION, PACKAGE, PlanReport, WritePage

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


@pytest.fixture
def plan_report(tmp_path: Path) -> PlanReport:
    """Write files beside a deprecated module, plan, and give the contents of a report."""

    def contents(files: Mapping[str, str | bytes]) -> ReportContents:
        root = tmp_path / "tree"
        for path, data in {**PACKAGE, **files}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data if isinstance(data, bytes) else data.encode())
        (tmp_path / "m.toml").write_text(f'name = "a <b> migration"\n{MIGRATION}')
        plan = make_plan(root, load_migration("m.toml", tmp_path))
        shown = {each.path for each in plan.findings} | {each.path for each in plan.references}
        sources = {path: (root / path).read_bytes() for path in shown if (root / path).is_file()}
        key = category_key((Category("tests", ("test_*.py",)), Category("production", ("*",))))
        return ReportContents("a <tree>", "c0ffee" * 6, plan, unified_diffs(plan.files), sources, key)

    return contents


@pytest.fixture
def write_page(tmp_path: Path) -> WritePage:
    """Write a page, and give its file."""

    def file(contents: ReportContents, history: History | None = None) -> Path:
        target = tmp_path / "report.html"
        target.write_bytes(render_page(replace(contents, history=history)))
        return target

    return file


@pytest.fixture
def tab(browser: "BrowserContext") -> "Iterator[Page]":
    """A page of the browser on which there must be no error, and no request but for files."""
    tab = browser.new_page()
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    tab.on("request", lambda request: wrong.append(request.url) if request.url[:5] != "file:" else None)
    yield tab
    tab.close()
    assert wrong == []
