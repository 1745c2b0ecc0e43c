"""What of a program's files may change, less what turned out not to work: files, lines and imports."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from msgspec import Struct

from codemods.plan.rewrite_file import NotRewritten
from codemods.plan.risky_imports import RiskyImport
from codemods.plan.workspace import Workspace
from codemods.project.file_context import ChangeLimits, ProtectedRange
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.source import Source


class Caution(Struct, frozen=True):
    """What is done otherwise in a file whose change could not be proved."""

    aliases: bool = False
    """Whether what comes in keeps the old local names."""
    lines: frozenset[int] = frozenset()
    """The lines, counted from 1, on which nothing changes."""


class CautiousLimits:
    """The limits of each file, as they were asked for and as failures have made them since."""

    def __init__(self, workspace: Workspace, limits: Callable[[Source], ChangeLimits]) -> None:
        self._workspace = workspace
        self._limits = limits
        self.failures: dict[str, Finding] = {}
        """Why files could not be decided, or rewritten."""
        self.cautions: dict[str, Caution] = {}
        """The files that could be proved with caution only."""
        self._left: set[str] = set()
        self._held: dict[str, tuple[ProtectedRange, ...]] = {}
        """For each file, the imports that stay because of what others would do."""

    @property
    def failing(self) -> set[str]:
        """The files that cannot be rewritten, and are not left as they are yet."""
        return self.failures.keys() - self._left

    def is_held(self, risky: RiskyImport) -> bool:
        """Whether an import is held already."""
        return any(each.span == risky.statement for each in self._held.get(risky.path, ()))

    def fail(self, failure: NotRewritten) -> None:
        """Note why a file cannot be rewritten."""
        column = 1 if failure.line else 0
        source = self._workspace.source(failure.path)
        line = source.file_line(failure.line) if source is not None else failure.line
        self.failures[failure.path] = failure.rejection.at(failure.path, line, column)

    def of(self, source: Source) -> ChangeLimits:
        """What of a file may change: nothing of one that is left as it is."""
        if source.path in self._left:
            return ChangeLimits(texts.FILE_UNPROVED.fill())
        return self.with_caution(source, self.cautions.get(source.path, Caution()))

    def with_caution(self, source: Source, caution: Caution) -> ChangeLimits:
        """What of a file may change with some caution, apart from whether it is left as it is."""
        limits = self._limits(source)
        held = [
            ProtectedRange(
                Span(source.line_start(line), source.line_start(line + 1)), texts.NO_FORM_PROVED.fill()
            )
            for line in sorted(caution.lines)
        ]
        held += self._held.get(source.path, ())
        return replace(limits, ranges=(*limits.ranges, *held)) if held else limits

    def at(self, path: str) -> ChangeLimits:
        """The same of a file of the program, by its path; no limits for what cannot be read."""
        source = self._workspace.source(path)
        return self.of(source) if source is not None else ChangeLimits()

    def leave(self, paths: Iterable[str], risky: Iterable[RiskyImport]) -> set[str]:
        """Leave files, and imports that must not change; gives the files that are to be decided again."""
        fresh = set(paths)
        self._left.update(fresh)
        for each in risky:
            held = ProtectedRange(each.statement, each.diagnostic.rejection)
            self._held[each.path] = (*self._held.get(each.path, ()), held)
            fresh.add(each.path)
        return fresh

    def take_care(self, path: str, caution: Caution) -> None:
        """Give a file that failed another chance, with some caution."""
        self.cautions[path] = caution
        del self.failures[path]
