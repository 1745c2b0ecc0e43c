"""How a tree sorts its imports, read from the settings of its own tools: ruff, isort, black, flake8.

https://docs.astral.sh/ruff/settings/, https://pycqa.github.io/isort/docs/configuration/options.html
"""

import tomllib
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from pathlib import Path
from typing import NamedTuple

from codemods.values.import_style import ImportStyle
from codemods.values.named_files import read_named_file

_LARGEST = 1_000_000
"""Settings longer than this many bytes are no settings."""
_INI = (
    ("setup.cfg", "isort", "flake8"),
    ("tox.ini", "isort", "flake8"),
    (".isort.cfg", "settings", ""),
    (".isort.cfg", "isort", ""),
    (".flake8", "", "flake8"),
)
"""Files with sections of isort and of flake8."""
_ONE_A_LINE = ("3", "VERTICAL_HANGING_INDENT")
_USUAL_LENGTH = 88
"""That of ruff, and of isort's profile for black, where their settings do not say."""
_Table = Mapping[str, object]


class _Said(NamedTuple):
    """What one table of settings says of imports; None where it does not."""

    length: int | None
    sorts: bool = False
    within: bool | None = None
    grid: bool = False
    """Whether names that do not fit on a line are laid out otherwise than one a line."""
    combines: bool = False
    single: bool = False
    joins: bool = False


def read_import_style(root: Path) -> ImportStyle:
    """Read what the settings at the root of a tree say.

    A file that is not as its tool wants it says nothing here: the tool itself will complain.
    """
    said = [*_from_toml(root), *_from_ini(root)]
    lengths = [each.length for each in said if each.length is not None]
    within = [each.within for each in said if each.within is not None]
    return ImportStyle(
        sorts=any(each.sorts for each in said),
        within_sections=within[0] if within else None,
        line_length=lengths[0] if lengths and not any(each.grid for each in said) else None,
        combines_aliases=any(each.combines for each in said),
        single_line=any(each.single for each in said),
        joins_lines=any(each.joins for each in said),
    )


def _from_toml(root: Path) -> Iterator[_Said]:
    tool = _table(_toml(root / "pyproject.toml"), "tool")
    for table in (_toml(root / "ruff.toml"), _toml(root / ".ruff.toml"), _table(tool, "ruff")):
        lint = _table(table, "lint") or table
        chosen = [*_list(lint, "select"), *_list(lint, "extend-select")]
        sorts = any(code in ("ALL", "I", "I0", "I00", "I001") for code in chosen)
        isort = _table(lint, "isort")
        within = isort.get("force-sort-within-sections")
        length = _number(table, "line-length") or (_USUAL_LENGTH if sorts else None)
        yield _Said(
            length,
            sorts,
            within if isinstance(within, bool) else None,
            combines=isort.get("combine-as-imports") is True,
            single=isort.get("force-single-line") is True,
            joins=isort.get("split-on-trailing-comma") is False,
        )
    yield _Said(_number(_table(tool, "black"), "line-length"))
    if isort := _table(tool, "isort"):
        yield _isort({key: str(value) for key, value in isort.items()})


def _from_ini(root: Path) -> Iterator[_Said]:
    for name, isort, flake8 in _INI:
        sections = _ini(root / name)
        if sections.get(isort):
            yield _isort(sections[isort])
        yield _Said(_digits(sections.get(flake8, {}).get("max-line-length", "")))


def _isort(settings: Mapping[str, str]) -> _Said:
    one_a_line = settings.get("profile") == "black" or settings.get("multi_line_output", "") in _ONE_A_LINE
    return _Said(
        _digits(settings.get("line_length", "")) or (_USUAL_LENGTH if one_a_line else None),
        sorts=True,
        within=_flag(settings, "force_sort_within_sections"),
        grid=not one_a_line,
        combines=_flag(settings, "combine_as_imports") is True,
        single=_flag(settings, "force_single_line") is True,
        joins=_flag(settings, "split_on_trailing_comma") is not True,
    )


def _flag(settings: Mapping[str, str], name: str) -> bool | None:
    known = {"true": True, "1": True, "false": False, "0": False}
    return known.get(settings.get(name, "").lower())


def _read(file: Path) -> str:
    try:
        data = read_named_file(file)
    except OSError:
        return ""
    return data.decode("utf-8-sig", "replace") if len(data) <= _LARGEST else ""


def _toml(file: Path) -> _Table:
    try:
        return tomllib.loads(_read(file))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _ini(file: Path) -> dict[str, dict[str, str]]:
    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(_read(file))
    except ConfigError:
        return {}
    return {name: dict(parser[name]) for name in parser.sections()}


def _table(table: _Table, key: str) -> _Table:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def _list(table: _Table, key: str) -> list[object]:
    value = table.get(key)
    return value if isinstance(value, list) else []


def _number(table: _Table, key: str) -> int | None:
    value = table.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _digits(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
