"""`repoint scan`: its options."""

from typing import Annotated

import typer

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.formats.registry import ScanFormat


@command
def scan(
    paths: Annotated[
        list[str] | None,
        options.listed("PATHS", "List only these files and folders; everything is looked at."),
    ] = None,
    root: options.Root = None,
    migration: options.MigrationNames = None,
    old: options.FromPath = None,
    new: options.ToPath = None,
    depth: Annotated[
        int, typer.Option(metavar="N", min=1, help="How many folders deep directories are counted.")
    ] = 2,
    allow_unresolved: options.AllowUnresolved = False,
    format: Annotated[
        ScanFormat, typer.Option("--format", help="Tables, JSON, or a line a reference.")
    ] = ScanFormat.TABLE,
    output: options.Output = None,
    types: options.Types = False,
    types_python: options.TypesPython = None,
    jobs: options.Jobs = None,
    no_cache: options.NoCache = False,
    debug: options.Debug = False,
) -> ExitCode:
    """Show what is left: where deprecated symbols are still used.

    How far the migration is stands at the end. Mentions in text that is
    no Python are listed apart. Nothing is written.
    """
    options.check((types_python is not None and not types, options.TYPES_PYTHON_ALONE))
    from codemods.cli.commands.run_scan import ScanOptions, run_scan
    from codemods.cli.request import Request

    request = Request(
        paths,
        root,
        options.migration_or_rule(migration, old, new),
        jobs=jobs,
        cache=not no_cache,
        types=types,
        types_python=types_python,
    )
    return run_scan(request, ScanOptions(format, depth, output, allow_unresolved))
