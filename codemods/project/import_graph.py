"""Import cycles: which modules import each other while they are being imported.

Every file that may lie on a cycle is scanned by lines; text in a string may fool the scan. Only the files of
a path that was found are parsed, and it is looked for again where that changes what one of them imports.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from codemods.project.dotted_paths import Modules
from codemods.semantic.import_events import ImportEvents, import_events
from codemods.semantic.import_scan import ImportedModule, exact_imports, scan_imports
from codemods.semantic.parse_source import ParseError
from codemods.values.source import Source

ImportPath = tuple[str, ...]
"""Files in the order in which each imports the next."""


class ImportGraph:
    """The imports among the modules of a tree; `read` gives a file's source, None where it cannot be read."""

    def __init__(self, modules: Modules, read: Callable[[str], Source | None]) -> None:
        self._modules = modules
        self._read = read
        self._imported: dict[str, frozenset[str]] = {}
        self._taken_around: dict[str, frozenset[str]] = {}
        """By file, the packages around it from which it takes names; they are not among what it imports."""
        self._parsed: set[str] = set()
        self._corrections = 0
        """How many times a syntax tree told something else than the scan had."""
        self._events: dict[str, ImportEvents | None] = {}
        self._reached: dict[str, tuple[tuple[int, int], dict[str, str]]] = {}
        self._base: ImportGraph | None = None
        self._changed: Container[str] = ()

    def with_changes(self, changed: Mapping[str, Source]) -> "ImportGraph":
        """The imports of the tree with new texts for some files; both learn what is read of the others."""
        other = ImportGraph(self._modules, changed.get)
        other._changed = changed.keys()
        other._base = self
        return other

    def path_between(self, start: str, end: str) -> ImportPath | None:
        """How one file comes to import another, itself or through others; None when it does not."""
        while True:
            found = self._shortest(start, end)
            unsure = [path for path in found[:-1] if not self._graph_of(path)._parse(path)] if found else []
            if not unsure:
                return found

    def imported_by(self, path: str) -> frozenset[str]:
        """The files that a file imports: by its syntax tree where that was read, else by the scan."""
        return self._graph_of(path)._scanned(path)

    def surely_imported_by(self, path: str) -> frozenset[str]:
        """The files that a file imports, by its syntax tree."""
        self._graph_of(path)._parse(path)
        return self.imported_by(path)

    def names_module(self, start: str, module: str) -> bool:
        """Whether a file, or one that it comes to import, imports a module by its own name.

        `from package import name` may take another object of that name, and does not load the module then.
        """
        for path in (start, *self._reached_from(start)):
            source, names = self._graph_of(path)._read(path), self._modules.names(path)
            name, is_package = names[0] if names else "", self._modules.is_package(path)
            for each in scan_imports(source.data) if source is not None else ():
                if self._modules.find(".".join(each.absolute(name, is_package)), path) == module:
                    return True
        return False

    def is_around(self, package: str, path: str) -> bool:
        """Whether a file is the `__init__` of a package around another file."""
        folder = package.rpartition("/")[0]
        return self._modules.is_package(package) and path != package and f"/{path}".startswith(f"/{folder}/")

    def takes_names(self, path: str, other: str) -> bool:
        """Whether a file takes names, other than submodules, from another one when it is imported."""
        graph = self._graph_of(path)
        source, names = graph._read(path), self._modules.names(path)
        name, is_package = names[0] if names else "", self._modules.is_package(path)
        for each in exact_imports(source) if source is not None else ():
            module = ".".join(each.absolute(name, is_package))
            found = each.names and self._modules.find(module, path) == other
            if found and any(self._modules.find(f"{module}.{taken}", path) is None for taken in each.names):
                return True
        return False

    def taken_around(self, start: str) -> frozenset[str]:
        """The packages from which a file takes names that it lies in, or a file that it comes to import."""
        return frozenset().union(*(self._takes_around(path) for path in (start, *self._reached_from(start))))

    def takers(self, start: str, package: str) -> list[str]:
        """The files that take names from a package around them, among one and those it comes to import."""
        files = (start, *self._reached_from(start))
        return [path for path in files if package in self._takes_around(path)]

    def on_the_way(self, start: str, end: str) -> frozenset[str]:
        """The files that one file comes to import, itself among them, and that come to import another."""
        importing: dict[str, list[str]] = {}
        for path in (start, *self._reached_from(start)):
            for other in self.imported_by(path):
                importing.setdefault(other, []).append(path)
        found, todo = {end}, [end]
        while todo:
            fresh = set(importing.get(todo.pop(), ())) - found
            found |= fresh
            todo += fresh
        return frozenset(found)

    def events(self, path: str) -> ImportEvents | None:
        """What a file does when it is imported; None where it cannot be read, or parsed."""
        graph = self._graph_of(path)
        if path not in graph._events:
            source = graph._read(path)
            graph._events[path] = import_events(source) if source is not None else None
        return graph._events[path]

    def _graph_of(self, path: str) -> "ImportGraph":
        """The graph that reads a file: this one if the file has a new text here."""
        return self if self._base is None or path in self._changed else self._base

    def _takes_around(self, path: str) -> frozenset[str]:
        graph = self._graph_of(path)
        graph._scanned(path)
        return graph._taken_around.get(path, frozenset())

    def _scanned(self, path: str) -> frozenset[str]:
        if path not in self._imported:
            source = self._read(path)
            self._imported[path] = self._files(path, scan_imports(source.data)) if source else frozenset()
        return self._imported[path]

    def _parse(self, path: str) -> bool:
        """Read a file's syntax tree, where that was not done yet; whether it was."""
        if path in self._parsed:
            return True
        self._parsed.add(path)
        source = self._read(path)
        try:
            exact = list(exact_imports(source)) if source is not None else []
        except ParseError:
            exact = []
        imported = self._files(path, exact)
        self._corrections += imported != self._imported.get(path)
        self._imported[path] = imported
        return False

    def _shortest(self, start: str, end: str) -> ImportPath | None:
        came_from = self._reached_from(start)
        if end not in came_from:
            return None
        path = [end]
        while path[-1] != start or len(path) == 1:
            path.append(came_from[path[-1]])
        return tuple(reversed(path))

    def _reached_from(self, start: str) -> dict[str, str]:
        """All files that a file comes to import, each with the one before it on the shortest path."""
        corrections = (self._corrections, self._base._corrections if self._base is not None else 0)
        known = self._reached.get(start)
        if known is not None and known[0] == corrections:
            return known[1]
        came_from: dict[str, str] = {}
        todo = [start]
        for path in todo:
            for other in sorted(self.imported_by(path)):
                if other not in came_from:
                    came_from[other] = path
                    todo.append(other)
        self._reached[start] = corrections, came_from
        return came_from

    def _files(self, path: str, imports: Iterable[ImportedModule]) -> frozenset[str]:
        """The files that imports run, without the file and the packages around it: these run already."""
        names = self._modules.names(path)
        name, is_package = names[0] if names else "", self._modules.is_package(path)
        parts = name.split(".") if name else []
        own = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
        imports = list(imports)
        modules = {module for each in imports for module in _modules_run(each, name, is_package)} - own
        self._taken_around[path] = frozenset(self._around(imports, path, own))
        found = (self._modules.find(module, path) for module in modules)
        return frozenset(file for file in found if file is not None and file != path)

    def _around(self, imports: Iterable[ImportedModule], path: str, own: set[str]) -> Iterator[str]:
        """The packages among `own` from which imports take names that are no submodules."""
        names = self._modules.names(path)
        name, is_package = names[0] if names else "", self._modules.is_package(path)
        for each in imports:
            module = ".".join(each.absolute(name, is_package)) if each.names else ""
            around = self._modules.find(module, path) if module in own else None
            if around not in (None, path) and any(
                self._modules.find(f"{module}.{taken}", path) is None for taken in each.names
            ):
                yield around


def new_cycle(before: ImportGraph, after: ImportGraph, path: str, imported: str) -> ImportPath | None:
    """The cycle that a file closes by importing another; None when there is none, or was one before."""
    back = after.path_between(imported, path)
    if back is not None and after.is_around(imported, path):
        # The package runs already, and may not have come to the name yet.
        return back
    if back is None or imported not in after.surely_imported_by(path):
        return None
    if before.path_between(path, imported) and before.path_between(imported, path):
        return None
    return back


def _modules_run(imported: ImportedModule, module: str, is_package: bool) -> Iterator[str]:
    """The modules that an import runs: the packages around it too, and submodules taken from it."""
    parts = imported.absolute(module, is_package)
    for length in range(1, len(parts) + 1):
        yield ".".join(parts[:length])
    for name in imported.names:
        yield ".".join((*parts, name))
