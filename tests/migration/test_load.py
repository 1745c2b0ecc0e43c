"""Loading: built-ins by name, files by path, and what is said when there is none."""

import pickle
import re
import time
from pathlib import Path

import pytest

from codemods.migration.load import load_migration, parse_migration
from codemods.migration.migration_files import builtin_migrations
from codemods.values.category import Category
from codemods.values.errors import MigrationError
from codemods.values.rules import Compat, ModuleRule, RuleTable, SymbolRule, TableKind
from codemods.values.symbol import Symbol

TEXT = """
[[symbol]]
old = "p.a:f"
new = "p.b:g"
"""
LISTED = f"built-in migrations: {', '.join(builtin_migrations())}"


def failure(name: str, folder: Path) -> str:
    with pytest.raises(MigrationError) as caught:
        load_migration(name, folder)
    return str(caught.value)


@pytest.mark.parametrize("name", builtin_migrations())
def test_every_built_in_loads_under_its_own_name(name: str, tmp_path: Path) -> None:
    migration = load_migration(name, tmp_path)
    assert (migration.name, migration.origin) == (name, f"{name} (built-in)")


def test_a_file_is_found_relative_to_the_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "mine.toml").write_text(TEXT)
    migration = load_migration("sub/mine.toml", tmp_path)
    assert (migration.origin, migration.symbols[0].new) == ("sub/mine.toml", Symbol("p.b", "g"))


def test_a_file_is_found_by_an_absolute_path(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(TEXT)
    assert load_migration(str(tmp_path / "mine.toml"), Path("elsewhere")).name == "mine"


def test_a_built_in_goes_before_a_file_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "websocket-manager").write_text(TEXT)
    assert load_migration("websocket-manager", tmp_path).origin == "websocket-manager (built-in)"
    assert load_migration("./websocket-manager", tmp_path).origin == "./websocket-manager"


def test_a_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert load_migration("m.toml", tmp_path).symbols[0].old == Symbol("p.a", "f")


def test_a_mistyped_built_in_gets_a_suggestion_and_the_list(tmp_path: Path) -> None:
    assert failure("websocket-manger", tmp_path) == (
        "websocket-manger: no built-in migration and no file of that name; "
        f'did you mean "websocket-manager"?; {LISTED}'
    )


def test_an_unknown_name_gets_the_list(tmp_path: Path) -> None:
    assert failure("zzz", tmp_path) == f"zzz: no built-in migration and no file of that name; {LISTED}"


def test_a_mistyped_file_gets_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "rename.toml").write_text(TEXT)
    message = failure("sub/renam.toml", tmp_path)
    assert message == f'sub/renam.toml: no such file; did you mean "sub/rename.toml"?; {LISTED}'


def test_a_built_in_written_as_a_file_gets_its_name(tmp_path: Path) -> None:
    message = failure("websocket-manager.toml", tmp_path)
    assert message == f'websocket-manager.toml: no such file; did you mean "websocket-manager"?; {LISTED}'


def test_a_file_below_a_file_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(TEXT)
    assert failure("m.toml/n.toml", tmp_path) == f"m.toml/n.toml: no such file; {LISTED}"


def test_a_folder_is_not_a_migration(tmp_path: Path) -> None:
    (tmp_path / "sub.toml").mkdir()
    assert failure("sub.toml", tmp_path) == "sub.toml: is a folder; expected a TOML file"


def test_a_path_that_the_system_refuses_is_reported(tmp_path: Path) -> None:
    assert re.fullmatch(r"x+\.toml: cannot be read: .+", failure("x" * 5000 + ".toml", tmp_path))


def test_a_file_in_another_encoding_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_bytes(b'name = "x"\n# caf\xe9\n')
    assert failure("m.toml", tmp_path) == "m.toml: line 2: not UTF-8, which TOML is written in"


def test_a_mistake_in_a_file_names_the_file_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text('[[module]]\nnew = "a"\n')
    assert failure("./m.toml", tmp_path).startswith('./m.toml: module[1], key "old"')


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(TEXT, "my-rename", id="the file's name where there is none"),
        pytest.param('name = "other"\n' + TEXT, "other", id="its own where it has one"),
    ],
)
def test_a_migration_is_called(text: str, name: str) -> None:
    assert parse_migration(text, "some/my-rename.toml").name == name


def test_a_symbol_with_old_and_new_is_a_complete_migration() -> None:
    (rule,) = parse_migration(TEXT, "m.toml").symbols
    assert rule == SymbolRule(Symbol("p.a", "f"), Symbol("p.b", "g"), table=RuleTable(TableKind.SYMBOL, 1))


def test_a_module_with_old_and_new_is_a_complete_migration() -> None:
    migration = parse_migration('[[module]]\nold = "p.a"\nnew = "p.b"\n', "m.toml")
    assert (migration.symbols, migration.modules) == (
        (),
        (ModuleRule("p.a", "p.b", table=RuleTable(TableKind.MODULE, 1)),),
    )


def test_every_key_is_kept() -> None:
    text = """
    name = "all"
    exclude = ["vendor/**", "*_pb2.py"]

    [[symbol]]
    old = "p:f"
    new = "q:g"
    when = "async"
    signature = "(x)"
    call = "await (x)"
    note = "why"

    [[symbol]]
    old = "p:K.method"
    manual = "by hand"

    [[module]]
    old = "p.a"
    new = "p.b"
    note = "moved"
    """
    migration = parse_migration(text, "m.toml")
    first, second = migration.symbols
    assert (migration.name, migration.exclude) == ("all", ("vendor/**", "*_pb2.py"))
    assert (first.when, first.note, str(first.table)) == ("async", "why", "symbol[1]")
    assert first.call is not None
    assert first.call.awaits
    assert (second.old, second.new, second.manual) == (Symbol("p", "K.method"), None, "by hand")
    assert migration.modules == (ModuleRule("p.a", "p.b", "moved", table=RuleTable(TableKind.MODULE, 1)),)


def test_entries_of_one_symbol_keep_the_order_of_the_file() -> None:
    uses = ["value", "called", "awaited", "async"]
    text = "".join(f'[[symbol]]\nold = "p:f"\nnew = "q:{use}_"\nwhen = "{use}"\n' for use in uses)
    rules = parse_migration(text, "m.toml").rules_for(Symbol("p", "f"))
    assert [rule.when for rule in rules] == uses


def test_a_migration_pickles() -> None:
    migration = load_migration("websocket-manager", Path())
    assert pickle.loads(pickle.dumps(migration)) == migration


def test_categories_keep_the_order_of_the_file() -> None:
    text = TEXT + '[categories]\nz = ["z/", "!z/a"]\n"a b" = ["*"]\n'
    expected = (Category("z", ("z/", "!z/a")), Category("a b", ("*",)))
    assert parse_migration(text, "m.toml").categories == expected


@pytest.mark.parametrize("text", [TEXT, TEXT + "[categories]\n"], ids=["no table", "an empty table"])
def test_a_migration_need_not_say_anything_of_categories(text: str) -> None:
    assert parse_migration(text, "m.toml").categories == ()


def test_what_becomes_of_code_for_old_versions() -> None:
    assert parse_migration(TEXT, "m.toml").compat is Compat.KEEP
    assert parse_migration('compat = "collapse"\n' + TEXT, "m.toml").compat is Compat.COLLAPSE
    with pytest.raises(MigrationError, match=r'key "compat": "colapse" is not .*; did you mean "collapse"'):
        parse_migration('compat = "colapse"\n' + TEXT, "m.toml")


def test_thousands_of_rules_load_in_linear_time() -> None:
    """Long published migrations have 2,600 rules; what compares each with all others takes seconds."""
    rule = '[[symbol]]\nold = "p.a{}:f"\nnew = "p.b{}:f"\n[[module]]\nold = "p.a{}"\nnew = "p.b{}"\n'
    text = "".join(rule.replace("{}", str(number)) for number in range(2600))
    started = time.process_time()
    assert len(parse_migration(text, "long.toml").symbols) == 2600
    assert time.process_time() - started < 2
