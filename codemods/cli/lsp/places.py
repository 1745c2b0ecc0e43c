"""Places of a source as the language server protocol counts them.

A line ends with LF, CRLF or CR, and with nothing else (LSP 3.17, "Text Documents"); `Source` counts lines by
the same three. How a character counts is agreed on with the client: in units of UTF-8, UTF-16 or UTF-32.
"""

from dataclasses import dataclass

from lsprotocol.types import Position, PositionEncodingKind, Range

from codemods.values.source import Source

_UNITS = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf32: ("utf-32-le", 4)}
_DEFAULT = ("utf-16-le", 2)
"""The codec in which a unit is two bytes: what holds where nothing was agreed on."""


@dataclass(frozen=True, slots=True)
class Places:
    """Turns offsets of a source (in bytes of UTF-8) into positions of the protocol (0-based), and back."""

    source: Source
    encoding: PositionEncodingKind | str = PositionEncodingKind.Utf16

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        line = self.source.line_of(offset)
        before = self.source.data[self.source.line_start(line) : offset].decode("utf-8", "replace")
        return Position(line - 1, self._units(self._mark(line) + before))

    def span(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """The offset of a position; one behind a line's end is that end, one behind the last line the end."""
        line = position.line + 1
        text = self.source.line_text(line).rstrip(b"\r\n").decode("utf-8", "replace")
        left = position.character - self._units(self._mark(line))
        taken = 0
        for character in text:
            left -= self._units(character)
            if left < 0:
                break
            taken += len(character.encode("utf-8"))
        return self.source.line_start(line) + taken

    def offset_at(self, line: int, column: int) -> int:
        """The offset of a 1-based line and a 1-based column in characters, as references have them."""
        text = self.source.line_text(line).decode("utf-8", "replace")
        return self.source.line_start(line) + len(text[: max(0, column - 1)].encode("utf-8"))

    def _mark(self, line: int) -> str:
        """The byte order mark, which is the first line's first character where a client sends it."""
        return "\ufeff" if line == 1 and self.source.bom else ""

    def _units(self, text: str) -> int:
        codec, width = _UNITS.get(PositionEncodingKind(self.encoding), _DEFAULT)
        return len(text.encode(codec, "replace")) // width
