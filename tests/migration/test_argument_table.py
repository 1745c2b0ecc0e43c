"""`[symbol.arguments]`, and the arguments by which an entry is for some calls only."""

import pytest

from codemods.migration.load import parse_migration
from codemods.values.rule_forms import ArgumentEdits, Condition
from codemods.values.symbol import Symbol
from tests.migration.mistakes import MOVE, RULE, check_mistake, mistake

ARGUMENTS = RULE + "[symbol.arguments]\n"
SIGNED = RULE + 'signature = "(a, b=None)"\n[symbol.arguments]\n'
MISTAKES = [
    mistake(
        "nothing changes",
        ARGUMENTS,
        "symbol[1].arguments: empty: nothing changes; write `rename`, `drop`, `add`, `keyword` or `values`",
    ),
    mistake(
        "a name that the signature does not have",
        SIGNED + 'drop = ["bb"]\n',
        'symbol[1].arguments, key "drop": "bb" is not a parameter of the signature (a, b=None); '
        'did you mean "b"?',
    ),
    mistake(
        "a name that is none",
        ARGUMENTS + 'drop = ["a b"]\n',
        'symbol[1].arguments, key "drop": "a b" is not the name of an argument: "a b" is not a Python name',
    ),
    mistake(
        "keywords that are not the leading parameters",
        SIGNED + 'keyword = ["b"]\n',
        'symbol[1].arguments, key "keyword": b are not the first parameters of (a, b=None); they are a, b',
    ),
    mistake(
        "an argument that is renamed and dropped",
        ARGUMENTS + 'rename = { a = "b" }\ndrop = ["a"]\n',
        'symbol[1].arguments, key "drop": "a" is renamed as well; take it out of one of the two',
    ),
    mistake(
        "names that change places",
        ARGUMENTS + 'rename = { a = "b", b = "a" }\n',
        'symbol[1].arguments, key "rename": "a" is an old name and a new one: a second run would rename it '
        "again; write two entries with `where` or `passed`, or two migrations",
    ),
    mistake(
        "a value that uses what nothing imports",
        ARGUMENTS + 'add = { a = "Weights.DEFAULT" }\n',
        'symbol[1].arguments, key "add.a": "Weights" is neither a parameter nor an import nor a built-in '
        'name; add what brings it to `imports`: ["module:Weights"]',
    ),
    mistake(
        "a value that uses a module that nothing imports",
        ARGUMENTS + 'add = { a = "math.pi / 2" }\n',
        'symbol[1].arguments, key "add.a": "math" is neither a parameter nor an import nor a built-in name; '
        'add what brings it to `imports`: ["math"]',
    ),
    mistake(
        "a keyword twice",
        ARGUMENTS + 'keyword = ["base", "base"]\n',
        'symbol[1].arguments, key "keyword": "base" stands there twice; write each name once',
    ),
    mistake(
        "what has to be passed twice",
        MOVE + 'passed = ["base", "a", "base"]\n',
        'symbol[1], key "passed": "base" stands there twice; write each name once',
    ),
    mistake(
        "a replaced value that is no literal",
        ARGUMENTS + 'values = { a = { "f()" = "1" } }\n',
        'symbol[1].arguments, key "values.a": f() is not a literal; expected one, such as True, None, 30 or '
        "'text'",
    ),
    mistake(
        "a value that would be replaced again",
        ARGUMENTS + 'values = { a = { "True" = "False", "False" = "True" } }\n',
        'symbol[1].arguments, key "values.a": False is replaced as well: a second run would replace it '
        "again; write a value that is not among those that go",
    ),
    mistake(
        "arguments of a use that is no call",
        RULE + 'when = "base"\npassed = ["a"]\nmanual = "x"\n',
        'symbol[1], key "passed": `when = "base"` is a use that is not a call, so it passes nothing',
    ),
    mistake(
        "what has to be passed, and not",
        MOVE + 'passed = ["a"]\nnot_passed = ["a"]\n',
        'symbol[1], key "not_passed": "a" has to be passed as well; take it out of one of the two',
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_a_way_out(text: str, message: str) -> None:
    check_mistake(text, message)


def test_arguments_are_read_with_what_they_import() -> None:
    text = (
        ARGUMENTS
        + """
        rename = { schedule_interval = "schedule", timetable = "schedule" }
        drop = ["concurrency"]
        add = { catchup = "False" }
        keyword = ["dag_id"]
        values = { pretrained = { "True" = "Weights.DEFAULT", "False" = "None" } }
        imports = ["vision.models:Weights"]
        """
    )
    (rule,) = parse_migration(text, "m.toml").symbols
    assert rule.new == rule.old
    assert rule.arguments == ArgumentEdits(
        (("schedule_interval", "schedule"), ("timetable", "schedule")),
        ("concurrency",),
        (("catchup", "False"),),
        ("dag_id",),
        (("pretrained", (("True", "Weights.DEFAULT"), ("False", "None"))),),
        (Symbol("vision.models", "Weights"),),
    )


def test_conditions_are_read_with_literals_as_python_writes_them() -> None:
    text = MOVE + """where = { a = '"x"' }\npassed = ["b"]\nnot_passed = ["c"]\n"""
    (rule,) = parse_migration(text, "m.toml").symbols
    assert rule.condition == Condition((("a", "'x'"),), ("b",), ("c",))


def test_an_entry_for_some_calls_does_not_hide_the_next() -> None:
    text = MOVE + 'passed = ["a"]\n' + MOVE
    assert len(parse_migration(text, "m.toml").symbols) == 2


def test_values_may_change_places_under_a_name_that_goes() -> None:
    text = ARGUMENTS + 'rename = { open = "shut" }\nvalues = { open = { "1" = "0", "0" = "1" } }\n'
    (rule,) = parse_migration(text, "m.toml").symbols
    assert rule.arguments is not None
    assert rule.arguments.values == (("open", (("1", "0"), ("0", "1"))),)
