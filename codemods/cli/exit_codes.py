"""How commands end: every result and every error becomes an exit code, and an error a readable message."""

import os
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from typing import ParamSpec

import typer

Options = ParamSpec("Options")


class ExitCode(IntEnum):
    """What a command ends with."""

    OK = 0
    FOUND = 1
    """References remain (`check`), something got worse (`verify`), still refers to it (`retire`), or did not
    come out as expected (`test`).
    """
    COULD_NOT_RUN = 2
    INTERRUPTED = 130
    """What a shell reports for a program that SIGINT ended."""
    READER_GONE = 141
    """What a shell reports for a program that SIGPIPE ended."""


def command(run: Callable[Options, ExitCode]) -> Callable[Options, None]:
    """Make a function that gives an exit code a command for Typer, with the same options.

    One of them is `debug`: whether an error shows its traceback.
    """

    @wraps(run)
    def exits(*args: Options.args, **options: Options.kwargs) -> None:
        raise typer.Exit(exit_code(lambda: run(*args, **options), debug=options["debug"] is True))

    return exits


def exit_code(run: Callable[[], ExitCode], debug: bool) -> ExitCode:
    """Run a command and give its exit code; an error becomes a message, with its traceback on `debug`.

    Mistakes in the use of options (typer.BadParameter) are raised: Typer shows them with the usage.
    """
    from codemods.cli.terminal.interrupts import raising_interrupts

    try:
        with raising_interrupts():
            code = run()
            sys.stdout.flush()
    except typer.BadParameter:
        raise
    except KeyboardInterrupt as error:
        _inform("; ".join(map(str, ("interrupted", *error.args))))
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # What is still buffered would raise once more when Python closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.READER_GONE
    except Exception as error:
        if debug:
            traceback.print_exc()
        _inform(_message(error))
        return ExitCode.COULD_NOT_RUN
    return code


def _inform(message: str) -> None:
    from codemods.cli.terminal.stderr import inform

    inform(f"repoint: {message}")


def _message(error: Exception) -> str:
    from codemods.values.errors import RepointError

    if isinstance(error, RepointError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error} (--debug shows where)"
    kind = type(error).__name__
    return f"internal error, {kind}: {error}. Please report it with what --debug shows."
