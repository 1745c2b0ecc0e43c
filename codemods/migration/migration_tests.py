"""The `[[test]]` tables of a migration file, checked."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from codemods.migration.file_schema import TestFileTable, TestTable, decode_whole
from codemods.migration.mistakes import TablePlace, did_you_mean
from codemods.values.finding_texts import CALL_MISMATCH, FINDING_CODES
from codemods.values.migration_test import FileInTest, MigrationTest

DEFAULT_PATH = "example.py"
"""The path of a test's one file, where the test gives none."""
_OF_ONE_FILE = ("path", "before", "after", "stays", "finding")
_ENDINGS = (".py", ".pyi")


def read_tests(text: str, origin: str) -> tuple[MigrationTest, ...]:
    """The tests of a migration file, in its order. Raises MigrationError at the first mistake."""
    tests: list[MigrationTest] = []
    named: dict[str, int] = {}
    for number, table in enumerate(decode_whole(text, origin).test, start=1):
        place = TablePlace(origin, f"test[{number}]")
        test = _test(table, number, place)
        other = named.setdefault(test.name, number) if test.name else number
        if other != number:
            problem = f'"{test.name}" is the name of test[{other}] already'
            raise place.at("name").error(problem, "write another one")
        tests.append(test)
    return tuple(tests)


def _test(table: TestTable, number: int, place: TablePlace) -> MigrationTest:
    if table.name is not None and not table.name.strip():
        raise place.at("name").error("empty", "write a text, or leave the key out")
    files = _files(table, place) if table.file else (_only_file(table, place),)
    given_at = TablePlace(place.origin, f"{place.table}.given")
    for path in table.given:
        _check_path(path, given_at.at(path), [each.path for each in files])
    return MigrationTest(number, table.name or "", files, table.given)


def _only_file(table: TestTable, place: TablePlace) -> FileInTest:
    if table.before is None:
        hint = 'write `before = """..."""`, or a [[test.file]] for each of several files'
        raise place.at("before").error("missing; a test begins with code", hint)
    path = DEFAULT_PATH if table.path is None else table.path
    _check_path(path, place.at("path"), ())
    filled = TestFileTable(path, table.before, table.after, table.stays, table.finding)
    return _file(filled, 0, place)


def _files(table: TestTable, place: TablePlace) -> tuple[FileInTest, ...]:
    for key in _OF_ONE_FILE:
        if getattr(table, key) is not None:
            problem = f"`{key}` of the test, which has [[test.file]] tables as well"
            raise place.at(key).error(problem, "write it in one of these, or leave them out")
    files: list[FileInTest] = []
    for number, each in enumerate(table.file, start=1):
        at = TablePlace(place.origin, f"{place.table}.file[{number}]")
        _check_path(each.path, at.at("path"), [other.path for other in files])
        files.append(_file(each, number, at))
    return tuple(files)


def _file(table: TestFileTable, number: int, place: TablePlace) -> FileInTest:
    if table.stays is False:
        raise place.at("stays").error("expected true", "write `after` for what changes, or leave the key out")
    if table.after is not None and table.stays:
        raise place.at("stays").error("`stays` beside `after`: expected one of the two")
    if table.after is None and table.stays is None and table.finding is None:
        code = CALL_MISMATCH.code
        hint = (
            f'write `after = """..."""`, or `stays = true`, or `finding = "{code}"` for what stays with one'
        )
        raise place.error("nothing says what becomes of the code", hint)
    if table.after == table.before:
        raise place.at("after").error("the same as `before`", "write `stays = true`")
    after = table.before if table.after is None else table.after
    return FileInTest(table.path, table.before, after, _codes(table, place.at("finding")), number)


def _codes(table: TestFileTable, place: TablePlace) -> tuple[str, ...]:
    listed = (table.finding,) if isinstance(table.finding, str) else table.finding
    if listed is None:
        return ()
    if not listed:
        raise place.error("empty", "write the code of a finding, or leave the key out")
    for code in listed:
        if code not in FINDING_CODES:
            expected = f'"{code}" is not the code of a finding'
            hint = did_you_mean(code, FINDING_CODES) or "`repoint explain` lists them"
            raise place.error(expected, hint)
    return tuple(sorted(set(listed)))


def _check_path(path: str, place: TablePlace, others: Iterable[str]) -> None:
    """Refuse a path that is none of a Python file below the root, or that another file has."""
    parts = PurePosixPath(path).parts
    if not path.strip():
        raise place.error("empty", "write a path, such as shop/till.py")
    if path.startswith("/") or "\\" in path or ".." in parts or path != "/".join(parts):
        problem = f'"{path}" is not a path below the root'
        raise place.error(problem, "expected one with forward slashes, such as shop/till.py")
    if not path.endswith(_ENDINGS):
        raise place.error(f'"{path}" is no Python file', "expected .py or .pyi at its end")
    if path in others:
        raise place.error(f'"{path}" is the path of another file of the test', "write each file once")
