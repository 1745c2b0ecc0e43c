"""The table of categories: names, lists, globs."""

import pytest

from tests.migration.mistakes import MOVE, check_mistake, mistake

GLOB = "expected a pattern in the syntax of .gitignore"

MISTAKES = [
    mistake(
        "a mistyped table of categories gets a suggestion",
        MOVE + '[category]\ntests = ["tests/"]\n',
        'key "category": unknown key; expected one of name, extends, exclude, compat, categories, symbol, '
        'module, facade, retire, test; did you mean "categories"?',
    ),
    mistake(
        "a list in place of the table",
        'categories = ["tests/"]\n' + MOVE,
        'key "categories": expected a table, found a list',
    ),
    mistake(
        "a list of tables in place of the table",
        MOVE + '[[categories]]\ntests = ["tests/"]\n',
        'key "categories": expected a table, found a list',
    ),
    mistake(
        "a category without name",
        MOVE + '[categories]\n" " = ["tests/"]\n',
        'categories, key " ": a category has no name; write one, such as tests = ["tests/"]',
    ),
    mistake(
        "a glob in place of a list",
        MOVE + '[categories]\ntests = "tests/"\n',
        'categories, key "tests": expected a list of globs, found a string; write a list: ["tests/"]',
    ),
    mistake(
        "a number in place of a list",
        MOVE + "[categories]\ntests = 1\n",
        'categories, key "tests": expected a list of globs, found an integer',
    ),
    mistake(
        "a table in place of a list",
        MOVE + '[categories.tests]\nglobs = ["tests/"]\n',
        'categories, key "tests": expected a list of globs, found a table',
    ),
    mistake(
        "a category without globs",
        MOVE + "[categories]\ntests = []\n",
        'categories, key "tests": empty; write at least one glob, or leave the category out',
    ),
    mistake(
        "a boolean among the globs comes with its position",
        MOVE + '[categories]\ntests = ["tests/", true]\n',
        'categories, key "tests[2]": expected a glob, found a boolean',
    ),
    mistake(
        "a date among the globs",
        MOVE + "[categories]\ntests = [2024-01-01T00:00:00]\n",
        'categories, key "tests[1]": expected a glob, found a date',
    ),
    mistake(
        "an invalid glob comes with its position",
        MOVE + '[categories]\napp = ["*"]\ntests = ["a", "[z-a]"]\n',
        f'categories, key "tests[2]": "[z-a]" is not a valid glob; {GLOB}',
    ),
    mistake(
        "an empty glob",
        MOVE + '[categories]\ntests = [""]\n',
        f'categories, key "tests[1]": "" is not a valid glob; {GLOB}',
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_a_way_out(text: str, message: str) -> None:
    check_mistake(text, message)
