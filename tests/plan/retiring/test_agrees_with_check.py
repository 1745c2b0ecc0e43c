"""What `retire` refuses for is what `check` counts, in the programs of `fixtures/programs`."""

from dataclasses import replace
from pathlib import Path

import pytest

from codemods.migration.load import parse_migration
from codemods.plan.engine import Engine
from codemods.plan.retiring.plan_retirement import plan_retirement
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.rules import Migration, RetiredNames
from tests.test_programs import OPEN, PROGRAMS, read


def with_names(path: Path) -> tuple[Migration, dict[str, bytes]]:
    """A program's migration, which retires all that it names and can, and its files without that."""
    program = read(path.read_text())
    rules = parse_migration(program.files.pop("migration.toml"), "m.toml")
    files = {name: text.encode() for name, text in program.files.items() if name.endswith((".py", ".pyi"))}
    kept = {rule.new for rule in rules.symbols}
    symbols = dict.fromkeys(
        rule.old for rule in rules.symbols if "." not in rule.old.name and rule.old not in kept
    )
    modules = tuple(rule.old for rule in rules.modules)
    return replace(rules, retire=RetiredNames(modules, tuple(symbols))), files


def defines_some(migration: Migration, files: dict[str, bytes]) -> bool:
    """Whether a module that is to go, or has a name that is, lies in the tree."""
    homes = {*migration.retire.modules, *(symbol.module for symbol in migration.retire.symbols)}
    paths = {home.replace(".", "/") for home in homes}
    ends = tuple(f"/{path}{end}" for path in paths for end in (".py", ".pyi", "/__init__.py"))
    return any(f"/{name}".endswith(ends) for name in files if not name.startswith("../"))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(each, id=each.stem)
        for each in PROGRAMS
        if each.stem not in OPEN and defines_some(*with_names(each))
    ],
)
def test_both_refuse_or_neither(path: Path) -> None:
    migration, files = with_names(path)
    before = OverlayTree(FolderTree("/", ()), files)

    def engine(tree: FolderTree | OverlayTree) -> Engine:
        return Engine(tree, migration, jobs=1, configuration={})

    after = OverlayTree(before, {each.path: each.after for each in engine(before).plan().files})
    retirement = plan_retirement(after, migration, (), lambda tree: engine(tree).survey())
    assert retirement.retired
    gone = {each.path for each in retirement.removed}
    left = [each for each in engine(after).survey().references if each.path not in gone]
    refused = [f"{each.path}:{each.line} {each.message}" for each in retirement.blockers]
    assert bool(refused) == bool(left), (refused, left)
