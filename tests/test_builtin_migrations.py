"""The tests of each built-in migration, which are in its file: they pass, and each kind of rule has one.

Some of their files are programs. They print the same before and after with stand-ins of the old release and
of the new one, which are in a text file below `fixtures/builtins`, named after the migration: `--- old path`
and `--- new path` are a file of the library in either release, and `--- run:` names the programs by paths.
"""

import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from codemods.migration.file_schema import ArgumentsTable, ModuleTable, SymbolTable, decode_whole
from codemods.migration.load import load_migration
from codemods.migration.migration_files import builtin_migrations, builtin_text
from codemods.migration.migration_tests import read_tests
from codemods.plan.run_migration_test import plan_of_test, run_migration_test
from codemods.values.migration_test import FileInTest, MigrationTest
from codemods.values.rules import Migration

FOLDER = Path(__file__).parents[1] / "fixtures/builtins"
NAMES = builtin_migrations()


@cache
def migration(name: str) -> Migration:
    return load_migration(name, FOLDER)


def own_tests(name: str) -> tuple[MigrationTest, ...]:
    return read_tests(builtin_text(name), name)


@pytest.mark.parametrize(
    ("name", "test"),
    [pytest.param(name, test, id=f"{name}-{test.name}") for name in NAMES for test in own_tests(name)],
)
def test_what_comes_out_is_as_the_migration_says(name: str, test: MigrationTest) -> None:
    outcome = run_migration_test(test, migration(name))
    assert [each for each in outcome.files if not each.passed] == []


# Kinds of rules -----------------------------------------------------------------------------------


def kinds(table: SymbolTable | ModuleTable) -> Iterator[str]:
    """What a rule does, and by which keys it is for some uses only."""
    if isinstance(table, ModuleTable):
        yield "module: manual" if table.manual is not None else "module"
        yield from (f"module: {key}" for key in ("package", "others", "import_") if getattr(table, key))
        return
    yield from (key for key in ("where", "passed", "not_passed", "category") if getattr(table, key))
    if table.when is not None:
        yield f"when {table.when}"
    member = "member: " if "." in table.old.partition(":")[2] else ""
    if table.arguments is not None:
        edits = (key for key in ArgumentsTable.__struct_fields__ if getattr(table.arguments, key))
        yield from (f"{member}arguments.{key}" for key in edits)
    elif table.expression is not None:
        yield f"{member}expression of a {'call' if table.signature else 'name'}"
    else:
        yield member + next((key for key in ("manual", "remove", "call") if getattr(table, key)), "new")
    module, _, new = (table.new or table.old).partition(":")
    yield f"{member}to another module" if module != table.old.partition(":")[0] else f"{member}in its module"
    if "." in new:
        yield f"{member}to a member"


def reached(name: str) -> set[str]:
    """The symbols and modules that the tests' code refers to."""
    plans = [plan_of_test(test, migration(name)) for test in own_tests(name)]
    told = {each.symbol for plan in plans for each in plan.findings}
    return told | {each.symbol for plan in plans for each in plan.references}


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_test_for_each_kind_of_rule(name: str) -> None:
    there = reached(name)
    file = decode_whole(builtin_text(name), name)
    for symbol in file.symbol * 2:  # A chain goes on at what a symbol becomes.
        there |= {symbol.new} if symbol.old in there and symbol.new else set()
    packages = {each[: found.start()] for each in there for found in re.finditer("[.:]|$", each)}
    tables: list[SymbolTable | ModuleTable] = [*file.symbol, *file.module]
    met = (table for table in tables if table.old in (there if ":" in table.old else packages))
    tested = {kind for table in met for kind in kinds(table)}
    assert {kind for table in tables for kind in kinds(table)} - tested == set()


# Programs -----------------------------------------------------------------------------------------


@dataclass
class Library:
    """The sections of one text file."""

    releases: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """The library's files, of the old release and of the new one."""
    run: list[str] = field(default_factory=list)


def read(text: str) -> Library:
    library = Library()
    for section in re.split(r"(?m)^--- ", text)[1:]:
        head, _, body = section.partition("\n")
        kind, _, rest = head.partition(" ")
        if kind == "run:":
            library.run = rest.split()
        else:
            library.releases[kind][rest] = body
    return library


def write(root: Path, files: dict[str, str]) -> Path:
    for name, body in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body)
    return root


def printed(tree: Path, library: Path, files: list[str]) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(library), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "ignore"]
    done = [
        subprocess.run([*command, tree / each], env=environment, capture_output=True, text=True)
        for each in files
    ]
    assert [each.stderr for each in done] == [""] * len(done)
    return [each.stdout for each in done]


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.iterdir()))
def test_its_programs_print_the_same_before_and_after(name: str, tmp_path: Path) -> None:
    library = read((FOLDER / f"{name}.txt").read_text())
    old, new = (write(tmp_path / kind, library.releases[kind]) for kind in ("old", "new"))
    files: dict[str, FileInTest] = {each.path: each for test in own_tests(name) for each in test.files}
    before = write(tmp_path / "before", {path: files[path].before for path in library.run})
    after = write(tmp_path / "after", {path: files[path].after for path in library.run})
    outputs = printed(before, old, library.run)
    assert outputs == printed(after, new, library.run)
    assert all(outputs)


def test_all_but_one_have_programs() -> None:
    """That of one repository has a tree of its own to be tested on."""
    assert {path.stem for path in FOLDER.iterdir()} == {*NAMES} - {"websocket-manager"}
