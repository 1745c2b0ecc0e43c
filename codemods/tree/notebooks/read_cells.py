"""Find the code cells in the JSON text of a notebook, with the places of the strings that hold their code.

Only what leads to the cells is walked over; the rest is skipped by the standard library's scanner, which is
strict and tells where a value ends. The format: https://nbformat.readthedocs.io/en/latest/format_description.html
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]

_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()
_SOURCES = ("source", "input")
"""The keys of a cell's code: since version 4 of the format, and before."""


class NotANotebookError(ValueError):
    """A text is not the JSON of a notebook; the message says why."""


@dataclass(frozen=True, slots=True)
class CodeString:
    """One JSON string of a cell's code: its place with both quotes, in characters, and what it says."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class CodeCell:
    """One code cell."""

    number: int
    """From 1, all cells counted."""
    strings: tuple[CodeString, ...]
    """The code: a list of lines, or one string with all of it."""
    start: int
    """Where the code's JSON value begins, in characters."""
    is_list: bool
    language: str = ""
    """The cell's own language, where it says one."""

    @property
    def code(self) -> str:
        """What the cell runs."""
        return "".join(each.value for each in self.strings)


@dataclass(frozen=True, slots=True)
class Notebook:
    """The code cells of a notebook, in order."""

    cells: tuple[CodeCell, ...]
    language: str
    """What it says of its kernel, in lower case; empty where it says nothing."""

    @property
    def is_python(self) -> bool:
        """Whether its cells hold Python, which is also what tools take for granted where it does not say."""
        return _is_python(self.language)

    @property
    def python_cells(self) -> tuple[CodeCell, ...]:
        """Its cells that hold Python."""
        cells = self.cells if self.is_python else ()
        return tuple(each for each in cells if _is_python(each.language))


def _is_python(language: str) -> bool:
    return not language or language == "ipython" or language.startswith("python")


def read_notebook(text: str) -> Notebook:
    """Read a notebook of any version of the format. Raises NotANotebookError."""
    try:
        return _Reader(text).notebook()
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise NotANotebookError(f"it is not valid JSON: {error.msg} ({place})") from None
    except (RecursionError, MemoryError):
        raise NotANotebookError("its JSON is nested too deeply") from None
    except NotANotebookError:
        raise
    except ValueError as error:
        raise NotANotebookError(f"its JSON cannot be read: {error}") from None


class _Reader:
    """Walks over a text; `at` is the place that it has come to, in characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.cells: list[CodeCell] = []
        self.number = 0

    def notebook(self) -> Notebook:
        self._blanks()
        if not self._is_next("{"):
            raise NotANotebookError("it is not a JSON object")
        found, metadata = False, object()
        for key in self._members():
            if key == "cells" and self._is_next("["):
                self._cells()
                found = True
            elif key == "worksheets" and self._is_next("["):
                found = self._worksheets() or found
            elif key == "metadata":
                metadata = self._value()
            else:
                self._value()
        self._blanks()
        if self.at < len(self.text):
            raise json.JSONDecodeError("Extra data", self.text, self.at)
        if not found:
            raise NotANotebookError("it has no list of cells")
        return Notebook(tuple(self.cells), _language(metadata))

    def _worksheets(self) -> bool:
        """The sheets of a notebook before version 4; whether there are cells."""
        found = False
        for _ in self._elements():
            if not self._is_next("{"):
                raise NotANotebookError("one of its worksheets is not an object")
            for key in self._members():
                if key == "cells" and self._is_next("["):
                    self._cells()
                    found = True
                else:
                    self._value()
        return found

    def _cells(self) -> None:
        for _ in self._elements():
            self.number += 1
            if not self._is_next("{"):
                raise NotANotebookError(f"cell {self.number} is not an object")
            self._cell()

    def _cell(self) -> None:
        kind, own, start = object(), "", -1
        strings: tuple[CodeString, ...] | None = None
        for key in self._members():
            if key in _SOURCES and self.text[self.at : self.at + 1] in ("[", '"'):
                if strings is not None:
                    raise NotANotebookError(f"cell {self.number} has its code twice")
                start = self.at
                strings = self._code()
            elif key == "cell_type":
                kind = self._value()
            elif key == "language":
                own = str(self._value()).lower()
            elif key == "metadata":
                own = _cell_language(self._value()) or own
            else:
                self._value()
        if kind != "code":
            return
        if strings is None:
            raise NotANotebookError(f"cell {self.number} has no code")
        self.cells.append(CodeCell(self.number, strings, start, self.text[start] == "[", own))

    def _code(self) -> tuple[CodeString, ...]:
        if self._is_next('"'):
            return (self._string(),)
        found = []
        for _ in self._elements():
            if not self._is_next('"'):
                raise NotANotebookError(f"a line of cell {self.number} is not a string")
            found.append(self._string())
        return tuple(found)

    # JSON --------------------------------------------------------------------------------------

    def _members(self) -> Iterator[str]:
        """The keys of the object that begins here; whoever asks for the next one has passed the value."""
        self._take("{")
        if self._is_next("}"):
            return self._take("}")
        while True:
            if not self._is_next('"'):
                raise json.JSONDecodeError("Expecting property name", self.text, self.at)
            key = self._string().value
            self._blanks()
            self._take(":")
            yield key
            self._blanks()
            if self._is_next("}"):
                return self._take("}")
            self._take(",")

    def _elements(self) -> Iterator[None]:
        """Stops at each value of the list that begins here, and goes on once it was passed."""
        self._take("[")
        if self._is_next("]"):
            return self._take("]")
        while True:
            yield
            self._blanks()
            if self._is_next("]"):
                return self._take("]")
            self._take(",")

    def _string(self) -> CodeString:
        start = self.at
        value, self.at = scanstring(self.text, start + 1, True)
        return CodeString(start, self.at, value)

    def _value(self) -> object:
        value, self.at = _DECODER.raw_decode(self.text, self.at)
        return value

    def _is_next(self, sign: str) -> bool:
        return self.text.startswith(sign, self.at)

    def _take(self, sign: str) -> None:
        """Pass a sign and the blanks behind it."""
        if not self._is_next(sign):
            raise json.JSONDecodeError(f"Expecting {sign!r}", self.text, self.at)
        self.at += 1
        self._blanks()

    def _blanks(self) -> None:
        match = _BLANKS.match(self.text, self.at)
        self.at = match.end() if match is not None else self.at


def _language(metadata: object) -> str:
    for group, key in (("language_info", "name"), ("kernelspec", "language")):
        told = _text_in(_text_holder(metadata, group), key)
        if told:
            return told.lower()
    return ""


def _cell_language(metadata: object) -> str:
    """What an editor notes for a cell in another language than the notebook's."""
    return _text_in(_text_holder(metadata, "vscode"), "languageId").lower()


def _text_holder(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


def _text_in(value: object, key: str) -> str:
    found = _text_holder(value, key)
    return found if isinstance(found, str) else ""
