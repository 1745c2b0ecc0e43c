"""What leads nowhere in a tree, counted without repoint: on the files as they are, by plain rules of its own.

It knows less than repoint does: where it cannot tell (stars, `__getattr__`, names bound at run time) it says
nothing. So it is compared with itself, before and after, in the files that spell a word of the migration.
"""

import ast
import builtins
import re
import symtable
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from benchmarks.random_migrations.trees import Definition, Tree

_ALWAYS = {
    "__all__",
    "__dict__",
    "__doc__",
    "__file__",
    "__loader__",
    "__name__",
    "__package__",
    "__path__",
    "__spec__",
}
_RUN_TIME = {"globals", "setattr", "vars"}
_PATCHES = {"patch", "setattr", "delattr", "stub_out"}


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """What was found.

    Attributes:
        nowhere: files that do not compile; imports, attributes, targets and names that lead nowhere. A
            place is told by its kind, its file and what it spells, since lines move.
        targets: `module.name` of the targets that lead to a module's name.
        read: `module.name` of what code reads so late that a patch can reach it: attributes of modules,
            names of a module in its own text, imports in functions.
    """

    nowhere: frozenset[str]
    targets: frozenset[str]
    read: frozenset[str]

    def since(self, before: "LooseEnds") -> list[str]:
        """What leads nowhere now and did not before, and the patches that nothing reads any more."""
        dead = {each for each in self.targets if each in before.read and each not in self.read}
        return [*sorted(self.nowhere - before.nowhere), *(f"dead patch: {each}" for each in sorted(dead))]


def loose_ends(tree: Tree, words: Collection[str]) -> LooseEnds:
    """Look at the files of a tree that spell one of the words."""
    spelled = re.compile(rb"\b(?:%b)\b" % b"|".join(re.escape(word).encode() for word in sorted(words)))
    reader = _Reader(tree)
    for path in tree.paths:
        if spelled.search(tree.data(path)):
            reader.read_file(path)
    return LooseEnds(frozenset(reader.nowhere), frozenset(reader.targets), frozenset(reader.late))


@dataclass(slots=True)
class _Reader:
    tree: Tree
    nowhere: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    bound: dict[str, frozenset[str] | None] = field(default_factory=dict)

    def read_file(self, path: str) -> None:
        tree = self.tree.parsed(path)
        if tree is None:
            self.nowhere.add(f"{path}: does not compile")
            return
        for name in undefined_names(self.tree.data(path).decode(errors="replace"), path):
            self.nowhere.add(f"{path}: name {name}")
        modules = self._imports(path, tree)
        own = self.tree.names[path]
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                self.late.add(f"{own}.{node.id}")
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                self.late.update(self._lead(path, "attribute", _through_a_module(node, modules)))
            elif isinstance(node, ast.Call) and _last_word(node.func) in _PATCHES:
                self.targets.update(self._lead(path, "target", _target(node.args, modules)))

    def _imports(self, path: str, tree: ast.Module) -> dict[str, str]:
        """The modules of the tree by their local names, where nothing else has that name in the file."""
        modules: dict[str, str] = {}
        top = set(map(id, tree.body))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (base := self.tree.base(path, node)):
                for each in node.names:
                    whole = f"{base}.{each.name}"
                    if each.name != "*":
                        self._lead(path, "import", whole)
                        self.late.update([whole] if id(node) not in top else [])
                    if whole in self.tree.modules:
                        modules[each.asname or each.name] = whole
            elif isinstance(node, ast.Import):
                for each in node.names:
                    self._lead(path, "import", each.name)
                    local = each.asname or each.name.partition(".")[0]
                    modules[local] = each.name if each.asname else local
        names = (node for node in ast.walk(tree) if isinstance(node, (ast.Name, ast.arg)))
        for node in names:
            if isinstance(node, ast.arg):
                modules.pop(node.arg, None)
            elif isinstance(node.ctx, ast.Store):
                modules.pop(node.id, None)
        return modules

    def _lead(self, path: str, kind: str, whole: str) -> list[str]:
        """Note a dotted path that leads nowhere, and give it back; nothing for an empty one."""
        if self._leads_nowhere(whole):
            self.nowhere.add(f"{path}: {kind} {whole}")
        return [whole] if whole else []

    def _leads_nowhere(self, whole: str) -> bool:
        """Whether the longest module that a path begins with is of the tree and binds no such name."""
        parts = whole.split(".")
        for depth in range(len(parts), 0, -1):
            module = ".".join(parts[:depth])
            if module in self.tree.modules:
                names = self._names(module)
                return depth < len(parts) and names is not None and parts[depth] not in names
            if module in self.tree.packages:
                return depth < len(parts) and depth > 1
        return False

    def _names(self, module: str) -> frozenset[str] | None:
        """The names that a module may have; None where it has a star, or makes them at run time."""
        if module not in self.bound:
            path = self.tree.modules[module]
            names = set(_ALWAYS)
            tree = self.tree.parsed(path)
            for node in ast.walk(tree) if tree is not None else ():
                if isinstance(node, Definition):
                    names.add(node.name)
                elif isinstance(node, (ast.Import, ast.ImportFrom)):
                    names.update(each.asname or each.name.partition(".")[0] for each in node.names)
                elif isinstance(node, ast.Name):
                    names.update(["*"] if node.id in _RUN_TIME else [])
                    names.update([node.id] if isinstance(node.ctx, ast.Store) else [])
                elif isinstance(node, ast.ExceptHandler) and node.name:
                    names.add(node.name)
            below = f"{module}."
            names.update(each[len(below) :] for each in self.tree.modules if each.startswith(below))
            names.update(each[len(below) :] for each in self.tree.packages if each.startswith(below))
            unknown = tree is None or "*" in names or "__getattr__" in names
            self.bound[module] = None if unknown else frozenset(names)
        return self.bound[module]


def _through_a_module(node: ast.expr, modules: dict[str, str]) -> str:
    """The dotted path of an attribute chain that begins with a module's local name; empty for any other."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.insert(0, node.attr)
        node = node.value
    return ".".join((modules[node.id], *parts)) if isinstance(node, ast.Name) and node.id in modules else ""


def _last_word(function: ast.expr) -> str:
    """The last word of a function's name, without the `object` of `patch.object`."""
    if isinstance(function, ast.Attribute):
        return _last_word(function.value) if function.attr == "object" else function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _target(arguments: list[ast.expr], modules: dict[str, str]) -> str:
    """What a patch call names: a string with a dot, or a module and a literal name; empty for any other."""
    match arguments:
        case [ast.Constant(value=str(whole)), *_] if "." in whole:
            return whole
        case [owner, ast.Constant(value=str(name)), *_]:
            module = (
                modules.get(owner.id, "")
                if isinstance(owner, ast.Name)
                else _through_a_module(owner, modules)
            )
            return f"{module}.{name}" if module else ""
    return ""


def undefined_names(text: str, path: str) -> Iterator[str]:
    """The names that a file's code reads and neither it nor Python binds; none where it has a star import."""
    table = symtable.symtable(text, path, "exec")
    tables = [table]
    for each in tables:
        tables.extend(each.get_children())
    if any(symbol.get_name() == "*" for symbol in table.get_symbols()) or "import *" in text:
        return
    bound = {each.get_name() for each in table.get_symbols() if each.is_assigned() or each.is_imported()}
    bound |= {child.get_name() for child in table.get_children()}
    symbols = [(each, symbol) for each in tables for symbol in each.get_symbols()]
    bound |= {
        symbol.get_name() for _, symbol in symbols if symbol.is_declared_global() and symbol.is_assigned()
    }
    bound |= {*_ALWAYS, *dir(builtins), "__class__", "__annotations__", "__builtins__", "WindowsError"}
    for each, symbol in symbols:
        is_global = symbol.is_global() or (each is table and not symbol.is_assigned())
        if is_global and symbol.is_referenced() and symbol.get_name() not in bound:
            yield symbol.get_name()
