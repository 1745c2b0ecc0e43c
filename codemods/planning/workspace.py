"""The sources and facts of one run, read on demand, with the findings of reading them."""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codemods.execution.pool import MANY, Workers, failure_of
from codemods.resolution.doctests import prepare
from codemods.resolution.lines import may_star
from codemods.resolution.model import Facts
from codemods.resolution.read import Unparsable, Wanted, parse, read_facts
from codemods.ripple.paths import Modules
from codemods.values.findings import Finding
from codemods.values.progress import Progress
from codemods.values.source import Source
from codemods.values.tree import Unreadable


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read facts from."""

    source: Source
    module: str
    is_package: bool
    wanted: Wanted


def facts_of(job: Job) -> Facts | Unparsable:
    """Read one file's facts, or say why they cannot be read; pure, so it runs anywhere."""
    try:
        return read_facts(job.source, job.module, job.is_package, job.wanted)
    except Unparsable as error:
        return error
    except (RecursionError, MemoryError) as error:
        return Unparsable("RP002", f"nested too deeply ({type(error).__name__})")
    except Exception as error:
        return Unparsable("RP009", failure_of(error))


class Workspace:
    """Reads each file once; a file that cannot be read or parsed is a finding and nothing more."""

    def __init__(self, read: Callable[[str], Source], modules: Modules) -> None:
        self._read = read
        self._modules = modules
        self._sources: dict[str, Source | None] = {}
        self._read_ahead: dict[str, Facts | Unparsable] = {}
        self._ahead_of: Wanted | None = None
        self._stars: dict[str, bool] = {}
        self.findings: dict[str, Finding] = {}

    def preload(self, paths: Sequence[str], wanted: Wanted, workers: Workers, progress: Progress) -> None:
        """Read the facts of many files at once, for when they are asked for."""
        sources = [source for source in map(self.source, paths) if source is not None]
        jobs = [self._job(each, wanted) for each in sources]
        self._ahead_of = wanted
        if len(jobs) >= MANY:
            prepare()
        found = workers.map(facts_of, jobs, lambda done: progress.step("reading", done, len(jobs)))
        self._read_ahead = {job.source.path: facts for job, facts in zip(jobs, found, strict=True)}

    def source(self, path: str) -> Source | None:
        """A file's source; None, with a finding, when it cannot be read."""
        if path not in self._sources:
            try:
                self._sources[path] = self._read(path)
            except Unreadable as error:
                self._sources[path] = None
                advice = "mend the file, or exclude it; nothing in it was looked at"
                self.findings[path] = Finding(path, 0, 0, error.code, error.reason, advice)
        return self._sources[path]

    def glance(self, path: str) -> Source | None:
        """A file's source, with no finding when it cannot be read, and not kept."""
        if path in self._sources:
            return self._sources[path]
        try:
            return self._read(path)
        except Unreadable:
            return None

    def loaded(self, path: str) -> bytes | None:
        """A file's text where it was read already."""
        source = self._sources.get(path)
        return source.data if source is not None else None

    def facts(self, path: str, wanted: Wanted) -> Facts | None:
        """A file's facts; None, with a finding, when it cannot be read or parsed."""
        source = self.source(path)
        if source is None:
            return None
        ahead = self._read_ahead.pop(path, None) if wanted == self._ahead_of else None
        facts = ahead or facts_of(self._job(source, wanted))
        if isinstance(facts, Unparsable):
            self._unparsable(path, facts)
            return None
        return facts

    def _job(self, source: Source, wanted: Wanted) -> Job:
        path = source.path
        return Job(source, self.module(path), self._modules.is_package(path), wanted)

    def may_star(self, path: str) -> bool:
        """Whether a file's text has anything like a star import."""
        if path not in self._stars:
            source = self.glance(path)
            self._stars[path] = source is not None and may_star(source)
        return self._stars[path]

    def tree(self, path: str) -> ast.Module | None:
        """A file's whole syntax tree; None, with a finding, when there is none."""
        source = self.source(path)
        if source is None:
            return None
        try:
            return parse(source)
        except Unparsable as error:
            self._unparsable(path, error)
            return None

    def module(self, path: str) -> str:
        """The preferred module name of a file; empty when it cannot be imported."""
        return next(iter(self._modules.names(path)), "")

    def _unparsable(self, path: str, error: Unparsable) -> None:
        advice = "mend the file, or exclude it; no reference in it was followed"
        column = 1 if error.line else 0
        self.findings[path] = Finding(path, error.line, column, error.code, error.reason, advice)
