"""A run leaves the tests of a file unread where they stand at its end."""

import pytest

from codemods.migration.load import parse_migration
from codemods.migration.tests_apart import rules_end
from tests.migration.mistakes import MOVE

TEST = '[[test]]\nbefore = """\n{}\n"""\nstays = true\n'


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param(TEST, id="a test"),
        pytest.param('[[test]]\n[[test.file]]\n[ test.given ]\n"a.py" = ""\n', id="its tables"),
        pytest.param(TEST * 2, id="two of them"),
        pytest.param("[[test]]\nnot = TOML at all {}\n", id="a mistake"),
    ],
)
def test_tests_at_the_end_are_left_unread(tests: str) -> None:
    assert rules_end(MOVE + tests) == len(MOVE)
    assert parse_migration(MOVE + tests, "m.toml") == parse_migration(MOVE, "m.toml")


@pytest.mark.parametrize("note", ['""""a\\""" b"""""', "'''\n\"\"\"\\'''", '"\\""  # """', '"""\\\\"""'])
def test_they_are_so_behind_texts_of_several_lines(note: str) -> None:
    rules = f"{MOVE}note = {note}\n"
    assert rules_end(rules + TEST) == len(rules)
    assert parse_migration(rules + TEST, "m.toml") == parse_migration(rules, "m.toml")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MOVE, id="no test"),
        pytest.param(TEST + MOVE, id="a rule behind"),
        pytest.param(MOVE + TEST.replace("[[test]]", "[[ test ]]"), id="a header with spaces"),
        pytest.param(MOVE + TEST + "[retire]\n", id="a table behind"),
        pytest.param(MOVE + TEST + "[[tests]]\n", id="a mistyped one"),
        pytest.param(MOVE + TEST.format("[each for each in rows]"), id="code that looks like a header"),
        pytest.param(MOVE + 'note = """\n[[test]]\n"""\n', id="a text of a rule that looks like one"),
        pytest.param(MOVE + "note = '''\n\"\n[[test]]\n'''\n", id="another one"),
        pytest.param('# """\n' + MOVE + 'note = """\n[[test]]\n"""\n', id="quotes in a comment"),
    ],
)
def test_a_file_is_read_whole_otherwise(text: str) -> None:
    assert rules_end(text) == len(text)


def test_a_rule_behind_the_tests_counts() -> None:
    assert parse_migration(TEST + MOVE, "m.toml") == parse_migration(MOVE, "m.toml")
