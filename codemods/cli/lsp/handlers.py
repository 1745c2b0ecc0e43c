"""Which message of the protocol asks the server for what."""

from collections.abc import Sequence

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from codemods.cli.lsp.hover_and_fixes import FIX_ALL, SOURCE, actions, hover
from codemods.cli.lsp.server import RepointServer
from codemods.values.errors import RepointError

_WATCHED = ("**/*.py", "**/*.pyi", "**/*.toml")
"""The files, a migration's and the settings among them, whose changes on disk make a difference."""
MOVE = "repoint.move"
"""The command for clients that can't ask for an action's edit later."""
_ACTIONS = types.CodeActionOptions(
    code_action_kinds=(types.CodeActionKind.QuickFix, FIX_ALL), resolve_provider=True
)


def make_server(migration: Sequence[str] | None = None) -> RepointServer:
    """Make a server that answers; `migration` as for `RepointServer`."""
    server = RepointServer(migration)

    @server.feature(types.INITIALIZE)
    def initialize(server: RepointServer, params: types.InitializeParams) -> None:
        given = params.initialization_options
        chosen = given.get("migration") if isinstance(given, dict) else None
        if server.migration is None and chosen:
            server.migration = [chosen] if isinstance(chosen, str) else [str(each) for each in chosen]

    @server.feature(types.INITIALIZED)
    async def initialized(server: RepointServer, _: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watches = workspace.did_change_watched_files if workspace is not None else None
        if watches is not None and watches.dynamic_registration:
            globs = [types.FileSystemWatcher(glob_pattern=glob) for glob in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(globs)
            watching = types.Registration(SOURCE, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(types.RegistrationParams([watching]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(server: RepointServer, params: types.DidOpenTextDocumentParams) -> None:
        server.look_at(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(server: RepointServer, params: types.DidChangeTextDocumentParams) -> None:
        server.look_at(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(server: RepointServer, _: types.DidSaveTextDocumentParams) -> None:
        server.look_again()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(server: RepointServer, params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched(server: RepointServer, _: types.DidChangeWatchedFilesParams) -> None:
        server.look_again()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(server: RepointServer, params: types.HoverParams) -> types.Hover | None:
        known = server.diagnosis(params.text_document.uri)
        return hover(*known, params.position) if known is not None else None

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, _ACTIONS)
    def code_actions(server: RepointServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        known = server.diagnosis(uri)
        if known is None:
            return []
        only = [str(getattr(each, "value", each)) for each in params.context.only or ()]
        found = actions(uri, server.version_of(uri), *known, params.range, only)
        return [each if server.resolves else _as_command(each) for each in found]

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(server: RepointServer, action: types.CodeAction) -> types.CodeAction:
        if action.edit is None and isinstance(action.data, dict):
            action.edit = await _worked_out(server, action.data)
        return action

    @server.command(MOVE)
    async def move(server: RepointServer, data: dict[str, str | int | None]) -> None:
        edit = await _worked_out(server, data)
        await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, "repoint"))

    return server


async def _worked_out(server: RepointServer, data: dict[str, str | int | None]) -> types.WorkspaceEdit:
    try:
        return await server.edit_of(data)
    except RepointError as error:
        raise JsonRpcException(f"repoint: {error}", types.LSPErrorCodes.RequestFailed.value) from None


def _as_command(action: types.CodeAction) -> types.CodeAction:
    """The same for a client that can't ask for the edit later."""
    if action.edit is None:
        action.command = types.Command(action.title, MOVE, arguments=[action.data])
    return action
