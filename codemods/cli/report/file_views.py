"""The files of a report: each with its numbers, its findings and its diff."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from codemods.cli.report.diff_table import Shown, remark, table
from codemods.cli.report.html_text import lines_of, plain, shown
from codemods.cli.report.shown_lines import LineBlock, blocks
from codemods.values.finding import Finding
from codemods.values.finding_texts import FINDING_CODES
from codemods.values.plan import FileChange, Plan
from codemods.values.reference import Applicability, Reference

Category = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class FileView:
    """One file of the report. What ends in `html` is ready to be put into the page."""

    anchor: str
    path: str
    path_html: str
    category: str
    added: int
    removed: int
    applicabilities: tuple[tuple[Applicability, int], ...]
    """How many references have each applicability; those with none are left out."""
    codes: tuple[str, ...]
    together: tuple[str, ...]
    """The other files that it must land with."""
    whole_html: str
    """Findings about the file as a whole."""
    table_html: str
    lines: frozenset[int]
    """Lines with findings that have an anchor."""
    rows: int
    hunks: int
    search: str
    """What a search looks at, in lower case."""

    @property
    def folder(self) -> str:
        """Where the file is, with a slash at the end; empty at the top."""
        return "".join(self.path.rpartition("/")[:2])

    @property
    def changed(self) -> bool:
        """Whether the plan changes it."""
        return bool(self.hunks)


def file_views(
    plan: Plan, patches: Mapping[str, bytes], sources: Mapping[str, bytes], category: Category
) -> list[FileView]:
    """The files that the plan changes, has references in or findings on, by path.

    `sources` holds the bytes of those that it does not change, as far as they can be read.
    """
    changes = {change.path: change for change in plan.files}
    references: dict[str, list[Reference]] = defaultdict(list)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for reference in plan.references:
        references[reference.path].append(reference)
    for finding in plan.findings:
        findings[finding.path].append(finding)
    groups = {path: group.paths for group in plan.groups for path in group.paths}
    views = []
    for number, path in enumerate(ordered({*changes, *references, *findings}), 1):
        change = changes.get(path)
        held = _Held(f"f{number}", path, references.get(path, []), findings.get(path, []))
        together = tuple(plain(other) for other in groups.get(path, ()) if other != path)
        before = change.before if change else sources.get(path)
        views.append(_view(held, change, before, patches.get(path, b""), category(path), together))
    return views


def ordered(paths: Iterable[str]) -> list[str]:
    """Paths with those of a folder side by side."""
    return sorted(paths, key=lambda path: path.rpartition("/")[::2])


@dataclass(frozen=True, slots=True)
class _Held:
    anchor: str
    path: str
    references: Sequence[Reference]
    findings: Sequence[Finding]


def _view(
    held: _Held,
    change: FileChange | None,
    before: bytes | None,
    patch: bytes,
    category: str,
    together: tuple[str, ...],
) -> FileView:
    old = lines_of(before) if before is not None else [""]
    new = lines_of(change.after) if change else None
    by_line: dict[int, list[Finding]] = defaultdict(list)
    for finding in held.findings:
        by_line[finding.line if finding.line <= len(old) and before is not None else 0].append(finding)
    laid = blocks(patch, old, new or old, by_line) if before is not None else []
    view = Shown(held.anchor, old, new, laid, _worst_by_line(held.references), by_line)
    counts = Counter(reference.applicability for reference in held.references)
    unseen = _unseen(by_line, laid)
    return FileView(
        anchor=held.anchor,
        path=plain(held.path),
        path_html=_path(held.path),
        category=category,
        added=sum(row.changed and bool(row.new) for block in laid for row in block.rows),
        removed=sum(row.changed and bool(row.old) for block in laid for row in block.rows),
        applicabilities=tuple((each, counts[each]) for each in Applicability if counts[each]),
        codes=tuple(sorted({finding.code for finding in held.findings})),
        together=together,
        whole_html="".join(map(remark, unseen)),
        table_html=table(view),
        lines=frozenset(row.old for block in laid for row in block.rows if row.old in by_line),
        rows=sum(len(block.rows) + 1 for block in laid) + 2 * len(held.findings),
        hunks=sum(block.changed for block in laid),
        search=_search(held, category),
    )


def _unseen(by_line: Mapping[int, Sequence[Finding]], laid: Sequence[LineBlock]) -> Iterator[Finding]:
    """Findings that stand beside no line that is shown."""
    lines = {row.old for block in laid for row in block.rows}
    for line, findings in sorted(by_line.items()):
        if not line or line not in lines:
            yield from findings


def _worst_by_line(references: Sequence[Reference]) -> dict[int, Applicability]:
    """For each line the applicability that asks most of a person: the last one in the enumeration."""
    order = {applicability: number for number, applicability in enumerate(Applicability)}
    worst: dict[int, Applicability] = {}
    for each in references:
        known = worst.get(each.line, each.applicability)
        worst[each.line] = max(known, each.applicability, key=order.__getitem__)
    return worst


def _path(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return f"<span class=dir>{shown(folder + slash)}</span><b>{shown(name)}</b>"


def _search(held: _Held, category: str) -> str:
    said = [held.path, category, *(reference.symbol for reference in held.references)]
    for finding in held.findings:
        said += [finding.code, FINDING_CODES[finding.code].name, finding.message, finding.symbol]
    return "\n".join(map(plain, dict.fromkeys(filter(None, said)))).lower()
