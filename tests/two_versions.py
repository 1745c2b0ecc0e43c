"""Two versions of a package of our own in two folders, and the rules that are derived from them."""

import textwrap
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codemods.cli.derive.read_api import read_api
from codemods.migration.drafts import MigrationDraft, draft_text
from codemods.plan.drafting.versions.compare_versions import compare_versions
from codemods.values.progress import NoProgress

WORK = """
    rows = [each.strip() for each in text.splitlines() if each]
    total = sum(len(row) for row in rows)
    return {"rows": rows, "total": total, "mean": total / max(1, len(rows))}
"""
"""A body that is long enough to be known again."""


def write_version(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a package's files; a folder without an `__init__` gets an empty one."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
    for inner in (path for path in folder.rglob("*") if path.is_dir()):
        (inner / "__init__.py").touch()
    return folder


def derived(tmp_path: Path, *versions: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rules of a draft from versions of the package `shop`, the oldest first, as the file has them."""
    apis = []
    for number, files in enumerate(versions):
        folder = write_version(tmp_path / str(number), files)
        apis.append(read_api(str(number), folder, ("shop",), print))
    rules = compare_versions(apis[0], apis[1:-1], apis[-1], NoProgress())
    if not rules:
        return []
    read = tomllib.loads(draft_text(MigrationDraft(rules)))
    symbols: list[dict[str, Any]] = read.get("symbol", [])
    modules: list[dict[str, Any]] = read.get("module", [])
    return [*modules, *symbols]
