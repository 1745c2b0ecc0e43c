"""`repoint migrations`: its options."""

from typing import Annotated

import typer

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.formats.registry import OutputFormat


@command
def migrations(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[show NAME]", help="Print one of them, as TOML.", show_default=False),
    ] = None,
    format: options.FormatOption = OutputFormat.TEXT,
    debug: options.Debug = False,
) -> ExitCode:
    """List the migrations that come with repoint, or print one."""
    from codemods.cli.commands.run_migrations import list_migrations, show_migration

    given = words or []
    name = next((word for word in given if word != "show"), "NAME")
    expected = f"expected nothing, or `show {name}`"
    options.check((bool(given) and (len(given) != 2 or given[0] != "show"), expected))
    return show_migration(given[1]) if given else list_migrations(format)
