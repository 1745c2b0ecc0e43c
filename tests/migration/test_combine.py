"""Several files as one migration: what adds up, what must be the same, and what is a conflict."""

import re

import pytest

from codemods.migration.load import compose_migration
from codemods.values.errors import MigrationError
from codemods.values.migration_text import MigrationText
from codemods.values.rules import Compat, Migration, RetiredNames
from codemods.values.symbol import Symbol
from tests.migration.mistakes import tables

FIRST = tables("p:a > p:b")
OTHER = tables("q:a > q:b")


def composed(*texts: str) -> Migration:
    """The migration of the files `a.toml`, `b.toml`, and so on."""
    first, *more = (MigrationText(f"{chr(97 + at)}.toml", text) for at, text in enumerate(texts))
    return compose_migration(MigrationText(first.origin, first.text, tuple(more)))


def refused(*texts: str) -> str:
    with pytest.raises(MigrationError) as caught:
        composed(*texts)
    return str(caught.value)


def test_the_tables_of_all_files_count() -> None:
    migration = composed(FIRST + tables("m > n"), OTHER)
    assert [str(rule.old) for rule in migration.symbols] == ["p:a", "q:a"]
    assert [str(rule.table) for rule in migration.symbols] == ["symbol[1] of a.toml", "symbol[1] of b.toml"]
    assert [str(rule.table) for rule in migration.modules] == ["module[1] of a.toml"]


def test_a_file_alone_does_not_name_itself() -> None:
    assert [str(rule.table) for rule in composed(FIRST).symbols] == ["symbol[1]"]


def test_names_and_files_are_joined() -> None:
    migration = composed(FIRST, 'name = "other"\n' + OTHER)
    assert (migration.name, migration.origin) == ("a + other", "a.toml + b.toml")


def test_a_chain_goes_through_all_files() -> None:
    migration = composed(tables("p:a > p:b", "m > n"), tables("p:b > q:c", "n > o", "n:x > r:y"))
    assert {str(rule.old): str(rule.new) for rule in migration.symbols} == {
        "p:a": "q:c",
        "p:b": "q:c",
        "n:x": "r:y",
        "m:x": "r:y",
    }
    assert {rule.old: rule.new for rule in migration.modules} == {"m": "o", "n": "o"}


def test_a_chain_keeps_rules_of_one_number_apart() -> None:
    calls = '[[symbol]]\nold = "p:a"\nnew = "p:b"\nwhen = "called"\n'
    values = '[[symbol]]\nold = "p:a"\nnew = "p:c"\n'
    migration = composed(calls, values, tables("p:b > q:b", "p:c > q:c"))
    assert {(rule.when, str(rule.new)) for rule in migration.rules_for(Symbol("p", "a"))} == {
        ("called", "q:b"),
        (None, "q:c"),
    }


def test_what_is_listed_adds_up() -> None:
    facade = '[[facade]]\nmodule = "f"\n'
    retire = '[retire]\nsymbols = ["p:a"]\n'
    migration = composed(
        'exclude = ["x/", "y/"]\n' + FIRST + facade + retire,
        'exclude = ["y/", "z/"]\n'
        + OTHER
        + facade
        + '[retire]\nmodules = ["q"]\n'.replace("q", "m")
        + tables("m > n"),
    )
    assert (migration.exclude, migration.facades) == (("x/", "y/", "z/"), ("f",))
    assert migration.retire == RetiredNames(("m",), (Symbol("p", "a"),))


@pytest.mark.parametrize("texts", [("", "collapse"), ("collapse", ""), ("collapse", "collapse")])
def test_what_one_file_says_of_old_versions_holds_for_all(texts: tuple[str, str]) -> None:
    says = [f'compat = "{word}"\n' if word else "" for word in texts]
    assert composed(says[0] + FIRST, says[1] + OTHER).compat is Compat.COLLAPSE


def test_the_categories_of_one_file_hold_for_all() -> None:
    kinds = '[categories]\nkind = ["k/"]\n'
    alone = '[[symbol]]\nold = "q:a"\nnew = "q:b"\ncategory = "kind"\n'
    for texts in ((alone, FIRST + kinds), (alone + kinds, FIRST + kinds)):
        migration = composed(*texts)
        assert [each.name for each in migration.categories] == ["kind"]


CONFLICTS = [
    pytest.param(
        (OTHER + FIRST, FIRST),
        'b.toml: symbol[1], key "old": never reached: symbol[2] of a.toml has the same `old` and no `when`, '
        "so it fits every use; put it before symbol[2] of a.toml, or give symbol[2] of a.toml a `when`",
        id="two tables of one symbol",
    ),
    pytest.param(
        (FIRST + 'when = "value"\n', FIRST + 'when = "value"\n'),
        'b.toml: symbol[1], key "when": never reached: symbol[1] of a.toml has the same `old` and the same '
        '`when = "value"`; remove one of the two',
        id="two tables of one use",
    ),
    pytest.param(
        (FIRST + 'category = "tests"\n', FIRST + 'category = "tests"\n'),
        'b.toml: symbol[1], key "category": never reached: symbol[1] of a.toml has the same `old` and fits '
        "every use that this one is for; remove one of the two",
        id="two tables of one category",
    ),
    pytest.param(
        (tables("m > n"), tables("k > l", "m > o")),
        'b.toml: module[2], key "old": "m" has a rule already, module[1] of a.toml: this one is never '
        "reached; remove one of the two",
        id="two tables of one module",
    ),
    pytest.param(
        (tables("p.q > n"), tables("p:q > p:r")),
        'b.toml: symbol[1], key "old": "p:q" is the same path in code as "p.q" of module[1] of a.toml; keep '
        "the one that names the real module",
        id="a module and a symbol of one path",
    ),
    pytest.param(
        (tables("p:a > p:b"), tables("p:b > p:a")),
        'a.toml: symbol[1], key "new": the rules go round in a cycle: p:a -> p:b -> p:a; keep the way that '
        "ends at the canonical one; remove or mend symbol[1] of a.toml or symbol[1] of b.toml; two names "
        "can't be swapped at once, since a second run would swap them back: move one to a third name "
        "first, in a migration of its own",
        id="a cycle",
    ),
    pytest.param(
        ('compat = "keep"\n' + FIRST, OTHER, 'compat = "collapse"\n' + tables("r:a > r:b")),
        'c.toml: key "compat": "collapse", and a.toml says "keep"; leave it out in one of the two, or say '
        "the same",
        id="other ways with old versions",
    ),
    pytest.param(
        (FIRST + '[categories]\nk = ["k/"]\n', OTHER + '[categories]\nk = ["l/"]\n'),
        "b.toml: categories: other categories than those of a.toml; leave them out in one of the two",
        id="other categories",
    ),
    pytest.param(
        (FIRST, 'name = "a"\n' + OTHER),
        'b.toml: key "name": "a" is what the migration of a.toml is called; write another `name` in one of '
        "the two",
        id="one name",
    ),
    pytest.param(
        (FIRST, OTHER + '[retire]\nsymbols = ["q:c"]\n'),
        'b.toml: retire, key "symbols[1]": "q:c" is not deprecated: no [[symbol]] has it as `old`; …',
        id="a mistake in what one file retires",
    ),
    pytest.param(
        (tables("p:a > q:b"), tables("r:a > r:b") + '[[facade]]\nmodule = "x y"\n'),
        'b.toml: facade[1], key "module": "x y" is not a path: "x y" is not a Python name',
        id="a mistake in a facade of one file",
    ),
    pytest.param(
        (
            '[[symbol]]\nold = "p:a"\nnew = "p:b"\nsignature = "(x)"\ncall = "(x)"\n',
            '[[symbol]]\nold = "p:b"\nnew = "p:c"\nsignature = "(x)"\ncall = "(x)"\n',
        ),
        'a.toml: symbol[1], key "new": "p:b" is deprecated itself by symbol[1] of b.toml, whose …',
        id="calls that cannot be put together",
    ),
    pytest.param(
        (FIRST, '[[symbol]]\nold = "q:a"\nnew = "q:b"\ncategory = "kind"\n'),
        'b.toml: symbol[1], key "category": "kind" is not a category; …',
        id="a category that no file has",
    ),
    pytest.param(
        ("", 'name = "x"\n'),
        "a.toml + b.toml: nothing to do: expected a [[symbol]] or a [[module]] table",
        id="nothing",
    ),
]


@pytest.mark.parametrize(("texts", "message"), CONFLICTS)
def test_a_conflict_names_both_files_and_tables(texts: tuple[str, ...], message: str) -> None:
    pattern = ".*".join(map(re.escape, message.split("…")))
    assert re.fullmatch(pattern, said := refused(*texts)), said
