"""Where ty is, and the environment of the program that it is to be asked about."""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

from codemods.values.errors import RepointError


def find_ty() -> str:
    """The command of ty: the one installed beside this program, else that on PATH. Raises RepointError."""
    beside = (Path(sysconfig.get_path("scripts")), Path(sys.executable).parent)
    for folder in beside:
        found = shutil.which("ty", path=os.fspath(folder))
        if found is not None:
            return found
    found = shutil.which("ty")
    if found is None:
        raise RepointError(
            "--types asks ty, which is not installed; `pip install 'repoint[types]'` brings it"
        )
    return found


def find_environment(root: Path, given: Path | None) -> Path:
    """The environment, or interpreter, that has what the program imports.

    The one given, else the active virtual environment, else `.venv` in the root. Raises RepointError.
    """
    if given is not None:
        if not given.exists():
            raise RepointError(f"--types-python: there is no {given}; name an environment or its python")
        return given.absolute()
    active = os.environ.get("VIRTUAL_ENV")
    for folder in (Path(active) if active else None, root / ".venv"):
        if folder is not None and (folder / "pyvenv.cfg").is_file():
            return folder.absolute()
    raise RepointError(
        f"--types needs the environment that the program runs in: no virtual environment is active, and "
        f"{root / '.venv'} is none; name its python with --types-python"
    )
