"""What `repoint explain` prints: one code, the list of codes, or the whole catalogue."""

import sys

from codemods.cli.terminal.stdout import emit
from codemods.values.finding_texts import FINDING_CODES, find_code, page


def explain_finding(code: str | None, everything: bool) -> int:
    """Explain one code, list all codes, or print the whole catalogue. Gives the exit code."""
    if everything:
        emit(page().encode())
    elif code:
        _print_markdown(find_code(code).markdown())
    else:
        lines = (f"{rule.code}  {rule.name:20} {rule.title}\n" for rule in FINDING_CODES.values())
        emit("".join(lines).encode())
    return 0


def _print_markdown(text: str) -> None:
    if not sys.stdout.isatty():
        emit(text.encode())
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
