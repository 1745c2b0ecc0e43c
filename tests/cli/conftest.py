"""A tree to run commands in, programs run on a terminal of their own, and a browser."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.cli.browsers import browser as browser
from tests.cli.browsers import driver as driver
from tests.command_line import run as run
from tests.command_line import tree as tree

OnTerminal = Callable[..., bytes]


@pytest.fixture
def on_terminal() -> OnTerminal:
    """Run a Python program with standard output and error on a terminal; give what the terminal got."""

    def run(program: str, **environment: str) -> bytes:
        ours, theirs = pty.openpty()
        base = {name: value for name, value in os.environ.items() if "PAGER" not in name and name != "LESS"}
        base |= {"TERM": "xterm", "COLUMNS": "100", "GIT_CONFIG_GLOBAL": os.devnull}
        for name in ("NO_COLOR", "FORCE_COLOR"):
            base.pop(name, None)
        command = [sys.executable, "-c", program]
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env={**base, **environment}
        )
        os.close(theirs)
        said = b""
        while chunk := _read(ours):
            said += chunk
        os.close(ours)
        assert process.wait() == 0, said.decode()
        return said.replace(b"\r\n", b"\n")

    return run


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""
