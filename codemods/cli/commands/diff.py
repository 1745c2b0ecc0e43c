"""`repoint diff`: its options."""

from pathlib import Path
from typing import Annotated

import typer

from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.formats.registry import OutputFormat
from codemods.cli.options import (
    Debug,
    Docs,
    FormatOption,
    Generated,
    Jobs,
    MigrationName,
    NoCache,
    Paths,
    Root,
    check_options,
)


@command
def diff(
    paths: Paths = None,
    root: Root = None,
    migration: MigrationName = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the patch to a file.", dir_okay=False, show_default=False),
    ] = None,
    per_file: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write one patch per file.", file_okay=False, show_default=False),
    ] = None,
    stat: Annotated[
        bool, typer.Option("--stat", metavar="", help="Show changed lines per file, not the patch.")
    ] = False,
    format: FormatOption = OutputFormat.TEXT,
    generated: Generated = False,
    docs: Docs = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    debug: Debug = False,
) -> ExitCode:
    """Show what would change, as a patch; write nothing.

    The patch goes to standard output, findings and everything else to standard error.
    """
    json = format is OutputFormat.JSON
    check_options((stat and json, "--stat cannot be combined with --format json, which holds the counts"))
    from codemods.cli.commands.run_diff import DiffOptions, run_diff
    from codemods.cli.request import Request

    request = Request(paths, root, migration, generated=generated, docs=docs, jobs=jobs, cache=not no_cache)
    return run_diff(request, DiffOptions(json=json, stat=stat, output=output, per_file=per_file))
