"""The dialogue on standard output and input, in git's colours where they are wanted."""

import os
import sys
from pathlib import Path

from codemods.cli.review import editor
from codemods.cli.review.interfaces import Style
from codemods.cli.terminal.patch_colours import BOLD, RESET, coloured
from codemods.cli.terminal.stderr import inform
from codemods.cli.terminal.stdout import emit, wants_colour

QUESTION = b"\x1b[1;34m"
COLOURS = {Style.PLAIN: b"", Style.HEADING: BOLD, Style.HELP: b"\x1b[1;31m", Style.ERROR: b"\x1b[1;31m"}


class StdioTerminal:
    """A `Terminal` that reads answers line by line, from a person or a pipe."""

    def __init__(self, root: Path) -> None:
        """`root` is the folder in which git is asked for the editor."""
        self._root = root
        self._colours = wants_colour(sys.stdout)

    def show_patch(self, data: bytes) -> None:
        """Show a patch, or some hunks of one."""
        emit(coloured(data) if self._colours else data)

    def show(self, line: str, style: Style = Style.PLAIN) -> None:
        """Add a line to the dialogue."""
        emit(self._painted(line, COLOURS[style]) + b"\n")

    def ask(self, question: str) -> str | None:
        """Ask, and read a line; None at the end of the input."""
        emit(self._painted(question.rstrip(" "), QUESTION) + b" ")
        # Read as bytes: the path of a file need not be UTF-8. Standard input may be closed (`<&-`).
        line = sys.stdin.buffer.readline() if sys.stdin is not None else b""
        if not line:
            emit(b"\n")
            return None
        return os.fsdecode(line).removesuffix("\n")

    def edit(self, path: str, text: bytes) -> bytes:
        """Let the user edit a text in their editor. Raises EditorError."""
        return editor.edit(self._root, path, text)

    def inform(self, line: str) -> None:
        """Print a line to standard error."""
        inform(line)

    def _painted(self, text: str, colour: bytes) -> bytes:
        data = text.encode(sys.stdout.encoding, "backslashreplace")
        return colour + data + RESET if colour and self._colours else data
