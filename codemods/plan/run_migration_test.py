"""Run one test of a migration: its files are a tree in memory, planned, proved, and planned once more."""

from collections.abc import Iterable, Mapping

from codemods.plan.engine import Engine
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.errors import MigrationError
from codemods.values.finding import Finding
from codemods.values.migration_test import FileOutcome, MigrationTest, MigrationTestOutcome
from codemods.values.plan import Plan
from codemods.values.rules import Migration

_NOWHERE = "/"
"""The root of a tree in memory; nothing below it is looked at."""


def run_migration_test(test: MigrationTest, migration: Migration) -> MigrationTestOutcome:
    """Say what comes out. Raises MigrationError where the migration does not fit the test's files."""
    before = _files(test)
    try:
        plan = _plan(before, migration)
        after = {**before, **_changed(plan)}
        again = {**after, **_changed(_plan(after, migration))}
    except MigrationError as error:
        raise MigrationError(f"{migration.origin}: {test.label}: {error}") from error
    return MigrationTestOutcome(
        test,
        tuple(
            FileOutcome(
                each,
                after[each.path].decode(),
                _codes(finding for finding in plan.findings if finding.path == each.path),
                again[each.path].decode(),
            )
            for each in test.files
        ),
    )


def plan_of_test(test: MigrationTest, migration: Migration) -> Plan:
    """The plan for a test's tree. Raises MigrationError where the migration does not fit it."""
    return _plan(_files(test), migration)


def _files(test: MigrationTest) -> dict[str, bytes]:
    texts = {**test.given, **{each.path: each.before for each in test.files}}
    return {path: text.encode() for path, text in texts.items()}


def _plan(files: Mapping[str, bytes], migration: Migration) -> Plan:
    tree = OverlayTree(FolderTree(_NOWHERE, ()), files)
    return Engine(tree, migration, jobs=1, configuration={}).plan()


def _changed(plan: Plan) -> Mapping[str, bytes]:
    return {each.path: each.after for each in plan.files}


def _codes(findings: Iterable[Finding]) -> dict[str, str]:
    codes: dict[str, str] = {}
    for each in findings:
        codes.setdefault(each.code, f"line {each.line}: {each.message}" if each.line else each.message)
    return codes
