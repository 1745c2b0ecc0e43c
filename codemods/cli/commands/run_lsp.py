"""What `repoint lsp` does: serve one editor until it says that it is done."""

import gc
import logging
import os
from collections.abc import Sequence

from codemods.cli.exit_codes import ExitCode
from codemods.values.errors import RepointError


def run_lsp(migration: Sequence[str] | None, debug: bool) -> ExitCode:
    """Serve. Raises RepointError where the library for it is not installed."""
    try:
        from codemods.cli.lsp.handlers import make_server
    except ModuleNotFoundError as error:
        raise RepointError(
            f"repoint lsp needs {error.name}, which is not installed; `pip install 'repoint[lsp]'` brings it"
        ) from None
    # Commands that live for seconds do without; in a day of typing, cycles would be all of the memory.
    gc.enable()
    if not debug:
        # What a client is answered with is logged as well, each refusal with a traceback.
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
    # Whatever else prints would break the protocol, so standard output is given to the server alone.
    with os.fdopen(os.dup(0), "rb") as incoming, os.fdopen(os.dup(1), "wb") as outgoing:
        os.dup2(2, 1)
        make_server(migration).start_io(incoming, outgoing)
    return ExitCode.OK
