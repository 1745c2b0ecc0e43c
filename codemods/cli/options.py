"""The options and arguments that several commands share."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codemods.cli.formats.registry import OutputFormat

if TYPE_CHECKING:
    from codemods.values.codemod import CodemodChoice
    from codemods.values.rules import Migration


def flag(name: str, help: str, panel: str | None = None) -> Any:
    """An option without a value; `panel` is the heading that it stands under in the help."""
    return typer.Option(name, metavar="", help=help, rich_help_panel=panel)


def valued(metavar: str, help: str, *names: str, panel: str | None = None, **settings: Any) -> Any:
    """An option with a value, named by `names` or its parameter; the help says what holds without it."""
    return typer.Option(
        *names, metavar=metavar, help=help, show_default=False, rich_help_panel=panel, **settings
    )


def listed(metavar: str, help: str) -> Any:
    """An argument, whose help says what holds without it."""
    return typer.Argument(metavar=metavar, help=help, show_default=False)


COMMITS = "Commits"
"""The panel of the options about commits, in the help."""

Paths = Annotated[
    list[str] | None, listed("PATHS", "Change only these files and folders; everything is looked at.")
]
Output = Annotated[Path | None, valued("FILE", "Write to a file instead.", "--output", "-o", dir_okay=False)]
Root = Annotated[
    Path | None,
    valued(
        "DIR",
        "Tree to work on (default: the git top level, else the current folder).",
        exists=True,
        file_okay=False,
    ),
]
MigrationNames = Annotated[
    list[str] | None,
    valued(
        "NAME|FILE",
        "A built-in migration's name, or a TOML file (default: the tree's settings); several make one.",
        "--migration",
        "-m",
    ),
]
FromPath = Annotated[
    str | None,
    valued(
        "PATH", "What is deprecated, module:name or a module; with --to, in place of --migration.", "--from"
    ),
]
ToPath = Annotated[str | None, valued("PATH", "What takes its place.", "--to")]
CODEMOD = "Codemods written with LibCST"
"""The panel of the options about them, in the help."""
CodemodName = Annotated[
    str | None,
    valued(
        "MODULE:CLASS|FILE:CLASS",
        "Run this LibCST codemod in place of a migration. Its code is run, the tree's is not.",
        "--codemod",
        panel=CODEMOD,
    ),
]
CodemodArguments = Annotated[
    list[str] | None,
    valued("NAME=VALUE", "An argument of the codemod; may be repeated.", "--arg", panel=CODEMOD),
]
CodemodWords = Annotated[
    list[str] | None,
    valued(
        "WORD",
        "Run the codemod only over files that spell one of these; may be repeated.",
        "--words",
        panel=CODEMOD,
    ),
]
_CODEMOD_ALONE = "--arg and --words are for --codemod; add it"
_CODEMOD_INSTEAD = "--codemod takes the place of a migration; give one or the other"
_NOT_FOR_CODEMODS = "--docs and --types are for migrations; a codemod reads Python files as they are"
Generated = Annotated[bool, flag("--generated", "Change files marked @generated too.")]
Docs = Annotated[bool, flag("--docs", "Take Python in Markdown, reST and docstrings too.")]
Jobs = Annotated[
    int | None, valued("N", "Work on N processes (default: one on each processor).", "--jobs", "-j", min=1)
]
AllowUnresolved = Annotated[
    bool,
    flag(
        "--allow-unresolved",
        "Leave out places that may name a member by an object of unknown class: somebody looked.",
    ),
]
Types = Annotated[
    bool,
    flag("--types", r"Ask ty of which class objects are, where the code does not tell (repoint\[types])."),
]
TypesPython = Annotated[
    Path | None,
    valued(
        "PATH",
        "Environment of the program, or its python, for --types (default: the active one, else .venv).",
    ),
]
TYPES_PYTHON_ALONE = "--types-python names the environment for --types; add --types"
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", metavar="", help="List every place, also where there are many.")
]
NoFormat = Annotated[bool, flag("--no-format", "Don't run the formatters that the tree's settings name.")]
NoCache = Annotated[bool, flag("--no-cache", "Neither use nor keep what runs find out.")]
Debug = Annotated[bool, flag("--debug", "Show the traceback of an error.")]
FormatOption = Annotated[
    OutputFormat, typer.Option("--format", help="Text for people, or JSON for programs.")
]
BatchBy = Annotated[
    str,
    typer.Option(metavar="HOW", help="owner, dir[:DEPTH], category, size:N or one.", rich_help_panel=COMMITS),
]
Message = Annotated[
    str | None,
    valued(
        "TEMPLATE",
        "What the commits say; $batch, $files, $references, $findings and others are filled in.",
        panel=COMMITS,
    ),
]


def migration_or_rule(
    names: list[str] | None, old: str | None, new: str | None
) -> "Sequence[str] | Migration | None":
    """What `--migration` names, or the one rule of `--from` and `--to`.

    Raises typer.BadParameter where these are given by halves, or both are; MigrationError for no rule.
    """
    if old is None and new is None:
        return names
    from codemods.cli.one_rule import one_rule

    return one_rule(names, old, new)


def check(*mistakes: tuple[bool, str]) -> None:
    """Raise typer.BadParameter with the message of the first mistake that was made."""
    for made, message in mistakes:
        if made:
            raise typer.BadParameter(message)


def codemod_mistakes(
    codemod: str | None, *, details: object, migration: object, of_migrations: object
) -> tuple[tuple[bool, str], ...]:
    """The mistakes that can be made beside `--codemod`, for `check`.

    `details` are what is given of the codemod, `migration` what is given in its place, and `of_migrations`
    what only migrations know; each counts where it is true.
    """
    return (
        (codemod is None and bool(details), _CODEMOD_ALONE),
        (codemod is not None and bool(migration), _CODEMOD_INSTEAD),
        (codemod is not None and bool(of_migrations), _NOT_FOR_CODEMODS),
    )


def chosen_codemod(
    name: str | None, arguments: list[str] | None, words: list[str] | None
) -> "CodemodChoice | None":
    """The codemod of the options; None where there is none. Raises RepointError for a mistake in them."""
    if name is None:
        return None
    from codemods.cli.codemod_option import read_codemod

    return read_codemod(name, arguments or (), words or ())
