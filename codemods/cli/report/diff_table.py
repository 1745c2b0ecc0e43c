"""A file's blocks as one HTML table: before and after side by side, with what was found below its line."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from codemods.cli.report.html_text import cut, prose, shown
from codemods.cli.report.line_pairs import Range, marks
from codemods.cli.report.shown_lines import LineBlock, LineRow
from codemods.cli.report.syntax import Piece, Window, highlight
from codemods.values.finding import Finding
from codemods.values.finding_texts import FINDING_CODES
from codemods.values.reference import Applicability

Pieces = Mapping[int, Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One file as it is to be shown. Lines are without their ends; `new` is None where nothing changes."""

    anchor: str
    old: Sequence[str]
    new: Sequence[str] | None
    blocks: Sequence[LineBlock]
    applicabilities: Mapping[int, Applicability] = field(default_factory=dict)
    """What becomes of the references of a line."""
    findings: Mapping[int, Sequence[Finding]] = field(default_factory=dict)
    """By line of the file before."""


def table(view: Shown) -> str:
    """The whole table; empty where there is nothing to show."""
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
        numbers = [number for row in block.rows if (number := row.new if new else row.old)]
        if numbers:
            yield numbers[0], numbers[-1]


def _block(view: Shown, block: LineBlock, old: Pieces, new: Pieces | None) -> str:
    width = 2 if new is None else 4
    rows = [f"<tr class=at><td colspan={width}>{shown(cut(block.heading)[0])}</td></tr>"]
    for row in block.rows:
        rows.append(_row(view, row, old, new))
        if row.old in view.findings:
            said = "".join(map(remark, view.findings[row.old]))
            rows.append(f"<tr class=say><td colspan={width}>{said}</td></tr>")
    return f"<tbody{' class=hunk' if block.changed else ''}>{''.join(rows)}</tbody>"


def _row(view: Shown, row: LineRow, old: Pieces, new: Pieces | None) -> str:
    ranges: tuple[list[Range], list[Range]] = [], []
    if row.changed and row.old and row.new and view.new is not None:
        ranges = marks(view.old[row.old - 1], view.new[row.new - 1])
    anchor = f" id={view.anchor}L{row.old}" if row.old in view.findings else ""
    cells = _number(row.old, view.applicabilities.get(row.old)) + _code(old.get(row.old, ()), ranges[0])
    if new is not None:
        cells += _number(row.new) + _code(new.get(row.new, ()), ranges[1])
    return f"<tr{' class=x' if row.changed else ''}{anchor}>{cells}</tr>"


def _number(number: int, applicability: Applicability | None = None) -> str:
    kind = f'"n {applicability}"' if applicability else "n"
    return f"<td class={kind} data-n={number}></td>" if number else "<td class=n></td>"


def _code(pieces: Iterable[Piece], ranges: Sequence[Range]) -> str:
    return f"<td>{''.join(_spans(pieces, ranges))}</td>"


def _spans(pieces: Iterable[Piece], ranges: Sequence[Range]) -> Iterator[str]:
    """Colour a line and mark what changed; a long line is cut."""
    place = 0
    for name, text in pieces:
        text, left = cut(text)
        for part, changed in _split(text, place, ranges):
            inner = f"<mark>{shown(part)}</mark>" if changed else shown(part)
            yield f"<span class={name}>{inner}</span>" if name else inner
        if left:
            yield f"<span class=odd>{left} more characters</span>"
        place += len(text) + left


def _split(text: str, place: int, ranges: Sequence[Range]) -> Iterator[tuple[str, bool]]:
    """Cut a piece that begins at a place of its line into parts that changed or not."""
    done = 0
    while done < len(text):
        index = bisect_right(ranges, place + done, key=lambda each: each[0]) - 1
        inside = index >= 0 and ranges[index][1] > place + done
        following = ranges[index + 1][0] if index + 1 < len(ranges) else place + len(text)
        end = min(len(text), (ranges[index][1] if inside else following) - place)
        yield text[done:end], inside
        done = end


def remark(finding: Finding) -> str:
    """A finding as it stands below its line."""
    rule = FINDING_CODES[finding.code]
    advice = f"<p class=do>{prose(finding.advice)}</p>" if finding.advice else ""
    link = f"<a class={_family(rule.code)} href=#{rule.code}>{rule.code} {rule.name}</a>"
    return f"<div class=remark><p>{link} {prose(finding.message)}</p>{advice}</div>"


def _family(code: str) -> str:
    return f"rp{code[2]}"
