"""A server that takes connections and never says anything."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.processes import PATIENCE


@contextmanager
def silent_server() -> Iterator[str]:
    """The address of one, as a URL of git's own protocol.

    Whoever waits for much longer than any test is to wait is sent away.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        end = threading.Timer(3 * PATIENCE, server.shutdown, [socket.SHUT_RDWR])
        end.start()
        try:
            yield f"git://127.0.0.1:{server.getsockname()[1]}/shop.git"
        finally:
            end.cancel()
