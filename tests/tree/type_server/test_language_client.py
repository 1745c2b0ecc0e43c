"""A server that is asked: its answers, and the ways in which it can fail."""

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from codemods.tree.type_server.language_client import LanguageClient, ServerError

SERVER = """
import json, sys

def read():
    length = 0
    while (line := sys.stdin.buffer.readline()).strip():
        if line.lower().startswith(b"content-length"):
            length = int(line.split(b":")[1])
    return json.loads(sys.stdin.buffer.read(length)) if length else None

def write(message):
    data = json.dumps({"jsonrpc": "2.0", **message}).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\\r\\n\\r\\n" % len(data) + data)
    sys.stdout.buffer.flush()

while (message := read()) is not None:
    method = message.get("method")
    if method == "exit":
        break
    if method == "shutdown":
        write({"id": message["id"], "result": None})
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator["Start"]:
    start = Start(tmp_path)
    yield start
    for each in start.clients:
        each.close()


class Start:
    """Starts servers that do something of their own, and ends them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clients: list[LanguageClient] = []

    def __call__(self, own: str = "", whole: str = "", patience: float = 20.0) -> LanguageClient:
        body = "".join(f"    {line}\n" for line in dedent(own).strip().splitlines())
        command = [sys.executable, "-c", whole or SERVER + body]
        self.clients.append(LanguageClient(command, str(self.folder), {"a": 1}, patience))
        return self.clients[-1]


def test_a_request_has_its_result_though_the_server_asks_and_says_things_meanwhile(start: Start) -> None:
    client = start(
        """
        if method == "where":
            write({"method": "window/logMessage", "params": {}})
            write({"id": 7, "method": "workspace/configuration", "params": {"items": [{}, {}]}})
            given = read()
            write({"id": 8, "method": "client/registerCapability", "params": {}})
            write({"id": message["id"], "result": [given["result"], read()["result"], message["params"]]})
        """
    )
    client.tell("initialized", {})
    assert client.ask("where", {"é": 1}) == [[{"a": 1}, {"a": 1}], None, {"é": 1}]
    assert client.ask("where", 2) == [[{"a": 1}, {"a": 1}], None, 2]


def test_what_a_server_refuses_is_said(start: Start) -> None:
    client = start(
        'if method == "where":\n    write({"id": message["id"], "error": {"code": 1, "message": "no!"}})'
    )
    with pytest.raises(ServerError, match="refuses where: no!"):
        client.ask("where", {})


def test_a_silent_server_has_its_time_and_no_more(start: Start) -> None:
    client = start(patience=0.2)
    with pytest.raises(ServerError, match=r"did not answer where in 0.2 seconds"):
        client.ask("where", {})


@pytest.mark.parametrize(
    "whole",
    [
        "import sys; sys.exit('out of luck')",
        SERVER + "    if method == 'where': sys.exit('out of luck')",
        "import sys; sys.stderr.write('out of luck'); print('Content-Length: 3\\r\\n\\r\\n{]}')",
        "import sys; sys.stderr.write('out of luck'); print('Content-Length: many\\r\\n\\r\\n{}')",
    ],
)
def test_a_server_that_dies_or_speaks_nonsense_is_an_error_with_its_last_words(
    start: Start, whole: str
) -> None:
    client = start(whole=whole)
    with pytest.raises(ServerError, match=r"ended; it said: out of luck"):
        client.ask("where", {})
    with pytest.raises(ServerError, match="ended"):
        client.ask("where", {})


def test_a_server_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="nowhere does not start: No such file"):
        LanguageClient([str(tmp_path / "nowhere")], str(tmp_path), {}, 1.0)


def test_a_server_that_does_not_go_is_ended(start: Start) -> None:
    client = start(whole="import time\ntime.sleep(60)", patience=0.1)
    client.close()
    start.clients.clear()
