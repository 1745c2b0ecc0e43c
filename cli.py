"""The command line: the program's own options, and its commands in the order of the help.

Each command is a module of `codemods.cli.commands`, which imports what takes time only when it runs.
"""

from typing import Annotated

import typer

from codemods import __version__
from codemods.cli.commands import apply, check, diff, explain, fleet, log, report, retire, scan, undo, verify

app = typer.Typer(
    help="Move a code base off deprecated symbols and onto canonical ones.",
    epilog="Exit codes: 0 fine, 1 what check, verify or retire found, 2 could not run.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    diff.diff,
    scan.scan,
    check.check,
    apply.apply,
    report.report,
    undo.undo,
    verify.verify,
    retire.retire,
    fleet.fleet,
    log.log,
    explain.explain,
):
    app.command()(command)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"repoint {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", metavar="", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Move a code base off deprecated symbols and onto canonical ones."""
