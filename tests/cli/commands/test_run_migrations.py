"""`repoint migrations`: what comes with repoint."""

import json

from codemods.migration.migration_files import builtin_migrations
from tests.command_line import Run
from tests.command_line import run as run


def test_each_is_listed_with_what_it_is_for(run: Run) -> None:
    result = run("migrations")
    assert result.exit_code == 0
    names = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert names == list(builtin_migrations())
    assert "NumPy 1.x to 2.0" in result.stdout
    assert "  from pydantic " in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_as_json(run: Run) -> None:
    document = json.loads(run("migrations", "--format", "json").stdout)
    numpy = next(each for each in document["migrations"] if each["name"] == "numpy-2")
    assert document["version"] == 1
    assert numpy["packages"] == ["numpy"]
    assert numpy["rules"] > 50
    assert all(each["title"] and each["rules"] for each in document["migrations"])


def test_one_is_printed(run: Run) -> None:
    assert run("migrations", "show", "numpy-2").stdout.startswith("# NumPy")


def test_one_that_is_not_there_gets_a_suggestion(run: Run) -> None:
    result = run("migrations", "show", "numpy")
    assert result.exit_code == 2
    assert 'did you mean "numpy-2"?' in result.stderr


def test_a_name_alone_is_told_how_it_is_shown(run: Run) -> None:
    result = run("migrations", "numpy-2")
    assert result.exit_code == 2
    assert "`show numpy-2`" in result.stderr


def test_other_words_are_a_mistake(run: Run) -> None:
    assert run("migrations", "list").exit_code == 2
