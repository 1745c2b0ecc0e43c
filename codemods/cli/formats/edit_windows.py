"""The windows of lines that a file's edits change, so that a diff compares these and not whole files."""

import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.values.edit import Edit, StaleEditError, splice
from codemods.values.plan import FileChange

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Window:
    """Whole lines `before[start:end]` that become `after[after_start:after_end]`, in byte offsets."""

    start: int
    end: int
    after_start: int
    after_end: int


def edit_windows(change: FileChange) -> Iterator[Window]:
    """Give the changed windows in order; edits that share a line, or touch, have one."""
    shift = 0
    for start, end, growth in _spans(change.before, file_edits(change)):
        yield Window(start, end, start + shift, end + shift + growth)
        shift += growth


def _spans(before: bytes, edits: tuple[Edit, ...]) -> Iterator[tuple[int, int, int]]:
    """Give (start, end, growth in bytes) of each group of edits, widened to whole lines."""
    open_span: tuple[int, int, int] | None = None
    last = -1
    for edit in edits:
        start = before.rfind(b"\n", 0, edit.start) + 1
        end = (before.find(b"\n", edit.end) + 1) or len(before)
        growth = len(edit.new) - len(edit.old)
        if open_span and (start < open_span[1] or edit.start == last):
            open_span = (open_span[0], end, open_span[2] + growth)
        else:
            if open_span:
                yield open_span
            open_span = (start, end, growth)
        last = edit.end
    if open_span:
        yield open_span


def file_edits(change: FileChange) -> tuple[Edit, ...]:
    """Give edits over the file's own bytes that make `after` out of `before`.

    The plan's edits count in UTF-8 without a BOM. Where they can't be converted to the file's
    encoding, one edit replaces everything between the common start and the common end.
    """
    for edits in (_shifted(change), _recoded(change)):
        if edits is not None and _makes(edits, change):
            return edits
    return _trimmed(change.before, change.after)


def _makes(edits: tuple[Edit, ...], change: FileChange) -> bool:
    try:
        return splice(change.before, edits) == change.after
    except StaleEditError:
        return False


def _shifted(change: FileChange) -> tuple[Edit, ...]:
    shift = len(BOM) if change.before.startswith(BOM) else 0
    return tuple(Edit(edit.start + shift, edit.end + shift, edit.old, edit.new) for edit in change.edits)


def _recoded(change: FileChange) -> tuple[Edit, ...] | None:
    """Convert edits to the encoding that the file declares (PEP 263); None where that fails."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(change.before).readline)
        source = change.before.decode(encoding).encode()
        return tuple(_recode(source, change.edits, encoding))
    except (SyntaxError, UnicodeError):
        return None


def _recode(source: bytes, edits: tuple[Edit, ...], encoding: str) -> Iterator[Edit]:
    done = place = 0
    for edit in edits:
        place += len(source[done : edit.start].decode().encode(encoding))
        old, new = (text.decode().encode(encoding) for text in (edit.old, edit.new))
        yield Edit(place, place + len(old), old, new)
        place += len(old)
        done = edit.end


def _trimmed(before: bytes, after: bytes) -> tuple[Edit, ...]:
    if before == after:
        return ()
    shorter = min(len(before), len(after))
    start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    rest = range(shorter - start)
    tail = next((i for i in rest if before[-1 - i] != after[-1 - i]), shorter - start)
    end, after_end = len(before) - tail, len(after) - tail
    return (Edit(start, end, before[start:end], after[start:after_end]),)
