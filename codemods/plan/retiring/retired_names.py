"""Where in a tree the names of a `[retire]` table are: whole files, and names of other modules."""

from collections.abc import Sequence
from dataclasses import dataclass

from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.project import Project
from codemods.values.errors import RepointError
from codemods.values.rules import RetiredNames

_STUB = {".py": ".pyi", ".pyi": ".py"}


@dataclass(frozen=True, slots=True)
class RetiredInTree:
    """What of a `[retire]` table is still in the tree."""

    retired: tuple[str, ...]
    """The modules, and the symbols as `module:name`, in the table's order."""
    files: frozenset[str] = frozenset()
    """The files of the modules, stubs with them."""
    names: frozenset[ModuleAttribute] = frozenset()
    """The symbols, by the files that bind them."""


def find_retired(project: Project, paths: Sequence[str], names: RetiredNames) -> RetiredInTree:
    """Find what is to be retired, as far as it is still there; `paths` are the files of the tree.

    Raises RepointError for a package that holds modules which are to stay.
    """
    known = set(paths)
    modules = {module: path for module in names.modules if (path := project.modules.find(module)) is not None}
    files = frozenset(each for path in modules.values() for each in _with_stub(path, known))
    for module, path in modules.items():
        _check_package(module, path, known - files)
    symbols = {
        str(symbol): [
            ModuleAttribute(each, symbol.name)
            for each in _with_stub(project.modules.find(symbol.module) or "", known)
            if _binds(project, each, symbol.name)
        ]
        for symbol in names.symbols
    }
    found = [symbol for symbol, attributes in symbols.items() if attributes]
    attributes = frozenset(each for attributes in symbols.values() for each in attributes)
    return RetiredInTree((*modules, *found), files, attributes)


def _with_stub(path: str, known: set[str]) -> list[str]:
    """A module's file and the stub, or the source, beside it."""
    stem, dot, ending = path.rpartition(".")
    other = stem + _STUB.get(dot + ending, "")
    return [each for each in (path, other) if each in known]


def _binds(project: Project, path: str, name: str) -> bool:
    table = project.scope_table(path, (name,))
    return table is not None and (0, name) in table.bindings


def _check_package(module: str, path: str, staying: set[str]) -> None:
    """Refuse a package whose other modules would be left without it."""
    folder, _, file = path.rpartition("/")
    if not file.startswith("__init__."):
        return
    left = sorted(each for each in staying if each.startswith(f"{folder}/"))
    if left:
        more = f" and {len(left) - 1} more" if len(left) > 1 else ""
        raise RepointError(
            f"`{module}` is a package that holds other modules, which would go with it: {left[0]}{more}; "
            "list them under `modules` of [retire], or move them first"
        )
