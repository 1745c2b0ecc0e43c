"""What `repoint test` does: run the tests in migration files, and show what comes out otherwise."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.outcome_text import outcome_text
from codemods.cli.formats.output_files import save_file
from codemods.cli.terminal import stdout
from codemods.cli.terminal.patch_colours import coloured
from codemods.cli.terminal.stderr import inform
from codemods.migration.load import compose_migration
from codemods.migration.migration_files import migration_path, read_migration
from codemods.migration.migration_tests import read_tests
from codemods.migration.target_settings import load_target_settings
from codemods.migration.update_tests import updated_text
from codemods.plan.run_migration_test import run_migration_test
from codemods.tree.find_root import chosen_root
from codemods.values.errors import RepointError
from codemods.values.migration_test import MigrationTestOutcome
from codemods.values.named_files import read_named_file
from codemods.values.plural import number_of


@dataclass(frozen=True, slots=True)
class _TestedFile:
    """A migration file, with what came out of its tests."""

    name: str
    origin: str
    text: str
    path: Path | None
    """None for a built-in migration."""
    outcomes: tuple[MigrationTestOutcome, ...]


def run_test(names: Sequence[str] | None, root: Path | None, update: bool) -> ExitCode:
    """Run the tests of some migrations, each with what it extends, and no other.

    Raises RepointError where a file can't be read, or holds a mistake, and where there is no test in any.
    """
    folder = Path.cwd()
    if not names:
        folder = chosen_root(root)
        names = _configured(folder)
    tested = [_tested(name, folder) for name in names]
    if not any(each.outcomes for each in tested):
        listed = ", ".join(each.origin for each in tested)
        raise RepointError(
            f"{listed}: no [[test]] table; three lines make one: path, before, after (docs/migrations.md)"
        )
    failed = [each for each in tested if not all(outcome.passed for outcome in each.outcomes)]
    if failed and update:
        # Nothing is written where a later file can't be.
        texts = [(each, _path(each), updated_text(each.text, each.outcomes, each.origin)) for each in failed]
        for each, path, text in texts:
            save_file(path, _mark(path) + text.encode())
            inform(f"{each.origin}: {_count(each, passed=False)} written; read them before you commit")
        return _code(again=[_tested(each.name, folder) for each in failed])
    _show(tested)
    return _code(again=tested)


def _show(tested: Sequence[_TestedFile]) -> None:
    for each in tested:
        for outcome in each.outcomes:
            if not outcome.passed:
                text = outcome_text(outcome, each.origin)
                stdout.emit(coloured(text) if stdout.wants_colour(sys.stdout) else text)
    for each in tested:
        if not each.outcomes:
            inform(f"{each.origin}: no [[test]] table")
        elif all(outcome.passed for outcome in each.outcomes):
            inform(f"{each.origin}: {_count(each, passed=True)} passed")
        else:
            passed = sum(outcome.passed for outcome in each.outcomes)
            inform(f"{each.origin}: {_count(each, passed=False)} failed, {passed} passed")


def _code(again: Sequence[_TestedFile]) -> ExitCode:
    passed = all(outcome.passed for each in again for outcome in each.outcomes)
    return ExitCode.OK if passed else ExitCode.FOUND


def _count(file: _TestedFile, passed: bool) -> str:
    return number_of(sum(each.passed is passed for each in file.outcomes), "test")


def _tested(name: str, folder: Path) -> _TestedFile:
    texts = read_migration([name], folder)
    own = texts.files[-1]
    tests = read_tests(own.text, own.origin)
    migration = compose_migration(texts)
    outcomes = tuple(run_migration_test(test, migration) for test in tests)
    return _TestedFile(name, own.origin, own.text, migration_path(name, folder), outcomes)


def _path(file: _TestedFile) -> Path:
    if file.path is None:
        raise RepointError(
            f"{file.name}: --update does not write into what is installed; pass the file's path"
        )
    return file.path


def _mark(path: Path) -> bytes:
    """The byte order mark that the file begins with, if it does."""
    mark = b"\xef\xbb\xbf"
    return mark if read_named_file(path).startswith(mark) else b""


def _configured(root: Path) -> Sequence[str]:
    names = load_target_settings(root).migrations
    if not names:
        raise RepointError(
            "no migration to test: name files, or set `migration` under [tool.repoint] in pyproject.toml"
        )
    return names
