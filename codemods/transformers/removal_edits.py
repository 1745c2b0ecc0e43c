"""Take statements and decorators out, with their lines; a block that is left empty gets a `pass`."""

import ast
from collections.abc import Iterable, Iterator, Sequence

from codemods.project.decision import Removal
from codemods.semantic.nodes import nodes_in, span_of
from codemods.semantic.parse_source import parse
from codemods.semantic.span import Span
from codemods.transformers.import_lines import removed_statement
from codemods.values.edit import Edit
from codemods.values.source import Source


def removal_edits(source: Source, removals: Sequence[Removal], edits: Sequence[Edit]) -> list[Edit]:
    """The edits that take statements and decorators out; `edits` are those on the file's imports."""
    if not removals:
        return []
    last = _last_of_empty_blocks(source, {each.node for each in removals}, edits)
    found: list[Edit] = []
    for removal in removals:
        span = removal.span
        if removal.node in last:
            found.append(Edit(span.start, span.end, source.data[span.start : span.end], b"pass"))
        else:
            found += removed_statement(source, span)
    return found


def _last_of_empty_blocks(source: Source, gone: set[Span], edits: Sequence[Edit]) -> set[Span]:
    """Of each block all of whose statements go, the last that is not an import."""
    found: set[Span] = set()
    for block in _blocks(parse(source)):
        spans = [span_of(each, source.offset) for each in block]
        removed = [each for each in spans if each in gone]
        if removed and all(each in gone or _is_cut(each, edits) for each in spans):
            found.add(removed[-1])
    return found


def _blocks(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    for node in nodes_in(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and block and not isinstance(node, ast.Module):
                yield block


def _is_cut(span: Span, edits: Iterable[Edit]) -> bool:
    """Whether edits leave nothing of a statement but comments."""
    for edit in edits:
        if edit.start <= span.start and span.end <= edit.end:
            lines = edit.new.splitlines()
            return all(not line.strip() or line.strip().startswith(b"#") for line in lines)
    return False
