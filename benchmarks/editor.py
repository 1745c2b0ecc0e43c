"""What an editor waits for: the answers of `repoint lsp` to changes, over standard input and output.

    python benchmarks/editor.py REPOINT MIGRATION NAME...

Run in a git repository. It opens files that spell a name, one after another, and types into each once the
server has answered: the tree is warm then. Prints as JSON what one answer costs: seconds of `wall`, from the
change to its diagnostics, and of the server's `cpu`; both are medians, over files and changes.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

from lsprotocol import types
from pygls.lsp.client import LanguageClient

FILES = 10
"""Files that are opened, spread evenly over those that spell a name."""
CHANGES = 5
"""Of each file."""
PATIENCE = 120
"""Seconds to wait for one answer."""


class Editor:
    """A client, and the diagnostics that it waits for."""

    def __init__(self) -> None:
        self._client = LanguageClient("repoint-benchmark", "1")
        self._awaited: tuple[str, int] = "", 0
        self._told = asyncio.Event()
        # It wants to set attributes of what it is given, which a method has not.
        self._client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda told: self._published(told))

    async def start(self, repoint: str, migration: str, folder: Path) -> int:
        """Start the server; gives its process id."""
        await self._client.start_io(repoint, "lsp", "--migration", migration, cwd=folder)
        capabilities = types.ClientCapabilities()
        workspace = [types.WorkspaceFolder(folder.as_uri(), folder.name)]
        asked = types.InitializeParams(capabilities, workspace_folders=workspace)
        await self._client.initialize_async(asked)
        self._client.initialized(types.InitializedParams())
        assert self._client._server is not None
        return self._client._server.pid

    async def end(self) -> None:
        """End the server."""
        await self._client.shutdown_async(None)
        self._client.exit(None)
        stop: Callable[[], Awaitable[None]] = self._client.stop
        await stop()

    async def open(self, uri: str, text: str) -> None:
        """Open a file, and wait for its diagnostics."""
        item = types.TextDocumentItem(uri, types.LanguageKind.Python, 1, text)
        self._client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        await self._answer(uri, 1)

    async def change(self, uri: str, version: int, text: str) -> None:
        """Give a file another text, and wait for its diagnostics."""
        document = types.VersionedTextDocumentIdentifier(version, uri)
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self._client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))
        await self._answer(uri, version)

    async def _answer(self, uri: str, version: int) -> None:
        self._awaited = uri, version
        self._told.clear()
        await asyncio.wait_for(self._told.wait(), PATIENCE)

    def _published(self, told: types.PublishDiagnosticsParams) -> None:
        if (told.uri, told.version) == self._awaited:
            self._told.set()


async def answers(repoint: str, migration: str, folder: Path, paths: list[str]) -> list[tuple[float, float]]:
    """Wall and processor seconds of each answer. Raises TimeoutError where the server says nothing."""
    editor = Editor()
    server = await editor.start(repoint, migration, folder)
    found = []
    for path in paths:
        uri, text = (folder / path).as_uri(), (folder / path).read_text("utf-8")
        await editor.open(uri, text)
        for number in range(1, CHANGES + 1):
            wall, cpu = time.perf_counter(), _cpu(server)
            await editor.change(uri, number + 1, f"{text}\n# {number}\n")
            found.append((time.perf_counter() - wall, _cpu(server) - cpu))
    await editor.end()
    return found


def _cpu(process: int) -> float:
    """Seconds of processor time that a process has used, user and system; 0 where that is not to be had."""
    try:
        # Nanoseconds, where `stat` counts hundredths of a second.
        tasks = Path(f"/proc/{process}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    except OSError:
        return 0.0


def main(repoint: str, migration: str, *names: str) -> int:
    """Measure, and print; gives the exit code."""
    words = [word for name in names for word in ("-e", name)]
    listed = subprocess.run(
        ["git", "grep", "-lzwF", *words, "--", "*.py"], stdout=subprocess.PIPE, check=True
    ).stdout
    paths = [os.fsdecode(path) for path in listed.split(b"\0")[:-1]]
    chosen = paths[:: max(1, len(paths) // FILES)][:FILES]
    found = asyncio.run(answers(repoint, migration, Path.cwd(), chosen))
    walls, cpus = zip(*found, strict=True)
    print(json.dumps({"wall": median(walls), "cpu": median(cpus)}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
