"""What the names of a tree's modules stand for, as far as a reader of the code can tell; nothing is run."""

import ast
import builtins
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from codemods.semantic.delegation import FUNCTIONS, Function
from codemods.semantic.dotted_names import dotted_parts, last_name
from codemods.semantic.parse_source import ParseError, parse
from codemods.tree.decoding import try_read_source
from codemods.tree.module_index import ModuleIndex
from codemods.values.symbol import Symbol
from codemods.values.tree import Tree

Statement = Function | ast.ClassDef | ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom
_STATEMENTS = (*FUNCTIONS, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom)
_DEPTH = 12
"""How many imports, aliases or bases are followed."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a name stands for: a definition of the tree, a module of it, or something outside of it."""

    symbol: Symbol
    """By its home; without a name for a module."""
    path: str | None = None
    """The file that defines it; None outside the tree."""
    node: Statement | None = None
    """Its definition; None for a module, and outside the tree."""
    owner: "Target | None" = None
    """The class whose member it is."""

    @property
    def in_tree(self) -> bool:
        """Whether its definition, or its module, is in the tree."""
        return self.path is not None

    @property
    def is_module(self) -> bool:
        """Whether it is a module of the tree."""
        return self.in_tree and not self.symbol.name


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A parsed module with the statements that bind its names."""

    name: str
    path: str
    is_package: bool
    tree: ast.Module
    text: str = field(repr=False)
    bound: Mapping[str, Sequence[Statement]] = field(repr=False)
    stars: Sequence[ast.ImportFrom] = field(repr=False)


class TreeNames:
    """Look names up across the modules of a tree, each parsed once."""

    def __init__(self, tree: Tree, modules: ModuleIndex) -> None:
        self._tree = tree
        self.modules = modules
        self._views: dict[str, ModuleView | None] = {}

    def view(self, module: str, importer: str | None = None) -> ModuleView | None:
        """A module by its dotted name; None where the tree has none that can be parsed."""
        path = self.modules.find(module, importer)
        if path is None:
            return None
        if path not in self._views:
            self._views[path] = self._read(module, path)
        return self._views[path]

    def find(self, symbol: Symbol) -> Target | None:
        """What a symbol stands for, re-exports followed and aliases not; None where nobody can tell."""
        view = self.view(symbol.module)
        return self.resolve(tuple(symbol.name.split(".")), view) if view is not None else None

    def resolve(
        self,
        parts: Sequence[str],
        view: ModuleView,
        local: Sequence[Statement] = (),
        owner: Target | None = None,
        depth: int = _DEPTH,
    ) -> Target | None:
        """What a dotted name means in a module, re-exports followed and aliases not.

        `local` are imports of the function that it stands in; with `owner`, `self` and `cls` stand for that
        class. None where the name is bound in several ways, or by what nobody can tell.
        """
        head, *rest = parts
        if depth <= 0:
            return None
        if owner is not None and head in ("self", "cls") and rest:
            return self._attributes(owner, rest, depth)
        found = [each for each in local if _binds(each, head)] or list(view.bound.get(head, ()))
        if not found:
            return self._unbound(head, rest, view, depth)
        node = _the_one(found)
        if node is None:
            return None
        if isinstance(node, ast.Import):
            return self._plain_import(node, parts, view, depth)
        if isinstance(node, ast.ImportFrom):
            return self._imported(node, head, rest, view, depth)
        return self._attributes(Target(Symbol(view.name, head), view.path, node), rest, depth)

    def ultimate(self, target: Target, depth: int = _DEPTH) -> Target:
        """What an alias, `old = new`, is in the end; anything else as it is."""
        node = target.node
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        parts = dotted_parts(value) if value is not None else ()
        view = self.view(target.symbol.module)
        if not parts or view is None or depth <= 0:
            return target
        if target.owner is not None and len(parts) == 1:
            found = self.member(target.owner, parts[0], depth) or self.resolve(parts, view, depth=depth - 1)
        else:
            found = self.resolve(parts, view, depth=depth - 1)
        return self.ultimate(found, depth - 1) if found is not None else target

    def by_path(self, parts: Sequence[str], importer: str) -> Target | None:
        """What an absolute dotted path means: a module of the tree, or something in one."""
        for depth in range(len(parts), 0, -1):
            view = self.view(".".join(parts[:depth]), importer)
            if view is not None:
                rest = parts[depth:]
                home = Target(Symbol(view.name, ""), view.path)
                return self.resolve(rest, view) if rest else home
        return None

    def spelled(self, symbol: Symbol, target: Target) -> bool:
        """Whether a symbol's module gives just this target under the symbol's name."""
        found = self.find(symbol)
        return found is not None and found.symbol == target.symbol

    # How names are bound ---------------------------------------------------------------------------

    def _read(self, module: str, path: str) -> ModuleView | None:
        source = try_read_source(self._tree, path)
        if source is None:
            return None
        try:
            tree = parse(source)
        except ParseError:
            return None
        name = next(iter(self.modules.names(path)), module)
        bound: dict[str, list[Statement]] = {}
        stars: list[ast.ImportFrom] = []
        for node in _binding(tree.body):
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                stars.append(node)
            for each in _names(node):
                bound.setdefault(each, []).append(node)
        text = source.data.decode()
        return ModuleView(name, path, self.modules.is_package(path), tree, text, bound, stars)

    def _unbound(self, head: str, rest: Sequence[str], view: ModuleView, depth: int) -> Target | None:
        """A name that a module does not bind itself: by a star import, a submodule, or a built-in."""
        for star in reversed(view.stars):
            source = self.view(absolute_module(star, view), view.path)
            if source is not None and not head.startswith("_"):
                found = self.resolve((head, *rest), source, depth=depth - 1)
                if found is not None and found.symbol.module != "builtins":
                    return found
        inside = self.view(f"{view.name}.{head}", view.path) if view.is_package else None
        if inside is not None:
            home = Target(Symbol(inside.name, ""), inside.path)
            return self.resolve(rest, inside, depth=depth - 1) if rest else home
        known = not view.stars and hasattr(builtins, head) and not rest
        return Target(Symbol("builtins", head)) if known else None

    def _plain_import(
        self, node: ast.Import, parts: Sequence[str], view: ModuleView, depth: int
    ) -> Target | None:
        """`import a.b as c; c.name`, `import a.b; a.b.name`."""
        alias = next(each for each in node.names if _bound_by(each) == parts[0])
        whole = (*alias.name.split("."), *parts[1:]) if alias.asname else tuple(parts)
        found = self.by_path(whole, view.path)
        if found is not None or self.view(whole[0], view.path) is not None:
            return found
        module, name = alias.name, whole[len(alias.name.split(".")) :]
        return Target(Symbol(module, ".".join(name))) if len(name) <= 1 else None

    def _imported(
        self, node: ast.ImportFrom, head: str, rest: Sequence[str], view: ModuleView, depth: int
    ) -> Target | None:
        """`from module import name as head`."""
        alias = next(each for each in node.names if _bound_by(each) == head)
        module = absolute_module(node, view)
        source = self.view(module, view.path)
        if source is not None and source.path == view.path:
            inside = self.view(f"{module}.{alias.name}", view.path)
            home = Target(Symbol(inside.name, ""), inside.path) if inside is not None else None
            return self.resolve(rest, inside, depth=depth - 1) if rest and inside is not None else home
        if source is not None:
            return self.resolve((alias.name, *rest), source, depth=depth - 1)
        submodule = self.view(f"{module}.{alias.name}", view.path)
        if submodule is not None:
            home = Target(Symbol(submodule.name, ""), submodule.path)
            return self.resolve(rest, submodule, depth=depth - 1) if rest else home
        outside = self.view(module.partition(".")[0], view.path) is None
        return Target(Symbol(module, ".".join((alias.name, *rest)))) if outside else None

    def _attributes(self, target: Target, rest: Sequence[str], depth: int) -> Target | None:
        for name in rest:
            found = self.member(self.ultimate(target), name, depth)
            if found is None:
                return None
            target = found
        return target

    def member(self, target: Target, name: str, depth: int = _DEPTH) -> Target | None:
        """A member of a class, found in its bases too, named by the class that was asked."""
        if not isinstance(target.node, ast.ClassDef) or target.path is None or depth <= 0:
            return None
        found = [each for each in _binding(target.node.body) if _binds(each, name)]
        node = _the_one(found)
        symbol = Symbol(target.symbol.module, f"{target.symbol.name}.{name}")
        if found:
            return Target(symbol, target.path, node, target) if node is not None else None
        view = self.view(target.symbol.module)
        for base in target.node.bases:
            parts = dotted_parts(base)
            parent = self.resolve(parts, view, depth=depth - 1) if parts and view is not None else None
            inherited = self.member(self.ultimate(parent), name, depth - 1) if parent is not None else None
            if inherited is not None:
                return replace(inherited, symbol=symbol, owner=target)
        return None


def _binding(body: Sequence[ast.stmt]) -> Iterator[Statement]:
    """The statements of a module or class that bind names, those in its branches too."""
    for node in body:
        if isinstance(node, _STATEMENTS):
            yield node
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            for inner in ("body", "orelse", "finalbody"):
                yield from _binding(getattr(node, inner, []))
            for handler in getattr(node, "handlers", []):
                yield from _binding(handler.body)


def _names(node: Statement) -> list[str]:
    """The names that a statement binds; a star binds none that is known."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [_bound_by(each) for each in node.names if each.name != "*"]
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if node.value else []
    return [each.id for each in targets if isinstance(each, ast.Name)]


def _binds(node: Statement, name: str) -> bool:
    return name in _names(node)


def _bound_by(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _the_one(found: Sequence[Statement]) -> Statement | None:
    """The definition that counts: of overloads and of a property's parts the one that says how it is read."""
    whole = [each for each in found if not _is_part(each)] or list(found)
    if len({ast.dump(each) for each in whole}) == 1:
        return whole[0]
    return None


def _is_part(node: Statement) -> bool:
    decorators = [last_name(each) for each in getattr(node, "decorator_list", ())]
    return any(each in ("overload", "setter", "deleter", "register") for each in decorators)


def absolute_module(node: ast.ImportFrom, view: ModuleView) -> str:
    """The dotted name of the module that a statement imports from."""
    if not node.level:
        return node.module or ""
    parts = view.name.split(".")
    package = parts if view.is_package else parts[:-1]
    kept = package[: len(package) - node.level + 1]
    return ".".join((*kept, *([node.module] if node.module else [])))
