"""What `repoint migrations` does: list the built-in migrations, or print one."""

import textwrap

import msgspec

from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.registry import OutputFormat
from codemods.cli.terminal import stdout
from codemods.migration.built_ins import built_ins
from codemods.migration.migration_files import builtin_text
from codemods.values.plural import number_of


class _Entry(msgspec.Struct, frozen=True):
    name: str
    title: str
    rules: int
    sources: tuple[str, ...]
    packages: tuple[str, ...]


class _Document(msgspec.Struct, frozen=True):
    version: int
    migrations: tuple[_Entry, ...]


def list_migrations(format: OutputFormat) -> ExitCode:
    """Print a paragraph for each migration, or one JSON document."""
    known = built_ins()
    if format is OutputFormat.JSON:
        entries = tuple(
            _Entry(each.name, each.title, each.rules, each.sources, each.packages) for each in known
        )
        stdout.emit(encode_json(_Document(1, entries)))
        return ExitCode.OK
    width = max(stdout.width(), 40)
    for each in known:
        text = f"{each.title} ({number_of(each.rules, 'rule')})"
        lines = [each.name, *textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")]
        for source in each.sources:
            lines += textwrap.wrap(f"from {source}", width, initial_indent="  ", subsequent_indent="    ")
        stdout.emit(("\n".join(lines) + "\n").encode())
    return ExitCode.OK


def show_migration(name: str) -> ExitCode:
    """Print the text of one migration. Raises MigrationError for a name that there is none of."""
    stdout.emit(builtin_text(name).encode())
    return ExitCode.OK
