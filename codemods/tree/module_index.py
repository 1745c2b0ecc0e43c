"""Which file a module name means, from the tree's paths alone.

Python finds modules in the folders of `sys.path`, which paths do not show. They show where packages begin, so
each folder that may well stand on `sys.path` counts as a source root: those configured, folders named `src`,
the folder around each topmost package, and the tree's top. A file outside any package may be run as a script,
so it also finds the modules beside it (https://docs.python.org/3/library/sys.html#sys.path).
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from codemods.values.source import NOTEBOOK_SUFFIX

_FILES = ("/__init__.py", ".py", "/__init__.pyi", ".pyi")
"""In CPython's order, a package before a module of its name; a stub only where there is no source."""
_PACKAGE = ("/__init__.py", "/__init__.pyi")


class ModuleIndex:
    """Module names to files and back, for one tree. It never touches the disk, and it pickles."""

    def __init__(
        self, paths: Iterable[str], roots: Sequence[str] = (), links: Mapping[str, str] | None = None
    ) -> None:
        """Take the tree's paths, configured source roots (`""` is the top), and links with their targets."""
        self.roots = tuple(roots)
        """The configured source roots."""
        self._links = dict(links or {})
        self._files = frozenset(path for path in paths if not path.endswith(NOTEBOOK_SUFFIX)).union(
            self._links
        )
        self._folders = set(_folders(self._files))
        self._packages = {_parent(path) for path in self._files if path.endswith(_PACKAGE)}
        self._stated = {*roots, *(folder for folder in self._folders if self._is_src(folder))}
        around = {_parent(package) for package in self._packages} - self._packages
        self._roots = {"", *self._stated, *around}
        self._holders = self._find_holders()
        self._known: dict[str, tuple[str, ...]] = {}
        self._near: dict[str, tuple[str, ...]] = {}
        self._found: dict[tuple[str, str | None], str | None] = {}
        """The file of a module for all files of one folder, which search the same places."""
        self._aliases: dict[str, list[str]] = {}
        for link, target in sorted(self._links.items()):
            self._aliases.setdefault(target, []).append(link)

    def _is_src(self, folder: str) -> bool:
        return folder.rpartition("/")[2] == "src" and folder not in self._packages

    def _find_holders(self) -> dict[str, list[str]]:
        """For each top-level name the source roots that hold it, stated ones first, then the shallowest."""
        holders: dict[str, set[str]] = {}
        for path in (*self._folders, *self._files):
            parent, _, name = path.rpartition("/")
            if parent in self._roots:
                holders.setdefault(name.partition(".")[0], set()).add(parent)
        return {name: sorted(found, key=self._rank) for name, found in holders.items()}

    def _rank(self, root: str) -> tuple[bool, int, str]:
        return root not in self._stated, root.count("/") + bool(root), root

    def find(self, module: str, importer: str | None = None) -> str | None:
        """The file of a module as a file of the tree would import it; None where the tree has none.

        Among several the one whose source root lies nearest around the importer wins, then the one that
        shares most folders with it.
        """
        key = module, _parent(importer) if importer is not None else None
        if key not in self._found:
            self._found[key] = self._look_for(module, importer)
        return self._found[key]

    def _look_for(self, module: str, importer: str | None) -> str | None:
        inner = module.replace(".", "/")
        for root in self._search(module.partition(".")[0], importer):
            base = f"{root}/{inner}" if root else inner
            for ending in _FILES:
                if base + ending in self._files:
                    return self._links.get(base + ending, base + ending)
        return None

    def is_namespace(self, module: str, importer: str | None = None) -> bool:
        """Whether a module is a folder that holds Python files, at any depth, but no `__init__`."""
        inner = module.replace(".", "/")
        roots = self._search(module.partition(".")[0], importer)
        bases = (f"{root}/{inner}" if root else inner for root in roots)
        return any(base in self._folders for base in bases) and self.find(module, importer) is None

    def is_package(self, path: str) -> bool:
        """Whether a file is a package's `__init__`."""
        return f"/{path}".endswith(_PACKAGE)

    def twin(self, path: str) -> str | None:
        """The stub beside a module of the tree, or the module beside a stub; None if there is none."""
        other = path.removesuffix("i") if path.endswith(".pyi") else f"{path}i"
        return other if other in self._files else None

    def modules_beside(self, path: str) -> list[str]:
        """The names of the modules and packages beside a package's `__init__`, sorted."""
        folder = f"{_parent(path)}/" if "/" in path else ""
        rests = (each[len(folder) :] for each in (*self._files, *self._folders) if each.startswith(folder))
        names = {rest.removesuffix(".pyi").removesuffix(".py") for rest in rests if "/" not in rest}
        return sorted(name for name in names if name.isidentifier() and name != "__init__")

    def names(self, path: str) -> tuple[str, ...]:
        """The dotted names under which a file can be imported, the preferred one first.

        That is the name from the nearest stated source root, else from the nearest one that was inferred;
        last comes the name by which only scripts beside the file import it. None where no import can name the
        file, because a folder's name is not an identifier.
        """
        if path not in self._known:
            paths = (path, *self._aliases.get(path, ())) if not path.endswith(NOTEBOOK_SUFFIX) else ()
            found = [name for each in paths for name in self._spell(each)]
            self._known[path] = tuple(dict.fromkeys(found))
        return self._known[path]

    def _spell(self, path: str) -> Iterator[str]:
        """A path's names, one for each folder around it that may stand on `sys.path`."""
        inner = f"/{path}".rpartition(".")[0].removesuffix("/__init__")
        for root in sorted(self._search_path(_parent(path)), key=self._inferred):
            parts = inner[len(root) + bool(root) + 1 :].split("/")
            if all(map(str.isidentifier, parts)):
                yield ".".join(parts)

    def _inferred(self, root: str) -> int:
        """0 for a stated source root, 1 for an inferred one, 2 for the folder of a script."""
        return (root not in self._stated) + (root not in self._roots)

    def _search_path(self, folder: str) -> tuple[str, ...]:
        """Where a file of a folder may import from, the nearest first: its folder, if a script, and roots."""
        script = folder not in self._roots and folder not in self._packages
        return (folder, *self._around(folder)) if script else self._around(folder)

    def _around(self, folder: str) -> tuple[str, ...]:
        """The source roots around a folder, the nearest first."""
        if folder not in self._near:
            outer = self._around(_parent(folder)) if folder else ()
            self._near[folder] = (folder, *outer) if folder in self._roots else outer
        return self._near[folder]

    def _search(self, top: str, importer: str | None) -> Sequence[str]:
        """The folders that may hold a top-level name, in the order in which an importer searches them."""
        holders = self._holders.get(top, [])
        if importer is None:
            return holders
        path = self._search_path(_parent(importer))
        near = [folder for folder in path if folder in holders or folder not in self._roots]
        if top in sys.stdlib_module_names:
            return near
        others = (root for root in holders if root not in near)
        return [*near, *sorted(others, key=lambda root: -_shared(root, importer))]


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _shared(root: str, path: str) -> int:
    """How many folders two paths share: a test finds the sources of its own service beside it."""
    pairs = zip(root.split("/"), path.split("/"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _folders(files: Iterable[str]) -> Iterator[str]:
    """Every folder that holds a file at any depth, the top left out."""
    seen = {""}
    for file in files:
        folder = _parent(file)
        while folder not in seen:
            seen.add(folder)
            yield folder
            folder = _parent(folder)
