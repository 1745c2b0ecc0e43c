"""The JSON of `diff`, `apply` and `log`, schema version 1; docs/json.md describes it for its readers."""

import base64
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from codemods import __version__
from codemods.cli.formats.diffstat import count_lines
from codemods.values.batch import Batch
from codemods.values.finding import Finding
from codemods.values.finding_texts import FINDING_CODES
from codemods.values.plan import FileChange, Plan
from codemods.values.printable import escaped as _text

if TYPE_CHECKING:
    from codemods.apply.apply_plan import ApplyResult
    from codemods.apply.journal import LoggedApply

SCHEMA = 1
"""Goes up when a field goes away or changes its meaning; new fields may come at any time."""


class Patch(msgspec.Struct, frozen=True):
    """A file's patch: text, or Base64 where its bytes are not UTF-8."""

    encoding: str
    text: str


class FileEntry(msgspec.Struct, frozen=True):
    """One file of the plan. `state` is `planned`, `written`, `staged`, `committed` or `left`."""

    path: str
    state: str
    references: int
    added: int
    removed: int
    patch: Patch | None


class FindingEntry(msgspec.Struct, frozen=True):
    """One finding; `line` and `column` are 1-based, 0 when it is about the whole file."""

    code: str
    name: str
    path: str
    line: int
    column: int
    message: str
    advice: str
    symbol: str


class GroupEntry(msgspec.Struct, frozen=True):
    """A ripple group: files of the plan that must land together, named after one of them."""

    name: str
    paths: list[str]


class CommitEntry(msgspec.Struct, frozen=True):
    """One commit of a series: its name, its batch, and the files of the plan that it holds."""

    id: str
    batch: str
    paths: list[str]


class References(msgspec.Struct, frozen=True):
    """References by kind: those that the plan moves, and those that stay, each with a finding."""

    moved: dict[str, int]
    kept: dict[str, int]


class PlanSummary(msgspec.Struct, frozen=True):
    """Totals; `findings` counts by code."""

    candidates: int
    files: int
    references: int
    findings: dict[str, int]


class PlanDocument(msgspec.Struct, frozen=True):
    """What `diff --format json` and `apply --format json` print."""

    schema: int
    version: str
    command: str
    migration: str
    files: list[FileEntry]
    groups: list[GroupEntry]
    findings: list[FindingEntry]
    references: References
    summary: PlanSummary
    apply: int = 0
    """The apply's number in the journal; 0 when nothing was applied."""
    branch: str = ""
    """Where the commits landed."""
    commits: list[CommitEntry] = []


class LogEntry(msgspec.Struct, frozen=True):
    """One apply of the journal."""

    number: int
    when: str
    migration: str
    version: str
    state: str
    files: list[str]
    branch: str
    commits: int


class LogDocument(msgspec.Struct, frozen=True):
    """What `log --format json` prints, the last apply first."""

    schema: int
    version: str
    command: str
    applies: list[LogEntry]


def diff_document(plan: Plan, patches: Mapping[str, bytes]) -> PlanDocument:
    """Describe a dry run with its patches, by path."""
    files = [_file(each, "planned", patches[each.path], show=True) for each in plan.files]
    return _document("diff", plan, files, plan.findings)


def apply_document(plan: Plan, patches: Mapping[str, bytes], result: "ApplyResult") -> PlanDocument:
    """Describe the result of a plan that was written."""

    def state(path: str) -> str:
        return "staged" if path in result.staged else "written" if path in result.written else "left"

    files = [_file(each, state(each.path), patches[each.path]) for each in plan.files]
    document = _document("apply", plan, files, (*plan.findings, *result.findings))
    return msgspec.structs.replace(document, apply=result.number or 0)


def series_document(
    plan: Plan, patches: Mapping[str, bytes], commits: Iterable[tuple[str, Batch]], branch: str, number: int
) -> PlanDocument:
    """Describe the result of a plan that was made a series of commits."""
    state = "committed" if branch else "planned"
    files = [_file(each, state, patches[each.path]) for each in plan.files]
    made = [CommitEntry(name, _text(batch.name), list(map(_text, batch.paths))) for name, batch in commits]
    document = _document("apply", plan, files, plan.findings)
    return msgspec.structs.replace(document, apply=number, branch=_text(branch), commits=made)


def log_document(applies: Iterable["LoggedApply"]) -> LogDocument:
    """Describe a journal."""
    return LogDocument(SCHEMA, __version__, "log", [_logged(each) for each in applies])


def _logged(logged: "LoggedApply") -> LogEntry:
    record = logged.record
    return LogEntry(
        number=logged.number,
        when=record.when,
        migration=_text(record.migration),
        version=record.version,
        state=logged.state,
        files=[_text(file.shown) for file in record.files],
        branch=_text(record.branch),
        commits=record.ref.commits if record.ref else 0,
    )


def _document(command: str, plan: Plan, files: list[FileEntry], findings: Iterable[Finding]) -> PlanDocument:
    entries = [_finding(finding) for finding in sorted(findings)]
    summary = PlanSummary(
        candidates=plan.candidates,
        files=len(files),
        references=sum(change.references for change in plan.files),
        findings=dict(sorted(Counter(entry.code for entry in entries).items())),
    )
    references = References(dict(plan.moved), dict(plan.kept))
    groups = [GroupEntry(_text(group.name), [_text(path) for path in group.paths]) for group in plan.groups]
    return PlanDocument(
        SCHEMA, __version__, command, plan.migration, files, groups, entries, references, summary
    )


def _file(change: FileChange, state: str, patch: bytes, show: bool = False) -> FileEntry:
    counts = count_lines(change.path, patch)
    shown = _patch(patch) if show else None
    return FileEntry(_text(change.path), state, change.references, counts.added, counts.removed, shown)


def _finding(finding: Finding) -> FindingEntry:
    return FindingEntry(
        code=finding.code,
        name=FINDING_CODES[finding.code].name,
        path=_text(finding.path),
        line=finding.line,
        column=finding.column,
        message=_text(finding.message),
        advice=_text(finding.advice),
        symbol=_text(finding.symbol),
    )


def _patch(data: bytes) -> Patch:
    try:
        return Patch("utf-8", data.decode())
    except UnicodeDecodeError:
        return Patch("base64", base64.b64encode(data).decode())
