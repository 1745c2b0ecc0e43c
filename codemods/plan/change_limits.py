"""What of each file may change: the paths that were asked for, exclusions, and the authors' own marks."""

from collections.abc import Sequence

from codemods.project.file_context import ChangeLimits, ProtectedRange
from codemods.semantic.span import Span
from codemods.tree.author_marks import ignored_lines, is_generated, whole_statements
from codemods.tree.path_globs import select
from codemods.values import finding_texts as texts
from codemods.values.source import Source
from codemods.values.tree import Kept, Selection


def limits_of(source: Source, selection: Selection, exclude: Sequence[str] = ()) -> ChangeLimits:
    """Say what of a file may change: nothing of one that is not selected, generated, or to be kept."""
    if not select(Selection(selection.paths), source.path):
        return ChangeLimits(texts.OUTSIDE_PATHS.fill())
    if not select(Selection(exclude=(*selection.exclude, *exclude)), source.path):
        return ChangeLimits(texts.EXCLUDED.fill())
    if not selection.generated and is_generated(source):
        return ChangeLimits(texts.IS_GENERATED.fill())
    keeps = [keep for keep in selection.keeps if keep.path == source.path]
    for keep in keeps:
        if not keep.lines:
            return ChangeLimits(keep.rejection)
    ignored = [ProtectedRange(_line(source, line)) for line in sorted(ignored_lines(source))]
    declined = [
        ProtectedRange(_line(source, line), keep.rejection)
        for keep in keeps
        for line in sorted(whole_statements(source, _covered(keep)))
    ]
    return ChangeLimits(ranges=(*ignored, *declined))


def _covered(keep: Kept) -> frozenset[int]:
    return frozenset(line for first, last in keep.lines for line in range(first, last + 1))


def _line(source: Source, line: int) -> Span:
    return Span(source.line_start(line), source.line_start(line + 1))
