"""What a review needs of the outside: somebody who plans, and a terminal with an editor."""

from collections.abc import Sequence
from enum import Enum
from typing import Protocol

from codemods.values.errors import RepointError
from codemods.values.plan import Plan
from codemods.values.tree import Kept


class Style(Enum):
    """How a line of the dialogue looks where there are colours."""

    PLAIN = "plain"
    HEADING = "heading"
    HELP = "help"
    ERROR = "error"


class EditorFailed(RepointError):
    """No text came back from the editor; the message says why, in one line."""


class Planning(Protocol):
    """Somebody who can plan the same migration over the same tree again."""

    def without(self, keeps: Sequence[Kept]) -> Plan:
        """Plan with these left as they are. Takes seconds in a large tree."""

    def refuse(self, path: str, after: bytes) -> str:
        """Say why an edited text of a file can't be taken, in one line; empty when it can."""


class Desk(Protocol):
    """Where the dialogue takes place."""

    def patch(self, data: bytes) -> None:
        """Show a patch, or some hunks of one."""

    def say(self, line: str, style: Style = Style.PLAIN) -> None:
        """Add a line to the dialogue; it holds nothing that a terminal would act on."""

    def ask(self, question: str) -> str | None:
        """Ask, and give the line that was answered, without its end; None at the end of the input."""

    def edit(self, path: str, text: bytes) -> bytes:
        """Have a file's text edited and give what became of it. Raises EditorFailed."""

    def tell(self, line: str) -> None:
        """Print a line that is no part of the dialogue: on standard error."""
