"""The options and arguments that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from codemods.cli.formats.registry import OutputFormat

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Change only these files and folders; everything is looked at.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write to a file instead.", dir_okay=False, show_default=False),
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
Docs = Annotated[
    bool, typer.Option("--docs", metavar="", help="Take Python in Markdown, reST and docstrings too.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        help="Work on N processes (default: one on each processor).",
        min=1,
        show_default=False,
    ),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", metavar="", help="Neither use nor keep what runs find out.")
]
Debug = Annotated[bool, typer.Option("--debug", metavar="", help="Show the traceback of an error.")]
FormatOption = Annotated[
    OutputFormat, typer.Option("--format", help="Text for people, or JSON for programs.")
]

COMMITS = "Commits"
"""The panel of the options about commits, in the help."""
BatchBy = Annotated[
    str,
    typer.Option(metavar="HOW", help="owner, dir[:DEPTH], category, size:N or one.", rich_help_panel=COMMITS),
]
Message = Annotated[
    str | None,
    typer.Option(
        metavar="TEMPLATE",
        help="What the commits say; $batch, $files, $references, $findings and others are filled in.",
        show_default=False,
        rich_help_panel=COMMITS,
    ),
]


def check(*mistakes: tuple[bool, str]) -> None:
    """Raise typer.BadParameter with the message of the first mistake that was made."""
    for made, message in mistakes:
        if made:
            raise typer.BadParameter(message)
