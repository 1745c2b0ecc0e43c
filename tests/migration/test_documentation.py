"""The examples in docs/migrations.md: the sound ones load, the others say what the page says."""

import re
from pathlib import Path

import pytest

from codemods.migration.file_schema import TABLES, MigrationFile, RetireTable
from codemods.migration.load import load_migration, parse_migration
from codemods.migration.migration_files import builtin_migrations
from codemods.migration.migration_tests import read_tests
from codemods.plan.engine import make_plan
from codemods.plan.run_migration_test import run_migration_test
from codemods.values.errors import MigrationError
from codemods.values.symbol import Symbol

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "migrations.md").read_text("utf-8")
EXAMPLES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.glob("examples/*.toml"))
RULES = re.compile(r"^\[\[(?:symbol|module)\]\]", re.MULTILINE)
SOUND = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
MISTAKES = re.findall(r"^```toml mistake\n(.*?)^```\n\n```text\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)


def heading(title: str) -> str:
    """The text from a heading to the next one of its level."""
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("text", SOUND)
def test_an_example_is_a_sound_migration(text: str) -> None:
    assert parse_migration(text, "my.toml").origin == "my.toml"


@pytest.mark.parametrize("text", [text for text in SOUND if "[[test]]" in text])
def test_the_tests_of_an_example_pass(text: str) -> None:
    migration = parse_migration(text, "my.toml")
    outcomes = [run_migration_test(test, migration) for test in read_tests(text, "my.toml")]
    assert [each for each in outcomes if not each.passed] == []


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_file_is_sound_and_described(path: str) -> None:
    assert load_migration(path, DOCS).symbols
    assert f"({path})" in PAGE


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_says_what_the_page_says(text: str, message: str) -> None:
    with pytest.raises(MigrationError) as caught:
        parse_migration(text, "my.toml")
    assert str(caught.value) == message


def test_the_renamed_definition_is_as_the_page_says(tmp_path: Path) -> None:
    rename, before, after = (
        re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
        for kind in ("toml rename", "python before", "python after")
    )
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/__init__.py").touch()
    (tmp_path / "shop/core.py").write_text(before)
    (change,) = make_plan(tmp_path, parse_migration(rename, "my.toml")).files
    assert change.after.decode() == after


@pytest.mark.parametrize("name", ["in-place", "arguments", "conditions"])
def test_edited_calls_are_as_the_page_says(tmp_path: Path, name: str) -> None:
    rules, before, after = (
        re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
        for kind in (f"toml {name}", f"python {name} before", f"python {name} after")
    )
    (tmp_path / "app.py").write_text(before)
    (change,) = make_plan(tmp_path, parse_migration(rules, "my.toml")).files
    assert change.after.decode() == after
    (tmp_path / "app.py").write_text(after)
    assert not make_plan(tmp_path, parse_migration(rules, "my.toml")).files


def test_files_that_extend_others_do_what_the_page_says(tmp_path: Path) -> None:
    (ours,) = re.findall(r"^```toml extends\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    for path, text in {"rules/ours.toml": ours, "rules/base.toml": SOUND[0]}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/airflow.toml").write_text('[[module]]\nold = "a"\nnew = "b"\n')
    migration = load_migration("rules/ours.toml", tmp_path)
    assert migration.name == "base + airflow + ours"
    (rule,) = migration.rules_for(Symbol("shop.core", "make_basket"))
    assert str(rule.new) == "shop.core.baskets:get_basket"


APPLIED = re.findall(
    r"^```toml applied\n(.*?)^```\n.*?^```python applied\n(.*?)^```\n.*?^```python result\n(.*?)^```\n",
    PAGE,
    re.MULTILINE | re.DOTALL,
)


@pytest.mark.parametrize(("migration", "before", "after"), APPLIED)
def test_code_becomes_what_the_page_says(migration: str, before: str, after: str, tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(before)
    plan = make_plan(tmp_path, parse_migration(migration, "my.toml"))
    assert [change.after.decode() for change in plan.files] == [after]
    assert plan.findings == ()
    (tmp_path / "main.py").write_text(after)
    assert make_plan(tmp_path, parse_migration(migration, "my.toml")).files == ()


def test_the_page_holds_examples() -> None:
    assert len(SOUND) >= 3
    assert EXAMPLES
    assert len(MISTAKES) >= 5
    assert sum("[[test]]" in text for text in SOUND) == 2
    assert len(APPLIED) == PAGE.count("```toml applied") >= 2
    assert len(MISTAKES) == PAGE.count("```toml mistake")


@pytest.mark.parametrize("key", TABLES)
def test_every_key_of_a_table_is_described(key: str) -> None:
    described = re.findall(r"^\| `(\w+)` \|", heading(f"`[[{key}]]`"), re.MULTILINE)
    assert set(TABLES[key].__struct_encode_fields__) <= set(described)


def test_every_key_of_retire_is_described() -> None:
    described = re.findall(r"^\| `(\w+)` \|", heading("`[retire]`"), re.MULTILINE)
    assert described == list(RetireTable.__struct_fields__)


def test_every_top_level_key_is_described() -> None:
    described = re.findall(r"^\| `\[*(\w+)\]*` \|", heading("Top-level keys"), re.MULTILINE)
    assert set(described) == set(MigrationFile.__struct_fields__)


@pytest.mark.parametrize("name", builtin_migrations())
def test_every_built_in_is_described(name: str) -> None:
    if name == "websocket-manager":
        assert heading(f"The built-in `{name}`")
        return
    page = (DOCS / "builtin-migrations.md").read_text("utf-8")
    (count,) = re.findall(rf"^\| `{name}` \|[^|]*\| ([\d,]+) \|$", page, re.MULTILINE)
    file = DOCS.parent / f"codemods/migrations/{name}.toml"
    assert int(count.replace(",", "")) == len(RULES.findall(file.read_text("utf-8")))
