import pytest

from codemods.values.category import Category, category_key
from codemods.values.errors import RepointError

CATEGORIES = (
    Category("critical", ("tests/critical/",)),
    Category("tests", ("**/tests/*", "!tests/data/", "test_*.py")),
    Category("app", ("/app/",)),
)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        pytest.param("tests/critical/test_a.py", "critical", id="the first that fits wins"),
        pytest.param("app/tests/critical/a.py", "tests", id="a slash between counts from the root"),
        pytest.param("app/test_a.py", "tests", id="any of the globs"),
        pytest.param("tests/data/a.py", "other", id="an exclamation mark takes a file out again"),
        pytest.param("app/a.py", "app", id="a later category"),
        pytest.param("lib/app/a.py", "other", id="none fits"),
    ],
)
def test_categories_in_order(path: str, name: str) -> None:
    assert category_key(CATEGORIES)(path) == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("test_a.py", "tests"),
        ("app/deep/a_test.py", "tests"),
        ("app/tests/helper.py", "tests"),
        ("test/helper.py", "tests"),
        ("app/conftest.py", "tests"),
        ("app/testing.py", "production"),
        ("contest.py", "production"),
        ("tests.py", "production"),
    ],
)
def test_without_categories_there_are_tests_and_production(path: str, name: str) -> None:
    assert category_key(())(path) == name


def test_an_invalid_glob_is_named() -> None:
    with pytest.raises(RepointError, match=r'"\[z-a\]" is not a valid glob'):
        category_key([Category("x", ("[z-a]",))])
