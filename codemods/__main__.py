"""Run the command line: `repoint`, or `python -m codemods`.

A wheel holds `cli.py` as `codemods.cli.app`. In a checkout it stands beside the package, and is loaded
under that same name, so that nothing ever takes the import name `cli`.
"""

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import NoReturn

NAME = "codemods.cli.app"
_COULD_NOT_RUN = 2


def load() -> ModuleType:
    """Give the module `codemods.cli.app`, wherever it is kept."""
    if NAME in sys.modules:
        return sys.modules[NAME]
    package = Path(__file__).parent
    places = (package / "cli" / "app.py", package.parent / "cli.py")
    spec = spec_from_file_location(NAME, next(place for place in places if place.is_file()))
    if spec is None or spec.loader is None:
        raise ImportError(f"{NAME} can't be loaded from {package}", name=NAME)
    module = sys.modules[NAME] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Run the command that the arguments name, and exit.

    A process that lives for seconds gains nothing from the cyclic collector, nor from taking a million
    objects apart at its end: both together took a seventh of a run.
    """
    from codemods.cli.import_path import leave_out_target

    leave_out_target(sys.argv[1:])

    from codemods.cli.terminal.interrupts import end_at_once
    from codemods.cli.terminal.standard_streams import mend_streams

    gc.disable()
    mend_streams()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end_at_once)
    try:
        load().app(prog_name="repoint")
    except SystemExit as ended:
        if not isinstance(ended.code, int):
            raise
        _leave(ended.code)
    except OSError as error:
        # Typer writes the help and its own messages.
        sys.stderr.write(f"repoint: {error}\n")
        _leave(_COULD_NOT_RUN)


def _leave(code: int) -> NoReturn:
    """End the process as Python does, but for the freeing of its objects."""
    atexit._run_exitfuncs()
    with suppress(OSError):
        sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
