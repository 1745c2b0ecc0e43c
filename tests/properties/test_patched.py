"""Tests that patch modules see the same calls before and after, run in a process of their own."""

import tempfile
from pathlib import Path

from hypothesis import given

from codemods.migration.load import parse_migration
from codemods.plan.engine import make_plan
from tests.properties.patched import MIGRATION, Patched, patched_trees, recording
from tests.random_examples import examples

STAYS = {"RP108", "RP301", "RP302"}
"""What is found on a target that could not follow, or that intercepts nothing any more."""


@examples(20)
@given(patched_trees())
def test_patches_see_the_same_calls(tree: Patched) -> None:
    before = {path: text.encode() for path, text in tree.files.items()}
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        told = recording(before, Path(one))
        plan = make_plan(Path(one), parse_migration(MIGRATION, "patched.toml"))
        after = before | {change.path: change.after for change in plan.files}
        now = recording(after, Path(other))
    findings = [f"{f.path}:{f.line} {f.code} {f.message}" for f in plan.findings]
    changed = "\n".join(f"+++ {change.path}\n{change.after.decode()}" for change in plan.files)
    report = f"\n{tree.shown()}\n{changed}\n" + "\n".join(findings)
    if not any(finding.code in STAYS for finding in plan.findings):
        assert told == now, report
    assert "Error" not in str(now).replace(str(told), ""), report
