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

        named = (f"{each.code}  {each.name:20} {each.title}" for each in FINDING_CODES.values())
        emit("".join(f"{_fitted(line)}\n" for line in named).encode())
        return ExitCode.OK
    from codemods.values.finding_pages import catalogue, find_page

    if all:
        emit(catalogue().encode())
    elif code:
        _print_markdown(find_page(code).markdown())
    return ExitCode.OK


def _fitted(line: str) -> str:
    """A line of the list on a terminal of any width, the words of its last column below each other."""
    if not sys.stdout.isatty():
        return line
    import shutil
    import textwrap

    width = max(shutil.get_terminal_size().columns, 60)
    return textwrap.fill(line, width, subsequent_indent=" " * 28, break_on_hyphens=False)


def _print_markdown(text: str) -> None:
    from codemods.cli.terminal.stdout import emit

    if not sys.stdout.isatty():
        emit(text.encode())
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
