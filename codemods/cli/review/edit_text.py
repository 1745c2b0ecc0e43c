"""Editing the new text of a file before it is taken, as bytes."""

from codemods.cli.review.interfaces import EditorError, Planning, Style, Terminal
from codemods.cli.review.keys import confirm
from codemods.values.printable import printable

ABANDONED = "nothing is left of the text: the edit is abandoned"
AGAIN = 'Your edited file can\'t be taken. Edit again (saying "no" discards!)'


def edit_until_valid(terminal: Terminal, planning: Planning, path: str, text: bytes) -> bytes | None:
    """Let the user edit a text until it can be taken; None where they give up. Raises Quit."""
    draft = text
    while True:
        try:
            draft = _without_added_end(terminal.edit(path, draft), text)
        except EditorError as error:
            terminal.show(printable(str(error)), Style.ERROR)
            return None
        if not draft.strip():
            terminal.show(ABANDONED, Style.ERROR)
            return None
        reason = None if draft == text else planning.refusal(path, draft)
        if not reason:
            return draft
        terminal.show(printable(reason), Style.ERROR)
        if not confirm(terminal, AGAIN):
            return None


def _without_added_end(text: bytes, original: bytes) -> bytes:
    """Remove the line end that most editors add to a last line without one."""
    if original.endswith((b"\n", b"\r")):
        return text
    for end in (b"\r\n", b"\n", b"\r"):
        if text.endswith(end):
            return text.removesuffix(end)
    return text
