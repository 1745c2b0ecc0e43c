"""The sections of imports are read from the settings of ruff and isort."""

from pathlib import Path

import pytest

from codemods.migration.formatter_settings import read_code_style
from codemods.values.import_sections import USUAL_ORDER, ImportSections

STANDARD = frozenset({"os", "typing"})
RUFF = 'lint.select = ["I"]\n[lint.isort]\n'
TWISTED = """\
[tool.isort]
sections = "FUTURE,STDLIB,ZOPE,THIRDPARTY,FIRSTPARTY,LOCALFOLDER"
known_zope = ["zope", "z3c.*"]
known_first_party = "shop"
no_lines_before = ["LOCALFOLDER"]
import_heading_zope = "Zope"
"""


def read(root: Path, name: str, text: str) -> ImportSections | None:
    (root / name).write_text(text)
    return read_code_style(root).sections


def kinds(sections: ImportSections, *modules: str, package: str = "") -> list[str]:
    found = []
    for each in modules:
        name = each.lstrip(".")
        number = sections.section_of(name, len(each) - len(name), STANDARD, package)
        found.append("" if number is None else sections.order[number])
    return found


@pytest.mark.parametrize(
    ("name", "text"), [("ruff.toml", RUFF), (".isort.cfg", "[settings]\nprofile = black\n")]
)
def test_the_usual_sections(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "src" / "lib").mkdir(parents=True)
    (tmp_path / "tool.py").touch()
    (tmp_path / "readme.md").touch()
    sections = read(tmp_path, name, text)
    assert sections is not None
    assert kinds(sections, "__future__", "os.path", "attr", "shop.a", ".x") == list(USUAL_ORDER)
    assert kinds(sections, "lib", "tool", "readme", "lib2.os") == ["FIRSTPARTY"] * 2 + ["THIRDPARTY"] * 2


def test_the_package_of_a_file_is_its_own_to_ruff_alone(tmp_path: Path) -> None:
    ruff = read(tmp_path, "ruff.toml", RUFF)
    assert ruff is not None
    assert kinds(ruff, "shop.a", package="shop") == ["FIRSTPARTY"]
    off = read(tmp_path, "ruff.toml", f"{RUFF}detect-same-package = false\n")
    assert off is not None
    assert kinds(off, "shop.a", package="shop") == ["THIRDPARTY"]
    (tmp_path / "ruff.toml").unlink()
    isort = read(tmp_path, ".isort.cfg", "[settings]\nline_length = 80\n")
    assert isort is not None
    assert kinds(isort, "shop.a", package="shop") == ["THIRDPARTY"]


def test_what_isort_is_told(tmp_path: Path) -> None:
    sections = read(tmp_path, "pyproject.toml", TWISTED)
    assert sections is not None
    assert kinds(sections, "zope.interface", "z3c.form", "shop", "attr") == [
        "ZOPE",
        "ZOPE",
        "FIRSTPARTY",
        "THIRDPARTY",
    ]
    assert sections.unparted == {"LOCALFOLDER"}
    assert sections.heading(2) == "# Zope"
    assert sections.heading(1) is None


def test_the_longest_path_that_is_known_counts(tmp_path: Path) -> None:
    text = (
        "[isort]\nknown_first_party =\n    shop\nknown_third_party = shop.vendored\n"
        "default_section = FIRSTPARTY\n"
    )
    sections = read(tmp_path, "setup.cfg", text)
    assert sections is not None
    assert kinds(sections, "shop.vendored.x", "shop.x", "y") == ["THIRDPARTY", "FIRSTPARTY", "FIRSTPARTY"]


def test_what_ruff_is_told(tmp_path: Path) -> None:
    (tmp_path / "lib" / "inner").mkdir(parents=True)
    order = '["future", "standard-library", "zope", "first-party", "third-party"]'
    text = (
        f'src = ["lib"]\n{RUFF}section-order = {order}\nno-lines-before = ["first-party"]\n'
        'known-third-party = ["shop"]\nextra-standard-library = ["six"]\ndefault-section = "zope"\n'
        '[lint.isort.sections]\nzope = ["zope"]\n[lint.isort.import-heading]\nzope = "Zope"\n'
    )
    sections = read(tmp_path, "ruff.toml", text)
    assert sections is not None
    assert kinds(sections, "zope.x", "inner", "shop", "six", "y", ".z") == [
        "zope",
        "FIRSTPARTY",
        "THIRDPARTY",
        "STDLIB",
        "zope",
        "",
    ]
    assert sections.unparted == {"FIRSTPARTY"}
    assert sections.heading(2) == "# Zope"


@pytest.mark.parametrize(
    ("name", "text", "known"),
    [
        ("ruff.toml", f"{RUFF}no-sections = true\n", False),
        ("ruff.toml", f"{RUFF}no-sections = false\n", True),
        ("ruff.toml", f"{RUFF}lines-between-types = 1\n", False),
        ("ruff.toml", f"{RUFF}lines-between-types = 0\n", True),
        ("ruff.toml", 'lint.select = ["E"]\n', False),
        (".isort.cfg", "[settings]\nforce_to_top = os\n", False),
        (".isort.cfg", "[settings]\nadd_imports = import os\n", True),
        (".isort.cfg", "[settings]\nimport_footer_stdlib = end\n", False),
        (".isort.cfg", "[settings]\ntreat_all_comments_as_code = true\n", False),
    ],
)
def test_other_forms_are_no_sections(tmp_path: Path, name: str, text: str, known: bool) -> None:
    assert (read(tmp_path, name, text) is not None) is known


@pytest.mark.parametrize(
    ("name", "text", "blank", "by_ruff"),
    [
        ("ruff.toml", RUFF, True, True),
        (".isort.cfg", "[settings]\nprofile = black\n", True, False),
        (".isort.cfg", "[settings]\nprofile = google\n", False, False),
        (".isort.cfg", "[settings]\nensure_newline_before_comments = true\n", True, False),
        (".isort.cfg", "[settings]\nprofile = black\nensure_newline_before_comments = 0\n", False, False),
    ],
)
def test_how_comments_and_numbers_are_taken(
    tmp_path: Path, name: str, text: str, blank: bool, by_ruff: bool
) -> None:
    (tmp_path / name).write_text(text)
    style = read_code_style(tmp_path)
    assert (style.blank_before_comments, style.by_ruff) == (blank, by_ruff)
