"""A small tree with a deprecated module, for reports."""

from collections.abc import Callable, Mapping
from pathlib import Path

from codemods.cli.report.render_page import ReportContents

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
