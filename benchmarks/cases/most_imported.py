"""Which modules and names of a tree most of its files import: the rule by which the cases choose.

A file counts once for each. `import a.b` and `from a import b` import the module `a.b`, where it is one;
`from a.b import c` imports the module `a.b`, and the name `a.b:c` where `c` is no module. Of those with the
same count, the first by name comes first.
"""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.random_migrations.making import Names
from benchmarks.random_migrations.trees import Tree


def most_imported_modules(tree: Tree, names: Names, count: int) -> list[str]:
    """The modules that most files import, of those that can be moved beside themselves."""
    return _most(names.modules(), _imports(tree), count)


def most_imported_names(tree: Tree, names: Names, count: int) -> list[str]:
    """The functions and classes that most files import, as `module:name`, of those that are bound once."""
    return _most(names.definitions(), _imports(tree), count)


def _most(pool: Iterable[str], imports: Counter[str], count: int) -> list[str]:
    return sorted(pool, key=lambda name: (-imports[name], name))[:count]


def _imports(tree: Tree) -> Counter[str]:
    """How many files import each module, and each name."""
    return Counter(name for path in tree.paths for name in set(_imported(tree, path)))


def _imported(tree: Tree, path: str) -> Iterator[str]:
    parsed = tree.parsed(path)
    for node in ast.walk(parsed) if parsed is not None else ():
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = tree.base(path, node)
            yield base
            for each in node.names:
                is_module = f"{base}.{each.name}" in tree.modules
                yield f"{base}.{each.name}" if is_module else f"{base}:{each.name}"
