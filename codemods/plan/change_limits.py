"""What of each file may change: the paths that were asked for, exclusions, and the authors' own marks."""

from collections.abc import Sequence

from codemods.project.file_context import ChangeLimits, ProtectedRange
from codemods.semantic.span import Span
from codemods.tree.author_marks import ignored_lines, is_generated, whole_statements
from codemods.tree.path_globs import select
from codemods.values.source import Source
from codemods.values.tree import Kept, Selection

_OUTSIDE = "run repoint on it as well, or leave it as long as others may depend on the old name"


def limits_of(source: Source, selection: Selection, exclude: Sequence[str] = ()) -> ChangeLimits:
    """Say what of a file may change: nothing of one that is not selected, generated, or to be kept."""
    if not select(Selection(selection.paths), source.path):
        return ChangeLimits("RP110", "the file lies outside the given paths", _OUTSIDE)
    if not select(Selection(exclude=(*selection.exclude, *exclude)), source.path):
        return ChangeLimits("RP110", "the file is excluded", _OUTSIDE)
    if not selection.generated and is_generated(source):
        return ChangeLimits("RP006", "the file is generated (`@generated`)", "pass --generated to take it")
    keeps = [keep for keep in selection.keeps if keep.path == source.path]
    for keep in keeps:
        if not keep.lines:
            return ChangeLimits(keep.code, keep.why, keep.advice)
    ignored = [ProtectedRange(_line(source, line)) for line in sorted(ignored_lines(source))]
    declined = [
        ProtectedRange(_line(source, line), keep.code, keep.why, keep.advice)
        for keep in keeps
        for line in sorted(whole_statements(source, _covered(keep)))
    ]
    return ChangeLimits(ranges=(*ignored, *declined))


def _covered(keep: Kept) -> frozenset[int]:
    return frozenset(line for first, last in keep.lines for line in range(first, last + 1))


def _line(source: Source, line: int) -> Span:
    return Span(source.line_start(line), source.line_start(line + 1))
