"""Which files may be changed: those in the user's PATHS that no glob excludes."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from os.path import islink, lexists, realpath
from pathlib import Path

from codemods.tree.path_globs import glob_matcher
from codemods.values.errors import RepointError
from codemods.values.tree import Selection


def is_selected(selection: Selection, path: str) -> bool:
    """Whether a file may be changed: it lies in the selection's paths and is not excluded."""
    inside = not selection.paths or _is_below(selection.paths, path)
    return inside and not glob_matcher(selection.exclude)(path)


def unmatched_paths(selection: Selection, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the selection's paths that hold no file of the tree: untracked, ignored or not Python."""
    held = set()
    for path in paths:
        while path and path not in held:
            held.add(path)
            path = path.rpartition("/")[0]
    return tuple(chosen for chosen in selection.paths if chosen not in held)


_as_set = lru_cache(maxsize=32)(frozenset[str])


def _is_below(chosen: tuple[str, ...], path: str) -> bool:
    """Whether the path itself or a folder around it was chosen."""
    known = _as_set(chosen)
    while path and path not in known:
        path = path.rpartition("/")[0]
    return bool(path)


def make_selection(
    root: Path,
    cwd: Path,
    paths: Sequence[str | Path],
    exclude: Sequence[str] = (),
    generated: bool = False,
    root_is_named: bool = False,
) -> Selection:
    """Turn the user's PATHS, relative to the folder they work in, into paths relative to the root.

    Where the root is named, a path that leads to nothing in the tree from the folder they work in may be
    relative to the root.

    Raises RepointError for a path that does not exist or lies outside the root, and for a glob that is not
    valid.
    """
    glob_matcher(exclude)
    top = Path(realpath(root))
    bases = (cwd, top) if root_is_named else (cwd,)
    chosen = {_chosen(top, bases, path) for path in paths}
    if "." in chosen:
        chosen = set()
    return Selection(tuple(sorted(chosen)), tuple(exclude), generated)


def _chosen(top: Path, bases: Sequence[Path], path: str | Path) -> str:
    """A path below the root, from the first folder from which it leads there."""
    try:
        return _relative(top, bases[0] / path, str(path))
    except RepointError:
        for base in bases[1:]:
            with suppress(RepointError):
                return _relative(top, base / path, str(path))
        raise


def _relative(top: Path, full: Path, given: str) -> str:
    """A path below the root; a link to a file of the tree stands for that file."""
    if not lexists(full):
        raise RepointError(f"{given}: there is no such file or folder")
    candidates = [Path(realpath(full))]
    if islink(full):
        candidates.append(Path(realpath(full.parent)) / full.name)
    for path in candidates:
        if path.is_relative_to(top):
            return path.relative_to(top).as_posix()
    raise RepointError(f"{given}: outside the tree at {top}; give another --root to work there")
