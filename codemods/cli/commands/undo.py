"""`repoint undo`: its options."""

from typing import Annotated

import typer

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command


@command
def undo(
    number: Annotated[
        int | None,
        typer.Argument(metavar="[APPLY]", help="Its number in `repoint log` (default: the last one)."),
    ] = None,
    root: options.Root = None,
    debug: options.Debug = False,
) -> ExitCode:
    """Take an apply back: files, index and branch as they were.

    What was changed since is left as it is, and named.
    """
    from codemods.cli.commands.run_undo import run_undo

    return run_undo(root, number)
