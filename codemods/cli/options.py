"""The options and arguments that the commands share, and what they may be."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are given."""

    TEXT = "text"
    JSON = "json"


class ScanFormat(StrEnum):
    """How an inventory is given."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class CheckFormat(StrEnum):
    """How references that fail the gate are given."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    GITLAB = "gitlab"
    JUNIT = "junit"


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Change only these files and folders; everything is looked at.",
        show_default=False,
    ),
]
Listed = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="List only these files and folders; everything is looked at.",
        show_default=False,
    ),
]
Checked = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILES", help="Check only these files and folders.", show_default=False),
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
OutputFormat = Annotated[Format, typer.Option("--format", help="Text for people, or JSON for programs.")]

AllowDirty = Annotated[
    bool,
    typer.Option(
        "--allow-dirty",
        metavar="",
        help="Take files with uncommitted changes too, where the edits fit; only the edits are staged.",
    ),
]

_COMMITS = "Commits"
Commit = Annotated[
    bool, typer.Option("--commit", metavar="", help="Commit in batches.", rich_help_panel=_COMMITS)
]
Branch = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Commit on a new branch; files and index stay as they are.",
        show_default=False,
        rich_help_panel=_COMMITS,
    ),
]
BatchBy = Annotated[
    str,
    typer.Option(
        metavar="HOW", help="owner, dir[:DEPTH], category, size:N or one.", rich_help_panel=_COMMITS
    ),
]
Message = Annotated[
    str | None,
    typer.Option(
        metavar="TEMPLATE",
        help="What the commits say; $batch, $files, $references, $findings and others are filled in.",
        show_default=False,
        rich_help_panel=_COMMITS,
    ),
]
FormatPatch = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Write the commits as mails for `git am`; without --commit, nothing else.",
        file_okay=False,
        show_default=False,
        rich_help_panel=_COMMITS,
    ),
]
BlameIgnore = Annotated[
    bool,
    typer.Option(
        "--blame-ignore",
        metavar="",
        help="Add the commits to .git-blame-ignore-revs, in a last one.",
        rich_help_panel=_COMMITS,
    ),
]
NoVerify = Annotated[
    bool, typer.Option("--no-verify", metavar="", help="Run no commit hooks.", rich_help_panel=_COMMITS)
]
