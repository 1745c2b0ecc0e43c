"""A file's diff as an HTML table: before and after side by side, with each finding below its line."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from codemods.cli.report.html_text import code_html, cut_line, prose_html
from codemods.cli.report.line_pairs import Range, changed_ranges
from codemods.cli.report.shown_lines import LineBlock, LineRow
from codemods.cli.report.syntax import Piece, Window, highlight
from codemods.values.finding import Finding
from codemods.values.finding_texts import FINDING_CODES
from codemods.values.reference import Applicability

Pieces = Mapping[int, Sequence[Piece]]
"""The highlighted pieces of a line, by its number."""


@dataclass(frozen=True, slots=True)
class FileDiff:
    """One file as it is shown."""

    anchor: str
    old: Sequence[str]
    """The lines before, without their ends."""
    new: Sequence[str] | None
    """The lines after; None where nothing changes."""
    blocks: Sequence[LineBlock]
    applicabilities: Mapping[int, Applicability] = field(default_factory=dict)
    """What becomes of the references of a line."""
    findings: Mapping[int, Sequence[Finding]] = field(default_factory=dict)
    """The findings of a line, by its number before."""


def diff_table(view: FileDiff) -> str:
    """Render the table; empty where no line is shown."""
    if not view.blocks:
        return ""
    old = highlight(view.old, _windows(view.blocks, new=False))
    new = highlight(view.new, _windows(view.blocks, new=True)) if view.new is not None else None
    kind, heads = ("two", ("Before", "After")) if new is not None else ("one", ("Code",))
    head = f"<colgroup>{'<col class=l><col>' * len(heads)}</colgroup>"
    head += f"<thead><tr>{''.join(f'<th>Line</th><th>{each}</th>' for each in heads)}</tr></thead>"
    body = "".join(_block(view, block, old, new) for block in view.blocks)
    return f"<table class={kind} translate=no>{head}{body}</table>"


def _windows(blocks: Iterable[LineBlock], new: bool) -> Iterator[Window]:
    for block in blocks:
        numbers = [number for row in block.rows if (number := row.new if new else row.old) is not None]
        if numbers:
            yield numbers[0], numbers[-1]


def _block(view: FileDiff, block: LineBlock, old: Pieces, new: Pieces | None) -> str:
    width = 2 if new is None else 4
    rows = [f"<tr class=at><td colspan={width}>{code_html(cut_line(block.heading)[0])}</td></tr>"]
    for row in block.rows:
        rows.append(_row(view, row, old, new))
        if row.old is not None and row.old in view.findings:
            findings = "".join(map(finding_html, view.findings[row.old]))
            rows.append(f"<tr class=say><td colspan={width}>{findings}</td></tr>")
    return f"<tbody{' class=hunk' if block.changed else ''}>{''.join(rows)}</tbody>"


def _row(view: FileDiff, row: LineRow, old: Pieces, new: Pieces | None) -> str:
    ranges: tuple[list[Range], list[Range]] = [], []
    if row.changed and row.old is not None and row.new is not None and view.new is not None:
        ranges = changed_ranges(view.old[row.old - 1], view.new[row.new - 1])
    anchor = f" id={view.anchor}L{row.old}" if row.old in view.findings else ""
    cells = _cells(row.old, old, ranges[0], view.applicabilities)
    if new is not None:
        cells += _cells(row.new, new, ranges[1], {})
    return f"<tr{' class=x' if row.changed else ''}{anchor}>{cells}</tr>"


def _cells(
    number: int | None, lines: Pieces, ranges: Sequence[Range], applicabilities: Mapping[int, Applicability]
) -> str:
    """Render one side of a row: the number of its line, and the code."""
    if number is None:
        return "<td class=n></td><td></td>"
    kind = f'"n {applicabilities[number]}"' if number in applicabilities else "n"
    code = "".join(_spans(lines.get(number, ()), ranges))
    return f"<td class={kind} data-n={number}></td><td>{code}</td>"


def _spans(pieces: Iterable[Piece], ranges: Sequence[Range]) -> Iterator[str]:
    """Colour the pieces of a line and mark ranges of characters in it; a long line is cut."""
    place = 0
    for name, text in pieces:
        text, cut = cut_line(text)
        for part, changed in _split(text, place, ranges):
            inner = f"<mark>{code_html(part)}</mark>" if changed else code_html(part)
            yield f"<span class={name}>{inner}</span>" if name else inner
        if cut:
            yield f"<span class=odd>{cut} more characters</span>"
        place += len(text) + cut


def _split(text: str, place: int, ranges: Sequence[Range]) -> Iterator[tuple[str, bool]]:
    """Split a piece, which begins at a place of its line, into parts inside and outside the ranges."""
    done = 0
    while done < len(text):
        index = bisect_right(ranges, place + done, key=lambda each: each[0]) - 1
        inside = index >= 0 and ranges[index][1] > place + done
        following = ranges[index + 1][0] if index + 1 < len(ranges) else place + len(text)
        end = min(len(text), (ranges[index][1] if inside else following) - place)
        yield text[done:end], inside
        done = end


def finding_html(finding: Finding) -> str:
    """Render a finding as it is shown below its line."""
    rule = FINDING_CODES[finding.code]
    advice = f"<p class=do>{prose_html(finding.advice)}</p>" if finding.advice else ""
    link = f"<a class=rp{rule.code[2]} href=#{rule.code}>{rule.code} {rule.name}</a>"
    return f"<div class=remark><p>{link} {prose_html(finding.message)}</p>{advice}</div>"
