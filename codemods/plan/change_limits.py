"""What of each file may change: the paths that were asked for, exclusions, and the authors' own marks."""

from collections.abc import Sequence

from codemods.project.file_context import ChangeLimits, ProtectedRange
from codemods.semantic.span import Span
from codemods.tree.generated_and_ignored import ignored_lines, is_generated, whole_statements
from codemods.tree.selection import is_selected
from codemods.values import finding_texts as texts
from codemods.values.source import Source
from codemods.values.tree import ProtectedFile, Selection


def limits_of(source: Source, selection: Selection, exclude: Sequence[str] = ()) -> ChangeLimits:
    """Say what of a file may change: nothing of one that is not selected, generated, or to be kept."""
    if not is_selected(Selection(selection.paths), source.path):
        return ChangeLimits(texts.OUTSIDE_PATHS.fill())
    if not is_selected(Selection(exclude=(*selection.exclude, *exclude)), source.path):
        return ChangeLimits(texts.EXCLUDED.fill())
    if not selection.generated and is_generated(source):
        return ChangeLimits(texts.IS_GENERATED.fill())
    protected = [each for each in selection.protected if each.path == source.path]
    for each in protected:
        if not each.lines:
            return ChangeLimits(each.rejection)
    ignored = [ProtectedRange(_line(source, line)) for line in sorted(ignored_lines(source))]
    declined = [
        ProtectedRange(_line(source, line), each.rejection)
        for each in protected
        for line in sorted(whole_statements(source, _lines(source, each)))
    ]
    return ChangeLimits(ranges=(*ignored, *declined))


def _lines(source: Source, protected: ProtectedFile) -> frozenset[int]:
    """The lines of a source for those of its file."""
    lines = frozenset(line for first, last in protected.lines for line in range(first, last + 1))
    if source.host is None:
        return lines
    return frozenset(line for line in range(1, source.line_count + 1) if source.file_line(line) in lines)


def _line(source: Source, line: int) -> Span:
    return Span(source.line_start(line), source.line_start(line + 1))
