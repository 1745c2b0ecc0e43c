"""The sources and facts of one run, read on demand, with the findings of reading them."""

import ast
from collections.abc import Callable

from codemods.resolution.model import Facts
from codemods.resolution.read import Unparsable, Wanted, parse, read_facts
from codemods.ripple.paths import Modules
from codemods.values.findings import Finding
from codemods.values.source import Source
from codemods.values.tree import Unreadable


class Workspace:
    """Reads each file once; a file that cannot be read or parsed is a finding and nothing more."""

    def __init__(self, read: Callable[[str], Source], modules: Modules) -> None:
        self._read = read
        self._modules = modules
        self._sources: dict[str, Source | None] = {}
        self.findings: dict[str, Finding] = {}

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

    def facts(self, path: str, wanted: Wanted) -> Facts | None:
        """A file's facts; None, with a finding, when it cannot be read or parsed."""
        source = self.source(path)
        if source is None:
            return None
        try:
            return read_facts(source, self.module(path), self._modules.is_package(path), wanted)
        except Unparsable as error:
            self._unparsable(path, error)
        except (RecursionError, MemoryError) as error:
            self._unparsable(path, Unparsable("RP002", f"nested too deeply ({type(error).__name__})"))
        return None

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
