"""Chains of rules: where a symbol finally lands, and what its calls become on the way."""

from collections.abc import Sequence

import pytest

from codemods.migration.load import parse_migration
from codemods.values.errors import MigrationError
from codemods.values.import_form import ImportForm
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol
from tests.migration.mistakes import check_mistake, mistake, tables

BOTH = """
[[symbol]]
old = "p:a"
new = "p:b"
{first}
[[symbol]]
old = "p:b"
{second}
"""


def landing(text: str) -> dict[str, str]:
    migration = parse_migration(text, "m.toml")
    symbols = {str(rule.old): str(rule.new or rule.manual) for rule in migration.symbols}
    assert len(symbols) == len(migration.symbols), "a symbol got more than one rule"
    return symbols | {rule.old: str(rule.new or rule.manual) for rule in migration.modules}


def rules_of_a(first: str, second: str) -> tuple[SymbolRule, ...]:
    migration = parse_migration(BOTH.format(first=first, second=second), "m.toml")
    return tuple(rule for rule in migration.symbols if rule.old.name == "a")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param(
            ["p:a > p:b", "p:b > p:c"],
            {"p:a": "p:c", "p:b": "p:c"},
            id="a symbol lands where its target moves",
        ),
        pytest.param(
            ["p:d > p:e", "p:b > p:c", "p:c > p:d", "p:a > p:b"],
            {"p:d": "p:e", "p:b": "p:e", "p:c": "p:e", "p:a": "p:e"},
            id="a long chain collapses in any order of the file",
        ),
        pytest.param(
            ["m1 > m2", "m2 > m3"],
            {"m1": "m3", "m2": "m3"},
            id="a module lands where its target moves",
        ),
        pytest.param(
            ["p:a > m:b", "m > n"],
            {"p:a": "n:b", "m": "n"},
            id="a symbol follows the module that it lands in",
        ),
        pytest.param(
            ["p:a > m:b", "m:b > q:c", "m > n"],
            {"p:a": "q:c", "m:b": "q:c", "m": "n"},
            id="a symbol's own rule goes before its module's",
        ),
        pytest.param(
            ["p:a > m:b", "m > n", "n:b > q:c"],
            {"p:a": "q:c", "n:b": "q:c", "m:b": "q:c", "m": "n"},
            id="a chain goes from symbol through module to symbol",
        ),
        pytest.param(
            ["m > n", "n > o", "n:x > q:y", "o:z > q:z"],
            {"n:x": "q:y", "o:z": "q:z", "m:x": "q:y", "m:z": "q:z", "n:z": "q:z", "m": "o", "n": "o"},
            id="a module carries the rules of the modules that it passes through",
        ),
        pytest.param(
            ["m > n", "n:x > q:y", "m:x > r:x"],
            {"m:x": "r:x", "n:x": "q:y", "m": "n"},
            id="a name with a rule of its own is not carried",
        ),
        pytest.param(
            ["p:a > m:K.make", "m:K > n:L"],
            {"p:a": "n:L.make", "m:K": "n:L"},
            id="a method follows its class",
        ),
        pytest.param(
            ["p:a > m:K.make", "m:K > n:L", "m:K.make > n:make"],
            {"p:a": "n:make", "m:K": "n:L", "m:K.make": "n:make"},
            id="a method's own rule goes before its class's",
        ),
        pytest.param(
            ["p:a > m:Klass.make", "m:K > n:L"],
            {"p:a": "m:Klass.make", "m:K": "n:L"},
            id="a class is no owner of a longer name that starts alike",
        ),
        pytest.param(
            ["p:x > p:y", "q:x > q:y"],
            {"p:x": "p:y", "q:x": "q:y"},
            id="rules that do not meet stay as they are",
        ),
    ],
)
def test_chains_collapse(links: list[str], expected: dict[str, str]) -> None:
    assert landing(tables(*links)) == expected


def test_a_plain_rename_takes_over_the_call_that_follows() -> None:
    (rule,) = rules_of_a("", 'new = "q:c"\nsignature = "async (x, y=1)"\ncall = "(x)"\n')
    assert (str(rule.new), str(rule.table)) == ("q:c", "symbol[1]")
    assert rule.call is not None
    assert rule.call.text == "(x)"
    assert rule.signature is not None
    assert rule.signature.text == "async (x, y=1)"


def test_a_plain_rename_takes_over_a_manual_rule() -> None:
    (rule,) = rules_of_a('note = "moved in 2.0"', 'manual = "write it by hand"\n')
    assert (rule.new, rule.manual, rule.note) == (None, "write it by hand", None)


def test_a_plain_rename_takes_over_every_kind_of_use() -> None:
    rules = rules_of_a(
        "",
        'new = "q:c"\nwhen = "awaited"\n[[symbol]]\nold = "p:b"\nnew = "q:d"\n',
    )
    assert [(rule.when, str(rule.new)) for rule in rules] == [("awaited", "q:c"), (None, "q:d")]


def test_only_the_uses_that_fit_both_entries_go_on() -> None:
    rules = rules_of_a(
        'when = "called"',
        'new = "q:c"\nwhen = "awaited"\n[[symbol]]\nold = "p:b"\nnew = "q:d"\n',
    )
    assert [(rule.when, str(rule.new)) for rule in rules] == [
        ("awaited", "q:c"),
        ("async", "q:d"),
        ("called", "q:d"),
    ]


def test_called_takes_the_calls_that_no_other_entry_is_for() -> None:
    rules = rules_of_a('when = "async"', 'new = "q:c"\nwhen = "called"\n')
    assert [(rule.when, str(rule.new)) for rule in rules] == [("async", "q:c")]


def test_a_use_that_the_second_symbol_has_no_entry_for_stays_without_one() -> None:
    rules = rules_of_a("", 'new = "q:c"\nwhen = "awaited"\n')
    assert [(rule.when, str(rule.new)) for rule in rules] == [("awaited", "q:c")]


def test_a_value_that_the_second_symbol_has_no_entry_for_stays_without_one() -> None:
    rules = rules_of_a("", 'new = "q:c"\nwhen = "called"\n')
    assert [(rule.when, str(rule.new)) for rule in rules] == [
        ("awaited", "q:c"),
        ("async", "q:c"),
        ("called", "q:c"),
    ]


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        pytest.param('new = "q:L"', ["q:L.make"], id="an entry for every use"),
        pytest.param('new = "q:L"\nwhen = "value"', ["q:L.make"], id="an entry for values"),
        pytest.param('new = "q:L"\nwhen = "awaited"', ["p:b.make"], id="not an entry for calls"),
        pytest.param('manual = "by hand"', ["by hand"], id="a manual entry"),
    ],
)
def test_an_attribute_uses_its_owner_as_a_value(owner: str, expected: list[str]) -> None:
    text = f'[[symbol]]\nold = "p:a"\nnew = "p:b.make"\n[[symbol]]\nold = "p:b"\n{owner}\n'
    rules = parse_migration(text, "m.toml").symbols
    assert [str(rule.new or rule.manual) for rule in rules if rule.old.name == "a"] == expected


def test_an_entry_after_another_of_the_same_use_is_dropped() -> None:
    rules = rules_of_a(
        'when = "awaited"',
        'new = "q:c"\nwhen = "awaited"\n[[symbol]]\nold = "p:b"\nnew = "q:d"\n',
    )
    assert [(rule.when, str(rule.new)) for rule in rules] == [("awaited", "q:c")]


def test_a_call_goes_on_over_a_plain_rename() -> None:
    (rule,) = rules_of_a('signature = "(x)"\ncall = "(key=x)"', 'new = "q:c"\n')
    assert str(rule.new) == "q:c"
    assert rule.call is not None
    assert rule.call.text == "(key=x)"


def test_a_signature_goes_on_over_a_plain_rename() -> None:
    (rule,) = rules_of_a('signature = "(x)"', 'new = "q:c"\n')
    assert rule.signature is not None
    assert (str(rule.new), rule.signature.text) == ("q:c", "(x)")


def test_an_inserted_await_makes_the_next_use_awaited() -> None:
    first = 'signature = "(x)"\ncall = "await (x)"\nwhen = "async"'
    rules = rules_of_a(
        first, 'new = "q:c"\nwhen = "awaited"\n[[symbol]]\nold = "p:b"\nnew = "q:d"\nwhen = "async"\n'
    )
    assert [(rule.when, str(rule.new)) for rule in rules] == [("async", "q:c")]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("", "", None, id="none"),
        pytest.param('note = "one"', "", "one", id="the first alone"),
        pytest.param("", 'note = "two"', "two", id="the second alone"),
        pytest.param('note = "one"', 'note = "two"', "one; two", id="both, in order"),
        pytest.param('note = "one"', 'note = "one"', "one", id="the same text once"),
    ],
)
def test_notes_of_a_chain_are_joined(first: str, second: str, expected: str | None) -> None:
    (rule,) = rules_of_a(first, f'new = "q:c"\n{second}\n')
    assert rule.note == expected


def test_a_carried_rule_names_the_module_table_and_keeps_its_note() -> None:
    text = tables("m > n") + 'note = "one"\n' + tables("n:x > q:y") + 'note = "two"\n'
    (carried,) = [rule for rule in parse_migration(text, "m.toml").symbols if rule.old.module == "m"]
    assert (str(carried.new), str(carried.table), carried.note) == ("q:y", "module[1]", "one; two")


WHOLE = '[[module]]\nold = "m"\nnew = "n"\npackage = true\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            tables("m > n") + '[[module]]\nold = "n"\nmanual = "gone"\n',
            {"m": "gone", "n": "gone"},
            id="a module whose new one is gone",
        ),
        pytest.param(
            tables("p:a > n:b") + '[[module]]\nold = "n"\nmanual = "gone"\n',
            {"p:a": "gone", "n": "gone"},
            id="a symbol that lands in a module that is gone",
        ),
        pytest.param(
            tables("p:a > m.sub:b") + WHOLE,
            {"p:a": "n.sub:b", "m": "n"},
            id="a symbol that lands in a module below a whole package",
        ),
        pytest.param(
            tables("k > m.sub") + WHOLE,
            {"k": "n.sub", "m": "n"},
            id="a module that lands below a whole package",
        ),
        pytest.param(
            WHOLE + tables("n.sub > o", "n.sub:x > q:y"),
            {"m": "n", "m.sub": "o", "n.sub": "o", "m.sub:x": "q:y", "n.sub:x": "q:y"},
            id="a whole package carries the rules of the modules below",
        ),
        pytest.param(
            WHOLE + tables("m.sub > k", "n.sub > o", "n.sub:x > q:y"),
            {"m": "n", "m.sub": "k", "n.sub": "o", "n.sub:x": "q:y"},
            id="a module below with a table of its own is not carried",
        ),
        pytest.param(
            '[[module]]\nold = "m"\nnew = "m.new"\npackage = true\n' + tables("p:a > m.new:b"),
            {"m": "m.new", "p:a": "m.new:b"},
            id="a package that moves into itself is no cycle",
        ),
    ],
)
def test_chains_through_modules_that_are_gone_and_whole_packages(text: str, expected: dict[str, str]) -> None:
    assert landing(text) == expected


def test_a_chain_ends_in_the_form_of_its_last_module() -> None:
    text = tables("m > n") + 'import = "import n"\n' + tables("n > p.o") + 'import = "from p import o as q"\n'
    forms = [rule.form for rule in parse_migration(text, "m.toml").modules]
    assert forms == [ImportForm("p", "o", "q")] * 2
    plain = parse_migration(tables("m > n") + 'import = "import n"\n' + tables("n > o"), "m.toml")
    assert [rule.form for rule in plain.modules] == [None, None]


def test_what_is_to_be_said_of_other_names_stays_with_a_chain() -> None:
    text = tables("m > n", "n > o") + 'others = "ask"\n'
    assert [rule.others for rule in parse_migration(text, "m.toml").modules] == ["ask", "ask"]


CANNOT = 'symbol[1], key "new": "p:b" is deprecated itself'


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        pytest.param(
            'signature = "(x)"\ncall = "(x)"',
            'new = "q:c"\nsignature = "(x)"\ncall = "(y=x)"\n',
            f"{CANNOT} by symbol[2], whose `call` and `signature` cannot follow the `call` of this entry; "
            "write the canonical symbol and its whole call in symbol[1]",
            id="a call after a call",
        ),
        pytest.param(
            'signature = "(x)"\ncall = "(x)"',
            'manual = "by hand"\n',
            f"{CANNOT} by symbol[2], whose `manual` cannot follow the `call` of this entry; "
            "write the canonical symbol and its whole call in symbol[1]",
            id="a manual rule after a call",
        ),
        pytest.param(
            'signature = "(x)"',
            'new = "q:c"\nsignature = "(y)"\n',
            f"{CANNOT} by symbol[2], with another `signature`; write the canonical symbol and its `call` in "
            "symbol[1], or leave out its `signature`",
            id="two signatures that differ",
        ),
        pytest.param(
            'when = "awaited"',
            'new = "q:c"\nwhen = "value"\n',
            f'{CANNOT} and has no entry for `when = "awaited"`; add one, or write the canonical symbol as '
            "`new` of symbol[1]",
            id="uses that never meet",
        ),
        pytest.param(
            'when = "async"\n[[symbol]]\nold = "p:a"\nnew = "q:z"\nwhen = "called"',
            'new = "q:c"\nwhen = "value"\n',
            f'{CANNOT} and has no entry for `when = "async"`; add one, or write the canonical symbol as '
            "`new` of symbol[1]",
            id="a lost use that another entry would catch",
        ),
        pytest.param(
            'when = "called"\n[[symbol]]\nold = "p:a"\nnew = "p:e"',
            'new = "q:c"\n[[symbol]]\nold = "p:e"\nnew = "q:d"\nwhen = "value"\n',
            'symbol[2], key "new": "p:e" is deprecated itself and has no entry for `when = "awaited"`; '
            "add one, or write the canonical symbol as `new` of symbol[2]",
            id="a lost call that called would catch",
        ),
    ],
)
def test_a_chain_that_does_not_fit_says_what_to_write(first: str, second: str, message: str) -> None:
    with pytest.raises(MigrationError) as caught:
        rules_of_a(first, second)
    assert str(caught.value) == f"m.toml: {message}"


def cycle(numbers: Sequence[str], path: str) -> str:
    return (
        f'{numbers[0]}, key "new": the rules go round in a cycle: {path}; '
        f"keep the way that ends at the canonical one; remove or mend {' or '.join(numbers)}"
    )


SWAP = (
    "; two names can't be swapped at once, since a second run would swap them back: move one to a third name "
    "first, in a migration of its own"
)
CYCLES = [
    mistake(
        "two symbols in a cycle",
        tables("p:a > p:b", "p:b > p:a"),
        cycle(["symbol[1]", "symbol[2]"], "p:a -> p:b -> p:a") + SWAP,
    ),
    mistake(
        "a cycle behind the start of a chain is named alone",
        tables("p:z > p:a", "p:a > p:b", "p:b > p:c", "p:c > p:a"),
        cycle(["symbol[2]", "symbol[3]", "symbol[4]"], "p:a -> p:b -> p:c -> p:a"),
    ),
    mistake(
        "a cycle through entries with when",
        tables("p:a > p:b") + 'when = "called"\n' + tables("p:b > p:a") + 'when = "awaited"\n',
        cycle(["symbol[1]", "symbol[2]"], "p:a -> p:b -> p:a") + SWAP,
    ),
    mistake(
        "two modules in a cycle",
        tables("a > b", "b > c", "c > a"),
        cycle(["module[1]", "module[2]", "module[3]"], "a -> b -> c -> a"),
    ),
    mistake(
        "a symbol that its new module sends back",
        tables("p:a > q:a", "q > p"),
        cycle(["symbol[1]", "module[1]"], "p:a -> q:a -> p:a"),
    ),
    mistake(
        "a symbol that lands inside itself",
        tables("p:a > p:a.b"),
        cycle(["symbol[1]"], "p:a -> p:a.b"),
    ),
    mistake(
        "a cycle through attributes that grows for ever",
        tables("p:a > p:b.x", "p:b > p:c", "p:c > p:b.z"),
        cycle(["symbol[2]", "symbol[3]"], "p:b.x -> p:c.x -> p:b.z.x"),
    ),
]


@pytest.mark.parametrize(("text", "message"), CYCLES)
def test_a_cycle_is_named_with_its_links(text: str, message: str) -> None:
    check_mistake(text, message)


def test_a_chain_parts_where_its_second_symbol_goes_by_category() -> None:
    first = tables("p:a > p:b")
    second = (
        '[[symbol]]\nold = "p:b"\nnew = "p:c"\ncategory = "tests"\n[[symbol]]\nold = "p:b"\nmanual = "x"\n'
    )
    rules = parse_migration(first + second, "m.toml").rules_for(Symbol("p", "a"))
    assert [(rule.categories, str(rule.new), rule.manual) for rule in rules] == [
        (("tests",), "p:c", None),
        ((), "None", "x"),
    ]


def test_a_category_that_the_second_symbol_has_no_entry_for_is_a_mistake() -> None:
    text = tables("p:a > p:b") + '[[symbol]]\nold = "p:b"\nnew = "p:c"\ncategory = "tests"\n'
    with pytest.raises(MigrationError, match='"p:b" is deprecated itself and has no entry'):
        parse_migration(text, "m.toml")


def test_a_member_goes_where_its_owner_goes_in_each_category() -> None:
    text = (
        tables("p:x > p:A.m")
        + '[[symbol]]\nold = "p:A"\nnew = "p:B"\ncategory = "tests"\n'
        + tables("p:A > p:C")
    )
    rules = parse_migration(text, "m.toml").rules_for(Symbol("p", "x"))
    assert [(rule.categories, str(rule.new)) for rule in rules] == [(("tests",), "p:B.m"), ((), "p:C.m")]
