"""From a file's bytes to its source: PEP 263, strictly, and only where the way back gives the same bytes.

The source of a notebook is the program in its cells.
"""

import codecs
import io
import tokenize
from typing import Protocol

from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.source import NEWLINE, NOTEBOOK_SUFFIX, Source
from codemods.values.tree import UnreadableError

_SPELL_OTHERWISE = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "punycode", "idna", "hz"})
"""Encodings in which the bytes of an ASCII name need not be those letters."""


class FileReader(Protocol):
    """The part of a tree by which a file is read."""

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises UnreadableError."""


def read_source(tree: FileReader, path: str) -> Source:
    """Read and decode one file.

    Raises UnreadableError when there is no readable file, or its bytes are not text in the encoding that it
    declares.
    """
    return decode_source(path, tree.read(path))


def try_read_source(tree: FileReader, path: str) -> Source | None:
    """Read and decode one file; None where that fails."""
    try:
        return read_source(tree, path)
    except UnreadableError:
        return None


def decode_source(path: str, data: bytes) -> Source:
    """Decode a file's bytes as Python would (PEP 263), or as a notebook's. Raises UnreadableError."""
    if path.endswith(NOTEBOOK_SUFFIX):
        return _notebook(path, data)
    encoding = _encoding(data)
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = _decode(data[len(bom) :], encoding)
    if encoding == "utf-8":
        return Source(path, data[len(bom) :], encoding, bom)
    try:
        source = Source(path, text.encode("utf-8"), encoding, bom)
        same = source.to_file(source.data) == data
    except UnicodeEncodeError:
        same = False
    if not same:
        raise UnreadableError(texts.NOT_REVERSIBLE.fill(encoding=encoding))
    return source


def _notebook(path: str, data: bytes) -> Source:
    from codemods.tree.notebooks.notebook_program import notebook_source
    from codemods.tree.notebooks.read_cells import NotANotebookError

    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        return notebook_source(path, data[len(bom) :], bom)
    except UnicodeDecodeError as error:
        raise UnreadableError(_bad_byte(error)) from None
    except NotANotebookError as error:
        raise UnreadableError(texts.NOT_A_NOTEBOOK.fill(reason=error)) from None


def _encoding(data: bytes) -> str:
    """The declared encoding's name; `utf-8` for all its spellings, with or without a byte order mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError(texts.UTF_16.fill())
    if not any(b"coding" in line for line in data.split(b"\n", 2)[:2]):
        return "utf-8"
    try:
        declared, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        standard = codecs.lookup(declared).name
    except SyntaxError as error:
        raise UnreadableError(_reason(data, str(error))) from None
    except LookupError as error:
        # From Python 3.14 on the encoding is tried here already; it may be one of bytes, such as hex.
        raise UnreadableError(texts.BAD_DECLARATION.fill(reason=error)) from None
    if standard in _SPELL_OTHERWISE:
        raise UnreadableError(texts.SPELLED_OTHERWISE.fill(encoding=standard))
    return "utf-8" if standard in ("utf-8", "utf-8-sig") else declared


def _reason(data: bytes, message: str) -> Rejection:
    """`tokenize` mixes up three mistakes; tell the one that a person can look for."""
    if message.startswith("unknown encoding"):
        return texts.UNKNOWN_ENCODING.fill(reason=message)
    if data.startswith(codecs.BOM_UTF8) and message.startswith("encoding problem"):
        return texts.TWO_ENCODINGS.fill()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _bad_byte(error)
    return texts.BAD_DECLARATION.fill(reason=message)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(_bad_byte(error)) from None
    except LookupError as error:
        raise UnreadableError(texts.BAD_DECLARATION.fill(reason=error)) from None
    except (UnicodeError, ValueError) as error:
        raise UnreadableError(texts.NOT_DECODED.fill(encoding=encoding, reason=error)) from None


def _bad_byte(error: UnicodeDecodeError) -> Rejection:
    line = len(NEWLINE.findall(error.object[: error.start])) + 1
    byte = error.object[error.start]
    return texts.BAD_BYTE.fill(encoding=error.encoding, line=line, byte=byte)
