"""Editing the new text of a file before it is taken: bytes in, bytes out."""

from codemods.cli.review.keys import agreed
from codemods.cli.review.ports import Desk, EditorFailed, Planning, Style
from codemods.values.printable import printable

ABANDONED = "nothing is left of the text: the edit is abandoned"
AGAIN = 'Your edited file can\'t be taken. Edit again (saying "no" discards!)'


def edited(desk: Desk, planning: Planning, path: str, text: bytes) -> bytes | None:
    """Have a text edited until it can be taken; None when that was given up. Raises Quit."""
    draft = text
    while True:
        try:
            draft = _as_ended(desk.edit(path, draft), text)
        except EditorFailed as error:
            desk.say(printable(str(error)), Style.ERROR)
            return None
        if not draft.strip():
            desk.say(ABANDONED, Style.ERROR)
            return None
        reason = "" if draft == text else planning.refuse(path, draft)
        if not reason:
            return draft
        desk.say(printable(reason), Style.ERROR)
        if not agreed(desk, AGAIN):
            return None


def _as_ended(text: bytes, planned: bytes) -> bytes:
    """Take away the line end that most editors add to a last line that has none."""
    if planned.endswith((b"\n", b"\r")):
        return text
    for end in (b"\r\n", b"\n", b"\r"):
        if text.endswith(end):
            return text.removesuffix(end)
    return text
