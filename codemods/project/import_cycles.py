"""Import cycles: which modules import each other when they are imported."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from codemods.project.dotted_paths import Modules
from codemods.semantic.import_scan import Imported, exact_imports, scan_imports
from codemods.values.source import Source

Way = tuple[str, ...]
"""Files in the order in which each imports the next."""


class ImportGraph:
    """The imports among the modules of a tree; `read` gives a file's source, None where it cannot be read."""

    def __init__(self, modules: Modules, read: Callable[[str], Source | None]) -> None:
        self._modules = modules
        self._read = read
        self._edges: dict[str, frozenset[str]] = {}
        self._exact: set[str] = set()
        self._settled = 0
        """How many times a syntax tree told something else than the scan had."""
        self._ways: dict[str, tuple[tuple[int, int], dict[str, str]]] = {}
        self._unchanged: ImportGraph | None = None
        self._changed: Container[str] = ()

    def over(self, changed: Mapping[str, Source]) -> "ImportGraph":
        """The imports of the tree in which some files have new texts; what it learns of others, both know."""
        other = ImportGraph(self._modules, changed.get)
        other._changed = changed.keys()
        other._unchanged = self
        return other

    def way(self, start: str, end: str) -> Way:
        """How one file comes to import another, itself or through others; empty when it does not."""
        while True:
            found = self._shortest(start, end)
            loose = [path for path in found[:-1] if not self._knower(path)._settle(path)]
            if not loose:
                return found

    def edges(self, path: str) -> frozenset[str]:
        """The files that a file imports, as far as is known by now."""
        return self._knower(path)._scanned(path)

    def exactly(self, path: str) -> frozenset[str]:
        """The files that a file imports, by its syntax tree."""
        self._knower(path)._settle(path)
        return self.edges(path)

    def _knower(self, path: str) -> "ImportGraph":
        unchanged = self._unchanged
        return self if unchanged is None or path in self._changed else unchanged

    def _scanned(self, path: str) -> frozenset[str]:
        if path not in self._edges:
            source = self._read(path)
            self._edges[path] = self._files(path, scan_imports(source.data)) if source else frozenset()
        return self._edges[path]

    def _settle(self, path: str) -> bool:
        """Read a file's syntax tree, where that was not done yet; whether it was."""
        if path in self._exact:
            return True
        self._exact.add(path)
        source = self._read(path)
        try:
            exact = list(exact_imports(source)) if source is not None else []
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            exact = []
        edges = self._files(path, exact)
        self._settled += edges != self._edges.get(path)
        self._edges[path] = edges
        return False

    def _shortest(self, start: str, end: str) -> Way:
        came = self._reached(start)
        return _walked_back(came, start, end) if end in came else ()

    def _reached(self, start: str) -> dict[str, str]:
        """All files that a file comes to import, each with the one that imports it on the shortest way."""
        settled = (self._settled, self._unchanged._settled if self._unchanged is not None else 0)
        known = self._ways.get(start)
        if known is not None and known[0] == settled:
            return known[1]
        came: dict[str, str] = {}
        todo = [start]
        for path in todo:
            for other in sorted(self.edges(path)):
                if other not in came:
                    came[other] = path
                    todo.append(other)
        self._ways[start] = settled, came
        return came

    def _files(self, path: str, imports: Iterable[Imported]) -> frozenset[str]:
        names = self._modules.names(path)
        name, is_package = names[0] if names else "", self._modules.is_package(path)
        own = name.split(".") if name else []
        around = {".".join(own[:length]) for length in range(1, len(own) + 1)}
        found: set[str] = set()
        for each in imports:
            for module in _spelled(each, name, is_package):
                file = self._modules.find(module, path) if module not in around else None
                found.update([file] if file is not None else [])
        return frozenset(found - {path})


def new_cycle(before: ImportGraph, after: ImportGraph, path: str, imported: str) -> Way:
    """The cycle that a file closes by importing another; empty when there is none, or was one before."""
    way = after.way(imported, path)
    if way and imported not in after.exactly(path):
        return ()
    if not way or (before.way(path, imported) and before.way(imported, path)):
        return ()
    return way


def _walked_back(came: dict[str, str], start: str, end: str) -> Way:
    way = [end]
    while way[-1] != start or len(way) == 1:
        way.append(came[way[-1]])
    return tuple(reversed(way))


def _spelled(imported: Imported, module: str, is_package: bool) -> Iterator[str]:
    """The modules that an import runs: the packages around it too, and submodules taken from it."""
    parts = imported.absolute(module, is_package)
    for length in range(1, len(parts) + 1):
        yield ".".join(parts[:length])
    for name in imported.names:
        yield ".".join((*parts, name))
