"""The edits that make a codemod's text of a file's own, over whole lines; none where they would guess."""

import ast
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from codemods.semantic.parse_source import ParseError, parse
from codemods.values.differing_lines import differing_lines
from codemods.values.edit import Edit, splice
from codemods.values.source import NEWLINE, Source


class UnfaithfulError(Exception):
    """LibCST does not write the file as it is, and what the codemod changed cannot be told from that."""


def changed_lines(source: Source, before: str, after: str) -> tuple[Edit, ...]:
    """Give the edits that do to a source what a codemod did to `before`, the source as LibCST writes it.

    Where the two differ, just the changed lines are taken over: these must be the same in both, and both
    results the same program. Raises UnfaithfulError where they are not.
    """
    own, written, made = (_lines(data) for data in (source.data, before.encode(), after.encode()))
    if len(own) != len(written):
        raise UnfaithfulError
    starts = [*accumulate(map(len, own), initial=0)]
    edits = []
    for first, last, start, end in _pieces(written, made):
        if own[first:last] != written[first:last]:
            raise UnfaithfulError
        new = b"".join(made[start:end])
        edits.append(Edit(starts[first], starts[last], b"".join(own[first:last]), new))
    if own != written:
        _compare(source, before, source.data)
        _compare(source, after, splice(source.data, edits))
    return tuple(edits)


def _pieces(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[tuple[int, int, int, int]]:
    """The lines that differ, as `differing_lines` has them; as many as were there before, each by itself."""
    for first, last, start, end in differing_lines(old, new):
        if last - first != end - start:
            yield first, last, start, end
            continue
        for at in range(last - first):
            if old[first + at] != new[start + at]:
                yield first + at, first + at + 1, start + at, start + at + 1


def _lines(data: bytes) -> list[bytes]:
    """Lines as Python's tokenizer has them, each with its end."""
    ends = [match.end() for match in NEWLINE.finditer(data)]
    bounds: Sequence[int] = [0, *ends, *([len(data)] if not ends or ends[-1] < len(data) else [])]
    return [data[start:end] for start, end in pairwise(bounds)]


def _compare(source: Source, written: str, data: bytes) -> None:
    """Raise UnfaithfulError where two texts are not the same program."""
    try:
        programs = [ast.dump(parse(Source(source.path, each))) for each in (written.encode(), data)]
    except ParseError as error:
        raise UnfaithfulError from error
    if programs[0] != programs[1]:
        raise UnfaithfulError
