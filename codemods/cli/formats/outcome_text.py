"""What came out of a test of a migration, as people read it: findings, and patches of what was expected."""

from collections.abc import Iterator
from difflib import unified_diff

from codemods.values.migration_test import FileOutcome, MigrationTestOutcome
from codemods.values.printable import printable


def outcome_text(outcome: MigrationTestOutcome, origin: str) -> bytes:
    """A paragraph for a test that failed: a line for it, then for each file what differs."""
    lines = [f"{origin}: {printable(outcome.test.label)}"]
    for file in outcome.files:
        if not file.passed:
            lines += _file(file)
    return ("\n".join([*lines, ""]) + "\n").encode()


def _file(file: FileOutcome) -> Iterator[str]:
    path, named = printable(file.expected.path), file.expected.codes
    for code in sorted(file.codes.keys() - set(named)):
        yield f"  {path}: {code} that the test does not name: {printable(file.codes[code])}"
    for code in sorted(set(named) - file.codes.keys()):
        yield f"  {path}: no {code}, which the test names"
    yield from _patch(file.expected.after, file.after, f"{path} as expected", f"{path} as it came out")
    yield from _patch(file.after, file.again, f"{path} after a run", f"{path} after a second one")


def _patch(old: str, new: str, old_name: str, new_name: str) -> Iterator[str]:
    """A unified diff; lines are split at line feeds only, and one without is told."""
    before, after = ([f"{line}\n" for line in text.split("\n")] for text in (old, new))
    for lines in (before, after):
        lines[-1] = lines[-1][:-1]
    before, after = ([line for line in lines if line] for lines in (before, after))
    for line in unified_diff(before, after, old_name, new_name, lineterm="\n"):
        yield line.removesuffix("\n")
        if not line.endswith("\n") and line[:1] in "+- ":
            yield "\\ No newline at end of file"
