"""A language server as a process that is asked over its standard streams (LSP 3.17, JSON-RPC 2.0)."""

import os
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, Queue
from typing import Any

import msgspec

from codemods.values.errors import RepointError

Json = Any
"""A value of JSON. The protocol's shapes are checked where they are read."""

_LAST_WORDS = 400
"""So many characters of what a server wrote last are shown when it fails."""


class ServerError(RepointError):
    """A server that does not start, answer or speak the protocol."""


class LanguageClient:
    """One running server. `settings` is what it gets for each part of its configuration that it asks for."""

    def __init__(self, command: Sequence[str], folder: str, settings: Json, patience: float) -> None:
        """Start a server in a folder; an answer may take `patience` seconds. Raises ServerError."""
        self._name = os.path.basename(command[0])
        self._settings = settings
        self._patience = patience
        self._asked = 0
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with the server
        self._messages: Queue[Json] = Queue()
        try:
            self._process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said
            )
        except OSError as error:
            self._said.close()
            raise ServerError(f"{command[0]} does not start: {error.strerror or error}") from error
        # Pipes have no timeouts on all systems, so that a thread of its own waits for what the server says.
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def ask(self, method: str, parameters: Json) -> Json:
        """Send a request and give its result. Raises ServerError, also where the server says no."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": parameters})
        while True:
            try:
                message = self._messages.get(timeout=self._patience)
            except Empty:
                raise self._failure(f"did not answer {method} in {self._patience:g} seconds") from None
            if message is None:
                self._messages.put(None)
                raise self._failure("ended")
            if "method" in message:
                self._serve(message)
            elif message.get("id") == self._asked:
                if "error" in message:
                    raise self._failure(f"refuses {method}: {message['error'].get('message', '')}")
                return message.get("result")

    def tell(self, method: str, parameters: Json) -> None:
        """Send a notification. Raises ServerError."""
        self._send({"method": method, "params": parameters})

    def close(self) -> None:
        """End the server, by force where it does not go by itself."""
        with suppress(ServerError):
            if self._process.poll() is None:
                self._patience = min(self._patience, 5.0)
                self.ask("shutdown", None)
                self.tell("exit", None)
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(5.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._said.close()

    def _serve(self, message: Json) -> None:
        """Answer a request of the server; notifications need no answer."""
        if "id" not in message:
            return
        result = None
        if message["method"] == "workspace/configuration":
            result = [self._settings for _ in message.get("params", {}).get("items", ())]
        self._send({"id": message["id"], "result": result})

    def _send(self, message: dict[str, Json]) -> None:
        data = msgspec.json.encode({"jsonrpc": "2.0", **message})
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
            self._process.stdin.flush()
        except (OSError, ValueError) as error:
            raise self._failure("ended") from error

    def _read(self) -> None:
        """In a thread: queue what the server says, and None at its end, or where it speaks nonsense."""
        stream = self._process.stdout
        assert stream is not None
        with suppress(OSError, ValueError, msgspec.DecodeError):
            while line := stream.readline():
                length = 0
                while line.strip():
                    name, _, value = line.partition(b":")
                    length = int(value) if name.strip().lower() == b"content-length" else length
                    line = stream.readline()
                self._messages.put(msgspec.json.decode(stream.read(length), type=dict[str, Any]))
        self._messages.put(None)

    def _failure(self, problem: str) -> ServerError:
        self._said.seek(0)
        words = " ".join(self._said.read().decode("utf-8", "replace").split())[-_LAST_WORDS:]
        return ServerError(f"{self._name} {problem}" + (f"; it said: {words}" if words else ""))
