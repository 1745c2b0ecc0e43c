"""The command line: the program's own options, and its commands in the order of the help.

Each command is a module of `codemods.cli.commands` with a function of the same name. It is imported when the
command is asked for, and imports in turn what takes time only when it runs.
"""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from codemods import __version__

PANELS = {
    "Move a tree": ("diff", "review", "apply", "undo", "log"),
    "Measure and test": ("scan", "check", "report", "verify"),
    "Write down what moves": ("init", "derive", "migrations", "test", "schema"),
    "Go on": ("retire", "fleet", "explain", "lsp"),
}
"""The commands, under the headings of the help."""
COMMANDS = tuple(name for names in PANELS.values() for name in names)


class CommandGroup(TyperGroup):
    """The program with its commands, which are known by name until they are looked up."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {name: TyperCommand(name=name) for name in COMMANDS}

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a command; None for a name that there is no command of."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"codemods.cli.commands.{cmd_name}")
        single = typer.Typer(add_completion=False)
        panel = next(panel for panel, names in PANELS.items() if cmd_name in names)
        single.command(cmd_name, rich_help_panel=panel)(getattr(module, cmd_name))
        return get_command(single)


app = typer.Typer(
    cls=CommandGroup,
    help="Move a code base off deprecated symbols and onto canonical ones.",
    epilog="Exit codes: 0 fine, 1 what check, verify, retire or test found, 2 could not run.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
