#!/usr/bin/env bash
# lsprotocol 2025.0.0: a code action that has a command is read as a command.
#
# Guess: a client that is built on lsprotocol reads `{"title": …, "kind": "quickfix", "command": {…}}` as a CodeAction.
# What comes: a `Command`, whose own `command`, a string, is the printed form of the inner object; kind and data are
# gone, and nothing is raised. An action that has an edit is read as what it is. So a client under test, or a tool that
# drives a language server, sends `workspace/executeCommand` with a name that no server knows.
# Source: the hook that chooses between Command and CodeAction by the key `command`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q lsprotocol==2025.0.0 cattrs==26.2.1
"$folder/venv/bin/python" - <<'PYTHON'
from lsprotocol import converters, types

command = {"title": "Move", "command": "tool.move", "arguments": [1]}
actions = [
    {"title": "Move", "kind": "quickfix", "command": command, "data": 7},
    {"title": "Move", "kind": "quickfix", "edit": {"changes": {}}},
]
response = {"jsonrpc": "2.0", "id": 1, "result": actions}
first, second = converters.get_converter().structure(response, types.CodeActionResponse).result
print(first)
print(type(second).__name__)
assert isinstance(first, types.Command) and first.command == str(command), first
assert isinstance(second, types.CodeAction)
PYTHON
echo "as described"
