"""What the tree says of canonical symbols: where they are defined, what they accept, what they have."""

import ast
import re
from collections.abc import Callable, Iterator

from codemods.project.dotted_paths import Modules
from codemods.project.parameters import Parameters
from codemods.semantic.dotted_names import last_name
from codemods.semantic.dunder_all import read_dunder_all
from codemods.semantic.import_scan import ImportedModule
from codemods.values.symbol import Symbol

_WORD = re.compile(r"\w+")
_AWAITABLE = frozenset({"Awaitable", "Coroutine", "Future", "Task", "CoroutineType"})
_VAGUE = frozenset({"Any", "object", "TypeVar"})


class Definitions:
    """Look definitions up in the tree, each module parsed once."""

    def __init__(self, modules: Modules, parse: Callable[[str], ast.Module | None]) -> None:
        self._modules = modules
        self._parse = parse
        self._trees: dict[str, ast.Module | None] = {}
        self._nodes: dict[Symbol, ast.AST | None] = {}

    def in_tree(self, module: str) -> bool:
        """Whether the module is a file of the tree that can be parsed."""
        path = self._modules.find(module)
        return path is not None and self._tree(path) is not None

    def lost_names(self, old: str, new: str) -> list[str]:
        """The names that a star import of one module brings and one of another would not.

        `*` stands for those of a star import in it that the tree does not tell.
        """
        if self._modules.find(old) is None or self._modules.find(new) is None:
            return []
        brings, has = self._exports(old), self._exports(new)
        return sorted(brings - has) if "*" not in has else []

    def gained_names(self, old: str, new: str) -> list[str]:
        """The names that a star import of one module does not bring, or may not, and one of another does."""
        return sorted(self._exports(new) - self._exports(old)) if self._modules.find(new) is not None else []

    def star_names(self, module: str) -> frozenset[str] | None:
        """The names that a star import of a module brings; None where the tree does not tell them all."""
        names = self._exports(module)
        return frozenset(names) if self._modules.find(module) is not None and "*" not in names else None

    def _exports(self, module: str, seen: frozenset[str] = frozenset()) -> set[str]:
        """What a star import of a module brings, through stars in it too; `*` where that is not known."""
        path = self._modules.find(module)
        tree = self._tree(path) if path is not None and path not in seen else None
        if tree is None or path is None:
            return set() if path in seen else {"*"}
        names = _exported(tree)
        if "*" not in names:
            return names
        home, is_package = next(iter(self._modules.names(path)), ""), self._modules.is_package(path)
        stars = (
            each for each in ast.walk(tree) if isinstance(each, ast.ImportFrom) and each.names[0].name == "*"
        )
        imported = (ImportedModule(each.module or "", each.level) for each in stars)
        sources = {".".join(each.absolute(home, is_package)) for each in imported}
        return (names - {"*"}).union(*(self._exports(each, seen | {path}) for each in sorted(sources)))

    def bound_names(self, path: str) -> frozenset[str]:
        """The names that a module's own code binds, wherever in it; none where it cannot be parsed."""
        tree = self._tree(path)
        return frozenset(_bound(tree)) if tree is not None else frozenset()

    def uses_dunder_path(self, path: str) -> bool:
        """Whether a package's code reads or sets `__path__`, so that its modules may be anywhere."""
        tree = self._tree(path)
        spelled = (each.id for each in ast.walk(tree) if isinstance(each, ast.Name)) if tree else ()
        return "__path__" in spelled

    def attributes(self, symbol: Symbol) -> frozenset[str] | None:
        """All attributes of a class, dunders aside; None where it may have others, or is not a class."""
        node = self._node(symbol)
        if not isinstance(node, ast.ClassDef) or node.bases or node.keywords or node.decorator_list:
            return None
        path = self._modules.find(symbol.module)
        tree = self._tree(path) if path is not None else None
        around = list(ast.walk(tree)) if tree is not None else []
        if any(isinstance(each, ast.Name) and each.id == "setattr" for each in around):
            return None
        given = (each.attr for each in around if isinstance(each, ast.Attribute) and _is_stored(each))
        return frozenset((*_attributes(node), *given))

    def parameters(self, symbol: Symbol) -> Parameters | None:
        """The parameters of a function or of a class's `__init__`; None where the tree does not tell."""
        node = self._node(symbol)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            plain = not node.decorator_list and "." not in symbol.name
            return Parameters.of(node.args) if plain else None
        if isinstance(node, ast.ClassDef):
            init = _defined(node.body, "__init__")
            if isinstance(init, ast.FunctionDef) and not node.decorator_list and not node.keywords:
                return Parameters.of(init.args, bound=1) if not init.decorator_list else None
        return None

    def is_known(self, symbol: Symbol) -> bool:
        """Whether the tree has the definition of a symbol."""
        return self._node(symbol) is not None

    def is_fixture(self, symbol: Symbol) -> bool:
        """Whether a symbol is a fixture of pytest, by its decorators or as `pytest.fixture(function)`."""
        path = self._modules.find(symbol.module)
        tree = self._tree(path) if path is not None else None
        node = self._node(symbol) or (_defined(tree.body, symbol.name) if tree is not None else None)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return any(_makes_fixture(each, tree) for each in node.decorator_list)
        return isinstance(node, ast.Assign) and _makes_fixture(node.value, tree)

    def is_async(self, symbol: Symbol) -> bool | None:
        """Whether a symbol is an `async def`; None where the tree does not tell."""
        node = self._node(symbol)
        return None if node is None else isinstance(node, ast.AsyncFunctionDef)

    def is_awaitable(self, symbol: Symbol) -> bool | None:
        """Whether what a function gives can be awaited; None where the tree does not tell.

        A plain `def` may hand a coroutine on, so it is known only by what it is annotated to return.
        """
        node = self._node(symbol)
        if isinstance(node, ast.AsyncFunctionDef):
            return True
        if not isinstance(node, ast.FunctionDef) or node.decorator_list or node.returns is None:
            return None
        words = set(_WORD.findall(ast.unparse(node.returns)))
        return True if words & _AWAITABLE else None if words & _VAGUE else False

    def are_one_object(self, symbol: Symbol, other: Symbol) -> bool:
        """Whether two symbols are known to be one function or class, since one is an alias of the other."""
        node = self._node(symbol)
        return node is not None and node is self._node(other)

    def has_attribute(self, symbol: Symbol, attribute: str) -> bool | None:
        """Whether an object has an attribute; None where it may inherit it, or the tree does not tell.

        A plain function has those of every function, and no others.
        """
        node = self._node(symbol)
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return None
        if attribute.startswith("__") or node.decorator_list:
            return None
        if not isinstance(node, ast.ClassDef):
            return False
        return True if attribute in _attributes(node) else (None if node.bases or node.keywords else False)

    def _node(self, symbol: Symbol) -> ast.AST | None:
        """The one definition that a symbol leads to, aliases and re-exports followed; None if unknown."""
        if symbol not in self._nodes:
            self._nodes[symbol] = self._found(symbol, depth=8)
        return self._nodes[symbol]

    def _found(self, symbol: Symbol, depth: int) -> ast.AST | None:
        path = self._modules.find(symbol.module)
        tree = self._tree(path) if path is not None else None
        if tree is None or depth == 0:
            return None
        body: list[ast.stmt] = tree.body
        *outer, name = symbol.name.split(".")
        for part in outer:
            found = _defined(body, part)
            if not isinstance(found, ast.ClassDef):
                return None
            body = found.body
        node = _defined(body, name)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
            return self._found(Symbol(symbol.module, node.value.id), depth - 1)
        if isinstance(node, ast.ImportFrom):
            return self._imported(node, symbol, depth)
        return node if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) else None

    def _imported(self, node: ast.ImportFrom, symbol: Symbol, depth: int) -> ast.AST | None:
        name = symbol.name.rpartition(".")[2]
        for alias in node.names:
            if (alias.asname or alias.name) == name and not node.level and node.module:
                return self._found(Symbol(node.module, alias.name), depth - 1)
        return None

    def _tree(self, path: str) -> ast.Module | None:
        if path not in self._trees:
            self._trees[path] = self._parse(path)
        return self._trees[path]


def _defined(body: list[ast.stmt], name: str) -> ast.AST | None:
    """The one statement of a body that binds a name; None when there is none, or more than one."""
    found: list[ast.AST] = []
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found += [node] if node.name == name else []
        elif isinstance(node, ast.Assign):
            found += [node for target in node.targets if isinstance(target, ast.Name) and target.id == name]
        elif isinstance(node, ast.ImportFrom):
            found += [node for alias in node.names if (alias.asname or alias.name) == name]
    return found[0] if len(found) == 1 else None


def _attributes(node: ast.ClassDef) -> Iterator[str]:
    """What a class's own code spells as a definition, in the body or on an instance."""
    for each in ast.walk(node):
        if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield each.name
        elif isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            yield each.id
        elif isinstance(each, ast.Attribute) and _is_stored(each):
            yield each.attr
        elif isinstance(each, ast.alias):
            yield each.asname or each.name.partition(".")[0]


def _makes_fixture(node: ast.expr, tree: ast.Module | None, depth: int = 3) -> bool:
    """Whether an expression is `pytest.fixture`, or another of such a name, or a call of one.

    What the module calls otherwise is followed: `fix = pytest.fixture(scope="module")`.
    """
    while isinstance(node, ast.Call):
        node = node.func
    if last_name(node).endswith("fixture"):
        return True
    if not isinstance(node, ast.Name) or tree is None or not depth:
        return False
    given = _defined(tree.body, node.id)
    if isinstance(given, ast.ImportFrom):
        return any(a.name.endswith("fixture") and a.asname == node.id for a in given.names)
    return isinstance(given, ast.Assign) and _makes_fixture(given.value, tree, depth - 1)


def _is_stored(node: ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store)


def _exported(tree: ast.Module) -> set[str]:
    """What `from module import *` brings in (reference 7.11); `*` stands for another star import."""
    listed = read_dunder_all(tree)
    names = listed.included - listed.removed
    if listed.is_stated and not listed.is_dynamic:
        return names
    return names | {name for name in _bound(tree) if not name.startswith("_")}


def _bound(tree: ast.Module) -> set[str]:
    """The names that a module binds outside functions and classes; `*` stands for a star import."""
    names: set[str] = set()
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        else:
            todo.extend(ast.iter_child_nodes(node))
    return names
