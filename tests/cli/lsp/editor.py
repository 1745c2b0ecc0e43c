"""An editor as far as the server can tell: a client over stdio, with buffers that edits are applied to."""

import asyncio
import os
import re
import sys
from ast import literal_eval
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.uris import to_fs_path
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

ROOT = Path(__file__).parents[3]
_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
PATIENCE = 60.0
"""Seconds to wait for an answer on a busy machine."""


@dataclass
class Heard:
    """What the server said on its own account."""

    diagnostics: dict[str, types.PublishDiagnosticsParams] = field(default_factory=dict)
    """The last ones of each file, by URI."""
    messages: list[str] = field(default_factory=list)
    registered: list[types.RegistrationParams] = field(default_factory=list)
    progress: list[object] = field(default_factory=list)
    edits: list[types.WorkspaceEdit] = field(default_factory=list)
    something: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, comes: Callable[[], bool]) -> None:
        """Wait until something has been said."""
        while not comes():
            self.something.clear()
            await asyncio.wait_for(self.something.wait(), PATIENCE)


@dataclass
class Editor:
    """Open buffers, by path; every change is told to the server."""

    client: LanguageClient
    heard: Heard
    encoding: str = "utf-16"
    texts: dict[Path, str] = field(default_factory=dict)
    versions: dict[Path, int] = field(default_factory=dict)
    is_killed: bool = False

    async def open(self, path: Path, text: str | None = None) -> list[types.Diagnostic]:
        """Open a file, with another text than the one on disk if one is given; gives its diagnostics."""
        self.texts[path] = path.read_bytes().decode() if text is None else text
        self.versions[path] = 1
        item = types.TextDocumentItem(path.as_uri(), types.LanguageKind.Python, 1, self.texts[path])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.told(path)

    async def change(self, path: Path, text: str) -> list[types.Diagnostic]:
        """Type: give a buffer another text; gives its diagnostics then."""
        self.replace(path, text)
        return await self.told(path)

    def replace(self, path: Path, text: str) -> None:
        """Type, and do not wait."""
        self.texts[path] = text
        self.versions[path] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[path], path.as_uri())
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))

    async def save(self, path: Path) -> list[types.Diagnostic]:
        """Write a buffer to disk; gives its diagnostics then."""
        path.write_bytes(self.texts[path].encode())
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(_identifier(path)))
        return await self.told(path)

    def kill(self) -> None:
        """Kill the server."""
        assert self.client._server is not None
        self.client._server.kill()
        self.is_killed = True

    async def close(self, path: Path) -> list[types.Diagnostic]:
        """Close a buffer; gives what is left of its diagnostics."""
        del self.texts[path], self.versions[path]
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(_identifier(path)))
        await self.heard.until(lambda: path.as_uri() in self.heard.diagnostics)
        return [*self.heard.diagnostics[path.as_uri()].diagnostics]

    async def told(self, path: Path) -> list[types.Diagnostic]:
        """Wait for the diagnostics of a buffer as it is now."""

        def has_come() -> bool:
            told = self.heard.diagnostics.get(path.as_uri())
            return told is not None and told.version == self.versions[path]

        await self.heard.until(has_come)
        return [*self.heard.diagnostics.pop(path.as_uri()).diagnostics]

    async def message(self) -> str:
        """Wait for a message to the user."""
        await self.heard.until(lambda: bool(self.heard.messages))
        return self.heard.messages.pop()

    async def hover(self, path: Path, line: int, character: int) -> str | None:
        """What is shown at a 0-based place."""
        at = types.Position(line, character)
        found = await self.client.text_document_hover_async(types.HoverParams(_identifier(path), at))
        if found is None:
            return None
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def actions(
        self, path: Path, at: types.Range, only: Sequence[str] | None = None
    ) -> dict[str, types.CodeAction]:
        """The quick fixes in a range, by title without the prefix."""
        found = await self._listed(path, at, only)
        return {_title(each): each for each in found if isinstance(each, types.CodeAction)}

    async def commands(self, path: Path, at: types.Range) -> dict[str, dict[str, Any]]:
        """The commands of quick fixes in a range, by title without the prefix.

        lsprotocol 2025.0.0 reads an action that has a command as a command, which is called what the real one
        looks like when it is printed.
        """
        found = await self._listed(path, at, None)
        commands = {
            _title(each): literal_eval(each.command) for each in found if isinstance(each, types.Command)
        }
        keys = ("command", "arguments")
        return {title: {key: each[key] for key in keys} for title, each in commands.items()}

    async def _listed(
        self, path: Path, at: types.Range, only: Sequence[str] | None
    ) -> Sequence[types.CodeAction | types.Command]:
        context = types.CodeActionContext([], only=only)
        parameters = types.CodeActionParams(_identifier(path), at, context)
        return await self.client.text_document_code_action_async(parameters) or ()

    async def take(self, action: types.CodeAction) -> list[Path]:
        """Choose a quick fix: ask for its edit and apply it; gives the files that it changes."""
        if action.edit is None:
            action = await self.client.code_action_resolve_async(action)
        assert action.edit is not None
        return self.apply(action.edit)

    def apply(self, edit: types.WorkspaceEdit) -> list[Path]:
        """Apply an edit to buffers, and to files that are not open."""
        changed = []
        for each in edit.document_changes or ():
            assert isinstance(each, types.TextDocumentEdit)
            path = Path(str(to_fs_path(each.text_document.uri)))
            assert each.text_document.version == self.versions.get(path)
            if path in self.texts:
                self.replace(path, self.edited(self.texts[path], each.edits))
            else:
                path.write_bytes(self.edited(path.read_bytes().decode(), each.edits).encode())
            changed.append(path)
        return changed

    def edited(self, text: str, edits: Sequence[object]) -> str:
        """A text with edits of the protocol applied, written for itself: by lines and units."""
        codec, width = _CODECS[self.encoding]
        lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text)
        starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]

        def index(place: types.Position) -> int:
            units = lines[place.line].encode(codec)[: place.character * width]
            return starts[place.line] + len(units.decode(codec))

        for each in sorted(map(_text_edit, edits), key=lambda each: index(each.range.start), reverse=True):
            text = text[: index(each.range.start)] + each.new_text + text[index(each.range.end) :]
        return text


@asynccontextmanager
async def editor(
    *folders: Path,
    encoding: str = "utf-16",
    options: object = None,
    words: Sequence[str] = (),
    resolves: bool = True,
) -> AsyncIterator[Editor]:
    """An editor with workspace folders; `words` are options of the command."""
    environment = {**os.environ, "PYTHONPATH": os.fspath(ROOT)}
    heard = Heard()
    command = [sys.executable, "-m", "codemods", "lsp", *words]
    client = await ClientServerConfig(command, lambda: _client(heard), environment).start()
    assert isinstance(client, LanguageClient)
    capabilities = client_capabilities("visual-studio-code")
    assert capabilities.general is not None
    assert capabilities.text_document is not None
    capabilities.general.position_encodings = [types.PositionEncodingKind(encoding)]
    action = capabilities.text_document.code_action
    assert action is not None
    if not resolves:
        action.resolve_support = None
    started = await client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            initialization_options=options,
            workspace_folders=[types.WorkspaceFolder(each.as_uri(), each.name) for each in folders],
        )
    )
    assert started.capabilities.position_encoding == encoding
    it = Editor(client, heard, encoding)
    try:
        yield it
    finally:
        if not it.is_killed:
            await client.shutdown_session()
        stopped: Any = client.stop
        await stopped()


def _client(heard: Heard) -> LanguageClient:
    client = LanguageClient()

    def published(told: types.PublishDiagnosticsParams) -> None:
        heard.diagnostics[told.uri] = told
        heard.something.set()

    def shown(told: types.ShowMessageParams) -> None:
        heard.messages.append(told.message)
        heard.something.set()

    def register(asked: types.RegistrationParams) -> None:
        heard.registered.append(asked)

    def create(_: types.WorkDoneProgressCreateParams) -> None:
        return None

    def progress(told: types.ProgressParams) -> None:
        heard.progress.append(told.value)

    def apply(asked: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        heard.edits.append(asked.edit)
        return types.ApplyWorkspaceEditResult(True)

    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
    client.feature(types.WINDOW_SHOW_MESSAGE)(shown)
    client.feature(types.CLIENT_REGISTER_CAPABILITY)(register)
    client.feature(types.WINDOW_WORK_DONE_PROGRESS_CREATE)(create)
    client.feature(types.PROGRESS)(progress)
    client.feature(types.WORKSPACE_APPLY_EDIT)(apply)
    return client


def _title(each: types.CodeAction | types.Command) -> str:
    return each.title.removeprefix("repoint: ")


def _identifier(path: Path) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(path.as_uri())


def _text_edit(edit: object) -> types.TextEdit | types.AnnotatedTextEdit:
    assert isinstance(edit, types.TextEdit | types.AnnotatedTextEdit)
    return edit
