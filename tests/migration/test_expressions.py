"""Expressions in a migration file, and what they import."""

import re

import pytest

from codemods.migration.load import parse_migration
from codemods.values.errors import MigrationError
from codemods.values.rule_forms import Expression
from codemods.values.symbol import Symbol
from tests.migration.mistakes import RULE, check_mistake, mistake

MISTAKES = [
    mistake(
        "no expression",
        RULE + 'expression = "a b"\n',
        'symbol[1], key "expression": "a b" is not a Python expression: …',
    ),
    mistake(
        "a name that nothing gives",
        RULE + 'signature = "(item)"\nexpression = "f(itme)"\nimports = ["m:f"]\n',
        'symbol[1], key "expression": "itme" is neither a parameter nor an import nor a built-in name; '
        'did you mean "item"?',
    ),
    mistake(
        "an import that is not used",
        RULE + 'expression = "1"\nimports = ["m:f"]\n',
        'symbol[1], key "imports": "m:f" is not used in the expression; take it out',
    ),
    mistake(
        "a module that is not used",
        RULE + 'expression = "math.pi"\nimports = ["math", "os"]\n',
        'symbol[1], key "imports": "os" is not used in the expression; take it out',
    ),
    mistake(
        "imports of one name",
        RULE + 'expression = "f"\nimports = ["m:f", "n:f"]\n',
        'symbol[1], key "imports[2]": "n:f" would have the name of "m:f"; write one of the two as a.b',
    ),
    mistake(
        "an await where none may stand",
        RULE + 'signature = "(a)"\nexpression = "await a"\n',
        'symbol[1], key "expression": the expression holds an `await`; add `when = "async"` or '
        '`when = "awaited"`: `await` stands only inside async def',
    ),
    mistake(
        "a signature of what is not called",
        RULE + 'signature = "()"\nexpression = "1"\nwhen = "base"\n',
        'symbol[1], key "signature": `when = "base"` is a use that is not a call, so `signature` has no '
        "meaning here; leave it out: the expression stands in the place of the name",
    ),
    mistake(
        "imports of nothing",
        RULE + 'new = "p.b:g"\nimports = ["m:f"]\n',
        'symbol[1], key "imports": `imports` without `expression`; add `expression`',
    ),
    mistake(
        "two things at once",
        RULE + 'signature = "()"\ncall = "()"\nexpression = "1"\n',
        'symbol[1], key "expression": `call` writes all arguments anew, so `expression` has no meaning '
        "beside `call`; keep one of the two",
    ),
    mistake(
        "something besides removing",
        RULE + 'remove = true\nnew = "p.b:g"\n',
        'symbol[1], key "new": what is removed is not edited, so `new` has no meaning beside `remove`; '
        "leave `new` out",
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_a_way_out(text: str, message: str) -> None:
    check_mistake(text, message)


def test_an_expression_is_read_with_what_it_imports() -> None:
    text = (
        '[[symbol]]\nold = "clock:moment.utcnow"\nsignature = "()"\n'
        'expression = "moment.now(zone.utc)"\nimports = ["clock:moment", "clock:zone"]\n'
    )
    (rule,) = parse_migration(text, "m.toml").symbols
    imports = (Symbol("clock", "moment"), Symbol("clock", "zone"))
    assert rule.expression == Expression("moment.now(zone.utc)", imports)
    assert rule.is_in_place


def test_names_that_the_expression_binds_itself_need_no_import() -> None:
    text = RULE + 'signature = "(rows)"\nexpression = "[row for row in rows if len(row) > 1]"\n'
    assert parse_migration(text, "m.toml").symbols[0].expression is not None


@pytest.mark.parametrize(
    ("signature", "expression", "problem"),
    [
        pytest.param("(a)", "(n := a)", "would bind a name", id="a walrus"),
        pytest.param("(a)", "(yield a)", "would bind a name, or yield", id="yield"),
        pytest.param("(*a)", "len(a)", "stands where they cannot be spread", id="without its star"),
        pytest.param("(**k)", "dict(x=1, *k)", "stands where they cannot be spread", id="with another star"),
        pytest.param("(*a)", "len(x=1, *a)", "before the arguments by keyword", id="behind a keyword"),
        pytest.param("(*a)", "(1, *a)", "stands where they cannot be spread", id="in a tuple"),
    ],
)
def test_what_cannot_come_in_the_place_of_a_call_is_refused(
    signature: str, expression: str, problem: str
) -> None:
    text = RULE + f'signature = "{signature}"\nexpression = "{expression}"\n'
    with pytest.raises(MigrationError, match=re.escape(problem)):
        parse_migration(text, "m.toml")


def test_what_stands_between_brackets_is_known_there_alone() -> None:
    subscript = RULE + 'when = "subscript"\nexpression = "index | None"\n'
    assert parse_migration(subscript, "m.toml").symbols[0].expression is not None
    with pytest.raises(MigrationError, match='"index" is neither'):
        parse_migration(RULE + 'expression = "index | None"\n', "m.toml")
