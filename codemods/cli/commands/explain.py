"""`repoint explain`: its options, and what it prints."""

import sys
from typing import Annotated

import typer

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command


@command
def explain(
    code: Annotated[
        str | None,
        typer.Argument(metavar="[CODE]", help="A finding's code or name; without it, all are listed."),
    ] = None,
    all: Annotated[bool, options.flag("--all", "Print the whole catalogue as Markdown.")] = False,
    debug: options.Debug = False,
) -> ExitCode:
    """Explain a finding: what it means, why it matters, what to do."""
    from codemods.cli.terminal.stdout import emit

    if not (all or code):
        from codemods.values.finding_texts import FINDING_CODES

        lines = (f"{each.code}  {each.name:20} {each.title}\n" for each in FINDING_CODES.values())
        emit("".join(lines).encode())
        return ExitCode.OK
    from codemods.values.finding_pages import catalogue, find_page

    if all:
        emit(catalogue().encode())
    elif code:
        _print_markdown(find_page(code).markdown())
    return ExitCode.OK


def _print_markdown(text: str) -> None:
    from codemods.cli.terminal.stdout import emit

    if not sys.stdout.isatty():
        emit(text.encode())
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
