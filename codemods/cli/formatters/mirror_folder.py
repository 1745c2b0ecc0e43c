"""A temporary folder in which formatters find a tree's settings, its packages by name, and some of its files.

Formatters get files in a folder, not texts on standard input: one process for all files, and no option that
each would name otherwise. The folder lies outside of the tree, so that no formatter reaches the tree's files.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

_SETTINGS = (".toml", ".cfg", ".ini")
_NAMED_SETTINGS = frozenset({".isort.cfg", ".flake8", ".editorconfig", ".style.yapf", ".yapfignore"})
_LARGEST = 1_000_000
"""Settings longer than this many bytes are no settings."""


class MirrorFolder:
    """The mirror of a tree below a temporary folder."""

    def __init__(self, folder: Path, root: Path, top: Path, paths: Iterable[str]) -> None:
        """`root` is the tree's, `top` that of its repository, or the same; `paths` are the tree's modules.

        Sorters of imports tell a module of the tree from a library by whether there is a folder or a file
        of its name, ruff by each part of a dotted path, so these are there, empty.
        """
        self._top = folder / (top.name or "tree")
        self._real_top = top
        self._real_root = root
        self.root = self._top / root.relative_to(top)
        self.root.mkdir(parents=True)
        # Where formatters stop to look for settings further up.
        (self._top / ".git").mkdir()
        self._lay_out(list(paths))

    def _lay_out(self, paths: list[str]) -> None:
        for folder in {os.path.dirname(path) for path in paths}:
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        for source in ("", "src"):
            for name in _folders(self._real_root / source):
                (self.root / source / name).mkdir(parents=True, exist_ok=True)
        for path in paths:
            (self.root / path).touch()

    def add_settings(self, paths: Iterable[str], words: Iterable[str]) -> None:
        """Copy the settings that count for some files, and the files of the tree that words name."""
        folders = {folder for path in paths for folder in PurePosixPath(path).parents}
        below = self._real_root.relative_to(self._real_top)
        places = [self._real_root / folder for folder in folders]
        places += [self._real_top / folder for folder in below.parents] if below.parts else []
        for place in places:
            for file in _settings(place):
                self._copy(file)
        for word in words:
            self._copy(self._real_root / word.rpartition("=")[2])

    def _copy(self, file: Path) -> None:
        real = Path(os.path.normpath(file))
        with suppress(OSError, ValueError):
            if real.is_file() and real.stat().st_size <= _LARGEST:
                target = self._top / real.relative_to(self._real_top)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(real, target)

    def write(self, texts: Mapping[str, bytes]) -> None:
        """Write files. Raises OSError."""
        for path, data in texts.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Read the files that are still there."""
        found = {}
        for path in paths:
            with suppress(OSError):
                found[path] = (self.root / path).read_bytes()
        return found


def _settings(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        for file in folder.iterdir():
            if file.suffix in _SETTINGS or file.name in _NAMED_SETTINGS:
                yield file


def _folders(place: Path) -> list[str]:
    try:
        return [each.name for each in os.scandir(place) if each.is_dir() and not each.name.startswith(".")]
    except OSError:
        return []
