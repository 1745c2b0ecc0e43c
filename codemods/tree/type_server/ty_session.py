"""One run of `ty server` over a tree, and what it is asked about members of classes.

Three things are not what one would expect (ty 0.0.108). Of an object that is of a class *or* unknown, the
definition is the class's alone: only the hover says `Unknown |`. In an environment without the package every
answer is empty, as if nothing were known. And the definition of what the standard library has is in its
source, while its classes, and declarations, are those of ty's own stubs.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from codemods.tree.type_server.enclosing_class import class_around
from codemods.tree.type_server.language_client import Json, LanguageClient, ServerError
from codemods.values.errors import RepointError
from codemods.values.symbol import Symbol
from codemods.values.type_answers import TypeAnswer, TypeDefinition, TypeQuestion

_PATIENCE = 120.0
"""Seconds that an answer may take."""
_PROBE = "_repoint_asks_.py"
"""The name of a text, in no file, that spells the members that are asked about."""
_MOST_BASES = 500
_UNKNOWN = re.compile(r"Unknown|Any|Never|Divergent|object|@?Todo.*")
"""Types of which anything, or nothing, can be an attribute, as ty writes them."""
_OPENING, _CLOSING = "([{", ")]}"

Place = tuple[str, int, int]
"""A file's URI, and a line and column from 0."""


class TySession:
    """A started server; `python` is the environment, or its interpreter."""

    def __init__(self, ty: str, root: Path, python: Path, patience: float = _PATIENCE) -> None:
        """Start it. Raises ServerError."""
        self._root = root
        self._python = python
        settings = {"configuration": {"environment": {"python": str(python)}}}
        self._client = LanguageClient([ty, "server"], str(root), settings, patience)
        self._members: dict[Symbol, tuple[frozenset[Place], Place] | None] = {}
        self._derives: dict[Place, frozenset[Place]] = {}
        try:
            self._start(settings)
        except BaseException:
            self._client.close()
            raise

    def _start(self, settings: Json) -> None:
        uri = self._root.as_uri()
        started = self._client.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": uri,
                "workspaceFolders": [{"uri": uri, "name": self._root.name}],
                "capabilities": {
                    "general": {"positionEncodings": ["utf-8", "utf-16"]},
                    "textDocument": {"hover": {"contentFormat": ["plaintext"]}},
                    "workspace": {"configuration": True, "workspaceFolders": True},
                },
                "initializationOptions": settings,
            },
        )
        if started["capabilities"].get("positionEncoding") != "utf-8":
            raise ServerError("this ty counts no columns in UTF-8; `pip install -U ty`")
        self._client.tell("initialized", {})

    def close(self) -> None:
        """End the server."""
        self._client.close()

    # Members --------------------------------------------------------------------------------------

    def learn(self, symbols: Sequence[Symbol]) -> None:
        """Look up where members and their classes are defined. Raises RepointError for an unknown class."""
        text, places = "", []
        for index, symbol in enumerate(dict.fromkeys(symbols)):
            owner, _, name = symbol.name.rpartition(".")
            head = f"def _{index}(x: {symbol.module}."
            # The last name of the class, in the annotation, and the member's in the line below.
            at = len(head) + len(owner) - len(owner.rpartition(".")[2])
            places.append((symbol, text.count("\n") + 1, at))
            text += f"import {symbol.module}\n{head}{owner}) -> None:\n    x.{name}\n"
        uri = (self._root / _PROBE).as_uri()
        opened = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self._client.tell("textDocument/didOpen", {"textDocument": opened})
        for symbol, line, column in places:
            self._members[symbol] = self._member(symbol, uri, line, column)
        self._client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def _member(
        self, symbol: Symbol, uri: str, line: int, column: int
    ) -> tuple[frozenset[Place], Place] | None:
        """Where a member is defined, and its class; None where the class lacks it, or has it from another."""
        owners = self._client.ask("textDocument/prepareTypeHierarchy", _position(uri, line, column))
        if not owners:
            owner = symbol.name.rpartition(".")[0]
            raise RepointError(
                f"--types: ty does not know {symbol.module}.{owner} in {self._python}, where it would be "
                "imported from; install the package there, or name another environment with --types-python"
            )
        owner_place = _place(owners[0]["uri"], owners[0]["selectionRange"])
        member = uri, line + 1, len("    x.")
        declared = list(self._asked("declaration", *member))
        if not declared or any(self._class_at(each) != owner_place for each in declared):
            return None
        return frozenset((*declared, *self._asked("definition", *member))), owner_place

    def answer(self, question: TypeQuestion) -> TypeAnswer:
        """Answer a question about a member that was learned. Raises ServerError."""
        member = self._members[question.symbol]
        place = (self._root / question.path).as_uri(), question.line, question.column
        found = list(self._asked("definition", *place)) if member is not None else []
        if member is None or not found or self._is_unsure(*place):
            return TypeAnswer()
        definitions = []
        for each in found:
            text = _text(each[0])
            if not _spells(text, each, question.symbol.leaf):
                return TypeAnswer()
            around = class_around(text, each[1])
            of_member = each in member[0] or (around is not None and member[1] in self._bases_at(each))
            owner = around.parts if around is not None else ()
            definitions.append(TypeDefinition(self._shown(each[0]), each[1] + 1, owner, of_member))
        return TypeAnswer(tuple(dict.fromkeys(definitions)))

    def _is_unsure(self, uri: str, line: int, column: int) -> bool:
        """Whether the attribute may also be that of an object of which nothing is known."""
        shown = self._client.ask("textDocument/hover", _position(uri, line, column))
        contents = shown.get("contents") if isinstance(shown, dict) else None
        text = contents.get("value", "") if isinstance(contents, dict) else ""
        # The documentation stands below a line of dashes.
        kind = re.split(r"^-{5,}$", text, maxsplit=1, flags=re.MULTILINE)[0]
        return not kind.strip() or any(_UNKNOWN.fullmatch(part) for part in _parts(kind))

    # Places ---------------------------------------------------------------------------------------

    def _asked(self, what: str, uri: str, line: int, column: int) -> Iterator[Place]:
        """The places that the server names for one."""
        found = self._client.ask(f"textDocument/{what}", _position(uri, line, column)) or []
        for each in found if isinstance(found, list) else [found]:
            if "targetUri" in each:
                yield _place(each["targetUri"], each["targetSelectionRange"])
            else:
                yield _place(each["uri"], each["range"])

    def _class_at(self, place: Place) -> Place | None:
        """The class around a place, as the server has it."""
        around = class_around(_text(place[0]), place[1])
        if around is None:
            return None
        position = _position(place[0], around.line, around.column)
        classes = self._client.ask("textDocument/prepareTypeHierarchy", position) or []
        return _place(classes[0]["uri"], classes[0]["selectionRange"]) if classes else None

    def _bases_at(self, place: Place) -> frozenset[Place]:
        """The class around a place, and all that it derives from."""
        around = class_around(_text(place[0]), place[1])
        key = (place[0], around.line, around.column) if around is not None else place
        if key not in self._derives:
            self._derives[key] = frozenset(self._bases(*key))
        return self._derives[key]

    def _bases(self, uri: str, line: int, column: int) -> Iterator[Place]:
        todo = self._client.ask("textDocument/prepareTypeHierarchy", _position(uri, line, column)) or []
        seen = set[Place]()
        while todo and len(seen) < _MOST_BASES:
            item = todo.pop()
            here = _place(item["uri"], item["selectionRange"])
            if here not in seen:
                seen.add(here)
                yield here
                todo += self._client.ask("typeHierarchy/supertypes", {"item": item}) or []

    def _shown(self, uri: str) -> str:
        """A file's path, relative to the root where it is below it."""
        file = _file(uri)
        if file is None:
            return uri
        try:
            return file.relative_to(self._root).as_posix()
        except ValueError:
            return file.as_posix()


def _position(uri: str, line: int, column: int) -> Json:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}


def _place(uri: str, span: Json) -> Place:
    return uri, span["start"]["line"], span["start"]["character"]


def _file(uri: str) -> Path | None:
    parsed = urlsplit(uri)
    return Path(url2pathname(unquote(parsed.path))) if parsed.scheme == "file" else None


def _text(uri: str) -> bytes:
    """A file's bytes; none of one that can't be read, or that only the server has."""
    file = _file(uri)
    with suppress(OSError):
        return file.read_bytes() if file is not None else b""
    return b""


def _spells(text: bytes, place: Place, name: str) -> bool:
    """Whether a text has a name at a place; `name =` in a class's body, or `self.name =`, too."""
    lines = text.splitlines()
    if place[1] >= len(lines):
        return False
    return re.match(rb"(?:\w+\.)?%s\b" % re.escape(name.encode()), lines[place[1]][place[2] :]) is not None


def _parts(kind: str) -> Iterator[str]:
    """The parts of a type that `|` and `&` join, outermost."""
    depth, part = 0, ""
    for character in kind:
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0 and character in "|&":
            yield part.strip()
            part = ""
        else:
            part += character
    yield part.strip()
