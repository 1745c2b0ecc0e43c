"""`repoint report`: its options."""

from pathlib import Path
from typing import Annotated

import typer

from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.options import (
    Debug,
    Generated,
    Jobs,
    MigrationName,
    NoCache,
    Paths,
    Root,
    check_options,
)


@command
def report(
    paths: Paths = None,
    root: Root = None,
    migration: MigrationName = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the page to a file (default: standard output).",
            show_default=False,
        ),
    ] = None,
    history: Annotated[
        bool,
        typer.Option("--history", metavar="", help="Add a burn-down over the repository's commits."),
    ] = False,
    samples: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="With --history: how many commits to look at (default: 30).",
            min=2,
            show_default=False,
        ),
    ] = None,
    generated: Generated = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    debug: Debug = False,
) -> ExitCode:
    """Make a page of the plan for a browser: what is left, findings, and every diff.

    It is one file that loads nothing else.
    """
    check_options((samples is not None and not history, "--samples says how many commits; add --history"))
    from codemods.cli.commands.run_report import SAMPLES, ReportOptions, run_report
    from codemods.cli.request import Request

    request = Request(paths, root, migration, generated=generated, jobs=jobs, cache=not no_cache)
    return run_report(request, ReportOptions(output, samples or SAMPLES if history else None))
