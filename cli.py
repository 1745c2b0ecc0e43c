"""The command line: it names the options and hands them to `codemods`, nothing else.

Whatever takes time to import is imported by the command that needs it.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from codemods import __version__
from codemods.guard import exit_code

app = typer.Typer(
    help="Move a code base off deprecated symbols and onto canonical ones.",
    epilog="Exit codes: 0 fine, 1 findings (only where asked for), 2 could not run.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How results are given."""

    TEXT = "text"
    JSON = "json"


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Change only these files and folders; everything is looked at.",
        show_default=False,
    ),
]
Root = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Tree to work on (default: the git top level, else the current folder).",
        exists=True,
        file_okay=False,
        show_default=False,
    ),
]
MigrationName = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FILE",
        help="A built-in migration's name, or a TOML file (default: websocket-manager).",
        show_default=False,
    ),
]
Generated = Annotated[
    bool, typer.Option("--generated", metavar="", help="Change files marked @generated too.")
]
Debug = Annotated[bool, typer.Option("--debug", metavar="", help="Show the traceback of an error.")]
OutputFormat = Annotated[Format, typer.Option("--format", help="Text for people, or JSON for programs.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"repoint {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", metavar="", callback=_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Move a code base off deprecated symbols and onto canonical ones."""


@app.command()
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
    format: OutputFormat = Format.TEXT,
    generated: Generated = False,
    debug: Debug = False,
) -> None:
    """Show what would change, as a patch; write nothing.

    The patch goes to standard output, findings and everything else to standard error.
    """
    if stat and format is Format.JSON:
        raise typer.BadParameter("the JSON holds the counts already; give one of --stat and --format json")

    def command() -> int:
        from codemods import commands

        request = commands.Request(tuple(paths or ()), root, migration, generated)
        return commands.diff(request, commands.Shape(format is Format.JSON, stat, output, per_file))

    raise typer.Exit(exit_code(command, debug))


@app.command()
def apply(
    paths: Paths = None,
    root: Root = None,
    migration: MigrationName = None,
    no_stage: Annotated[
        bool, typer.Option("--no-stage", metavar="", help="Write the files, not git's index.")
    ] = False,
    format: OutputFormat = Format.TEXT,
    generated: Generated = False,
    debug: Debug = False,
) -> None:
    """Write what `diff` shows; in a git repository, stage it.

    Files that hold uncommitted work are left out when staging.
    """

    def command() -> int:
        from codemods import commands

        request = commands.Request(tuple(paths or ()), root, migration, generated)
        return commands.apply(request, not no_stage, format is Format.JSON)

    raise typer.Exit(exit_code(command, debug))


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(help="A finding's code or name; without it, all are listed.")
    ] = None,
    all: Annotated[
        bool, typer.Option("--all", metavar="", help="Print the whole catalogue as Markdown.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Explain a finding: what it means, why it matters, what to do."""

    def command() -> int:
        from codemods.output.explain import explain_finding

        return explain_finding(code, all)

    raise typer.Exit(exit_code(command, debug))
