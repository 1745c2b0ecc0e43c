"""One test of a migration: what comes out of its files, and what a second run makes of that."""

import pytest

from codemods.migration.load import parse_migration
from codemods.migration.migration_tests import read_tests
from codemods.plan import run_migration_test as runs
from codemods.plan.run_migration_test import run_migration_test
from codemods.values.errors import MigrationError
from codemods.values.migration_test import MigrationTestOutcome
from tests.in_memory import MAKE


def outcome(tests: str, *tables: str) -> MigrationTestOutcome:
    text = "".join(tables or (MAKE,)) + tests
    (test,) = read_tests(text, "m.toml")
    return run_migration_test(test, parse_migration(text, "m.toml"))


def test_what_comes_out_as_it_says_passes() -> None:
    assert outcome(
        '[[test]]\nbefore = "from acme.old import make"\nafter = "from acme.new import build"\n'
    ).passed


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param("stays = true", id="another text"),
        pytest.param('after = "from acme.new import build"\nfinding = "RP102"', id="a finding too many"),
    ],
)
def test_what_comes_out_otherwise_fails(expected: str) -> None:
    assert not outcome(f'[[test]]\nbefore = "from acme.old import make"\n{expected}\n').passed


def test_a_finding_that_is_not_named_fails() -> None:
    told = outcome(
        '[[test]]\nbefore = "from p import f"\nstays = true\n', '[[symbol]]\nold = "p:f"\nmanual = "no"\n'
    )
    assert not told.passed
    (file,) = told.files
    assert list(file.codes) == ["RP101"]
    assert file.codes["RP101"].startswith("line 1: ")


def test_what_is_given_is_seen_and_not_looked_at() -> None:
    test = '[[test]]\nbefore = "from api import make"\nafter = "from acme.new import build"\n'
    assert not outcome(test).passed
    assert outcome(test + '[test.given]\n"api.py" = "from acme.old import make"\n').passed


def test_a_migration_that_does_not_fit_names_the_test() -> None:
    given = '[test.given]\n"acme/new.py" = ""\n'
    message = r"^m\.toml: test\[1\]: m\.toml: symbol\[1\]: .* does not bind `build`"
    with pytest.raises(MigrationError, match=message):
        outcome('[[test]]\nbefore = "from acme.old import make"\nstays = true\n' + given)


def test_a_second_run_that_changes_something_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """No migration is known that does so: it is made to."""
    texts = iter(({"example.py": b"x"}, {"example.py": b"y"}))
    monkeypatch.setattr(runs, "_changed", lambda plan: next(texts))
    second = outcome('[[test]]\nbefore = "from acme.old import make"\nafter = "x"\n')
    assert [(each.after, each.again) for each in second.files] == [("x", "y")]
    assert not second.passed
