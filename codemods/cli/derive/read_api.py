"""Reads one version of a package with griffe: from its text alone, nothing of it is imported or run."""

import ast
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from codemods.cli.derive.griffe_objects import ObjectReader
from codemods.plan.drafting.versions.api import Api
from codemods.plan.drafting.versions.version_hints import module_hints
from codemods.values.errors import RepointError

if TYPE_CHECKING:
    from griffe import Module

EXTRA_MISSING = (
    "comparing two versions of a package needs griffe, which is not installed: "
    "run `pip install 'repoint[derive]'`"
)
_NOT_IMPORTED = frozenset({"tests", "test", "_vendor", "vendor", "_vendored"})
"""Packages that nobody imports from: a package's own tests, and what it brings along of others."""

Tell = Callable[[str], None]
"""Takes a line for standard error."""


def require_griffe() -> None:
    """Raise RepointError, which says what to install, where griffe is not there."""
    try:
        import griffe  # noqa: F401
    except ImportError:
        raise RepointError(EXTRA_MISSING) from None


def read_api(label: str, folder: Path, packages: Sequence[str], tell: Tell) -> Api:
    """Read the packages of a folder, such as `attr` and `attrs`, as one version.

    Files that do not parse are told and left out. Raises RepointError where there is no such package.
    """
    from griffe import GriffeError, GriffeLoader, Module

    trees = dict(_trees(label, folder, packages, tell))
    # With inspection, griffe would import what it does not find in the folder.
    loader = GriffeLoader(search_paths=[folder], allow_inspection=False)
    loaded = []
    for package in packages:
        try:
            module = loader.load(package)
        except (GriffeError, ImportError) as error:
            raise RepointError(f"{label}: the package {package} is not readable: {error}") from None
        if not isinstance(module, Module):
            raise RepointError(f"{label}: {package} is not a package or a module")
        loaded.append(module)
    loader.resolve_aliases(implicit=True, external=False)
    reader = ObjectReader(folder, packages)
    for module in loaded:
        for each in _modules(module):
            reader.read_module(each)
    hints, parameters = [], {}
    for path, tree in trees.items():
        inside = path.relative_to(folder).as_posix()
        told, renamed = module_hints(_module_name(inside), inside, tree)
        hints += told
        parameters.update(renamed)
    return replace(reader.api(label), hints=tuple(hints), parameter_hints=parameters)


def _modules(module: "Module") -> Iterator["Module"]:
    """A module and those below it, in the order of their names; a package's tests are none of it."""
    yield module
    below = {
        name: member
        for name, member in module.members.items()
        if not member.is_alias and member.is_module and not _is_for_tests(member)  # type: ignore[arg-type]
    }
    for name in sorted(below):
        yield from _modules(below[name])  # type: ignore[arg-type]


def _is_for_tests(module: "Module") -> bool:
    return module.name == "conftest" or (module.is_init_module and module.name in _NOT_IMPORTED)


def _trees(
    label: str, folder: Path, packages: Sequence[str], tell: Tell
) -> Iterator[tuple[Path, ast.Module]]:
    """The modules, parsed; those that do not parse are told, as griffe leaves them out without a word."""
    for package in packages:
        for path in python_files(folder, package):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    yield path, ast.parse(path.read_bytes(), str(path))
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                tell(f"{label}: {path.relative_to(folder).as_posix()}: left out, it does not parse: {error}")


def _module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def python_files(folder: Path, package: str) -> Iterator[Path]:
    """The modules of a package in a folder, sorted; without its tests."""
    top = folder / package
    if not top.is_dir():
        single = folder / f"{package}.py"
        if single.is_file():
            yield single
        return
    for current, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if name not in _NOT_IMPORTED)
        yield from (Path(current, name) for name in sorted(files) if name.endswith(".py"))
