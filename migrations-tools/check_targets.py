"""See whether every target of a table exists in a release: `check_targets.py TABLE FOLDER...`

The folders hold that release's packages, unpacked. They are read, never imported. What the standard library
has is looked up in the running Python's own files.
"""

import argparse
import ast
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

_Roots = tuple[Path, ...]


def main() -> int:
    """Print each target that is not there; 1 when there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("folders", type=Path, nargs="*")
    options = parser.parse_args()
    targets, missing = look_up(options.table, options.folders)
    for target in missing:
        print(f"not there: {target}")
    print(f"{options.table.name}: {len(targets)} targets, {len(missing)} not there")
    return 1 if missing else 0


def look_up(table: Path, folders: Iterable[Path]) -> tuple[list[str], list[str]]:
    """The targets of a table, and those that the packages in some folders lack.

    Raises SyntaxError for a package that is written for a later Python than the one that runs.
    """
    roots = (*folders, Path(sysconfig.get_paths()["stdlib"]))
    targets = list(dict.fromkeys(_targets(tomllib.loads(table.read_text(encoding="utf-8")))))
    return targets, [target for target in targets if not _exists(target, roots)]


def _targets(read: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    for rule in [*read.get("symbol", []), *read.get("module", [])]:
        arguments = rule.get("arguments", {})
        named = [rule.get("new"), *_listed(rule.get("imports"))]
        if isinstance(arguments, dict):
            named += _listed(arguments.get("imports"))
        if rule.get("new") is None and rule.get("arguments") is not None:
            named.append(rule["old"])
        yield from (each for each in named if isinstance(each, str))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _exists(target: str, roots: _Roots) -> bool:
    module, _, name = target.partition(":")
    if not name:
        return _file(module, roots) is not None or module in sys.builtin_module_names
    if _file(module, roots) is None:
        return module in sys.builtin_module_names
    top, *members = name.split(".")
    return _has(module, top, roots, ()) and all(_member(module, top, each, roots) for each in members)


def _has(module: str, name: str, roots: _Roots, seen: tuple[str, ...]) -> bool:
    """Whether a module binds a name: in a branch, too, or by `__getattr__`, a table of lazy names, or a star.

    What a star brings from a module in C is taken to be there.
    """
    if _tree(module, roots) is None or module in seen:
        return False
    if name in _bound(module, roots) or _file(f"{module}.{name}", roots) is not None:
        return True
    stars = list(_stars(module, roots))
    return any(_tree(star, roots) is None or _has(star, name, roots, (*seen, module)) for star in stars)


@cache
def _bound(module: str, roots: _Roots) -> frozenset[str]:
    tree, found = _tree(module, roots), set[str]()
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Dict):
            found.update(_texts(node.keys))
        if isinstance(node, ast.FunctionDef) and node.name == "__getattr__":
            found.update(_texts(each for each in ast.walk(node) if isinstance(each, ast.expr)))
    return frozenset(found)


def _texts(nodes: Iterable[ast.expr | None]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _stars(module: str, roots: _Roots) -> Iterator[str]:
    tree = _tree(module, roots)
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield _absolute(module, node, roots)


def _member(module: str, owner: str, member: str, roots: _Roots) -> bool:
    """Whether a class has a member; of what is no class, nothing is known, and it is taken to be there."""
    found = _definition(module, owner, roots, ())
    if found is None:
        return True
    home, tree = found
    if _is_set_from_outside(home, owner, member, roots):
        return True
    if any(
        isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == member
        for node in tree.body
    ):
        return True
    names = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    bases = [base.id for base in tree.bases if isinstance(base, ast.Name)]
    return member in names or any(
        _definition(home, base, roots, ()) and _member(home, base, member, roots) for base in bases
    )


def _is_set_from_outside(module: str, owner: str, member: str, roots: _Roots) -> bool:
    """Whether the module says `Owner.member = ...` beside the class."""
    whole = _tree(module, roots)
    stored = (each for each in ast.walk(whole or ast.Module([], [])) if isinstance(each, ast.Attribute))
    return any(each.attr == member and ast.unparse(each.value) == owner for each in stored)


def _definition(
    module: str, name: str, roots: _Roots, seen: tuple[str, ...]
) -> tuple[str, ast.ClassDef] | None:
    tree = _tree(module, roots)
    if tree is None or module in seen:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == name:
            return module, node
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return _definition(_absolute(module, node, roots), alias.name, roots, (*seen, module))
    return None


def _absolute(module: str, node: ast.ImportFrom, roots: _Roots) -> str:
    file = _file(module, roots)
    package = module if file is not None and file.stem == "__init__" else module.rpartition(".")[0]
    base = package.rsplit(".", node.level - 1)[0] if node.level else ""
    return ".".join(filter(None, (base, node.module)))


@cache
def _tree(module: str, roots: _Roots) -> ast.Module | None:
    file = _file(module, roots)
    return ast.parse(file.read_bytes()) if file is not None and file.suffix == ".py" else None


_ELSEWHERE = {"collections.abc": "_collections_abc"}
"""Modules of the standard library that have no file of their name from Python 3.13 on."""


@cache
def _file(module: str, roots: _Roots) -> Path | None:
    parts = _ELSEWHERE.get(module, module).split(".")
    for root in roots:
        for candidate in (root.joinpath(*parts, "__init__.py"), root.joinpath(*parts).with_suffix(".py")):
            if candidate.exists():
                return candidate
        if root.joinpath(*parts).is_dir():
            return root.joinpath(*parts)
    return None


if __name__ == "__main__":
    sys.exit(main())
