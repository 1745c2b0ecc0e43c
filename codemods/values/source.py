"""One file's source, decoded once, with the offsets that everything else counts in.

Where the file is a notebook, the source is the program in it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice

from codemods.values.edit import Edit
from codemods.values.host_file import HostFile

NOTEBOOK_SUFFIX = ".ipynb"
"""What the names of Jupyter notebooks end in."""
NEWLINE = re.compile(rb"\r\n|\r|\n")
"""What CPython's tokenizer takes for a line end, unlike form feeds and U+2028."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text as UTF-8 bytes without a BOM; all offsets in repoint count these bytes.

    `encoding` is what the file itself uses (PEP 263) and `bom` what stood before the text, so that
    `to_file` gives back the file's own bytes.
    """

    path: str
    """Relative to the tree's root, with forward slashes."""
    data: bytes
    encoding: str = "utf-8"
    bom: bytes = b""
    host: HostFile | None = field(default=None, repr=False, compare=False)
    """The file that the text stands in, where it is a program in a file of another kind."""
    _known_starts: list[int] = field(default_factory=list, repr=False, compare=False)

    @property
    def _starts(self) -> list[int]:
        """The offsets at which lines start; worked out at the first use, since many files have none."""
        if not self._known_starts:
            lines = self.data.splitlines(keepends=True)
            starts = accumulate(map(len, lines), initial=0)
            unended = bool(lines) and not lines[-1].endswith((b"\r", b"\n"))
            self._known_starts.extend(islice(starts, len(lines) + 1 - unended))
        return self._known_starts

    @property
    def line_count(self) -> int:
        """The number of lines, counting the empty one after a final newline."""
        return len(self._starts)

    @property
    def is_notebook(self) -> bool:
        """Whether the file is a Jupyter notebook, and the text the program in it."""
        return self.path.endswith(NOTEBOOK_SUFFIX)

    def offset(self, line: int, column: int) -> int:
        """Turn `ast`'s position (line 1-based, column in UTF-8 bytes 0-based) into an offset."""
        return self._starts[line - 1] + column

    def line_start(self, line: int) -> int:
        """The offset at which a 1-based line starts; past the last line, the end."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.data)

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds an offset."""
        return bisect_right(self._starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and the 1-based column, in characters, at which an offset stands in the file."""
        if self.host is not None:
            return self.host.position(offset)
        line = self.line_of(offset)
        start = self._starts[line - 1]
        return line, len(self.data[start:offset].decode("utf-8", "replace")) + 1

    def line_text(self, line: int) -> bytes:
        """A 1-based line with its line end."""
        return self.data[self.line_start(line) : self.line_start(line + 1)]

    @property
    def newline(self) -> bytes:
        """The line end that the text uses first; a line feed where it has none."""
        match = NEWLINE.search(self.data)
        return match.group() if match else b"\n"

    def file_line(self, line: int) -> int:
        """The 1-based line of the file at which a 1-based line of the text stands."""
        return line if self.host is None or not line else self.position(self.line_start(line))[0]

    def place(self, offset: int) -> str:
        """Where an offset is in words, for a program inside a file; empty where line and column say it."""
        return self.host.place(offset) if self.host is not None else ""

    @property
    def file_text(self) -> bytes:
        """The file's whole text, as UTF-8 without a byte order mark: this one, or what it stands in."""
        return self.data if self.host is None else self.host.text

    def file_edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Edits of this text as edits of the file's. Raises UnplacedEditError."""
        return tuple(edits) if self.host is None else self.host.edits(edits)

    def to_file(self, data: bytes) -> bytes:
        """Encode a new text of the whole file as the file itself is encoded.

        Raises UnicodeEncodeError when the file's encoding has no form for a character.
        """
        if self.encoding == "utf-8":
            return self.bom + data
        return self.bom + data.decode("utf-8").encode(self.encoding)
