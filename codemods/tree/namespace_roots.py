"""Source roots that only packages without `__init__` (PEP 420) lie below: a migration's modules tell them.

Such a folder looks like any other, so that nothing says where its modules' names begin. Where a migration
names a module that no other root leads to, and just one place of the tree has files that spell it, they begin
there; and beside it wherever the top-level package has another portion.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from codemods.tree.module_index import ModuleIndex

_ENDINGS = (".py", "/__init__.py", ".pyi", "/__init__.pyi")


def index_modules(
    paths: Collection[str], roots: Sequence[str], links: Mapping[str, str], modules: Iterable[str]
) -> ModuleIndex:
    """The modules of a tree, with the roots of namespace packages that a migration's modules tell."""
    return _indexed(tuple(paths), tuple(roots), tuple(links.items()), tuple(modules))


# An editor's server, and a review, ask for those of one tree again and again.
@lru_cache(maxsize=2)
def _indexed(
    paths: tuple[str, ...],
    roots: tuple[str, ...],
    linked: tuple[tuple[str, str], ...],
    modules: tuple[str, ...],
) -> ModuleIndex:
    links = dict(linked)
    index = ModuleIndex(paths, roots, links)
    found = _namespace_roots(index, paths, modules)
    return ModuleIndex(paths, (*roots, *found), links) if found else index


def _namespace_roots(index: ModuleIndex, paths: Collection[str], modules: Iterable[str]) -> list[str]:
    lost = [module for module in modules if "." in module and index.find(module) is None]
    ends = {f"/{module.replace('.', '/')}{ending}": module for module in lost for ending in _ENDINGS}
    leaves = tuple({end.rpartition("/")[2] for end in ends})
    found: dict[str, set[str]] = {}
    for path in paths if ends else ():
        for end, module in ends.items() if path.endswith(leaves) else ():
            if path.endswith(end):
                found.setdefault(module, set()).add(path.removesuffix(end))
    told = {module: min(roots) for module, roots in found.items() if len(roots) == 1}
    tops = {module.partition(".")[0] for module in told}
    portions = (root for path in paths for root in _portions(index, path, tops)) if tops else ()
    return sorted({*told.values(), *portions})


def _portions(index: ModuleIndex, path: str, tops: Collection[str]) -> Iterator[str]:
    """The folder in which a path has the outermost folder of one of some names that is not a package."""
    folders = path.split("/")[:-1]
    at = next((number for number, folder in enumerate(folders) if folder in tops), 0)
    if at and index.is_namespace(".".join(folders[: at + 1])):
        yield "/".join(folders[:at])
