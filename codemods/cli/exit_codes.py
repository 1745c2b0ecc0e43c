"""The edge of the program: every way a command can end becomes an exit code and a readable message."""

import os
import sys
import traceback
from collections.abc import Callable

from codemods.values.errors import RepointError

COULD_NOT_RUN = 2
INTERRUPTED = 130
NOBODY_READS = 141
"""What a shell reports for a program whose reader went away."""


def say(message: str) -> None:
    """Print a line for people, to standard error."""
    sys.stderr.write(message + "\n")


def exit_code(command: Callable[[], int], debug: bool) -> int:
    """Run a command and give its exit code; errors become a message, with a traceback on `debug`."""
    try:
        code = command()
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("repoint: interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # What is still buffered would raise once more when Python closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    except Exception as error:
        if debug:
            traceback.print_exc()
        say(f"repoint: {_message(error)}")
        return COULD_NOT_RUN
    return code


def _message(error: Exception) -> str:
    if isinstance(error, RepointError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error} (--debug shows where)"
    kind = type(error).__name__
    return f"internal error, {kind}: {error}. Please report it with what --debug shows."
