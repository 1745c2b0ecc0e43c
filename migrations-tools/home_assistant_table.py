"""home-assistant: what releases of Home Assistant mark as deprecated, read off their sources."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rule_model import LeftOut, Section, SymbolRule, Table

_PREFIX = "_DEPRECATED_"
_MARKS = ("DeprecatedConstantEnum", "DeprecatedConstant", "DeprecatedAlias", "DeferredDeprecatedAlias")
_FUNCTIONS = ("deprecated_function", "deprecated_class")


@dataclass(slots=True)
class _Release:
    """One release's modules, as far as names are concerned."""

    modules: dict[str, ast.Module] = field(default_factory=dict)
    imports: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each module, what its names stand for: `module:name`."""
    classes: dict[str, list[str]] = field(default_factory=dict)
    """For each class name, the modules that define it."""
    names: dict[str, set[str]] = field(default_factory=dict)
    """For each module, the names that its top level binds."""

    def public(self, symbol: str) -> str:
        """The package's own path to a name where it hands the name on."""
        module, _, name = symbol.partition(":")
        package, _, leaf = module.rpartition(".")
        top = name.partition(".")[0]
        handed = self.imports.get(package, {}).get(top) == f"{module}:{top}"
        return f"{package}:{name}" if leaf == "const" and handed else symbol

    def has(self, symbol: str) -> bool:
        """Whether the release binds a name, and, of a class that it defines, the member."""
        module, _, name = symbol.partition(":")
        top, _, member = name.partition(".")
        if top not in self.names.get(module, ()):
            return False
        home = self.imports[module].get(top, f"{module}:{top}").partition(":")[0]
        tree = self.modules.get(home)
        if tree is None or not member:
            return tree is not None
        found = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == top)
        return any(member in _bound(node.body) for node in found)


def derive(releases: list[Path]) -> Table:
    """Read the releases, unpacked, the oldest first; the newest that marks a name says where it goes."""
    marked: dict[str, str] = {}
    unresolved: set[str] = set()
    read = [_read(folder) for folder in releases]
    for release in read:
        for old, new in _marks(release).items():
            if new is None:
                unresolved.add(old)
            else:
                marked[old] = release.public(new)
    newest = read[-1]
    gone = {old for old, new in marked.items() if not newest.has(new)}
    rules = {old: new for old, new in sorted(marked.items()) if old not in gone and old != new}
    constants = [SymbolRule(old, new=new) for old, new in rules.items()]
    versions = ", ".join(_version(folder) for folder in releases)
    left_out = [
        LeftOut(
            "names whose successor is told in words",
            "no name to move to",
            len(unresolved - set(rules)),
            "told only",
        ),
        LeftOut(
            f"names whose successor is gone from {_version(releases[-1])}",
            "no target",
            len(gone),
            "by choice",
        ),
    ]
    return Table(
        "home-assistant",
        "Home Assistant: deprecated constants to members of enumerations, and names that moved.",
        (f"homeassistant {versions} (its marks of deprecated constants, aliases and functions), Apache-2.0",),
        (
            Section(
                "Constants to members of enumerations.", tuple(r for r in constants if r.kind != "rename")
            ),
            Section("Names that moved.", tuple(r for r in constants if r.kind == "rename")),
        ),
        tuple(left_out),
    )


def _version(folder: Path) -> str:
    constants = ast.parse((folder / "homeassistant/const.py").read_text())
    values = {
        node.target.id: node.value.value
        for node in constants.body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    return f"{values['MAJOR_VERSION']!s}.{values['MINOR_VERSION']!s}"


def _read(folder: Path) -> _Release:
    release = _Release()
    for path in sorted((folder / "homeassistant").rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        package = parts[-1] == "__init__"
        module = ".".join(parts[:-1] if package else parts)
        text = path.read_text()
        if parts[1] == "components" and parts[-1] not in ("__init__", "const") and _PREFIX not in text:
            continue
        tree = ast.parse(text)
        release.modules[module] = tree
        imports = dict(_imports(tree, module if package else module.rpartition(".")[0]))
        release.imports[module] = imports
        release.names[module] = {*_bound(tree.body), *imports}
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                release.classes.setdefault(node.name, []).append(module)
    return release


def _imports(tree: ast.Module, package: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        base = package.rsplit(".", node.level - 1)[0] if node.level else ""
        module = ".".join(filter(None, (base, node.module)))
        for alias in node.names:
            yield alias.asname or alias.name, f"{module}:{alias.name}"


def _bound(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _marks(release: _Release) -> dict[str, str | None]:
    """What each deprecated name becomes; None where it is told in words. A package hands marks on."""
    found = dict(_own_marks(release))
    for module, names in release.imports.items():
        for name, source in names.items():
            home, _, mark = source.partition(":")
            if name.startswith(_PREFIX) and mark.startswith(_PREFIX):
                found[f"{module}:{name[len(_PREFIX) :]}"] = found.get(f"{home}:{mark[len(_PREFIX) :]}")
    return found


def _own_marks(release: _Release) -> Iterator[tuple[str, str | None]]:
    for module, tree in release.modules.items():
        for node in tree.body:
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Call):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                name = _called(node.value)
                if not isinstance(target, ast.Name) or module == "homeassistant.helpers.deprecation":
                    continue
                if name in _MARKS and target.id.startswith(_PREFIX):
                    yield f"{module}:{target.id[len(_PREFIX) :]}", _constant(release, module, node.value)
                elif isinstance(node.value.func, ast.Call) and _called(node.value.func) in _FUNCTIONS:
                    yield f"{module}:{target.id}", _text(release, module, node.value.func.args[0])
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                for each in node.decorator_list:
                    if isinstance(each, ast.Call) and _called(each) in _FUNCTIONS and each.args:
                        yield f"{module}:{node.name}", _text(release, module, each.args[0])


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _constant(release: _Release, module: str, call: ast.Call) -> str | None:
    if _called(call) == "DeprecatedConstantEnum":
        return _resolve(release, module, ast.unparse(call.args[0]))
    return _text(release, module, call.args[1])


def _text(release: _Release, module: str, node: ast.expr) -> str | None:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return None
    return _resolve(release, module, node.value)


def _resolve(release: _Release, module: str, spelled: str) -> str | None:
    """`module:name` for a dotted text: a path, a name of the module, or the one class of that name."""
    parts = spelled.split(".")
    if not all(part.isidentifier() for part in parts):
        return None
    for depth in range(len(parts) - 1, 0, -1):
        path = ".".join(parts[:depth])
        if path in release.modules:
            return f"{path}:{'.'.join(parts[depth:])}"
    if parts[0] in release.imports[module]:
        return ".".join((release.imports[module][parts[0]], *parts[1:]))
    if parts[0] in release.names[module]:
        return f"{module}:{spelled}"
    homes = release.classes.get(parts[0], [])
    return f"{homes[0]}:{spelled}" if len(homes) == 1 else None
