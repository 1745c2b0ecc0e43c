"""How a tree sorts its imports, by the settings of its own tools."""

from pathlib import Path

import pytest

from codemods.migration.import_settings import read_import_style
from codemods.values.import_style import NO_STYLE, ImportStyle


@pytest.mark.parametrize(
    ("name", "text", "style"),
    [
        (
            "pyproject.toml",
            '[tool.ruff]\nline-length = 100\n[tool.ruff.lint]\nselect = ["E", "I"]\n',
            (True, None, 100),
        ),
        ("pyproject.toml", '[tool.ruff.lint]\nextend-select = ["ALL"]\n', (True, None, 88)),
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["E"]\n', (False, None, None)),
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
    assert read_import_style(tmp_path) == ImportStyle(*style)


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
    style = read_import_style(tmp_path)
    assert (style.within_sections, style.line_length) == (None, None)


def test_without_settings_there_are_defaults(tmp_path: Path) -> None:
    assert read_import_style(tmp_path) == NO_STYLE
