"""The dialogue on standard output and input, in git's colours where there is a terminal."""

import os
import sys
from pathlib import Path

from codemods.cli.review import editor
from codemods.cli.review.ports import Style
from codemods.cli.terminal.patch_colours import BOLD, RESET, coloured
from codemods.cli.terminal.stdout import emit, wants_colour

QUESTION = b"\x1b[1;34m"
COLOURS = {Style.PLAIN: b"", Style.HEADING: BOLD, Style.HELP: b"\x1b[1;31m", Style.ERROR: b"\x1b[1;31m"}


class TerminalDesk:
    """A `Desk` whose answers come line by line, from a person or through a pipe."""

    def __init__(self, root: Path) -> None:
        """`root` is where git is asked for the editor."""
        self._root = root
        self._colours = wants_colour(sys.stdout)

    def patch(self, data: bytes) -> None:
        """Show a patch, or some hunks of one."""
        emit(coloured(data) if self._colours else data)

    def say(self, line: str, style: Style = Style.PLAIN) -> None:
        """Add a line to the dialogue."""
        emit(self._painted(line, COLOURS[style]) + b"\n")

    def ask(self, question: str) -> str | None:
        """Ask, and read a line; None at the end of the input."""
        emit(self._painted(question.rstrip(" "), QUESTION) + b" ")
        # A path that is no UTF-8 can be typed as well: what comes in is bytes.
        line = sys.stdin.buffer.readline() if sys.stdin is not None else b""
        if not line:
            emit(b"\n")
            return None
        return os.fsdecode(line).removesuffix("\n")

    def edit(self, path: str, text: bytes) -> bytes:
        """Have a text edited in the user's editor. Raises EditorFailed."""
        return editor.edit(self._root, path, text)

    def tell(self, line: str) -> None:
        """Print a line to standard error."""
        sys.stderr.write(line + "\n")

    def _painted(self, text: str, colour: bytes) -> bytes:
        data = text.encode(sys.stdout.encoding, "backslashreplace")
        return colour + data + RESET if colour and self._colours else data
