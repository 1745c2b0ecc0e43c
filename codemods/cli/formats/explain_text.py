"""What `repoint explain` prints: one code, the list of codes, or the whole catalogue."""

import sys

from codemods.cli.terminal.stdout import emit
from codemods.values.finding_texts import FINDING_CODES


def explain_finding(code: str | None, everything: bool) -> int:
    """Explain one code, list all codes, or print the whole catalogue. Gives the exit code."""
    if not (everything or code):
        lines = (f"{kind.code}  {kind.name:20} {kind.title}\n" for kind in FINDING_CODES.values())
        emit("".join(lines).encode())
        return 0
    from codemods.values.finding_pages import catalogue, find_page

    if everything:
        emit(catalogue().encode())
    elif code:
        _print_markdown(find_page(code).markdown())
    return 0


def _print_markdown(text: str) -> None:
    if not sys.stdout.isatty():
        emit(text.encode())
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
