"""The `[[test]]` tables: what they say, and the mistakes that they may hold."""

import re

import pytest

from codemods.migration.migration_tests import read_tests
from codemods.values.errors import MigrationError
from codemods.values.migration_test import FileInTest
from tests.migration.mistakes import MOVE, mistake

CODE = 'before = "f()"\n'
ONE = "[[test]]\n" + CODE


def file(path: str, *keys: str) -> str:
    return "".join(f"{key}\n" for key in ("[[test.file]]", f'path = "{path}"', 'before = "f()"', *keys))


def test_a_test_of_one_file() -> None:
    (test,) = read_tests(MOVE + ONE + 'name = "n"\nafter = "g()"\nfinding = ["RP203", "RP102"]\n', "m.toml")
    assert (test.number, test.name, test.label, test.given) == (1, "n", 'test[1] "n"', {})
    assert test.files == (FileInTest("example.py", "f()", "g()", ("RP102", "RP203"), 0),)


def test_a_test_of_several_files() -> None:
    tables = "[[test]]\n" + file("a.py", "stays = true") + file("b.pyi", 'finding = "RP102"')
    (_, test) = read_tests(ONE + "stays = true\n" + tables + '[test.given]\n"c.py" = ""\n' + MOVE, "m.toml")
    assert test.label == "test[2]"
    assert test.given == {"c.py": ""}
    assert test.files == (
        FileInTest("a.py", "f()", "f()", (), 1),
        FileInTest("b.pyi", "f()", "f()", ("RP102",), 2),
    )


MISTAKES = [
    mistake(
        "no code",
        "[[test]]\nstays = true\n",
        'test[1], key "before": missing; a test begins with code; write `before = """..."""`, or a '
        "[[test.file]] for each of several files",
    ),
    mistake(
        "nothing expected",
        ONE,
        'test[1]: nothing says what becomes of the code; write `after = """..."""`, or `stays = true`, or '
        '`finding = "RP102"` for what stays with one',
    ),
    mistake(
        "nothing expected of a file",
        ONE + "stays = true\n[[test]]\n" + file("a.py", "stays = true") + file("b.py"),
        'test[2].file[2]: nothing says what becomes of the code; write `after = """..."""`, or '
        '`stays = true`, or `finding = "RP102"` for what stays with one',
    ),
    mistake(
        "two things expected",
        ONE + 'after = "g()"\nstays = true\n',
        'test[1], key "stays": `stays` beside `after`: expected one of the two',
    ),
    mistake(
        "code that does not stay",
        ONE + "stays = false\n",
        'test[1], key "stays": expected true; write `after` for what changes, or leave the key out',
    ),
    mistake(
        "the same code twice",
        ONE + 'after = "f()"\n',
        'test[1], key "after": the same as `before`; write `stays = true`',
    ),
    mistake(
        "an unknown finding",
        ONE + 'finding = ["RP102", "RP10"]\n',
        'test[1], key "finding": "RP10" is not the code of a finding; did you mean "…"?',
    ),
    mistake(
        "no finding at all",
        ONE + "finding = []\n",
        'test[1], key "finding": empty; write the code of a finding, or leave the key out',
    ),
    mistake(
        "code beside files",
        ONE + file("a.py", "stays = true"),
        'test[1], key "before": `before` of the test, which has [[test.file]] tables as well; write it in '
        "one of these, or leave them out",
    ),
    mistake(
        "an empty name",
        ONE + 'name = " "\nstays = true\n',
        'test[1], key "name": empty; write a text, or leave the key out',
    ),
    mistake(
        "one name twice",
        (ONE + 'name = "n"\nstays = true\n') * 2,
        'test[2], key "name": "n" is the name of test[1] already; write another one',
    ),
    mistake(
        "a path out of the tree",
        "[[test]]\n" + file("../a.py", "stays = true"),
        'test[1].file[1], key "path": "../a.py" is not a path below the root; expected one with forward '
        "slashes, such as shop/till.py",
    ),
    mistake(
        "a path of no Python file",
        ONE + 'stays = true\npath = "a.txt"\n',
        'test[1], key "path": "a.txt" is no Python file; expected .py or .pyi at its end',
    ),
    mistake(
        "one path twice",
        "[[test]]\n" + file("a.py", "stays = true") * 2,
        'test[1].file[2], key "path": "a.py" is the path of another file of the test; write each file once',
    ),
    mistake(
        "a given file that is tested",
        ONE + 'stays = true\n[test.given]\n"example.py" = ""\n',
        'test[1].given, key "example.py": "example.py" is the path of another file of the test; write each '
        "file once",
    ),
    mistake(
        "an unknown key",
        ONE + "stay = true\n",
        'test[1], key "stay": unknown key; expected one of name, path, before, after, stays, finding, file, '
        'given; did you mean "stays"?',
    ),
    mistake(
        "a file without a path",
        '[[test]]\n[[test.file]]\nbefore = ""\nstays = true\n',
        'test[1].file[1], key "path": missing; every [[test.file]] needs it',
    ),
    mistake("no list", '[test]\nbefore = ""\n', 'key "test": expected a list of tables, found a table; …'),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_a_suggestion(text: str, message: str) -> None:
    with pytest.raises(MigrationError) as caught:
        read_tests(MOVE + text, "m.toml")
    expected = ".*".join(re.escape(part) for part in f"m.toml: {message}".split("…"))
    assert re.fullmatch(expected, str(caught.value)), f"{caught.value}\nis not\n{message}"
