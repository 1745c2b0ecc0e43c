"""The findings of a report: by code, then by advice and message, with links to their places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from codemods.cli.report.file_views import FileView
from codemods.cli.report.html_text import code_html, paragraphs_html, prose_html
from codemods.values.finding import Finding
from codemods.values.finding_pages import finding_pages


@dataclass(frozen=True, slots=True)
class FilePlaces:
    """The places in one file."""

    path_html: str
    file: str
    """The file's anchor."""
    lines: tuple[tuple[int, str], ...]
    """Numbers of lines, each with the anchor to go to."""


@dataclass(frozen=True, slots=True)
class SameMessage:
    """The findings with one message."""

    message_html: str
    places: tuple[FilePlaces, ...]


@dataclass(frozen=True, slots=True)
class AdviceGroup:
    """The findings with one advice."""

    advice_html: str
    messages: tuple[SameMessage, ...]


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """The findings of one code. Title, what, why and how are the catalogue's texts."""

    code: str
    name: str
    title_html: str
    what_html: str
    why_html: str
    how_html: str
    count: int
    files: int
    advices: tuple[AdviceGroup, ...]


def group_findings(findings: Iterable[Finding], views: Mapping[str, FileView]) -> list[CodeGroup]:
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
        title_html=prose_html(page.kind.title),
        what_html=paragraphs_html(page.what),
        why_html=paragraphs_html(page.why),
        how_html=paragraphs_html(page.advice),
        count=len(findings),
        files=len({finding.path for finding in findings}),
        advices=tuple(_advices(findings, views)),
    )


def _advices(findings: Iterable[Finding], views: Mapping[str, FileView]) -> Iterator[AdviceGroup]:
    advices: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings:
        advices.setdefault(finding.advice, {}).setdefault(finding.message, []).append(finding)
    for advice, messages in advices.items():
        same = (
            SameMessage(prose_html(message), tuple(_places(found, views)))
            for message, found in messages.items()
        )
        yield AdviceGroup(prose_html(advice), tuple(same))


def _places(findings: Iterable[Finding], views: Mapping[str, FileView]) -> Iterator[FilePlaces]:
    for path, in_file in groupby(findings, key=lambda each: each.path):
        view = views[path]
        lines = sorted({finding.line for finding in in_file if finding.line})
        anchors = (f"{view.anchor}L{line}" if line in view.lines else view.anchor for line in lines)
        yield FilePlaces(code_html(path), view.anchor, tuple(zip(lines, anchors, strict=True)))
