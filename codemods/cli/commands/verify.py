"""`repoint verify`: its options."""

from pathlib import Path
from typing import Annotated

import typer

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.formats.registry import OutputFormat


@command
def verify(
    command: Annotated[list[str], options.listed("COMMAND", "What to run, such as: -- python -m pytest")],
    root: options.Root = None,
    migration: options.MigrationNames = None,
    timeout: Annotated[
        float | None, options.valued("SECONDS", "End a run that takes longer.", min=0.001)
    ] = None,
    repeat: Annotated[
        int, typer.Option(metavar="N", help="Run each side N times, to tell flaky tests apart.", min=1)
    ] = 1,
    at_once: Annotated[
        bool, options.flag("--at-once", "Run both sides at once; their times say less then.")
    ] = False,
    logs: Annotated[
        Path | None, options.valued("DIR", "Keep what it printed and reported.", file_okay=False)
    ] = None,
    format: options.FormatOption = OutputFormat.TEXT,
    generated: options.Generated = False,
    docs: options.Docs = False,
    types: options.Types = False,
    types_python: options.TypesPython = None,
    debug: options.Debug = False,
) -> ExitCode:
    """Run your tests before and after the plan, and compare.

    This is the one command that RUNS THE TARGET'S CODE. It does so in two linked
    git work trees of the last commit, in a temporary folder; your files, index
    and branches are left alone. `{junit}` in the command is where its JUnit XML
    goes; pytest is asked for one. Exit code 1: something got worse.
    """
    options.check((types_python is not None and not types, options.TYPES_PYTHON_ALONE))
    from codemods.cli.request import Request
    from codemods.cli.verify.run_verify import VerifyOptions, run_verify

    return run_verify(
        Request((), root, migration, generated=generated, docs=docs, types=types, types_python=types_python),
        command,
        VerifyOptions(
            timeout=timeout, repeat=repeat, at_once=at_once, logs=logs, json=format is OutputFormat.JSON
        ),
    )
