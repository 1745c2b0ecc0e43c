"""A git tree of Python files as it is on disk: its modules by name, parsed at most once each."""

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

_IMPORTED = re.compile(rb"^[ \t]*(?:from|import)[ \t]+([\w.]+)", re.MULTILINE)
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Tree:
    """The Python files of a clone, those that git tracks or would track.

    Attributes:
        paths: the files, relative to the root, sorted.
        modules: the path of each module by its dotted name. A name that two files could have is left out.
        packages: the dotted names of folders above modules, with or without an `__init__.py`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.py"],
            cwd=root,
            capture_output=True,
            check=True,
        )
        paths = {path.decode() for path in listed.stdout.split(b"\0")[:-1]}
        self.paths = sorted(path for path in paths if (root / path).is_file())
        self._parsed: dict[str, ast.Module | None] = {}
        self._imported = {
            prefix.decode(errors="replace")
            for path in self.paths
            for spelled in _IMPORTED.findall(self.data(path))
            for prefix in _prefixes(spelled)
        }
        self.names = {path: self._name(path) for path in self.paths}
        count = Counter(self.names.values())
        self.modules = {name: path for path, name in self.names.items() if count[name] == 1}
        self.packages = {
            name.rsplit(".", depth)[0] for name in count for depth in range(1, name.count(".") + 1)
        }

    def data(self, path: str) -> bytes:
        """A file's bytes."""
        return (self.root / path).read_bytes()

    def parsed(self, path: str) -> ast.Module | None:
        """A file's syntax tree; None where it is not the Python that runs this."""
        if path not in self._parsed:
            self._parsed[path] = parse(self.data(path))
        return self._parsed[path]

    def base(self, path: str, node: ast.ImportFrom) -> str:
        """The absolute dotted name of the module that a `from` import names."""
        if not node.level:
            return node.module or ""
        around = (
            self.names[path].split(".") if path.endswith("__init__.py") else self.names[path].split(".")[:-1]
        )
        return ".".join((*around[: len(around) - node.level + 1], *filter(None, [node.module])))

    def _name(self, path: str) -> str:
        """The name by which a file is imported: from the first folder up that no import spells."""
        file = PurePosixPath(path)
        parts = [file.stem] if file.stem != "__init__" else []
        for folder in file.parents:
            if not folder.name:
                break
            whole = ".".join((folder.name, *parts))
            if not (self.root / folder / "__init__.py").exists() and not (parts and whole in self._imported):
                break
            parts.insert(0, folder.name)
        return ".".join(parts)


def parse(data: bytes) -> ast.Module | None:
    """A syntax tree; None where the bytes are not the Python that runs this."""
    try:
        return ast.parse(data)
    except (SyntaxError, ValueError):
        return None


def _prefixes(dotted: bytes) -> Iterable[bytes]:
    parts = dotted.split(b".")
    return (b".".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def bound_names(body: Sequence[ast.stmt]) -> Iterator[str]:
    """The names that statements bind, also in their blocks, once for each time; `*` for a star import."""
    for node in body:
        if isinstance(node, Definition):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (each.asname or each.name.partition(".")[0] for each in node.names)
        else:
            for part in ast.iter_child_nodes(node):
                if isinstance(part, ast.stmt):
                    yield from bound_names([part])
                elif isinstance(part, (ast.ExceptHandler, ast.match_case)):
                    yield from bound_names(part.body)
                else:
                    stored = (each for each in ast.walk(part) if isinstance(each, ast.Name))
                    yield from (each.id for each in stored if isinstance(each.ctx, ast.Store))
