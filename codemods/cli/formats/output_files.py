"""Files that a command writes for the user: its output, or one patch per changed file."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from codemods.apply.atomic import replace_file
from codemods.cli.formats.quoted_paths import quote_path
from codemods.cli.terminal.stdout import emit
from codemods.values.errors import RepointError

LONGEST_SLUG = 200
"""Characters of a path that a patch's name keeps; file systems allow names of 255 bytes."""


def save_file(target: Path, data: bytes, durable: bool = False) -> None:
    """Write a file, in one step where it is a regular one. Raises RepointError with the reason.

    With `durable` the bytes are on the disk itself afterwards.
    """
    try:
        if target.exists() and not target.is_file():
            # A device or a pipe (/dev/null, /dev/stdout): replacing it would take it away.
            with open(target, "wb") as stream:
                stream.write(data)
        else:
            replace_file(target.resolve(), data, durable)
    except OSError as error:
        raise RepointError(f"{target}: can't be written: {error.strerror or error}") from error


def check_writable(target: Path) -> None:
    """Raise RepointError, with the reason, where a file can't be written; writes nothing."""
    folder = target.parent
    if target.is_dir():
        reason = "Is a directory"
    elif not folder.is_dir():
        reason = "No such file or directory" if not folder.exists() else "Not a directory"
    elif not os.access(target if target.exists() and not target.is_file() else folder, os.W_OK):
        reason = "Permission denied"
    else:
        return
    raise RepointError(f"{target}: can't be written: {reason}")


def write_output(data: bytes, output: Path | None) -> None:
    """Write data to a file, or to standard output for None. Raises RepointError as `save_file` does."""
    if output is None:
        emit(data)
    else:
        save_file(output, data)


def save_patches(folder: Path, patches: Mapping[str, bytes]) -> None:
    """Write one patch per file into a folder, in an order in which `git apply FOLDER/*` applies them all.

    The folder is made if it is missing. Raises RepointError when it is not empty, or can't be written.
    """
    make_empty_folder(folder)
    digits = max(4, len(str(len(patches))))
    for number, (path, patch) in enumerate(patches.items(), 1):
        save_file(folder / f"{number:0{digits}}-{_slug(path)}.patch", patch)


def make_empty_folder(folder: Path) -> None:
    """Make a folder for patches if it is missing. Raises RepointError when it is not empty."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise RepointError(f"{folder}: is not empty; name a new or an empty folder for the patches")
    except OSError as error:
        raise RepointError(f"{folder}: can't be used for patches: {error.strerror or error}") from error


def _slug(path: str) -> str:
    """Give a name that is safe on any file system and in any shell; a number before it makes it unique."""
    text = quote_path(path).decode("ascii").strip('"').replace("/", "-")
    return re.sub(r"[^A-Za-z0-9._-]+", "_", text)[-LONGEST_SLUG:].lstrip("-.")
