"""Expressions in a migration file, and what they import."""

import pytest

from codemods.migration.load import parse_migration
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
    text = RULE + 'signature = "(rows)"\nexpression = "[row for row in rows if (n := len(row)) > 1]"\n'
    assert parse_migration(text, "m.toml").symbols[0].expression is not None
