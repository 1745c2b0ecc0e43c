"""TOML into typed tables: syntax, unknown keys, types."""

import re

import pytest

from codemods.migration.load import parse_migration
from codemods.values.errors import MigrationError
from tests.migration.mistakes import MOVE, RULE, check_mistake, mistake

MISTAKES = [
    mistake(
        "a syntax error comes with its line and column",
        'name = "x"\nexclude = = []\n',
        "line 2, column 11: not valid TOML: invalid value",
    ),
    mistake(
        "a syntax error at the end comes with the last line",
        'name = "x"\nexclude =',
        "line 2, at the end: not valid TOML: invalid value",
    ),
    mistake(
        "a key given twice is a syntax error",
        MOVE + 'new = "p.b:h"\n',
        "line 4, column 14: not valid TOML: cannot overwrite a value",
    ),
    mistake(
        "an unknown key at the top level gets a suggestion",
        'nam = "x"\n' + MOVE,
        'key "nam": unknown key; expected one of name, extends, exclude, compat, categories, symbol, '
        'module, facade, retire, test; did you mean "name"?',
    ),
    mistake(
        "an unknown table at the top level gets a suggestion",
        MOVE + '[[modules]]\nold = "a"\nnew = "b"\n',
        'key "modules": unknown key; expected one of name, extends, exclude, compat, categories, symbol, '
        'module, facade, retire, test; did you mean "module"?',
    ),
    mistake(
        "an unknown key of a symbol gets a suggestion and its table's number",
        MOVE + RULE + 'new = "p.b:h"\nsignatur = "()"\n',
        'symbol[2], key "signatur": unknown key; expected one of old, new, signature, call, arguments, '
        "expression, imports, remove, when, where, passed, not_passed, category, manual, definition, note; "
        'did you mean "signature"?',
    ),
    mistake(
        "an unknown key of a module gets a suggestion",
        '[[module]]\nold = "a"\nnew = "b"\nnotes = "c"\n',
        'module[1], key "notes": unknown key; expected one of old, new, manual, package, others, import, '
        'note; did you mean "note"?',
    ),
    mistake(
        "an unknown key that resembles none gets no suggestion",
        MOVE + "zzzz = 1\n",
        'symbol[1], key "zzzz": unknown key; expected one of old, new, signature, call, arguments, '
        "expression, imports, remove, when, where, passed, not_passed, category, manual, definition, note",
    ),
    mistake(
        "an unknown key of the arguments gets a suggestion",
        RULE + '[symbol.arguments]\nrenam = { a = "b" }\n',
        'symbol[1].arguments, key "renam": unknown key; expected one of rename, drop, add, keyword, values, '
        'imports; did you mean "rename"?',
    ),
    mistake(
        "a value of the arguments of another type",
        RULE + "[symbol.arguments]\nadd = { a = 1 }\n",
        'symbol[1].arguments, key "add.a": expected a string, found an integer; write Python in quotes: "1"',
    ),
    mistake(
        "one of several values of the arguments",
        RULE + '[symbol.arguments]\nvalues = { a = { "1" = "2" }, b = { x = "y", \'True\' = false } }\n',
        'symbol[1].arguments, key "values.b.True": expected a string, found a boolean; '
        'write Python in quotes: "False"',
    ),
    mistake(
        "a text where a list of the arguments belongs",
        RULE + '[symbol.arguments]\ndrop = "deep"\n',
        'symbol[1].arguments, key "drop": expected a list, found a string; write ["deep"]',
    ),
    mistake(
        "a literal of a condition",
        MOVE + "where = { deep = true }\n",
        'symbol[1], key "where.deep": expected a string, found a boolean; write Python in quotes: "True"',
    ),
    mistake(
        "an unknown key of a file in a test",
        MOVE + '[[test]]\n[[test.file]]\npath = "a.py"\nbefore = ""\nstays = true\n'
        '[[test.file]]\npath = "b.py"\nbefor = ""\n[retire]\n',
        'test[1].file[2], key "befor": unknown key; expected one of path, before, after, stays, finding; '
        'did you mean "before"?',
    ),
    mistake(
        "a symbol without old",
        '[[symbol]]\nnew = "p.b:g"\n',
        'symbol[1], key "old": missing; every [[symbol]] needs it',
    ),
    mistake(
        "a module without old",
        '[[module]]\nnew = "a"\n',
        'module[1], key "old": missing; every [[module]] needs it',
    ),
    mistake(
        "a number where a text belongs",
        RULE + "new = 3\n",
        'symbol[1], key "new": expected a string, found an integer',
    ),
    mistake(
        "a boolean where a text belongs",
        "name = true\n" + MOVE,
        'key "name": expected a string, found a boolean',
    ),
    mistake(
        "a table where a text belongs",
        MOVE + "note = { a = 1 }\n",
        'symbol[1], key "note": expected a string, found a table',
    ),
    mistake(
        "a text where a list belongs",
        'exclude = "a"\n' + MOVE,
        'key "exclude": expected a list, found a string; write ["a"]',
    ),
    mistake(
        "a number in a list of globs comes with its position",
        'exclude = ["a", 2]\n' + MOVE,
        'key "exclude[2]": expected a string, found an integer',
    ),
    mistake(
        "a single table in place of a list of tables",
        '[symbol]\nold = "p.a:f"\n',
        'key "symbol": expected a list of tables, found a table; write [[symbol]], not [symbol]',
    ),
    mistake(
        "a text in place of a list of tables",
        'module = "a"\n',
        'key "module": expected a list of tables, found a string; write [[module]]',
    ),
    mistake(
        "a text among the tables",
        'symbol = ["p.a:f"]\n',
        "symbol[1]: expected a table, found a string",
    ),
    mistake(
        "a file without rules",
        'name = "x"\n',
        "nothing to do: expected a [[symbol]] or a [[module]] table",
    ),
    mistake(
        "an empty name",
        'name = " "\n' + MOVE,
        'key "name": empty; write a text, or leave it out',
    ),
    mistake(
        "an empty glob",
        'exclude = [""]\n' + MOVE,
        'key "exclude": empty; write a text, or leave it out',
    ),
    mistake(
        "an empty text in a table",
        RULE + 'manual = " "\n',
        'symbol[1], key "manual": empty; write a text, or leave the key out',
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_a_suggestion(text: str, message: str) -> None:
    check_mistake(text, message)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = " + "[" * 20_000, id="TOML nested past the parser's limits"),
        pytest.param(
            MOVE + f'signature = "(a={"(" * 5000}"\n', id="a signature nested past the parser's limits"
        ),
        pytest.param(
            MOVE + f'signature = "(ctx)"\ncall = "({"-" * 20_000}1)"\n',
            id="a call nested past the parser's limits",
        ),
        pytest.param(MOVE + 'signature = "(a\\u0000)"\n', id="a null character in a signature"),
        pytest.param(RULE + 'new = "p:\\u0000"\n', id="a null character in a path"),
    ],
)
def test_no_input_gets_past_the_errors(text: str) -> None:
    with pytest.raises(MigrationError, match=re.escape("m.toml: ")):
        parse_migration(text, "m.toml")
