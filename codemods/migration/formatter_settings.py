"""How a tree sorts its imports, and how long its lines may be, read from the settings of its own tools.

These are ruff, isort, black, flake8, pycodestyle, pylint and editors:
https://docs.astral.sh/ruff/settings/, https://pycqa.github.io/isort/docs/configuration/options.html,
https://spec.editorconfig.org
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from codemods.values.code_style import CodeStyle
from codemods.values.named_files import read_named_file

if TYPE_CHECKING:
    from codemods.values.import_sections import ImportSections

_LARGEST = 1_000_000
"""Settings longer than this many bytes are no settings."""
_INI = (
    ("setup.cfg", "isort", ("flake8", "pycodestyle", "pep8", "pylint.FORMAT", "pylint.format")),
    ("tox.ini", "isort", ("flake8", "pycodestyle", "pep8", "pylint.FORMAT", "pylint.format")),
    (".isort.cfg", "settings", ()),
    (".isort.cfg", "isort", ()),
    (".flake8", "", ("flake8",)),
    (".pycodestyle", "", ("pycodestyle",)),
    (".pylintrc", "", ("FORMAT", "MASTER", "MAIN")),
    ("pylintrc", "", ("FORMAT", "MASTER", "MAIN")),
)
"""Files with sections of isort, and of linters that say how long a line may be."""
_OF_PYTHON = re.compile(r"\*|.*\*\.(py|\{(.*,)?py(,.*)?\})")
"""The sections of an editor's settings that are about all Python files."""
_FORMATTING_HOOK = re.compile(r"(?m)^\s*(?:-\s*)?id:\s*[\"']?(ruff-format|black)\b")
"""The hooks of pre-commit that format."""
_ONE_A_LINE = ("3", "VERTICAL_HANGING_INDENT")
_USUAL_LENGTH = 88
"""That of ruff, and of isort's profile for black, where their settings do not say."""
_USUAL_OF_ISORT = 79
_OTHER_GRID = frozenset(
    (
        *("profile", "multi_line_output", "wrap_length", "use_parentheses", "balanced_wrapping", "indent"),
        *("include_trailing_comma", "force_grid_wrap", "line_ending", "split_on_trailing_comma"),
    )
)
"""Settings of isort by which its usual way, names in columns, has another form."""
_Table = Mapping[str, object]


class _Said(NamedTuple):
    """What one table of settings says of imports; None where it does not."""

    length: int | None
    sorts: bool = False
    within: bool | None = None
    grid: bool = False
    """Whether names that do not fit on a line are laid out otherwise than one a line."""
    columns: int | None = None
    """How long the lines are then, where it is isort's usual way."""
    combines: bool = False
    single: bool = False
    joins: bool = False
    blank: bool = False
    by_ruff: bool = False
    by_type: bool = True
    sections: "ImportSections | None" = None
    of_imports: bool = False
    """Whether the length is that of imports alone."""
    formats: bool = False


def read_code_style(root: Path) -> CodeStyle:
    """Read what the settings at the root of a tree say.

    A file that is not as its tool wants it says nothing here: the tool itself will complain.
    """
    said = [*_from_toml(root), *_from_ini(root), *_from_editors(root)]
    lengths = [each.length for each in said if each.length is not None]
    # What a formatter leaves as it is, it leaves so for its own length.
    of_code = sorted((each for each in said if not each.of_imports), key=lambda each: not each.formats)
    code_lengths = [each.length for each in of_code if each.length is not None]
    within = [each.within for each in said if each.within is not None]
    joins = any(each.joins for each in said)
    formatted = [each.length for each in said if each.formats and each.length is not None]
    if lengths and not joins:
        # What a formatter with shorter lines breaks behind a last comma, the sorter leaves so.
        lengths[0] = min([lengths[0], *formatted])
    return CodeStyle(
        sorts=any(each.sorts for each in said),
        within_sections=within[0] if within else None,
        line_length=lengths[0] if lengths and not any(each.grid for each in said) else None,
        grid_length=next((each.columns for each in said if each.columns is not None), None),
        combines_aliases=any(each.combines for each in said),
        single_line=any(each.single for each in said),
        joins_lines=joins,
        blank_before_comments=any(each.blank for each in said),
        by_ruff=any(each.by_ruff for each in said),
        by_type=all(each.by_type for each in said),
        sections=next((each.sections for each in said if each.sorts), None),
        code_length=code_lengths[0] if code_lengths else None,
        formatted=any(each.formats for each in said),
    )


def _from_toml(root: Path) -> Iterator[_Said]:
    tool = _table(_toml(root / "pyproject.toml"), "tool")
    hooks = _FORMATTING_HOOK.findall(_read(root / ".pre-commit-config.yaml"))
    tables = [_toml(root / "ruff.toml"), _toml(root / ".ruff.toml"), _table(tool, "ruff")]
    for table in list(filter(None, tables)) or [{}]:
        lint = _table(table, "lint") or table
        chosen = [*_list(lint, "select"), *_list(lint, "extend-select")]
        sorts = any(code in ("ALL", "I", "I0", "I00", "I001") for code in chosen)
        isort = _table(lint, "isort")
        within = isort.get("force-sort-within-sections")
        formats = "format" in table or "ruff-format" in hooks
        usual = sorts or formats or any(code in ("ALL", "E", "E5", "E50", "E501") for code in chosen)
        length = _number(table, "line-length") or (_USUAL_LENGTH if usual else None)
        yield _Said(
            length,
            sorts,
            within if isinstance(within, bool) else None,
            combines=isort.get("combine-as-imports") is True,
            single=isort.get("force-single-line") is True,
            joins=isort.get("split-on-trailing-comma") is False,
            blank=sorts,
            by_ruff=sorts,
            by_type=isort.get("order-by-type") is not False,
            sections=_sections_of_ruff(root, table, isort) if sorts else None,
            formats=formats,
        )
    if "black" in tool or "black" in hooks:
        yield _Said(_number(_table(tool, "black"), "line-length") or _USUAL_LENGTH, formats=True)
    if isort := _table(tool, "isort"):
        yield _isort(root, {key: str(value) for key, value in isort.items()})
    for name in ("pycodestyle", "flake8"):
        table = _table(tool, name)
        yield _Said(_digits(str(table.get("max-line-length", table.get("max_line_length")))))
    for name in ("format", "FORMAT", "main", "MASTER"):
        yield _Said(_number(_table(_table(tool, "pylint"), name), "max-line-length"))


def _from_ini(root: Path) -> Iterator[_Said]:
    for name, isort, linters in _INI:
        sections = _ini(root / name)
        if sections.get(isort):
            yield _isort(root, sections[isort])
        for linter in linters:
            section = sections.get(linter, {})
            yield _Said(_digits(section.get("max-line-length", section.get("max_line_length", ""))))


def _from_editors(root: Path) -> Iterator[_Said]:
    """What `.editorconfig` says of all Python files; of its sections the last one counts."""
    sections = _ini(root / ".editorconfig")
    for name, section in reversed(sections.items()):
        if _OF_PYTHON.fullmatch(name) and "max_line_length" in section:
            yield _Said(_digits(section["max_line_length"]))
            return


def _isort(root: Path, settings: Mapping[str, str]) -> _Said:
    from codemods.migration.section_settings import sections_of_isort

    like_black = settings.get("profile") == "black"
    one_a_line = like_black or settings.get("multi_line_output", "") in _ONE_A_LINE
    length = _digits(settings.get("line_length", ""))
    return _Said(
        length or (_USUAL_LENGTH if one_a_line else None),
        sorts=True,
        within=_flag(settings, "force_sort_within_sections"),
        grid=not one_a_line,
        columns=None if one_a_line or _OTHER_GRID & settings.keys() else length or _USUAL_OF_ISORT,
        combines=_flag(settings, "combine_as_imports") is True,
        single=_flag(settings, "force_single_line") is True,
        joins=_flag(settings, "split_on_trailing_comma") is not True,
        by_type=_flag(settings, "order_by_type") is not False,
        blank=like_black if (blank := _flag(settings, "ensure_newline_before_comments")) is None else blank,
        sections=sections_of_isort(root, settings),
        of_imports=True,
    )


def _sections_of_ruff(root: Path, table: _Table, isort: _Table) -> "ImportSections | None":
    # Most trees that are only looked at need no sections.
    from codemods.migration.section_settings import sections_of_ruff

    return sections_of_ruff(root, table, isort)


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
        # Editors' settings begin before the first section.
        parser.read_string("[-]\n" + _read(file))
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
