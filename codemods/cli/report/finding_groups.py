"""The findings of a report: by code, each explained once, then by what to do, with links to their places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from codemods.cli.report.file_views import FileView
from codemods.cli.report.html_text import paragraphs, prose, shown
from codemods.values.finding import Finding
from codemods.values.finding_pages import finding_pages


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a file a remark is made: the file's anchor, and line by line a number and an anchor."""

    path_html: str
    file: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class FindingLinks:
    """Findings that say the same."""

    message_html: str
    places: tuple[Places, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, and about which remarks."""

    advice_html: str
    remarks: tuple[FindingLinks, ...]


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """All findings of one code. `title`, `what`, `why` and `how` come from the catalogue."""

    code: str
    name: str
    title_html: str
    what_html: str
    why_html: str
    how_html: str
    count: int
    files: int
    advices: tuple[Advice, ...]


def groups(findings: Iterable[Finding], views: Mapping[str, FileView]) -> list[CodeGroup]:
    """Group findings; `views` are the report's files, by path."""
    codes: dict[str, list[Finding]] = {}
    for finding in sorted(findings):
        codes.setdefault(finding.code, []).append(finding)
    return [_group(code, found, views) for code, found in sorted(codes.items())]


def _group(code: str, findings: list[Finding], views: Mapping[str, FileView]) -> CodeGroup:
    page = finding_pages()[code]
    return CodeGroup(
        code=code,
        name=page.kind.name,
        title_html=prose(page.kind.title),
        what_html=paragraphs(page.what),
        why_html=paragraphs(page.why),
        how_html=paragraphs(page.advice),
        count=len(findings),
        files=len({finding.path for finding in findings}),
        advices=tuple(_advices(findings, views)),
    )


def _advices(findings: Iterable[Finding], views: Mapping[str, FileView]) -> Iterator[Advice]:
    advices: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings:
        advices.setdefault(finding.advice, {}).setdefault(finding.message, []).append(finding)
    for advice, messages in advices.items():
        remarks = (
            FindingLinks(prose(message), tuple(_places(found, views))) for message, found in messages.items()
        )
        yield Advice(prose(advice), tuple(remarks))


def _places(findings: Iterable[Finding], views: Mapping[str, FileView]) -> Iterator[Places]:
    for path, held in groupby(findings, key=lambda each: each.path):
        view = views[path]
        lines = sorted({finding.line for finding in held if finding.line})
        anchors = (f"{view.anchor}L{line}" if line in view.lines else view.anchor for line in lines)
        yield Places(shown(path), view.anchor, tuple(zip(lines, anchors, strict=True)))
