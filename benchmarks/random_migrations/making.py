"""Which names of a tree can be renamed or moved, and how: what a person does before running repoint."""

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from benchmarks.random_migrations.trees import Definition, Tree, bound_names

_WORD = re.compile(rb"\w+")
_TARGET = re.compile(
    rb"""(?:patch|setattr|stub_out|mock)\w*(?:\.object)?\(\s*(?:([\w.]+),\s*['"](\w+)|['"]([\w.]+)\.(\w+))['"]"""
)
"""A target by an object and a name, or by a string: the owner and the name."""


class Names:
    """The names of a tree that can be renamed or moved, and how much they are used."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._files: Counter[str] = Counter()
        self._targets: Counter[tuple[str, str]] = Counter()
        """How often a name is a target on a module of that name; with an empty name, how often any is."""
        for path in tree.paths:
            data = tree.data(path)
            self._files.update({word.decode(errors="replace") for word in _WORD.findall(data)})
            for match in _TARGET.finditer(data):
                owner, name = filter(None, match.groups())
                module = owner.decode().rpartition(".")[2]
                self._targets.update([(module, name.decode()), (module, "")])

    def definitions(self) -> list[str]:
        """Functions and classes that modules bind once, outside tests, and others spell: `module:name`."""
        return [
            f"{module}:{node.name}"
            for module, body in self._sources()
            for bound in [Counter(bound_names(body))]
            for node in body
            if isinstance(node, Definition)
            and not node.name.startswith("_")
            and len(node.name) > 4
            and bound[node.name] == 1
            and self._files[node.name] > 2
            and not self._files[renamed(node.name)]
        ]

    def modules(self) -> list[str]:
        """The modules that can be moved, and that others spell."""
        return [
            module
            for module, body in self._sources()
            if len(body) > 3
            and self._files[_leaf(module)] > 2
            and not self._files[f"{_leaf(module)}_moved"]
            and b"__main__" not in self._tree.data(self._tree.modules[module])
            and _left_out(body) is not None
        ]

    def used(self, name: str) -> int:
        """The lesser of two: how many files spell the last word of a name, and three times its patches."""
        module, _, symbol = name.partition(":")
        return min(self._files[symbol or _leaf(module)], 3 * self._targets[_leaf(module), symbol])

    def _sources(self) -> Iterator[tuple[str, list[ast.stmt]]]:
        """The modules of packages, without tests, and their statements."""
        for module, path in sorted(self._tree.modules.items()):
            file = PurePosixPath(path)
            if "test" not in path and file.stem != "__init__" and "." in module:
                tree = self._tree.parsed(path)
                yield module, tree.body if tree is not None else []


@dataclass(slots=True)
class Made:
    """A migration: the names, and the tables of its file that say where they went."""

    names: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)

    @property
    def words(self) -> set[str]:
        """The last words of the names, old and new: what a file spells that can be touched."""
        leaves = {_leaf(name) for name in self.names}
        return leaves | {renamed(leaf) for leaf in leaves} | {f"{leaf}_moved" for leaf in leaves}


def make(tree: Tree, name: str, made: Made, *, star_only: bool = False) -> None:
    """Rename a definition (`module:name`) in place, or move a module beside itself."""
    module, _, symbol = name.partition(":")
    file = tree.root / tree.modules[module]
    made.names.append(name)
    if symbol:
        rename_in_place(file, symbol)
        made.tables.append(f'[[symbol]]\nold = "{name}"\nnew = "{module}:{renamed(symbol)}"\n')
    else:
        move_module(file, module, star_only=star_only)
        made.tables.append(f'[[module]]\nold = "{module}"\nnew = "{module}_moved"\n')


def rename_in_place(file: Path, name: str) -> None:
    """Give a definition of a module's top level a new name; the old one stays as an alias behind it."""
    lines = file.read_bytes().splitlines(keepends=True)
    (node,) = (each for each in ast.parse(b"".join(lines)).body if getattr(each, "name", "") == name)
    assert isinstance(node, Definition)
    assert node.end_lineno is not None
    at, new = node.lineno - 1, renamed(name)
    lines[at] = re.sub(rb"\b%b\b" % name.encode(), new.encode(), lines[at], count=1)
    lines[node.end_lineno - 1] = lines[node.end_lineno - 1].rstrip(b"\r\n") + b"\n"
    lines.insert(node.end_lineno, f"\n\n{name} = {new}\n".encode())
    file.write_bytes(b"".join(lines))


def move_module(file: Path, module: str, *, star_only: bool) -> None:
    """Move a module beside itself; a shim stays, with every name or with those that a star brings."""
    to = file.with_name(f"{file.stem}_moved.py")
    subprocess.run(["git", "mv", file.name, to.name], cwd=file.parent, check=True)
    lines = [f"from {module}_moved import *  # noqa\n"]
    left_out = set() if star_only else _left_out(ast.parse(to.read_bytes()).body) or set()
    lines += (f"from {module}_moved import {each}  # noqa\n" for each in sorted(left_out))
    file.write_text("".join(lines), encoding="utf-8")


def renamed(name: str) -> str:
    """The new name of a definition."""
    return f"{name}Renamed" if name[:1].isupper() else f"{name}_renamed"


def _left_out(body: Sequence[ast.stmt]) -> set[str] | None:
    """The names of a module that a star import of it does not bring; None where its `__all__` is computed."""
    names = {each for each in bound_names(body) if each != "*" and not each.startswith("__")}
    listing = [node for node in body if "__all__" in bound_names([node])]
    if not listing:
        return {each for each in names if each.startswith("_")}
    value = listing[0].value if isinstance(listing[0], (ast.Assign, ast.AnnAssign)) else None
    try:
        return names - set(ast.literal_eval(value)) if value is not None and len(listing) == 1 else None
    except ValueError:
        return None


def _leaf(name: str) -> str:
    return re.split(r"[.:]", name)[-1]
