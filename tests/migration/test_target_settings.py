"""`[tool.repoint]` in the target's pyproject.toml: what it may say, and every mistake in it."""

from pathlib import Path

import pytest

from codemods.migration.target_settings import TargetSettings, load_target_settings
from codemods.values.category import Category
from codemods.values.errors import RepointError
from tests.permissions import Unprivileged
from tests.permissions import unprivileged as unprivileged
from tests.tree.files import write_files


def loaded(root: Path, text: str) -> TargetSettings:
    """Load a pyproject.toml of some text."""
    (root / "pyproject.toml").write_text(text, encoding="utf-8")
    return load_target_settings(root)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param('[project]\nname = "repoint-user"\n', id="no table"),
        pytest.param('tool = "repoint"\n', id="tool is no table"),
        pytest.param("[tool.repoint]\n", id="empty table"),
        pytest.param("not TOML at all", id="not TOML, and no word of repoint"),
    ],
)
def test_defaults(tmp_path: Path, text: str) -> None:
    assert loaded(tmp_path, text) == TargetSettings()


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_target_settings(tmp_path) == TargetSettings()
    (tmp_path / "pyproject.toml").mkdir()
    assert load_target_settings(tmp_path) == TargetSettings()


def test_every_key(tmp_path: Path) -> None:
    write_files(tmp_path, "libs/a/x.py")
    lines = ('exclude = ["a/", "*_pb2.py"]', 'roots = ["./libs/a/", "."]', 'migration = "m.toml"')
    assert loaded(tmp_path, "\n".join(("\ufeff[tool.repoint]", *lines))) == TargetSettings(
        ("a/", "*_pb2.py"), ("libs/a", ""), ("m.toml",)
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param('exclud = ["a"]', r'key "exclud": unknown key; .*did you mean "exclude"\?', id="typo"),
        pytest.param(
            "x = 1",
            r'key "x": unknown key; expected one of exclude, roots, migration, facade, message, format, '
            r"notebooks, categories$",
            id="unknown",
        ),
        pytest.param(
            'exclude = "a"', r'key "exclude": expected a list, found a string', id="string for list"
        ),
        pytest.param(
            'roots = ["src", 1]',
            r'key "roots\[2\]": expected a string, found an integer',
            id="number in list",
        ),
        pytest.param(
            "migration = 1", r'key "migration": expected a string or a list, found an integer', id="number"
        ),
        pytest.param('migration = " "', r'key "migration": empty', id="empty migration"),
        pytest.param(
            'exclude = ["[z-a]"]', r'key "exclude": "\[z-a\]" is not a valid glob', id="invalid glob"
        ),
        pytest.param('exclude = [""]', r'key "exclude": "" is not a valid glob', id="empty glob"),
        pytest.param(
            'roots = ["scr"]', r'there is no folder "scr"; did you mean "src"\?', id="no such folder"
        ),
        pytest.param('roots = ["a.py"]', r'there is no folder "a.py"', id="file for folder"),
        pytest.param('roots = ["../x"]', r'"../x" is not below', id="above the root"),
        pytest.param('roots = ["/"]', r'"/" is not below', id="absolute"),
        pytest.param(
            'format = ["ruff format ."]', r'key "format": "ruff format ." is given no files', id="no files"
        ),
        pytest.param('format = "{files}"', r'key "format": "{files}" is given no files', id="no command"),
        pytest.param(
            'format = "ruff \'{files}"', r"can't be split into words: No closing quotation", id="quote"
        ),
        pytest.param("exclude = [", r"pyproject.toml: not valid TOML: .*", id="not TOML"),
    ],
)
def test_mistakes_name_the_file_and_the_key(tmp_path: Path, line: str, message: str) -> None:
    write_files(tmp_path, "src/x.py", "a.py")
    with pytest.raises(RepointError, match=message) as caught:
        loaded(tmp_path, f"[tool.repoint]\n{line}\n")
    assert str(tmp_path / "pyproject.toml") in str(caught.value)


def test_formatters(tmp_path: Path) -> None:
    lines = "[tool.repoint]\nformat = ['ruff format {files}', 'isort {files}']\n"
    assert loaded(tmp_path, lines).format == ("ruff format {files}", "isort {files}")
    assert loaded(tmp_path, "[tool.repoint]\nformat = 'black {files}'\n").format == ("black {files}",)


def test_categories_keep_their_order(tmp_path: Path) -> None:
    text = '[tool.repoint]\nexclude = ["a/"]\n[tool.repoint.categories]\nz = ["z/", "!z/a"]\na-b = ["*"]\n'
    categories = (Category("z", ("z/", "!z/a")), Category("a-b", ("*",)))
    assert loaded(tmp_path, text) == TargetSettings(("a/",), categories=categories)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            '[tool.repoint.category]\ntests = ["tests/"]',
            '[tool.repoint], key "category": unknown key; expected one of exclude, roots, migration, facade, '
            'message, format, notebooks, categories; did you mean "categories"?',
            id="a mistyped table",
        ),
        pytest.param(
            '[tool.repoint]\ncategories = ["tests/"]',
            '[tool.repoint], key "categories": expected a table, found a list',
            id="a list for the table",
        ),
        pytest.param(
            '[tool.repoint.categories]\ntests = "tests/"',
            '[tool.repoint.categories], key "tests": expected a list of globs, found a string; '
            'write a list: ["tests/"]',
            id="a text for the list",
        ),
        pytest.param(
            "[tool.repoint.categories]\ntests = []",
            '[tool.repoint.categories], key "tests": empty; write at least one glob, or leave the '
            "category out",
            id="an empty list",
        ),
        pytest.param(
            '[tool.repoint.categories]\ntests = ["a", "[z-a]"]',
            '[tool.repoint.categories], key "tests[2]": "[z-a]" is not a valid glob; '
            "expected a pattern in the syntax of .gitignore",
            id="an invalid glob",
        ),
        pytest.param(
            '[tool.repoint.categories]\n"" = ["a"]',
            '[tool.repoint.categories]: a category has no name; write one, such as tests = ["tests/"]',
            id="an empty name",
        ),
    ],
)
def test_mistakes_in_categories(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RepointError) as caught:
        loaded(tmp_path, text)
    assert str(caught.value) == f"{tmp_path / 'pyproject.toml'}: {message}"


def test_table_of_another_kind(tmp_path: Path) -> None:
    with pytest.raises(RepointError, match=r"\[tool.repoint\]: expected a table, found an integer"):
        loaded(tmp_path, "[tool]\nrepoint = 1\n")


def test_undecodable(tmp_path: Path) -> None:
    write_files(tmp_path, "pyproject.toml", content=b"# repoint \xe9\n")
    with pytest.raises(RepointError, match="not UTF-8"):
        load_target_settings(tmp_path)


def test_unreadable(tmp_path: Path, unprivileged: Unprivileged) -> None:
    write_files(tmp_path, "pyproject.toml")
    (tmp_path / "pyproject.toml").chmod(0)
    with unprivileged(), pytest.raises(RepointError, match="cannot be read: Permission denied"):
        load_target_settings(tmp_path)
