"""The sources and facts of a tree's files, read on demand, with the findings of reading them."""

import ast
import re
from collections.abc import Sequence

from codemods.plan.facts_cache import FactsCache, FactsJob, encoded_facts_of, facts_of
from codemods.plan.process_pool import MANY, Workers
from codemods.project.dotted_paths import Modules
from codemods.semantic.doctests import import_doctest
from codemods.semantic.facts import Facts
from codemods.semantic.parse_source import ParseError, parse
from codemods.semantic.read_facts import read_facts
from codemods.semantic.source_words import may_have_star_import
from codemods.semantic.tracked_names import WantedNames
from codemods.tree.decoding import FileReader, read_source, try_read_source
from codemods.tree.word_search import has_other_spellings
from codemods.values.finding import Finding
from codemods.values.progress import Progress
from codemods.values.source import Source
from codemods.values.tree import UnreadableError


class Workspace:
    """Reads each file once; a file that cannot be read or parsed is a finding and nothing more."""

    def __init__(self, tree: FileReader, modules: Modules, cache: FactsCache | None = None) -> None:
        self._tree = tree
        self._modules = modules
        self.cache = self._cache = cache or FactsCache()
        self._sources: dict[str, Source | None] = {}
        self._read_ahead: dict[str, bytes | Facts | ParseError] = {}
        self._ahead_of: WantedNames | None = None
        self._stars: dict[str, bool] = {}
        self._unusual: dict[str, bool] = {}
        """Whether a file may spell names otherwise than by their own bytes."""
        self.findings: dict[str, Finding] = {}

    def preload(
        self, paths: Sequence[str], wanted: WantedNames, workers: Workers, progress: Progress
    ) -> None:
        """Read the facts of many files at once, for when they are asked for."""
        sources = [source for source in map(self.source, paths) if source is not None]
        jobs = [self._job(each, wanted) for each in sources]
        self._ahead_of = wanted
        known = self._cache.read(jobs)
        fresh = [job for job in jobs if job.source.path not in known]
        # Once, before there are processes that would each import it for themselves.
        if len(fresh) >= MANY and any(b">>>" in job.source.data for job in fresh):
            import_doctest()
        read = encoded_facts_of if self._cache.enabled or workers.share(len(fresh)) else facts_of
        found = workers.map(read, fresh, lambda done: progress.step("reading files", done, len(fresh)))
        self._read_ahead = {**known}
        for job, facts in zip(fresh, found, strict=True):
            self._read_ahead[job.source.path] = self._cached(job, facts)

    def source(self, path: str) -> Source | None:
        """A file's source; None, with a finding, when it cannot be read."""
        if path not in self._sources:
            try:
                self._sources[path] = read_source(self._tree, path)
            except UnreadableError as error:
                self._sources[path] = None
                self.findings[path] = error.rejection.at(path)
        return self._sources[path]

    def glance(self, path: str) -> Source | None:
        """A file's source, with no finding when it cannot be read, and not kept."""
        if path in self._sources:
            return self._sources[path]
        return try_read_source(self._tree, path)

    def loaded(self, path: str) -> bytes | None:
        """A file's text where it was read already."""
        source = self._sources.get(path)
        return source.data if source is not None else None

    def facts(self, path: str, wanted: WantedNames) -> Facts | None:
        """A file's facts; None, with a finding, when it cannot be read or parsed."""
        source = self.source(path)
        if source is None:
            return None
        job = self._job(source, wanted)
        ahead = self._read_ahead.pop(path, None) if wanted == self._ahead_of else None
        ahead = ahead or self._cache.read((job,)).get(path)
        ahead = ahead or (self._cached(job, encoded_facts_of(job)) if self._cache.enabled else facts_of(job))
        facts = self._cache.decoded(job, ahead) if isinstance(ahead, bytes) else ahead
        if isinstance(facts, ParseError):
            self._not_parsed(path, facts)
            return None
        return facts

    def facts_of_text(self, source: Source, wanted: WantedNames) -> Facts:
        """The facts of a text that stands for a file of the tree. Raises ParseError."""
        return read_facts(source, self.module(source.path), self._modules.is_package(source.path), wanted)

    def _cached(self, job: FactsJob, facts: bytes | Facts | ParseError) -> bytes | Facts | ParseError:
        """Facts as they were worked out, put in the cache."""
        if isinstance(facts, bytes):
            self._cache.add(job, facts)
        return facts

    def _job(self, source: Source, wanted: WantedNames) -> FactsJob:
        path = source.path
        return FactsJob(source, self.module(path), self._modules.is_package(path), wanted)

    def may_star(self, path: str) -> bool:
        """Whether a file's text has anything like a star import."""
        if path not in self._stars:
            source = self.glance(path)
            self._stars[path] = source is not None and may_have_star_import(source)
        return self._stars[path]

    def may_spell(self, path: str, name: str) -> bool:
        """Whether a file's text may spell a name; True where it cannot be read."""
        source = self.source(path)
        if source is None or not name.isascii() or name.encode() in source.data:
            return True
        return self._is_unusual(source)

    def may_bind(self, path: str, name: str) -> bool:
        """Whether a file's text may spell a name otherwise than as an attribute."""
        source = self.source(path)
        if source is None or not name.isascii() or self._is_unusual(source):
            return True
        word = name.encode()
        return re.search(word + rb"\b(?<![.\w]" + word + rb")", source.data, re.ASCII) is not None

    def _is_unusual(self, source: Source) -> bool:
        if source.path not in self._unusual:
            self._unusual[source.path] = has_other_spellings(source.data)
        return self._unusual[source.path]

    def tree(self, path: str) -> ast.Module | None:
        """A file's whole syntax tree; None, with a finding, when there is none."""
        source = self.source(path)
        if source is None:
            return None
        try:
            return parse(source)
        except ParseError as error:
            self._not_parsed(path, error)
            return None

    def module(self, path: str) -> str:
        """The preferred module name of a file; empty when it cannot be imported."""
        return next(iter(self._modules.names(path)), "")

    def _not_parsed(self, path: str, error: ParseError) -> None:
        self.findings[path] = error.rejection.at(path, error.line, 1 if error.line else 0)
