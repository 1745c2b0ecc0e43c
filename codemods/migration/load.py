"""From the names of built-ins and of TOML files to a validated `Migration`."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from codemods.migration.chains import collapse_chains
from codemods.migration.combine import combined
from codemods.migration.file_schema import decode
from codemods.migration.migration_files import read_migration
from codemods.migration.retire_table import read_retired_names
from codemods.migration.rule_tables import check_categories, check_definitions, check_paths
from codemods.values.migration_text import MigrationText
from codemods.values.rules import Migration, RetiredNames


def load_migration(names: str | Sequence[str], folder: Path, inside: bool = False) -> Migration:
    """Load built-in migrations by name, or TOML files by their paths, relative to `folder`, as one.

    With `inside`, the files have to be below the folder.
    A built-in's name wins over a file of that name; write `./name` for the file. Raises
    MigrationError, naming file, table and key, when there is none or when it holds a mistake.
    """
    return compose_migration(read_migration([names] if isinstance(names, str) else names, folder, inside))


def parse_migration(text: str, origin: str) -> Migration:
    """Read the TOML text of one file that extends no other; `origin` names the file in messages.

    Raises MigrationError at the first mistake.
    """
    return compose_migration(MigrationText(origin, text))


def compose_migration(texts: MigrationText) -> Migration:
    """Make one migration of the TOML texts of its files.

    Chains are collapsed, over all of them. A file without a `name` has the name of its file. Raises
    MigrationError at the first mistake, and where two files say different things of the same.
    """
    files = [(each.origin, decode(each.text, each.origin)) for each in texts.files]
    whole = combined(files)
    check_paths(whole.symbols, whole.modules, whole.origin)
    check_categories(whole.symbols, whole.categories, whole.origin)
    migration = collapse_chains(whole)
    check_definitions(whole.symbols, migration)
    retired = [read_retired_names(file.retire, migration, origin) for origin, file in files]
    return replace(migration, retire=_joined(retired))


def _joined(retired: Sequence[RetiredNames]) -> RetiredNames:
    modules = dict.fromkeys(module for each in retired for module in each.modules)
    symbols = (symbol for each in retired for symbol in each.symbols if symbol.module not in modules)
    return RetiredNames(tuple(modules), tuple(dict.fromkeys(symbols)))
