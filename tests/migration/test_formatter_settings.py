"""How a tree sorts its imports, and how long its lines may be, by the settings of its own tools."""

from dataclasses import replace
from pathlib import Path

import pytest

from codemods.migration.formatter_settings import read_code_style
from codemods.values.code_style import NO_STYLE, CodeStyle


@pytest.mark.parametrize(
    ("name", "text", "style"),
    [
        (
            "pyproject.toml",
            '[tool.ruff]\nline-length = 100\n[tool.ruff.lint]\nselect = ["E", "I"]\n',
            (True, None, 100),
        ),
        ("pyproject.toml", '[tool.ruff.lint]\nextend-select = ["ALL"]\n', (True, None, 88)),
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["E"]\n', (False, None, 88)),
        (
            "pyproject.toml",
            '[tool.isort]\nprofile = "black"\n[tool.black]\nline-length = 99\n',
            (True, None, 99, False, False, True),
        ),
        (
            "ruff.toml",
            'lint.select = ["I001"]\n[lint.isort]\nforce-sort-within-sections = true\n',
            (True, True, 88),
        ),
        (".ruff.toml", 'select = ["I"]\n', (True, None, 88)),
        (
            "setup.cfg",
            "[isort]\nforce_sort_within_sections = True\nmulti_line_output = 3\nline_length = 79\n",
            (True, True, 79, False, False, True),
        ),
        ("tox.ini", "[flake8]\nmax-line-length = 120\n", (False, None, 120)),
        (".isort.cfg", "[settings]\nprofile = black\n", (True, None, 88, False, False, True)),
        (".isort.cfg", "[isort]\nline_length = 79\n", (True, None, None, False, False, True)),
        (
            "ruff.toml",
            'lint.select = ["I"]\n[lint.isort]\ncombine-as-imports = true\nsplit-on-trailing-comma = false\n',
            (True, None, 88, True, False, True),
        ),
        (
            "ruff.toml",
            'lint.select = ["I"]\n[lint.isort]\nforce-single-line = true\n',
            (True, None, 88, False, True),
        ),
        (
            ".isort.cfg",
            "[settings]\nprofile = black\ncombine_as_imports=1\nforce_single_line = True\n"
            "split_on_trailing_comma = true\n",
            (True, None, 88, True, True, False),
        ),
        (".flake8", "[flake8]\nmax-line-length = 90\n", (False, None, 90)),
    ],
)
def test_the_settings_of_each_tool_are_read(
    tmp_path: Path, name: str, text: str, style: tuple[bool, bool | None, int, bool, bool, bool]
) -> None:
    (tmp_path / name).write_text(text)
    read = read_code_style(tmp_path)
    read = replace(read, grid_length=None, code_length=None, formatted=False, blank_before_comments=False)
    assert replace(read, by_ruff=False, sections=None) == CodeStyle(*style)


@pytest.mark.parametrize(
    ("files", "length", "formatted"),
    [
        ({"pyproject.toml": "[tool.ruff]\nline-length = 100\n"}, 100, False),
        ({"pyproject.toml": "[tool.ruff.lint]\nselect = ['E']\n"}, 88, False),
        ({"pyproject.toml": "[tool.ruff.lint]\nselect = ['F']\n"}, None, False),
        ({"ruff.toml": "[format]\nquote-style = 'single'\n"}, 88, True),
        ({"pyproject.toml": "[tool.black]\n"}, 88, True),
        (
            {
                "pyproject.toml": "[tool.black]\nline-length = 99\n",
                "setup.cfg": "[flake8]\nmax-line-length = 120\n",
            },
            99,
            True,
        ),
        ({"pyproject.toml": "[tool.isort]\nprofile = 'black'\n"}, None, False),
        ({"tox.ini": "[pycodestyle]\nmax_line_length = 90\n"}, 90, False),
        ({"pyproject.toml": "[tool.pylint.format]\nmax-line-length = 70\n"}, 70, False),
        ({".pylintrc": "[FORMAT]\nmax-line-length=100\n"}, 100, False),
        (
            {".editorconfig": "root = true\n[*]\nmax_line_length = 80\n[*.{c,py}]\nmax_line_length = 95\n"},
            95,
            False,
        ),
        ({".editorconfig": "[*.py]\nmax_line_length = off\n"}, None, False),
        ({".editorconfig": "[*.md]\nmax_line_length = 95\n"}, None, False),
        (
            {
                "ruff.toml": "line-length = 120\n",
                ".pre-commit-config.yaml": "repos:\n- hooks:\n  - id: black\n",
            },
            88,
            True,
        ),
        (
            {"ruff.toml": "line-length = 120\n", ".pre-commit-config.yaml": "    - id: ruff-format\n"},
            120,
            True,
        ),
        (
            {"ruff.toml": "line-length = 120\n", ".pre-commit-config.yaml": "    - id: blacken-docs\n"},
            120,
            False,
        ),
    ],
)
def test_the_length_of_lines_is_that_of_the_formatter_or_of_a_linter(
    tmp_path: Path, files: dict[str, str], length: int | None, formatted: bool
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    style = read_code_style(tmp_path)
    assert (style.code_length, style.formatted) == (length, formatted)


@pytest.mark.parametrize(
    ("sorter", "length"),
    [
        ('line-length = 120\nlint.select = ["I"]\n', 88),
        ('line-length = 80\nlint.select = ["I"]\n', 80),
        ('line-length = 120\nlint.select = ["I"]\nlint.isort.split-on-trailing-comma = false\n', 120),
    ],
)
def test_imports_are_no_longer_than_the_formatter_has_them(tmp_path: Path, sorter: str, length: int) -> None:
    (tmp_path / "ruff.toml").write_text(sorter)
    (tmp_path / ".pre-commit-config.yaml").write_text("repos:\n- hooks:\n  - id: black\n")
    assert read_code_style(tmp_path).line_length == length


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "not toml"),
        ("pyproject.toml", '[tool]\nruff = "x"\nisort = 1\n'),
        ("setup.cfg", "isort"),
        ("setup.cfg", "[isort]\nline_length = wide\n[isort]\n"),
    ],
)
def test_what_is_not_as_its_tool_wants_it_says_little(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    style = read_code_style(tmp_path)
    assert (style.within_sections, style.line_length) == (None, None)


def test_without_settings_there_are_defaults(tmp_path: Path) -> None:
    assert read_code_style(tmp_path) == NO_STYLE


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("[settings]\nskip = x\n", 79),
        ("[settings]\nline_length = 100\n", 100),
        ("[settings]\nprofile = black\n", None),
        ("[settings]\nmulti_line_output = 5\n", None),
        ("[settings]\nuse_parentheses = true\n", None),
    ],
)
def test_isort_lays_names_out_in_columns_unless_it_is_told_otherwise(
    tmp_path: Path, text: str, length: int | None
) -> None:
    (tmp_path / ".isort.cfg").write_text(text)
    assert read_code_style(tmp_path).grid_length == length


@pytest.mark.parametrize(
    ("name", "text", "by_type"),
    [
        ("ruff.toml", 'lint.select = ["I"]\n[lint.isort]\norder-by-type = false\n', False),
        ("ruff.toml", 'lint.select = ["I"]\n', True),
        (".isort.cfg", "[settings]\norder_by_type = false\n", False),
        (".isort.cfg", "[settings]\nprofile = black\n", True),
    ],
)
def test_names_are_sorted_by_type_unless_settings_say_otherwise(
    tmp_path: Path, name: str, text: str, by_type: bool
) -> None:
    (tmp_path / name).write_text(text)
    assert read_code_style(tmp_path).by_type is by_type
