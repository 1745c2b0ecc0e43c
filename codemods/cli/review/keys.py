"""Questions that are answered by a key, put and explained the way `git add -p` does."""

from collections.abc import Mapping

from codemods.cli.review.ports import Desk, Style
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
"""Keys that may be followed by a text."""
ALIASES = {"/": "g"}


class Quit(Exception):
    """Whoever reviews has had enough, or the input is at its end."""


def ask(desk: Desk, question: str) -> str:
    """Ask for a line; blanks around it say nothing. Raises Quit at the end of the input."""
    line = desk.ask(question)
    if line is None:
        raise Quit
    return line.strip()


def choose(desk: Desk, question: str, keys: Mapping[str, str], lacking: Mapping[str, str]) -> tuple[str, str]:
    """Ask until one of the keys is given; gives it and the text behind it, if it takes one.

    `keys` say what each does, `lacking` why one can't be used here. Raises Quit on `q`, and at the end of
    the input.
    """
    prompt = f"{question} [{','.join(keys)},?]? "
    while True:
        answer = ask(desk, prompt)
        key, text = ALIASES.get(answer[:1], answer[:1].lower()), answer[1:].strip()
        if key == "q" and not text:
            raise Quit
        if text and key not in TEXT_KEYS:
            desk.say(f"Only one letter is expected, got '{printable(answer)}'", Style.ERROR)
        elif key in keys:
            return key, text
        elif key in lacking:
            desk.say(lacking[key], Style.ERROR)
        elif key:
            explain(desk, keys)


def agreed(desk: Desk, question: str) -> bool:
    """Ask for yes or no until it is one of the two. Raises Quit at the end of the input."""
    while True:
        answer = ask(desk, f"{question} [y/n]? ")[:1].lower()
        if answer in ("y", "n"):
            return answer == "y"


def explain(desk: Desk, keys: Mapping[str, str]) -> None:
    """Say what each key does."""
    for key, meaning in keys.items():
        desk.say(f"{key} - {meaning}", Style.HELP)
    desk.say("? - print help", Style.HELP)
