"""Questions that are answered by a key, asked and explained the way `git add -p` does."""

from collections.abc import Mapping

from codemods.cli.review.interfaces import Style, Terminal
from codemods.values.printable import printable

FILE_KEYS = {
    "y": "take this file",
    "n": "leave this file as it is",
    "a": "take this file and all later files",
    "d": "leave this file and all later files as they are",
    "s": "decide on each hunk of this file",
    "e": "edit the new text of this file",
    "g": "go to a file: by number, by a part of its path, by a pattern",
    "q": "quit; what is taken so far is applied, this file and all undecided ones wait",
}
HUNK_KEYS = {
    "y": "take this hunk",
    "n": "leave these lines as they are",
    "a": "take this hunk and all later hunks in the file",
    "d": "leave this hunk and all later hunks in the file as they are",
    "q": "quit; this file stays undecided",
}
TEXT_KEYS = frozenset("g")
"""Keys that a text may follow."""
ALIASES = {"/": "g"}


class Quit(Exception):
    """The reviewer quits, or the input has ended."""


def ask(terminal: Terminal, question: str) -> str:
    """Ask for a line, and strip blanks from it. Raises Quit at the end of the input."""
    line = terminal.ask(question)
    if line is None:
        raise Quit
    return line.strip()


def choose(
    terminal: Terminal, question: str, keys: Mapping[str, str], lacking: Mapping[str, str]
) -> tuple[str, str]:
    """Ask until one of the keys is given; gives the key, and the text after it if it takes one.

    `keys` maps each key to what it does, `lacking` maps the keys that cannot be used here to the reason.
    Raises Quit on `q`, and at the end of the input.
    """
    prompt = f"{question} [{','.join(keys)},?]? "
    while True:
        answer = ask(terminal, prompt)
        key, text = ALIASES.get(answer[:1], answer[:1].lower()), answer[1:].strip()
        if key == "q" and not text:
            raise Quit
        if text and key not in TEXT_KEYS:
            terminal.show(f"Only one letter is expected, got '{printable(answer)}'", Style.ERROR)
        elif key in keys:
            return key, text
        elif key in lacking:
            terminal.show(lacking[key], Style.ERROR)
        elif key:
            show_keys(terminal, keys)


def confirm(terminal: Terminal, question: str) -> bool:
    """Ask until the answer is yes or no. Raises Quit at the end of the input."""
    while True:
        answer = ask(terminal, f"{question} [y/n]? ")[:1].lower()
        if answer in ("y", "n"):
            return answer == "y"


def show_keys(terminal: Terminal, keys: Mapping[str, str]) -> None:
    """Show what each key does."""
    for key, meaning in keys.items():
        terminal.show(f"{key} - {meaning}", Style.HELP)
    terminal.show("? - print help", Style.HELP)
