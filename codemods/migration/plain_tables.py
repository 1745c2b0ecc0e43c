"""TOML of thousands of short tables, read fast.

A published migration is a list of `[[symbol]]` tables that hold one-line texts and nothing else. `tomllib`
reads them character by character, at some 3 MB/s; a regular expression reads them thirty times as fast. What
is written otherwise is left to `tomllib`, and so is the whole where the two could differ.
"""

import re
import tomllib
from collections.abc import Iterator

_HEADER = re.compile(r"^\[\[([A-Za-z0-9_]+)\]\]\n", re.MULTILINE)
_LINE = r'[A-Za-z0-9_]+ = "[^"\\\x00-\x1f\x7f]*"\n'
_PLAIN = re.compile(rf"(?:{_LINE}|#[^\x00-\x1f\x7f]*\n|\n)*")
_KEYS = re.compile(r'^([A-Za-z0-9_]+) = "([^"]*)"\n', re.MULTILINE)
_INNER = re.compile(r"^[ \t]*\[+[ \t]*([^\]\s.]+)[ \t]*\.", re.MULTILINE)
"""A table in a table, such as `[symbol.arguments]`: the name of the outer one."""
_MULTILINE_TEXT = re.compile(r"\"\"\"|'''")


def read_toml(text: str) -> dict[str, object]:
    """Read TOML as `tomllib` does. Raises what it raises, at the places that it names."""
    try:
        read = _read(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        read = None
    return tomllib.loads(text) if read is None else read


def _read(text: str) -> dict[str, object] | None:
    """The tables, the plain ones without `tomllib`; None where that could differ from the whole."""
    tail = _tail(text)
    order: list[tuple[str, dict[str, str] | None]] = []
    others: list[str] = []
    for name, block in _blocks(text[:tail]):
        table = _plain_table(block) if name else None
        if table is None:
            if any(owner != name for owner in _INNER.findall(block)):
                return None  # It belongs to a table further up, which may be a plain one.
            others.append(block)
        order.append((name, table))
    read, last = tomllib.loads("".join(others)), tomllib.loads(text[tail:])
    found: dict[str, object] = {}
    for name in dict.fromkeys(name for name, _table in order if name):
        listed, more = read.pop(name, []), last.pop(name, [])
        expected = sum(each == name and table is None for each, table in order)
        if not isinstance(listed, list) or not isinstance(more, list) or len(listed) != expected:
            return None
        rest = iter(listed)
        found[name] = [next(rest) if table is None else table for each, table in order if each == name] + more
    return None if read.keys() & last.keys() else {**read, **found, **last}


def _tail(text: str) -> int:
    """Where the table with the first text of several lines begins: what follows may look like a header."""
    several = _MULTILINE_TEXT.search(text)
    if several is None:
        return len(text)
    return max((header.start() for header in _HEADER.finditer(text, 0, several.start())), default=0)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """What stands before the first list of tables, without a name, then each table with its header."""
    headers = list(_HEADER.finditer(text))
    starts = [*(header.start() for header in headers), len(text)]
    yield "", text[: starts[0]]
    for number, header in enumerate(headers):
        yield header[1], text[starts[number] : starts[number + 1]]


def _plain_table(block: str) -> dict[str, str] | None:
    body = block[block.index("\n") + 1 :]
    if _PLAIN.fullmatch(body) is None:
        return None
    pairs = _KEYS.findall(body)
    table = dict(pairs)
    return table if len(table) == len(pairs) else None
