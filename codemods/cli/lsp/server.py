"""The language server: what it knows of the open files, and how it finds that out.

Everything that takes time runs in one thread, in the order in which it was asked for. A file that changes
while it waits there is looked at once, as it is by then.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from codemods import __version__
from codemods.cli.lsp.buffers import below
from codemods.cli.lsp.diagnosis import Diagnosis
from codemods.cli.lsp.hover_and_fixes import SOURCE, diagnostics, workspace_edit
from codemods.cli.lsp.places import Places
from codemods.cli.lsp.tree_session import Move, TreeSession
from codemods.git.repository import top_level
from codemods.values.errors import RepointError

Answer = TypeVar("Answer")


class RepointServer(LanguageServer):
    """Holds one session for each tree that a file is opened of."""

    def __init__(self, migration: Sequence[str] | None = None) -> None:
        """Take the names and files of the migration; None for those of each tree's own settings."""
        # Edits by ranges would have to be applied to lines as pygls cuts them, which are not the protocol's.
        super().__init__(SOURCE, __version__, types.TextDocumentSyncKind.Full)
        self.migration = migration
        self._sessions: dict[Path, TreeSession] = {}
        self._diagnoses: dict[str, tuple[int | None, Diagnosis]] = {}
        self._wanted: dict[str, None] = {}
        """The URIs of the files that are to be looked at, in that order."""
        self._working: asyncio.Task[None] | None = None
        self._worker = ThreadPoolExecutor(1, "repoint")
        self._complaints: set[str] = set()

    def look_at(self, *uris: str) -> None:
        """Look at some files as soon as that can be done, and publish what there is to say of them."""
        self._wanted.update(dict.fromkeys(uris))
        if self._working is None or self._working.done():
            self._working = asyncio.ensure_future(self._look())

    def look_again(self) -> None:
        """Look at the disk again, and at every open file."""
        for session in self._sessions.values():
            session.refresh()
        self._complaints.clear()
        self.look_at(*self.workspace.text_documents)

    def forget(self, uri: str) -> None:
        """Take back what was published of a file that was closed; others see what is on disk."""
        self._wanted.pop(uri, None)
        self._diagnoses.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def diagnosis(self, uri: str) -> tuple[Diagnosis, Places] | None:
        """What is known of a file as it is now; None where it has changed since."""
        version, diagnosis = self._diagnoses.get(uri, (None, None))
        if diagnosis is None or version != self.version_of(uri):
            return None
        return diagnosis, Places(diagnosis.source, self.encoding)

    @property
    def encoding(self) -> types.PositionEncodingKind | str:
        """In which units the client counts characters."""
        return self.workspace.position_encoding or types.PositionEncodingKind.Utf16

    @property
    def resolves(self) -> bool:
        """Whether the client asks for an action's edit once the action is chosen."""
        document = self.client_capabilities.text_document
        action = document.code_action if document is not None else None
        support = action.resolve_support if action is not None else None
        return support is not None and "edit" in support.properties

    def version_of(self, uri: str) -> int | None:
        """The version of an open file."""
        document = self.workspace.text_documents.get(uri)
        return document.version if document is not None else None

    async def edit_of(self, data: dict[str, str | int | None]) -> types.WorkspaceEdit:
        """Work out what a quick fix changes. Raises RepointError where it can't be done."""
        uri, line = str(data["uri"]), int(data["line"] or 1)
        if data["version"] != self.version_of(uri):
            raise RepointError("the file has changed since; ask for the quick fix again")
        session, path = self._session(uri)
        how, contents = Move(str(data["move"])), self._contents(session.root)
        known = {self._path(each): each for each in self.workspace.text_documents}

        def uri_of(file: Path) -> tuple[str, int | None]:
            own = known.get(file)
            return (own, self.version_of(own)) if own else (from_fs_path(str(file)) or file.as_uri(), None)

        async with self._progress("planning the move"):
            moved = await self._in_turn(partial(session.move, how, path, line, contents))
        # A plan of the whole tree is in cycles, which would wait for more of them.
        self._worker.submit(gc.collect)
        if not moved.files:
            raise RepointError(f"{path}:{line}: {moved.reason}")
        if data["version"] != self.version_of(uri):
            raise RepointError("the file has changed meanwhile; ask for the quick fix again")
        return workspace_edit(session.root, moved.files, self.encoding, uri_of)

    def complain(self, error: Exception) -> None:
        """Show an error to the user, once until something changes on disk."""
        message = str(error)
        if message not in self._complaints:
            self._complaints.add(message)
            kind = types.MessageType.Warning
            self.window_show_message(types.ShowMessageParams(kind, f"repoint: {message}"))

    async def _look(self) -> None:
        while self._wanted:
            uri = next(iter(self._wanted))
            del self._wanted[uri]
            version = self.version_of(uri)
            try:
                found = await self._diagnosed(uri)
            except RepointError as error:
                self.complain(error)
                found = None
            if version is None or version != self.version_of(uri):
                continue  # It was closed, or is wanted again.
            if found is not None:
                self._diagnoses[uri] = (version, found)
            else:
                self._diagnoses.pop(uri, None)
            told = diagnostics(found, Places(found.source, self.encoding)) if found is not None else []
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, told, version))

    async def _diagnosed(self, uri: str) -> Diagnosis | None:
        if self._path(uri) is None:
            return None
        session, path = self._session(uri)
        contents = self._contents(session.root)
        if path not in contents:
            return None
        return await self._in_turn(lambda: session.diagnose(path, contents))

    async def _in_turn(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def _session(self, uri: str) -> tuple[TreeSession, str]:
        """The session of the tree that a file is of, and the file's path there. Raises RepointError."""
        file = self._path(uri)
        if file is None:
            raise RepointError(f"{uri}: this is no file")
        there = next(each for each in file.parents if each.exists())
        folders = (self._path(each) for each in self.workspace.folders)
        around = [each for each in folders if each is not None and file.is_relative_to(each)]
        root = top_level(there) or max(around, key=lambda each: len(each.parts), default=there)
        session = self._sessions.setdefault(root, TreeSession(root, self.migration))
        return session, file.relative_to(root).as_posix()

    def _contents(self, root: Path) -> dict[str, bytes]:
        documents = self.workspace.text_documents
        buffers = {path: document.source for uri, document in documents.items() if (path := self._path(uri))}
        return below(root, buffers)

    def _path(self, uri: str) -> Path | None:
        """The absolute path of a file, without links; None for what is no file."""
        name = to_fs_path(uri) if uri.startswith("file:") else None
        return Path(name).resolve() if name else None

    @asynccontextmanager
    async def _progress(self, title: str) -> AsyncIterator[None]:
        """Show that something is under way, where the client can."""
        window, token = self.client_capabilities.window, str(uuid4())
        if window is None or not window.work_done_progress:
            yield
            return
        await self.work_done_progress.create_async(token)
        self.work_done_progress.begin(token, types.WorkDoneProgressBegin(f"repoint: {title}"))
        try:
            yield
        finally:
            self.work_done_progress.end(token, types.WorkDoneProgressEnd())
