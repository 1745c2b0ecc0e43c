"""`repoint review` as a process, and what a browser would send it."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.git.user_repository import UserRepository

ROOT = Path(__file__).parents[3]


@dataclass
class ReviewServer:
    """A running server, and the plan that a page would have loaded."""

    port: int
    token: str
    serial: int = 1

    @property
    def address(self) -> str:
        """What is opened in a browser."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def request(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, dict[str, str]]:
        """Send one request; gives the status, the body and the headers in lower case."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        data = json.dumps(body) if body is not None else None
        connection.request(method, path, data, dict(headers or {}))
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        content = response.read()
        connection.close()
        return response.status, content, found

    def page(self) -> str:
        """Load the page, and take its plan for the one that is decided on."""
        status, content, _ = self.request("GET", f"/?token={self.token}")
        assert status == 200
        text = content.decode()
        self.serial = json.loads(re.findall(r'id="state">(.*?)</script>', text)[0])["serial"]
        return text

    def anchors(self) -> dict[str, str]:
        """The anchors of the page's files, by path."""
        found = re.findall(r'<li data-file="(f\d+)"><a href="#f\d+" title="([^"]*)"', self.page())
        return {path: anchor for anchor, path in found}

    def send(self, what: str, status: int = 200, **body: object) -> dict[str, object]:
        """Send what the page sends; gives the answer."""
        headers = {"Content-Type": "application/json", "X-Repoint-Token": self.token}
        got, content, _ = self.request("POST", f"/{what}", {"serial": self.serial, **body}, headers)
        assert got == status, content
        answer: dict[str, object] = json.loads(content)
        return answer

    def states(self) -> dict[str, str]:
        """What is decided about each file, by path."""
        text = self.page()
        files = json.loads(re.findall(r'id="state">(.*?)</script>', text)[0])["files"]
        return {path: files[anchor]["status"] for path, anchor in self.anchors().items() if anchor in files}


@contextmanager
def served(repository: UserRepository, *options: str) -> Iterator[ReviewServer]:
    """Run `repoint review` in a repository until the block ends."""
    words = [sys.executable, "-m", "codemods", "review", "--no-open", "--root", os.fspath(repository.root)]
    words += ["--migration", os.fspath(repository.migration), *options]
    environment = {**os.environ, "PYTHONPATH": os.fspath(ROOT)}
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=(\S+)", line)
        try:
            assert found is not None, line + process.stderr.read()
            yield ReviewServer(int(found[1]), found[2])
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.stderr.read()
            process.wait(60)
            assert "Traceback" not in rest, rest
