"""The git index of the tree: which files hold uncommitted work, and adding the ones just written."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from codemods.errors import RepointError

if TYPE_CHECKING:
    from git import Repo

STATUS = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=no", "--ignore-submodules=all")
LITERAL = {"GIT_LITERAL_PATHSPECS": "1"}
"""File names are names, also those that hold a star or begin with a colon."""


class Staging:
    """One repository's index. Raises RepointError with git's own words where git refuses."""

    def __init__(self, repo: "Repo", top: Path) -> None:
        self._git = repo.git
        self._git.update_environment(**LITERAL)
        self._top = top

    def uncommitted(self, files: Iterable[Path]) -> frozenset[Path]:
        """Give those of the absolute paths that hold uncommitted changes or are not tracked."""
        wanted = {self._name(file): file for file in files if file.is_relative_to(self._top)}
        tracked = _names(self._run("ls-files", "-z"))
        changed = {entry[3:] for entry in _names(self._run(*STATUS))}
        return frozenset(file for name, file in wanted.items() if name in changed or name not in tracked)

    def add(self, files: Iterable[Path]) -> None:
        """Stage files given by absolute paths, as they are on disk now."""
        names = b"\0".join(os.fsencode(self._name(file)) for file in files)
        if not names:
            return
        with tempfile.TemporaryFile() as listed:
            listed.write(names)
            listed.seek(0)
            self._run("add", "--pathspec-from-file=-", "--pathspec-file-nul", istream=listed)

    def _name(self, file: Path) -> str:
        return file.relative_to(self._top).as_posix()

    def _run(self, command: str, *words: str, istream: BinaryIO | None = None) -> str:
        from git import GitCommandError

        try:
            return self._git.execute(["git", command, *words], istream=istream)
        except GitCommandError as error:
            said = str(error.stderr).strip().removeprefix("stderr: ").strip("'")
            raise RepointError(f"git {command} failed in {self._top}: {said}") from error


def open_staging(root: Path) -> Staging | None:
    """Open the repository that holds a folder; None where there is none, or no git."""
    if shutil.which("git") is None:
        return None
    from git import InvalidGitRepositoryError, Repo

    try:
        repo = Repo(root, search_parent_directories=True)
    except InvalidGitRepositoryError:
        return None
    top = repo.working_tree_dir
    return Staging(repo, Path(top).resolve()) if top else None


def _names(listing: str) -> set[str]:
    return {name for name in listing.split("\0") if name}
