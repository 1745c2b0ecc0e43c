"""A Dask scheduler and workers, each a process with a folder of its own."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.cli.fleet.fleet_repositories import environment

PATIENCE = 120.0
"""Seconds for a process to say that it is ready, on a busy machine."""


@dataclass
class Cluster:
    """A scheduler and workers with one thread each, in folders of their own."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    """Variables that Dask reads its settings from."""
    protocol: str = "tcp"
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        return str(json.loads((self.folder / "scheduler.json").read_text())["address"])

    def __enter__(self) -> Self:
        self.folder.mkdir()
        words = ("--host", "127.0.0.1", "--port", "0", "--no-show", "--protocol", self.protocol)
        self._start("scheduler", "scheduler", *words, ready=b"Scheduler at:")
        return self

    def add(self, name: str) -> None:
        """Start a worker."""
        words = ("--no-nanny", "--nthreads", "1", "--name", name)
        space = os.fspath(self.folder / name / "space")
        self._start(name, "worker", *words, "--local-directory", space, ready=b"Registered to:")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self.processes.values()):
            process.kill()
            process.communicate()

    def _start(self, name: str, what: str, *words: str, ready: bytes) -> None:
        own = self.folder / name
        (own / "tmp").mkdir(parents=True)
        shared = ("--no-dashboard", "--scheduler-file", os.fspath(self.folder / "scheduler.json"))
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", what, *shared, *words],
            cwd=own,
            env={**environment(), **self.settings, "TMPDIR": os.fspath(own / "tmp")},
            stderr=subprocess.PIPE,
            bufsize=0,
        )
        self.processes[name] = process
        _await(process, ready)


def _await(process: subprocess.Popen[bytes], ready: bytes) -> None:
    """Wait until a process says that it is ready. What it says later stays in the pipe, and is little."""
    assert process.stderr is not None
    output = b""
    while ready not in output:
        assert select.select([process.stderr], [], [], PATIENCE)[0], output.decode()
        read = os.read(process.stderr.fileno(), 65536)
        assert read, output.decode()
        output += read
