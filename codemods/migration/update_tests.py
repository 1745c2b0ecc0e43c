"""Write what came out of the tests of a migration file into the file: its comments and layout stay."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from codemods.migration.migration_tests import read_tests
from codemods.migration.mistakes import TablePlace
from codemods.migration.toml_entries import Entry, entries
from codemods.values.migration_test import FileOutcome, MigrationTestOutcome

_Splice = tuple[int, int, str]
"""A place of the text, from and to, and what takes it."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def updated_text(text: str, outcomes: Iterable[MigrationTestOutcome], origin: str) -> str:
    """The file's text with what came out as what is expected, of the tests where these differ.

    Raises MigrationError where the file's tests are not written as tables of their own.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    tables = _tables(text)
    splices: list[_Splice] = []
    wanted: list[tuple[int, FileOutcome]] = []
    for outcome in outcomes:
        for file in outcome.files:
            wanted.append((outcome.test.number, file))
            if not file.passed:
                table = tables.get((outcome.test.number, file.expected.number))
                if table is None or "before" not in table:
                    raise _unwritten(origin, outcome.test.number)
                splices += _splices(text, table, file, newline)
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    _check(text, wanted, origin)
    return text


def _check(text: str, wanted: Sequence[tuple[int, FileOutcome]], origin: str) -> None:
    """See that the file says what came out. Raises MigrationError where it does not."""
    read = {(test.number, file.number): file for test in read_tests(text, origin) for file in test.files}
    for number, outcome in wanted:
        file = read[number, outcome.expected.number]
        if (file.after, file.codes) != (outcome.after, tuple(sorted(outcome.codes))):
            raise _unwritten(origin, number)


def _unwritten(origin: str, number: int) -> Exception:
    place = TablePlace(origin, f"test[{number}]")
    return place.error("cannot be written by --update", "write it as a [[test]] table with one key a line")


_Keys = Mapping[str, Entry]
"""The entries of a table, by key."""


def _tables(text: str) -> Mapping[tuple[int, int], _Keys]:
    """The entries of `[[test]]` and `[[test.file]]`, by the number of the test and that of the file."""
    found: dict[tuple[int, int], dict[str, Entry]] = {}
    test = file = 0
    for table, entry in entries(text):
        if table not in ("test", "test.file"):
            continue
        if entry is not None:
            found[test, file][entry.key] = entry
            continue
        test, file = (test + 1, 0) if table == "test" else (test, file + 1)
        found[test, file] = {}
    return found


def _splices(text: str, table: _Keys, file: FileOutcome, newline: str) -> list[_Splice]:
    """What has to change in one table: `after` or `stays`, and `finding`."""
    before, result, finding = table["before"], table.get("after") or table.get("stays"), table.get("finding")
    splices: list[_Splice] = []
    added = ""
    new = _result(file, quotes=text[before.value : before.value + 3], stays="stays" in table)
    if result is None:
        added += f"\n{new}" if new else ""
    elif not new:
        splices.append((result.start, _next_line(text, result), ""))
    elif file.after != file.expected.after or result.key != new.partition(" ")[0]:
        splices.append((result.key_start, result.end, new))
    codes = sorted(file.codes)
    if finding is None:
        added += f"\nfinding = {_listed(codes)}" if codes else ""
    elif not codes:
        splices.append((finding.start, _next_line(text, finding), ""))
    elif tuple(codes) != file.expected.codes:
        splices.append((finding.value, finding.end, _listed(codes)))
    if added:
        end = _line_end(text, result if result is not None and new else before)
        splices.append((end, end, added))
    return [(start, end, new.replace("\n", newline)) for start, end, new in splices]


def _result(file: FileOutcome, quotes: str, stays: bool) -> str:
    """The entry that says what becomes of the code; none where a finding says that it stays."""
    if file.after != file.expected.before:
        return f"after = {_quoted(file.after, quotes)}"
    return "stays = true" if stays or not file.codes else ""


def _line_end(text: str, entry: Entry) -> int:
    """Where the line of an entry's end ends, its line break left out."""
    newline = text.find("\n", entry.end)
    end = len(text) if newline < 0 else newline
    return end - (text[end - 1] == "\r")


def _next_line(text: str, entry: Entry) -> int:
    newline = text.find("\n", entry.end)
    return len(text) if newline < 0 else newline + 1


def _listed(codes: Sequence[str]) -> str:
    return json.dumps(codes[0]) if len(codes) == 1 else json.dumps(list(codes))


def _quoted(text: str, quotes: str) -> str:
    """A text in TOML, in the quotes of another one where it can stand in them."""
    if "\n" not in text:
        return json.dumps(text, ensure_ascii=False)
    literal = quotes == "'''" and "'''" not in text and not text.endswith("'")
    if literal and not _CONTROL.search(text):
        return f"'''\n{text}'''"
    escaped = text.replace("\\", "\\\\").replace('"""', '""\\"')
    escaped = _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped)
    return f'"""\n{escaped[:-1]}\\""""' if escaped.endswith('"') else f'"""\n{escaped}"""'
