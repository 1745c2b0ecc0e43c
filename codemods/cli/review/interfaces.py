"""What a review needs from outside: a way to plan again, and a terminal with an editor."""

from collections.abc import Sequence
from enum import Enum
from typing import Protocol

from codemods.values.errors import RepointError
from codemods.values.plan import Plan
from codemods.values.tree import ProtectedFile


class Style(Enum):
    """How a line of the dialogue looks on a terminal with colours."""

    PLAIN = "plain"
    HEADING = "heading"
    HELP = "help"
    ERROR = "error"


class EditorError(RepointError):
    """The editor returned no text; the message says why, in one line."""


class Planning(Protocol):
    """Plans the same migration over the same tree again."""

    def without(self, keeps: Sequence[ProtectedFile]) -> Plan:
        """Plan with these files and lines left as they are. Takes seconds in a large tree."""

    def refusal(self, path: str, after: bytes) -> str | None:
        """Why an edited text of a file cannot be taken, in one line; None when it can."""


class Terminal(Protocol):
    """Where the dialogue takes place."""

    def show_patch(self, data: bytes) -> None:
        """Show a patch, or some hunks of one."""

    def show(self, line: str, style: Style = Style.PLAIN) -> None:
        """Add a line of printable characters to the dialogue."""

    def ask(self, question: str) -> str | None:
        """Ask, and give the answer without its line end; None at the end of the input."""

    def edit(self, path: str, text: bytes) -> bytes:
        """Let the user edit a file's text, and give the new text. Raises EditorError."""

    def inform(self, line: str) -> None:
        """Print a line outside the dialogue, to standard error."""
