"""List the Python files and notebooks of a folder outside git, honouring .gitignore at every level."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from codemods.values.glob import Globs
from codemods.values.source import NOTEBOOK_SUFFIX

PYTHON_SUFFIXES = (".py", ".pyi")
_PROGRAMS = (*PYTHON_SUFFIXES, NOTEBOOK_SUFFIX)
_SKIPPED_FOLDERS = frozenset(
    (
        *(".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints", ".mypy_cache"),
        *(".nox", ".pants.d", ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".svn", ".tox", ".venv"),
        *(".vscode", "__pycache__", "__pypackages__", "_build", "buck-out", "dist", "node_modules"),
        *("site-packages", "venv"),
    )
)
"""Names of folders that never hold the user's own source, as in ruff; virtual environments go too."""
_EDITOR_LOCK = ".#"

IgnoreRules = tuple[tuple[str, Globs], ...]
"""The .gitignore files in force in a folder, the nearest last, each with the folder that it stands in."""


@dataclass(slots=True)
class FolderWalk:
    """What a walk found."""

    paths: list[str] = field(default_factory=list)
    unlisted: list[tuple[str, str]] = field(default_factory=list)
    """Folders that could not be listed, each with the reason."""
    links: list[str] = field(default_factory=list)
    """Links that are not named like a file of the kinds: they may lead to folders."""


def walk_folder(root: str, suffixes: tuple[str, ...] = _PROGRAMS) -> FolderWalk:
    """List every file of some kinds below a root that no .gitignore excludes; links are not followed."""
    found = FolderWalk()
    todo: list[tuple[str, IgnoreRules]] = [("", ())]
    while todo:
        folder, rules = todo.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                todo += _visit(root, folder, {entry.name: entry for entry in entries}, rules, found, suffixes)
        except OSError as error:
            found.unlisted.append((folder or ".", error.strerror or str(error)))
    return found


def _visit(
    root: str,
    folder: str,
    entries: dict[str, os.DirEntry[str]],
    rules: IgnoreRules,
    found: FolderWalk,
    suffixes: tuple[str, ...],
) -> Iterator[tuple[str, IgnoreRules]]:
    """Note the files of one folder; give the folders in it that are to be visited."""
    if folder and "pyvenv.cfg" in entries:
        return
    if ".gitignore" in entries and entries[".gitignore"].is_file():
        rules = (*rules, (folder, _read_rules(entries[".gitignore"].path)))
    for name, entry in entries.items():
        path = f"{folder}/{name}" if folder else name
        if entry.is_dir(follow_symlinks=False):
            if name not in _SKIPPED_FOLDERS and not _is_ignored(path, rules, is_folder=True):
                yield path, rules
        elif entry.is_symlink() and name not in _SKIPPED_FOLDERS and not name.endswith(suffixes):
            if not _is_ignored(path, rules, is_folder=False):
                found.links.append(path)
        elif not name.endswith(suffixes) or name.startswith(_EDITOR_LOCK):
            continue
        elif not _is_ignored(path, rules, is_folder=False):
            found.paths.append(path)


def _read_rules(file: str) -> Globs:
    with open(file, encoding="utf-8", errors="surrogateescape") as lines:
        return Globs(lines)


def _is_ignored(path: str, rules: IgnoreRules, is_folder: bool) -> bool:
    """Whether the nearest .gitignore with a rule for the path ignores it."""
    for folder, globs in reversed(rules):
        answer = globs.decide(path[len(folder) + 1 :] if folder else path, is_folder)
        if answer is not None:
            return answer
    return False
