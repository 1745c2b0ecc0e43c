"""Finds and runs the user's editor the way git does."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path, PurePosixPath

from codemods.cli.review.interfaces import EditorError
from codemods.cli.terminal.interrupts import interrupts_go_to_child

FALLBACK = "vi"
SHELL_CHARACTERS = frozenset("|&;<>()$`\\\"' \t\n*?[#~=%")
"""git runs an editor's command in a shell where it holds one of these."""


def edit(root: Path, path: str, text: bytes) -> bytes:
    """Let the user edit a text in a temporary file with the name of the file. Raises EditorError."""
    command = find_editor(root)
    with tempfile.TemporaryDirectory(prefix="repoint-") as folder:
        # Editors tell the language by the name.
        file = Path(folder) / PurePosixPath(path).name
        try:
            file.write_bytes(text)
            _run(command, file)
            return file.read_bytes()
        except OSError as error:
            raise EditorError(f"The text can't be edited: {error.strerror or error}") from error


def find_editor(root: Path) -> str:
    """Give the editor's command for the shell. Raises EditorError where git would not use one either."""
    if shutil.which("git") is None:
        variables = (os.environ.get(name) for name in ("GIT_EDITOR", "VISUAL", "EDITOR"))
        return next((command for command in variables if command), FALLBACK)
    command = ["git", "var", "GIT_EDITOR"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if done.returncode != 0:
        said = os.fsdecode(done.stderr).strip().removeprefix("error: ")
        raise EditorError(said or "The terminal is dumb, and no editor is set: set EDITOR.")
    return os.fsdecode(done.stdout).removesuffix("\n")


def _run(command: str, file: Path) -> None:
    in_shell = not SHELL_CHARACTERS.isdisjoint(command)
    words = ["sh", "-c", f'{command} "$@"', command] if in_shell else [command]
    problem = f"There was a problem with the editor '{command}'"
    try:
        with interrupts_go_to_child():
            status = subprocess.Popen([*words, str(file)]).wait()
    except OSError as error:
        raise EditorError(f"{problem}: {error.strerror or error}") from error
    if status in (-signal.SIGINT, 128 + signal.SIGINT):
        raise KeyboardInterrupt
    if status != 0:
        raise EditorError(f"{problem}.")
