"""The files of a report: each with its numbers, its findings and its diff."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from codemods.cli.report.diff_table import FileDiff, diff_table, finding_html
from codemods.cli.report.html_text import code_html, decoded_lines, visible_text
from codemods.cli.report.shown_lines import line_blocks
from codemods.plan.path_keys import folder_of
from codemods.values.finding import Finding
from codemods.values.finding_texts import FINDING_CODES
from codemods.values.plan import FileChange, Plan, RippleGroup
from codemods.values.reference import Applicability, Reference

ONE_OF_SEVERAL = "one of several"
"""What stands for the symbol of a reference that may be to any of some."""


@dataclass(frozen=True, slots=True)
class FileView:
    """One file of the report. What ends in `html` is ready to be put into the page."""

    anchor: str
    path: str
    path_html: str
    category: str
    owner: str
    """Empty where nothing is known of owners."""
    added: int
    removed: int
    applicabilities: tuple[tuple[Applicability, int], ...]
    """How many references have each applicability; those with none are left out."""
    symbols: tuple[str, ...]
    """The deprecated symbols that it has references to."""
    codes: tuple[str, ...]
    lands_with: tuple[str, ...]
    """The other files that it must land with."""
    follows: str
    """The one among them whose names the others follow; empty where it is this one, or there are none."""
    findings_html: str
    """Findings about the whole file, and those on lines that are not shown."""
    table_html: str
    lines: frozenset[int]
    """The lines before that have an anchor, since a finding is shown below them."""
    rows: int
    hunks: int
    search: str
    """The text that a search looks at, in lower case."""

    @property
    def folder(self) -> str:
        """The path of its folder, with a slash at the end; empty at the top."""
        return "".join(self.path.rpartition("/")[:2])

    @property
    def group_folder(self) -> str:
        """The folder by which it is counted and filtered: two levels of its path."""
        return f"{folder_of(self.path, 2)}/"

    @property
    def changed(self) -> bool:
        """Whether the plan changes it."""
        return bool(self.hunks)


def file_views(
    plan: Plan,
    patches: Mapping[str, bytes],
    sources: Mapping[str, bytes],
    category: Callable[[str], str],
    owner: Callable[[str], str] | None = None,
) -> list[FileView]:
    """Give a view of each file that the plan changes, or that has references or findings; sorted by folder.

    `patches` has the patch of each changed file, and `sources` the bytes of the others that can be read.
    """
    changes = {change.path: change for change in plan.files}
    references: dict[str, list[Reference]] = defaultdict(list)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for reference in plan.references:
        references[reference.path].append(reference)
    for finding in plan.findings:
        findings[finding.path].append(finding)
    groups = {path: group for group in plan.groups for path in group.paths}
    views = []
    for number, path in enumerate(sorted_by_folder({*changes, *references, *findings}), 1):
        change = changes.get(path)
        group = groups.get(path) or RippleGroup(path, (path,))
        entry = _Entry(
            anchor=f"f{number}",
            path=path,
            category=category(path),
            owner=owner(path) if owner is not None else "",
            change=change,
            patch=patches.get(path, b""),
            lands_with=tuple(visible_text(other) for other in group.paths if other != path),
            follows=visible_text(group.name) if group.name != path else "",
            references=references.get(path, ()),
            findings=findings.get(path, ()),
        )
        views.append(_view(entry, change.before if change else sources.get(path)))
    return views


def sorted_by_folder(paths: Iterable[str]) -> list[str]:
    """Sort paths so that the files of a folder are side by side."""
    return sorted(paths, key=lambda path: path.rpartition("/")[::2])


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the plan has of one file."""

    anchor: str
    path: str
    category: str
    owner: str
    """Empty where nothing is known of owners."""
    change: FileChange | None
    patch: bytes
    lands_with: tuple[str, ...]
    follows: str
    references: Sequence[Reference]
    findings: Sequence[Finding]


def _view(entry: _Entry, before: bytes | None) -> FileView:
    old = decoded_lines(before) if before is not None else []
    new = decoded_lines(entry.change.after) if entry.change else None
    by_line: dict[int, list[Finding]] = defaultdict(list)
    for finding in entry.findings:
        if 0 < finding.line <= len(old):
            by_line[finding.line].append(finding)
    blocks = line_blocks(entry.patch, old, new or old, by_line) if before is not None else []
    rows = [row for block in blocks for row in block.rows]
    anchored = frozenset(row.old for row in rows if row.old is not None and row.old in by_line)
    counts = Counter(reference.applicability for reference in entry.references)
    view = FileDiff(entry.anchor, old, new, blocks, _worst_by_line(entry.references), by_line)
    return FileView(
        anchor=entry.anchor,
        path=visible_text(entry.path),
        path_html=_path_html(entry.path),
        category=entry.category,
        owner=visible_text(entry.owner),
        added=sum(row.changed and row.new is not None for row in rows),
        removed=sum(row.changed and row.old is not None for row in rows),
        applicabilities=tuple((each, counts[each]) for each in Applicability if counts[each]),
        symbols=tuple(sorted({visible_text(each.symbol or ONE_OF_SEVERAL) for each in entry.references})),
        codes=tuple(sorted({finding.code for finding in entry.findings})),
        lands_with=entry.lands_with,
        follows=entry.follows,
        findings_html="".join(finding_html(each) for each in entry.findings if each.line not in anchored),
        table_html=diff_table(view),
        lines=anchored,
        rows=len(rows) + len(blocks) + 2 * len(entry.findings),
        hunks=sum(block.changed for block in blocks),
        search=_search_text(entry),
    )


def _worst_by_line(references: Sequence[Reference]) -> dict[int, Applicability]:
    """Give, for each line, the applicability that asks most of a person: the last one in the enumeration."""
    order = {applicability: number for number, applicability in enumerate(Applicability)}
    worst: dict[int, Applicability] = {}
    for each in references:
        known = worst.get(each.line, each.applicability)
        worst[each.line] = max(known, each.applicability, key=order.__getitem__)
    return worst


def _path_html(path: str) -> str:
    *folders, name = path.split("/")
    # A long path breaks between its parts, not in the name of the file.
    parts = "".join(f"{code_html(each)}/<wbr>" for each in folders)
    return f"<span class=dir>{parts}</span><b>{code_html(name)}</b>"


def _search_text(entry: _Entry) -> str:
    texts = [entry.path, entry.category, entry.owner, *(reference.symbol for reference in entry.references)]
    for finding in entry.findings:
        texts += [finding.code, FINDING_CODES[finding.code].name, finding.message, finding.symbol]
    return "\n".join(map(visible_text, dict.fromkeys(filter(None, texts)))).lower()
