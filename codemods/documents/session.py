"""A block of a document as a program of its own, and the way back from it to the document.

What earlier blocks of the document import is known in later ones, as to its readers. So their import
statements stand before a block's own lines; they are no part of it.
"""

import ast
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from codemods.documents.blocks import Block, Line
from codemods.resolution.fragments import parse_quietly
from codemods.values.edits import Edit

_PROMPT = b">>>"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the program; `line` is None for one that the block does not have."""

    start: int
    line: Line | None


@dataclass(frozen=True, slots=True)
class Session:
    """The program of one block. Offsets count UTF-8 bytes, in the program and in the document."""

    data: bytes
    pieces: tuple[Piece, ...]

    def is_own(self, edit: Edit) -> bool:
        """Whether an edit of the program is about the block itself."""
        return self._piece(edit.start).line is not None

    def edit(self, edit: Edit, document: bytes) -> Edit:
        """An edit of the block's own lines as one of the document."""
        first, last = self._piece(edit.start), self._piece(max(edit.end - 1, edit.start))
        assert first.line is not None
        assert last.line is not None
        start = first.line.offset + edit.start - first.start
        end = last.line.offset + edit.end - last.start
        return Edit(start, end, document[start:end], _indented(edit.new, first.line.prefix))

    def line(self, number: int) -> Line | None:
        """What a 1-based line of the program is in the document."""
        return self.pieces[number - 1].line if 0 < number <= len(self.pieces) else None

    def _piece(self, offset: int) -> Piece:
        return self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1]


def own_text(session: Session) -> bytes:
    """The text of the block itself."""
    return b"".join(piece.line.text for piece in session.pieces if piece.line is not None)


def read_sessions(blocks: Iterable[Block]) -> Iterator[Session]:
    """Make a program of each block of a document that parses, in order; those with prompts as docstrings."""
    imports: list[bytes] = []
    for number, block in enumerate(blocks):
        lines = _lines(block, number)
        if lines:
            yield _session([*imports, *lines])
            imports += _imports(block)


def _session(lines: Sequence[Line | bytes]) -> Session:
    data = b""
    pieces = []
    for line in lines:
        text = line.text if isinstance(line, Line) else line
        pieces.append(Piece(len(data), line if isinstance(line, Line) else None))
        data += text if text.endswith((b"\n", b"\r")) else text + b"\n"
    return Session(data, tuple(pieces))


def _lines(block: Block, number: int) -> Sequence[Line | bytes]:
    text = _text(block)
    if text.lstrip().startswith(_PROMPT):
        if b'"""' in text:
            return ()
        head = b"def example_%d():\n" % number
        return (head, b'    r"""\n', *block.lines, b'    """\n')
    return block.lines if isinstance(parse_quietly(text.decode(), "exec"), ast.Module) else ()


def _imports(block: Block) -> Iterator[bytes]:
    """The lines of the import statements at a block's own level."""
    tree = parse_quietly(_text(block).decode(), "exec")
    for statement in tree.body if isinstance(tree, ast.Module) else ():
        if isinstance(statement, ast.Import | ast.ImportFrom) and statement.col_offset == 0:
            yield from (line.text for line in block.lines[statement.lineno - 1 : statement.end_lineno])


def _text(block: Block) -> bytes:
    return b"".join(line.text for line in block.lines)


def _indented(text: bytes, prefix: bytes) -> bytes:
    """Put what stands before the code before each further line that is not empty."""
    first, *rest = text.split(b"\n")
    return b"\n".join([first, *(prefix + line if line.strip() else line for line in rest)])
