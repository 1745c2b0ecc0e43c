"""The decisions of a review, kept in a file, so that whoever comes back goes on where they were."""

import hashlib
from pathlib import Path
from typing import Annotated, Literal, Self

import msgspec

from codemods.apply.atomic import replace_file
from codemods.cli.formats.quoted_paths import quote
from codemods.values.errors import RepointError
from codemods.values.plan import FileChange
from codemods.values.printable import printable

Number = Annotated[int, msgspec.Meta(ge=1)]
Ranges = tuple[tuple[int, int], ...]
"""First and last lines, 1-based."""


class FileDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was decided about one change of a file, which `change` tells from any other."""

    change: str
    taken: bool
    edited: bytes | None = None
    """The text that is taken in place of the planned one."""


class DeclinedLines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines of a file that stay as they are; `change` is what the plan made of it before they did."""

    change: str
    lines: tuple[tuple[Number, Number], ...]

    def __post_init__(self) -> None:
        if not self.lines or any(first > last for first, last in self.lines):
            raise ValueError("lines run from the first to the last")


class _Content(msgspec.Struct, forbid_unknown_fields=True):
    version: Literal[1] = 1
    files: dict[str, FileDecision] = msgspec.field(default_factory=dict)
    lines: dict[str, DeclinedLines] = msgspec.field(default_factory=dict)


class DecisionStore:
    """Decisions by file. A decision holds for the change that it was made about, and for no other one."""

    def __init__(self, path: Path) -> None:
        """Start with nothing; `path` is where `save` writes."""
        self.path = path
        self.warning = ""
        """Why what the file holds was not believed; empty when it was."""
        self._content = _Content()
        self._digests: dict[int, tuple[FileChange, str]] = {}

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read notes; a missing or a corrupt file gives none. Raises RepointError if it can't be read."""
        notes = cls(path)
        try:
            notes._content = msgspec.json.decode(path.read_bytes(), type=_Content)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise RepointError(f"{path}: can't be read: {error.strerror or error}") from error
        except (msgspec.DecodeError, RecursionError) as error:
            shown = printable(str(path))
            notes.warning = f"{shown}: no notes of a review ({error}); everything is asked again"
        return notes

    def save(self) -> None:
        """Write the notes in one step. Raises RepointError with the reason."""
        data = msgspec.json.format(msgspec.json.encode(self._content), indent=1)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, data + b"\n")
        except OSError as error:
            raise RepointError(f"{self.path}: decisions can't be kept: {error.strerror or error}") from error

    def decision(self, change: FileChange) -> FileDecision | None:
        """What was decided about a change; None where nothing was, or the change is another one now."""
        found = self._content.files.get(_key(change.path))
        return found if found is not None and found.change == self._digest(change) else None

    def decide(self, change: FileChange, taken: bool, edited: bytes | None = None) -> None:
        """Take or leave a change."""
        self._content.files[_key(change.path)] = FileDecision(self._digest(change), taken, edited)

    def forget(self, path: str) -> None:
        """Make a file undecided again."""
        self._content.files.pop(_key(path), None)

    def declined(self, change: FileChange) -> Ranges:
        """The lines of a change that stay as they are."""
        found = self._content.lines.get(_key(change.path))
        return found.lines if found is not None and found.change == self._digest(change) else ()

    def decline(self, change: FileChange, lines: Ranges) -> None:
        """Leave these lines of a file as they are, and no others; none: take all of it back."""
        if lines:
            self._content.lines[_key(change.path)] = DeclinedLines(self._digest(change), lines)
        else:
            self._content.lines.pop(_key(change.path), None)

    def _digest(self, change: FileChange) -> str:
        # Asked for after every answer, for every file; the change is held so that its id stays its own.
        known = self._digests.get(id(change))
        if known is None:
            known = self._digests[id(change)] = (change, digest(change))
        return known[1]


def digest(change: FileChange) -> str:
    """Tell a change of a file's bytes from any other change of that file."""
    length = b"%d " % len(change.before)
    return hashlib.sha256(length + change.before + change.after).hexdigest()


def _key(path: str) -> str:
    # JSON has no place for the surrogates of a name that is no UTF-8; git's spelling is plain ASCII.
    return quote(path).decode("ascii")
