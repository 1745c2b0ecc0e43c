"""What of a cell is Python: everything else gets a statement in its place that takes as many bytes."""

import ast
import re
import warnings
from dataclasses import dataclass

from codemods.tree.notebooks.ipython_syntax import OwnSyntax, own_syntax

_CELL_MAGIC = re.compile(r"\s*%%(\w+)[^\r\n]*")
_RUN_AS_PYTHON = frozenset(("time", "timeit", "capture", "prun", "memit", "mprun", "debug"))
"""The cell magics that run the rest of the cell as Python."""
_OTHER_LANGUAGES = frozenset(
    (
        *("bash", "sh", "script", "cmd", "perl", "ruby", "javascript", "js", "html", "HTML", "latex", "svg"),
        *("SVG", "markdown", "writefile", "file", "python", "python2", "python3", "pypy"),
    )
)
"""The cell magics that hand the cell to something else, which sees nothing of the notebook's names."""
_RUN_LINE = re.compile(
    r"%(?:time|prun|(?:timeit|memit)(?:[ \t]+-[nrp][ \t]*\d+|[ \t]+-[tcqov]+)*)[ \t]+(?=[^\s-])"
)
"""The magics of a line that run what follows as Python, with their options."""
_NAME = re.compile(r"[^\W\d]\w*")
_FILLED_IN = re.compile(r"\{[^{}]*\}|\$\w+")
"""Where a shell command shows a name of the notebook: `{name}` and `$name`."""
_FIRST = b"pass"
_SHORT = b"0"
_NOTHING = bytes(byte if byte in b"\r\n" else 32 for byte in range(256))
"""Translates all but line ends to blanks."""


@dataclass(frozen=True, slots=True)
class MaskedCell:
    """A cell as Python: as many bytes as its code has in UTF-8, the lines at the same places."""

    data: bytes
    masked: tuple[tuple[int, int], ...]
    """The places that are not as they were, in bytes."""
    reads: frozenset[str]
    """The names that stand in what is no Python, and may be read there."""
    reason: str = ""
    """What the parser says of a cell that is left out as a whole; empty for any other."""


def mask_cell(code: str) -> MaskedCell:
    """Put statements in the place of what is not Python: magics, shell commands, help, other languages."""
    magic = _CELL_MAGIC.match(code)
    if magic is not None and magic[1] not in _RUN_AS_PYTHON:
        shell = magic[1] in _OTHER_LANGUAGES
        names = _filled_in(magic.group()) if shell else set(_NAME.findall(code))
        return _without(code, frozenset(names))
    mask = _Mask(code)
    if magic is not None:
        first = magic.group().find("%%") + magic.start()
        mask.put(first, magic.end(), _FIRST, code[first : magic.end()])
    for own in own_syntax(code, _next_line(code, magic.end()) if magic is not None else 0):
        _mask_one(mask, code, own)
    made = mask.result()
    reason = why_no_python(made.data)
    return _without(code, frozenset(_NAME.findall(code)), reason) if reason else made


def why_no_python(data: bytes) -> str:
    """What the parser says of a text; empty where it parses."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # As text, so that a comment about the encoding means nothing.
            ast.parse(data.decode())
    except SyntaxError as error:
        return error.msg or "invalid syntax"
    except ValueError as error:
        return str(error)
    except (RecursionError, MemoryError):
        return "nested too deeply"
    return ""


def _mask_one(mask: "_Mask", code: str, own: OwnSyntax) -> None:
    text = code[own.start : own.end]
    run = _RUN_LINE.match(text)
    if run is not None and _may_stand(text[run.end() :], own.is_value):
        # `pass; ` takes as many bytes as the shortest of these magics, and a blank.
        before = b"" if own.is_value else b"pass;"
        mask.put(own.start, own.start + run.end(), before, "")
    elif own.is_value:
        mask.put(own.start, own.end, _SHORT, text)
    else:
        mask.put(own.start, own.end, _FIRST, text)


def _may_stand(code: str, is_value: bool) -> bool:
    """Whether code is all of a value, or simple statements, which may stand behind others on their line."""
    if not code.strip() or "\n" in code or "\r" in code:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if is_value:
                return bool(ast.parse(code.strip(), mode="eval"))
            statements = ast.parse(code.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return not any(hasattr(each, "body") for each in statements)


def _names_in(text: str) -> set[str]:
    """The names that a part of IPython's own may read: of a shell command those that are filled in."""
    return _filled_in(text) if text.startswith("!") else set(_NAME.findall(text))


def _filled_in(text: str) -> set[str]:
    return {name for each in _FILLED_IN.findall(text) for name in _NAME.findall(each)}


def _without(code: str, reads: frozenset[str], reason: str = "") -> MaskedCell:
    """A cell with nothing but a statement that does nothing."""
    mask = _Mask(code)
    blank = len(code) - len(code.lstrip())
    mask.put(max(code.rfind(end, 0, blank) for end in "\r\n") + 1, len(code), _FIRST, "")
    made = mask.result()
    return MaskedCell(made.data, made.masked, reads, reason)


def _next_line(code: str, end: int) -> int:
    return end + (2 if code.startswith("\r\n", end) else 1)


class _Mask:
    """The code of a cell while parts of it are covered, one after the other."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._done = 0
        self._data = bytearray()
        self._masked: list[tuple[int, int]] = []
        self._reads: set[str] = set()

    def put(self, start: int, end: int, statement: bytes, read: str) -> None:
        """Cover a part, in characters; what is read there stands in a text."""
        self._data += self._code[self._done : start].encode("utf-8", "surrogatepass")
        covered = self._code[start:end].encode("utf-8", "surrogatepass")
        blank = covered.translate(_NOTHING)
        room = len(blank) - len(blank.lstrip(b" ")) if blank.strip(b" ") else len(blank)
        text = statement if len(statement) <= room else _SHORT if room else b""
        first = len(self._data)
        self._data += text + blank[len(text) :]
        self._masked.append((first, len(self._data)))
        self._reads |= _names_in(read)
        self._done = end

    def result(self) -> MaskedCell:
        """The whole cell."""
        rest = self._code[self._done :].encode("utf-8", "surrogatepass")
        return MaskedCell(bytes(self._data) + rest, tuple(self._masked), frozenset(self._reads))
