"""Each table on its own, and against the others of the same `old`."""

import pytest

from codemods.migration.load import parse_migration
from tests.migration.mistakes import MOVE, RULE, check_mistake, mistake, tables

RENAME = RULE + 'new = "p.a:g"\ndefinition = "rename"\n'
MISTAKES = [
    mistake(
        "only an old name",
        RULE,
        'symbol[1]: nothing says what becomes of it; `new = "module:name"` moves it, `[symbol.arguments]`, '
        "`call` or `expression` changes its calls, `remove = true` takes it out, "
        '`manual = "..."` tells people what to do',
    ),
    mistake(
        "both new and manual",
        MOVE + 'manual = "x"\n',
        "symbol[1]: both `new` and `manual`: expected exactly one; a manual entry makes no edit",
    ),
    mistake(
        "a symbol onto itself",
        RULE + 'new = "p.a:f"\n',
        'symbol[1], key "new": "p.a:f" is `old` itself: a symbol cannot move onto itself; '
        "add `call` or `arguments`, which say what changes where it stays",
    ),
    mistake(
        "a module onto itself",
        '[[module]]\nold = "a"\nnew = "a"\n',
        'module[1], key "new": "a" is `old` itself: a module cannot move onto itself',
    ),
    mistake(
        "a module that neither moves nor is gone",
        '[[module]]\nold = "a"\npackage = true\n',
        'module[1]: neither `new` nor `manual`: expected exactly one; `new = "package.module"` moves it, '
        '`manual = "..."` tells people what to do',
    ),
    mistake(
        "a module that moves and is gone",
        '[[module]]\nold = "a"\nnew = "b"\nmanual = "c"\n',
        "module[1]: both `new` and `manual`: expected exactly one; a manual entry makes no edit",
    ),
    mistake(
        "names of a module that is gone",
        '[[module]]\nold = "a"\nmanual = "b"\nothers = "c"\n',
        'module[1], key "others": a manual entry makes no edit, so `others` has no meaning beside `manual`; '
        "put what people should know into `manual`",
    ),
    mistake(
        "an import of a module that is gone",
        '[[module]]\nold = "a"\nmanual = "b"\nimport = "import c"\n',
        'module[1], key "import": a manual entry makes no edit, so `import` has no meaning beside `manual`; '
        "put what people should know into `manual`",
    ),
    *(
        mistake(
            f"an import that is {what}",
            f'[[module]]\nold = "a"\nnew = "p.b"\nimport = "{text}"\n',
            f'module[1], key "import": "{text}" {problem}; expected one import of the new module: '
            "import p.b, import p.b as name or from p import b",
        )
        for what, text, problem in (
            ("none", "p.b", "is not an import statement with one name"),
            ("no Python", "from p", "is not an import statement with one name"),
            ("of two names", "from p import b, c", "is not an import statement with one name"),
            ("two of them", "import p.b; import p.c", "is not an import statement with one name"),
            ("of another module", "from q import b as c", 'imports q.b, and `new` is "p.b"'),
            ("of a module above", "import p", 'imports p, and `new` is "p.b"'),
            ("a star", "from p import *", "does not name the module"),
            ("relative", "from . import b", "does not name the module"),
        )
    ),
    mistake(
        "a package that is no truth value",
        '[[module]]\nold = "a"\nnew = "b"\npackage = "yes"\n',
        'module[1], key "package": expected a boolean, found a string',
    ),
    mistake(
        "an unknown when gets a suggestion",
        MOVE + 'when = "await"\n',
        'symbol[1], key "when": "await" is not a kind of use; expected one of awaited, async, called, value, '
        "decorator, base, subscript; "
        'did you mean "awaited"?',
    ),
    mistake(
        "a call beside manual",
        RULE + 'manual = "x"\nsignature = "()"\ncall = "()"\n',
        'symbol[1], key "call": a manual entry makes no edit, so `call` has no meaning beside `manual`; '
        "put what people should know into `manual`",
    ),
    mistake(
        "a note beside manual",
        RULE + 'manual = "x"\nnote = "y"\n',
        'symbol[1], key "note": a manual entry makes no edit, so `note` has no meaning beside `manual`; '
        "put what people should know into `manual`",
    ),
    mistake(
        "an unknown thing to do with the definition",
        RENAME.replace('"rename"', '"renam"'),
        'symbol[1], key "definition": "renam" is nothing that happens to a definition; expected "rename"; '
        'did you mean "rename"?',
    ),
    mistake(
        "a definition beside manual",
        RULE + 'manual = "x"\ndefinition = "rename"\n',
        'symbol[1], key "definition": nothing says what the definition is renamed to; '
        "add `new`, in place of `manual`",
    ),
    mistake(
        "a definition that would move to another module",
        MOVE + 'definition = "rename"\n',
        'symbol[1], key "definition": "p.b:g" is in another module, and a definition is renamed where it '
        "stands; move it by hand, and leave the key out",
    ),
    mistake(
        "the definition of an attribute",
        RENAME.replace("p.a:f", "p.a:C.f").replace("p.a:g", "p.a:C.g"),
        'symbol[1], key "definition": "C.f" is an attribute: only names of a module\'s top level are renamed '
        "so; rename it by hand, and leave the key out",
    ),
    mistake(
        "a definition for some uses only",
        RENAME + 'when = "called"\n',
        'symbol[1], key "definition": a definition that is renamed is so for all its uses, so `when` has no '
        "meaning beside it; leave one of the two out, `when` or `definition`",
    ),
    mistake(
        "two definitions of one new name",
        RENAME + RENAME.replace("p.a:f", "p.a:e"),
        'symbol[2], key "new": "p.a:g" is the new name of p.a:f already, in symbol[1]; '
        "give each definition a name of its own",
    ),
    mistake(
        "a definition whose new name is deprecated",
        RENAME + tables("p.a:g > p.b:h"),
        'symbol[1], key "new": "p.a:g" is deprecated itself: a definition gets the name that it keeps; '
        "write the canonical name, or leave `definition` out",
    ),
    mistake(
        "the same old twice without when",
        MOVE + MOVE,
        'symbol[2], key "old": never reached: symbol[1] has the same `old` and no `when`, so it fits every '
        "use; put it before symbol[1], or give symbol[1] a `when`",
    ),
    mistake(
        "an entry after one that fits every use",
        MOVE + tables("p.x:y > p.z:y") + MOVE + 'when = "called"\n',
        'symbol[3], key "old": never reached: symbol[1] has the same `old` and no `when`, so it fits every '
        "use; put it before symbol[1], or give symbol[1] a `when`",
    ),
    mistake(
        "the same old and when twice",
        (MOVE + 'when = "called"\n') * 2,
        'symbol[2], key "when": never reached: symbol[1] has the same `old` and the same `when = "called"`; '
        "remove one of the two",
    ),
    mistake(
        "an unknown category gets a suggestion",
        MOVE + 'category = ["tests", "prodution"]\n',
        'symbol[1], key "category": "prodution" is not a category; expected one of tests, production, other; '
        'did you mean "production"?',
    ),
    mistake(
        "a category that the file's own table does not name",
        MOVE + 'category = "production"\n[categories]\ntests = ["tests/"]\n',
        'symbol[1], key "category": "production" is not a category; expected one of tests, other',
    ),
    mistake(
        "no category at all",
        MOVE + "category = []\n",
        'symbol[1], key "category": empty; write the name of a category, or leave the key out',
    ),
    mistake(
        "a category that is no name",
        MOVE + "category = 3\n",
        'symbol[1], key "category": expected a string or a list, found an integer',
    ),
    mistake(
        "an entry for a category after one that has it too",
        MOVE + 'category = ["tests", "other"]\n' + MOVE + 'category = "tests"\nwhen = "called"\n',
        'symbol[2], key "category": never reached: symbol[1] has the same `old` and fits every use that this '
        "one is for; remove one of the two",
    ),
    mistake(
        "the same module twice",
        tables("a > b", "a > c"),
        'module[2], key "old": "a" has a rule already, module[1]: this one is never reached; '
        "remove one of the two",
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_a_way_out(text: str, message: str) -> None:
    check_mistake(text, message)


def test_an_entry_for_a_category_comes_before_one_for_all() -> None:
    rules = parse_migration(MOVE + 'category = "tests"\n' + RULE + 'manual = "x"\n', "m.toml").symbols
    assert [rule.categories for rule in rules] == [("tests",), ()]
    assert [[rule.is_for(name) for rule in rules] for name in ("tests", "other")] == [
        [True, True],
        [False, True],
    ]


def test_only_the_entry_itself_renames_a_definition() -> None:
    migration = parse_migration(RENAME + tables("p.b:old > p.a:f"), "m.toml")
    renaming = {str(rule.old): rule.renames_definition for rule in migration.symbols}
    assert renaming == {"p.a:f": True, "p.b:old": False}
    assert {str(rule.new) for rule in migration.symbols} == {"p.a:g"}
