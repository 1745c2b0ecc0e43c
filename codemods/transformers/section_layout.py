"""Runs of imports as the tree's sorter lays them out: by its sections, comments going along with imports."""

import sys
from collections import defaultdict

from codemods.transformers.import_groups import ImportGroups, ImportOrigin, ImportStatement
from codemods.values.code_style import CodeStyle
from codemods.values.import_sections import ImportSections

_STANDARD = frozenset(sys.stdlib_module_names)


class SectionLayout:
    """How one file's runs are laid out where a sorter has been at work."""

    def __init__(self, sections: ImportSections, style: CodeStyle, package: str, newline: bytes) -> None:
        """`package` is the top-level package that the file is in."""
        self._sections = sections
        self._package = package
        self._newline = newline
        self._by_ruff = style.by_ruff
        self._blank = newline if style.blank_before_comments else b""
        self._headings = {text for _, text in sections.headings}

    def section(self, what: ImportOrigin) -> int | None:
        """The number of an import's section; None where that is none of the tree's."""
        return self._sections.section_of(what.module, what.level, _STANDARD, self._package)

    def of(self, run: ImportGroups) -> ImportGroups | None:
        """A run's statements as they come, in the groups that the sorter makes; None where it makes none."""
        by_section: dict[int, list[ImportStatement]] = defaultdict(list)
        for statement in (each for group in run.groups for each in group):
            section = self.section(statement.what)
            if section is None:
                return None
            by_section[section].append(self._without_heading(statement))
        groups: list[tuple[ImportStatement, ...]] = []
        gaps: list[bytes] = []
        parted = False
        for section, name in enumerate(self._sections.order):
            # A section without imports still has its empty line, for the one that comes next.
            parted = parted or name not in self._sections.unparted
            if section not in by_section:
                continue
            if groups:
                heading = self._sections.heading(section)
                above = heading.encode() + self._newline if heading else b""
                gaps.append((self._newline if parted else b"") + above)
            groups.append(tuple(by_section[section]))
            parted = False
        return ImportGroups(
            run.start, run.end, tuple(groups), tuple(gaps), self._blank, b"" if self._by_ruff else self._blank
        )

    def heads(self, run: ImportGroups) -> bytes:
        """The heading of a run's first section, which stands above the run."""
        section = self.section(run.groups[0][0].what)
        return (self._sections.heading(section or 0) or "").encode()

    def _without_heading(self, statement: ImportStatement) -> ImportStatement:
        rows = statement.lines.splitlines(keepends=True)
        while rows[0].decode().strip() in self._headings:
            del rows[0]
        return statement._replace(lines=b"".join(rows), commented=rows[0].lstrip().startswith(b"#"))
