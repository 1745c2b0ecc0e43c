"""The JSON schema: it is one, takes every migration that loads, and refuses what the types refuse."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft7Validator

from codemods.migration.file_schema import INNER, TABLES, MigrationFile, RetireTable
from codemods.migration.json_schema import migration_schema
from codemods.migration.key_texts import TEXTS
from tests.migration.test_documentation import PAGE, SOUND, heading
from tests.migration.test_toml_decoding import MISTAKES
from tests.support import all_cases

ROOT = Path(__file__).parents[2]
FILES = [
    *ROOT.glob("codemods/migrations/*.toml"),
    *ROOT.glob("docs/examples/*.toml"),
    *sorted({case.migration_file for case in all_cases()}),
]
TYPES = (MigrationFile, *TABLES.values(), *INNER.values(), RetireTable)
HEADINGS = {
    "MigrationFile": "Top-level keys",
    "SymbolTable": "`[[symbol]]`",
    "ArgumentsTable": "`[[symbol]]`",
    "ModuleTable": "`[[module]]`",
    "FacadeTable": "`[[facade]]`",
    "RetireTable": "`[retire]`",
    "TestTable": "`[[test]]`",
    "TestFileTable": "`[[test]]`",
}
INNER_HEADINGS = {"ArgumentsTable": "`[symbol.arguments]`", "TestFileTable": "`[[test.file]]`"}
VALIDATOR = Draft7Validator(migration_schema())


def problems(text: str) -> list[str]:
    return [each.message for each in VALIDATOR.iter_errors(tomllib.loads(text))]


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(migration_schema())
    assert "$ref" not in str(migration_schema())


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_migration_that_loads_fits(file: Path) -> None:
    assert problems(file.read_text("utf-8")) == []


@pytest.mark.parametrize("text", [*SOUND, *re.findall(r"^```toml extends\n(.*?)^```$", PAGE, re.M | re.S)])
def test_an_example_of_the_page_fits(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_what_the_types_refuse_does_not_fit(text: str, message: str) -> None:
    if "not valid TOML" not in message and "nothing to do" not in message:
        assert problems(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[[symbol]]\nold = "p.a"\nnew = "p:b"\n', id="a symbol without a colon"),
        pytest.param('[[module]]\nold = "p:a"\nnew = "p"\n', id="a module with one"),
        pytest.param('[[symbol]]\nold = "p:a"\nnew = "p:b"\nwhen = "await"\n', id="an unknown use"),
        pytest.param('[[module]]\nold = "p"\n', id="a module that goes nowhere"),
        pytest.param('[[module]]\nold = "p"\nnew = "q"\nmanual = "r"\n', id="a module that goes two ways"),
        pytest.param('compat = "drop"\n', id="an unknown way with old versions"),
        pytest.param('[[test]]\nbefore = ""\nfinding = "RP1"\n', id="an unknown finding"),
        pytest.param('[[test]]\nbefore = ""\nstays = false\n', id="code that does not stay"),
        pytest.param("[[test]]\nstays = true\n", id="a test without code"),
        pytest.param('[categories]\ntests = "tests/"\n', id="a category that is no list"),
    ],
)
def test_words_and_paths_are_checked_as_well(text: str) -> None:
    assert problems(text)


@pytest.mark.parametrize("table", TYPES, ids=lambda table: table.__name__)
def test_every_key_is_described(table: type[msgspec.Struct]) -> None:
    assert set(TEXTS[table.__name__]) == set(table.__struct_encode_fields__)


@pytest.mark.parametrize("table", HEADINGS)
def test_keys_are_described_in_the_words_of_the_page(table: str) -> None:
    described: dict[str, str] = {}
    section = heading(HEADINGS[table])
    part = section.partition(f"\n### {INNER_HEADINGS[table]}\n")[2] if table in INNER_HEADINGS else section
    for key, text in re.findall(r"^\| `\[*(\w+)\]*` \|(?: [^|]* \|)?? ([^|]*) \|$", part, re.M):
        described.setdefault(key, re.sub(r"; see (?:below|\[.*)$", "", text).partition(". ")[0])
    assert {key: described[key] for key in TEXTS[table]} == dict(TEXTS[table])
