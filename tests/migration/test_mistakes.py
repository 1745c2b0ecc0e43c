"""Every mistake in a migration file: the whole message, so that a change of wording is seen.

An ellipsis in an expected message stands for words of the running Python's own parser.
"""

import re
from collections.abc import Sequence

import pytest

from codemods.migration.load import parse_migration
from codemods.values.errors import MigrationError

RULE = '[[symbol]]\nold = "p.a:f"\n'
MOVE = RULE + 'new = "p.b:g"\n'
CALL = MOVE + 'signature = "(ctx, user_id=None, *args, **rest)"\n'


def entries(*links: str) -> str:
    """One plain `[[symbol]]` for each `old > new`, one `[[module]]` where there is no colon."""
    tables = []
    for link in links:
        old, new = link.split(" > ")
        kind = "symbol" if ":" in old else "module"
        tables.append(f'[[{kind}]]\nold = "{old}"\nnew = "{new}"\n')
    return "".join(tables)


def case(id: str, text: str, message: str) -> object:
    return pytest.param(text, f"m.toml: {message}", id=id)


SYNTAX = [
    case(
        "a syntax error comes with its line and column",
        'name = "x"\nexclude = = []\n',
        "line 2, column 11: not valid TOML: invalid value",
    ),
    case(
        "a syntax error at the end comes with the last line",
        'name = "x"\nexclude =',
        "line 2, at the end: not valid TOML: invalid value",
    ),
    case(
        "a key given twice is a syntax error",
        MOVE + 'new = "p.b:h"\n',
        "line 4, column 14: not valid TOML: cannot overwrite a value",
    ),
]

SHAPE = [
    case(
        "an unknown key at the top level gets a suggestion",
        'nam = "x"\n' + MOVE,
        'key "nam": unknown key; expected one of name, exclude, categories, symbol, module, facade, retire; '
        'did you mean "name"?',
    ),
    case(
        "an unknown table at the top level gets a suggestion",
        MOVE + '[[modules]]\nold = "a"\nnew = "b"\n',
        'key "modules": unknown key; expected one of name, exclude, categories, symbol, module, facade, '
        'retire; did you mean "module"?',
    ),
    case(
        "an unknown key of a symbol gets a suggestion and its table's number",
        MOVE + RULE + 'new = "p.b:h"\nsignatur = "()"\n',
        'symbol[2], key "signatur": unknown key; expected one of old, new, signature, call, when, manual, '
        'note; did you mean "signature"?',
    ),
    case(
        "an unknown key of a module gets a suggestion",
        '[[module]]\nold = "a"\nnew = "b"\nnotes = "c"\n',
        'module[1], key "notes": unknown key; expected one of old, new, note; did you mean "note"?',
    ),
    case(
        "an unknown key that resembles none gets no suggestion",
        MOVE + "zzzz = 1\n",
        'symbol[1], key "zzzz": unknown key; expected one of old, new, signature, call, when, manual, note',
    ),
    case(
        "a symbol without old",
        '[[symbol]]\nnew = "p.b:g"\n',
        'symbol[1], key "old": missing; every [[symbol]] needs it',
    ),
    case(
        "a module without new",
        '[[module]]\nold = "a"\n',
        'module[1], key "new": missing; every [[module]] needs it',
    ),
    case(
        "a number where a text belongs",
        RULE + "new = 3\n",
        'symbol[1], key "new": expected a string, found an integer',
    ),
    case(
        "a boolean where a text belongs",
        "name = true\n" + MOVE,
        'key "name": expected a string, found a boolean',
    ),
    case(
        "a table where a text belongs",
        MOVE + "note = { a = 1 }\n",
        'symbol[1], key "note": expected a string, found a table',
    ),
    case(
        "a text where a list belongs",
        'exclude = "a"\n' + MOVE,
        'key "exclude": expected a list, found a string',
    ),
    case(
        "a number in a list of globs comes with its position",
        'exclude = ["a", 2]\n' + MOVE,
        'key "exclude[2]": expected a string, found an integer',
    ),
    case(
        "a single table in place of a list of tables",
        '[symbol]\nold = "p.a:f"\n',
        'key "symbol": expected a list of tables, found a table; write [[symbol]], not [symbol]',
    ),
    case(
        "a text in place of a list of tables",
        'module = "a"\n',
        'key "module": expected a list of tables, found a string; write [[module]]',
    ),
    case(
        "a text among the tables",
        'symbol = ["p.a:f"]\n',
        "symbol[1]: expected a table, found a string",
    ),
    case(
        "a file without rules",
        'name = "x"\n',
        "nothing to do: expected a [[symbol]] or a [[module]] table",
    ),
    case(
        "an empty name",
        'name = " "\n' + MOVE,
        'key "name": empty; write a text, or leave it out',
    ),
    case(
        "an empty glob",
        'exclude = [""]\n' + MOVE,
        'key "exclude": empty; write a text, or leave it out',
    ),
    case(
        "an empty text in a table",
        RULE + 'manual = " "\n',
        'symbol[1], key "manual": empty; write a text, or leave the key out',
    ),
]

GLOB = "expected a pattern in the syntax of .gitignore"
CATEGORIES = [
    case(
        "a mistyped table of categories gets a suggestion",
        MOVE + '[category]\ntests = ["tests/"]\n',
        'key "category": unknown key; expected one of name, exclude, categories, symbol, module, facade, '
        'retire; did you mean "categories"?',
    ),
    case(
        "a list in place of the table",
        'categories = ["tests/"]\n' + MOVE,
        'key "categories": expected a table, found a list',
    ),
    case(
        "a list of tables in place of the table",
        MOVE + '[[categories]]\ntests = ["tests/"]\n',
        'key "categories": expected a table, found a list',
    ),
    case(
        "a category without name",
        MOVE + '[categories]\n" " = ["tests/"]\n',
        'categories, key " ": a category has no name; write one, such as tests = ["tests/"]',
    ),
    case(
        "a glob in place of a list",
        MOVE + '[categories]\ntests = "tests/"\n',
        'categories, key "tests": expected a list of globs, found a string; write a list: ["tests/"]',
    ),
    case(
        "a number in place of a list",
        MOVE + "[categories]\ntests = 1\n",
        'categories, key "tests": expected a list of globs, found an integer',
    ),
    case(
        "a table in place of a list",
        MOVE + '[categories.tests]\nglobs = ["tests/"]\n',
        'categories, key "tests": expected a list of globs, found a table',
    ),
    case(
        "a category without globs",
        MOVE + "[categories]\ntests = []\n",
        'categories, key "tests": empty; write at least one glob, or leave the category out',
    ),
    case(
        "a boolean among the globs comes with its position",
        MOVE + '[categories]\ntests = ["tests/", true]\n',
        'categories, key "tests[2]": expected a glob, found a boolean',
    ),
    case(
        "a date among the globs",
        MOVE + "[categories]\ntests = [2024-01-01T00:00:00]\n",
        'categories, key "tests[1]": expected a glob, found a date',
    ),
    case(
        "an invalid glob comes with its position",
        MOVE + '[categories]\napp = ["*"]\ntests = ["a", "[z-a]"]\n',
        f'categories, key "tests[2]": "[z-a]" is not a valid glob; {GLOB}',
    ),
    case(
        "an empty glob",
        MOVE + '[categories]\ntests = [""]\n',
        f'categories, key "tests[1]": "" is not a valid glob; {GLOB}',
    ),
]

COLON = "expected module:name, with a colon where the module ends"
PATHS = [
    case(
        "a symbol without colon gets the likely path",
        '[[symbol]]\nold = "pkg.core.make"\nnew = "p:g"\n',
        f'symbol[1], key "old": "pkg.core.make" does not say where its module ends: {COLON}; '
        'did you mean "pkg.core:make"?',
    ),
    case(
        "a method without colon gets it before the class",
        RULE + 'new = "pkg.core.Manager.make"\n',
        f'symbol[1], key "new": "pkg.core.Manager.make" does not say where its module ends: {COLON}; '
        'did you mean "pkg.core:Manager.make"?',
    ),
    case(
        "a single name without colon gets no guess",
        RULE + 'new = "make"\n',
        f'symbol[1], key "new": "make" does not say where its module ends: {COLON}',
    ),
    case(
        "a path without colon that is none gets no guess",
        RULE + 'new = "my-pkg.make"\n',
        f'symbol[1], key "new": "my-pkg.make" does not say where its module ends: {COLON}',
    ),
    case(
        "two colons",
        RULE + 'new = "a:b:c"\n',
        f'symbol[1], key "new": "a:b:c" has more than one colon: {COLON}',
    ),
    case(
        "an empty module",
        RULE + 'new = ":make"\n',
        'symbol[1], key "new": ":make" is not a path: one of its parts is empty',
    ),
    case(
        "an empty name",
        RULE + 'new = "pkg:"\n',
        'symbol[1], key "new": "pkg:" is not a path: one of its parts is empty',
    ),
    case(
        "a relative path",
        RULE + 'new = ".pkg:make"\n',
        'symbol[1], key "new": ".pkg:make" is not a path: one of its parts is empty',
    ),
    case(
        "two dots in a row",
        RULE + 'new = "pkg..core:make"\n',
        'symbol[1], key "new": "pkg..core:make" is not a path: one of its parts is empty',
    ),
    case(
        "a keyword as a part",
        RULE + 'new = "pkg.class:make"\n',
        'symbol[1], key "new": "pkg.class:make" is not a path: "class" is a keyword',
    ),
    case(
        "a part that is no identifier",
        RULE + 'new = "my-pkg:make"\n',
        'symbol[1], key "new": "my-pkg:make" is not a path: "my-pkg" is not a Python name',
    ),
    case(
        "a blank beside the colon",
        RULE + 'new = "pkg: make"\n',
        'symbol[1], key "new": "pkg: make" is not a path: " make" is not a Python name',
    ),
    case(
        "a call in place of a path",
        RULE + 'new = "pkg:make()"\n',
        'symbol[1], key "new": "pkg:make()" is not a path: "make()" is not a Python name',
    ),
    case(
        "a colon in a module",
        '[[module]]\nold = "pkg.old"\nnew = "pkg:new"\n',
        'module[1], key "new": "pkg:new" names a symbol: a [[module]] takes a module, with no colon; '
        "for one name in it, write a [[symbol]] table",
    ),
    case(
        "a file in place of a module gets the module",
        '[[module]]\nold = "pkg/old.py"\nnew = "pkg.new"\n',
        'module[1], key "old": "pkg/old.py" is not a path: "pkg/old" is not a Python name; '
        'did you mean "pkg.old"?',
    ),
    case(
        "a module that is a keyword",
        '[[module]]\nold = "pkg.import"\nnew = "pkg.new"\n',
        'module[1], key "old": "pkg.import" is not a path: "import" is a keyword',
    ),
    case(
        "one path with the colon in two places",
        entries("p.a:K.f > q:f", "p.a.K:f > q:f"),
        'symbol[2], key "old": "p.a.K:f" is the same path in code as "p.a:K.f" of symbol[1]; '
        "keep the one that names the real module",
    ),
    case(
        "one path as a symbol and as a module",
        entries("p:a > q:a", "p.a > q.a"),
        'symbol[1], key "old": "p:a" is the same path in code as "p.a" of module[1]; '
        "keep the one that names the real module",
    ),
]

ENTRIES = [
    case(
        "neither new nor manual",
        RULE,
        'symbol[1]: neither `new` nor `manual`: expected exactly one; `new = "module:name"` moves it, '
        '`manual = "..."` tells people what to do',
    ),
    case(
        "both new and manual",
        MOVE + 'manual = "x"\n',
        "symbol[1]: both `new` and `manual`: expected exactly one; a manual entry makes no edit",
    ),
    case(
        "a symbol onto itself",
        RULE + 'new = "p.a:f"\n',
        'symbol[1], key "new": "p.a:f" is `old` itself: a symbol cannot move onto itself',
    ),
    case(
        "a module onto itself",
        '[[module]]\nold = "a"\nnew = "a"\n',
        'module[1], key "new": "a" is `old` itself: a module cannot move onto itself',
    ),
    case(
        "an unknown when gets a suggestion",
        MOVE + 'when = "await"\n',
        'symbol[1], key "when": "await" is not a kind of use; expected one of awaited, async, called, value; '
        'did you mean "awaited"?',
    ),
    case(
        "a call beside manual",
        RULE + 'manual = "x"\nsignature = "()"\ncall = "()"\n',
        'symbol[1], key "call": a manual entry makes no edit, so `call` has no meaning beside `manual`; '
        "put what people should know into `manual`",
    ),
    case(
        "a note beside manual",
        RULE + 'manual = "x"\nnote = "y"\n',
        'symbol[1], key "note": a manual entry makes no edit, so `note` has no meaning beside `manual`; '
        "put what people should know into `manual`",
    ),
    case(
        "the same old twice without when",
        MOVE + MOVE,
        'symbol[2], key "old": never reached: symbol[1] has the same `old` and no `when`, so it fits every '
        "use; put it before symbol[1], or give symbol[1] a `when`",
    ),
    case(
        "an entry after one that fits every use",
        MOVE + entries("p.x:y > p.z:y") + MOVE + 'when = "called"\n',
        'symbol[3], key "old": never reached: symbol[1] has the same `old` and no `when`, so it fits every '
        "use; put it before symbol[1], or give symbol[1] a `when`",
    ),
    case(
        "the same old and when twice",
        (MOVE + 'when = "called"\n') * 2,
        'symbol[2], key "when": never reached: symbol[1] has the same `old` and the same `when = "called"`; '
        "remove one of the two",
    ),
    case(
        "the same module twice",
        entries("a > b", "a > c"),
        'module[2], key "old": "a" has a rule already, module[1]: this one is never reached; '
        "remove one of the two",
    ),
]

PARAMETERS = 'expected the parameters of a def, such as "async (context, user_id=None)"'
LIST = 'expected an argument list, such as "(context)" or "await (context, retries=3)"'
CALLS = [
    case(
        "a signature without parentheses",
        MOVE + 'signature = "ctx"\n',
        f'symbol[1], key "signature": "ctx" is not a signature: …; {PARAMETERS}',
    ),
    case(
        "a signature that does not parse",
        MOVE + 'signature = "(ctx=)"\n',
        f'symbol[1], key "signature": "(ctx=)" is not a signature: …; {PARAMETERS}',
    ),
    case(
        "a signature with a parameter twice",
        MOVE + 'signature = "(a, a)"\n',
        f'symbol[1], key "signature": "(a, a)" is not a signature: duplicate parameter name: \'a\'; '
        f"{PARAMETERS}",
    ),
    case(
        "a signature with a body",
        MOVE + 'signature = "(a):\\n if a"\n',
        'symbol[1], key "signature": "(a):\n if a" is not a signature: invalid syntax; ' + PARAMETERS,
    ),
    case(
        "a signature with a second def",
        MOVE + 'signature = "(a): pass\\ndef _(b)"\n',
        'symbol[1], key "signature": "(a): pass\ndef _(b)" is not a signature: invalid syntax; ' + PARAMETERS,
    ),
    case(
        "a call without signature",
        MOVE + 'call = "(ctx)"\n',
        'symbol[1], key "call": `call` without `signature`; add `signature`, today\'s parameters, since '
        "`call` is written in their names",
    ),
    case(
        "a call with an unknown parameter gets a suggestion",
        CALL + 'call = "(userid)"\n',
        'symbol[1], key "call": "userid" is not a parameter of the signature '
        '(ctx, user_id=None, *args, **rest); did you mean "user_id"?',
    ),
    case(
        "a call with a collecting parameter",
        CALL + 'call = "(ctx, rest)"\n',
        'symbol[1], key "call": "rest" takes any number of arguments, so a call cannot pass it as one',
    ),
    case(
        "a call with stars",
        CALL + 'call = "(*args)"\n',
        'symbol[1], key "call": * and ** are not allowed in a call; pass parameters one by one',
    ),
    case(
        "a call with double stars",
        CALL + 'call = "(**rest)"\n',
        'symbol[1], key "call": * and ** are not allowed in a call; pass parameters one by one',
    ),
    case(
        "a call with an expression",
        CALL + 'call = "(ctx.user, 1)"\n',
        'symbol[1], key "call": ctx.user is neither a parameter nor a literal; an argument is a parameter\'s '
        "name or a literal, such as None, 30 or 'text'",
    ),
    case(
        "a call with a positional argument after a keyword",
        CALL + 'call = "(timeout=30, ctx)"\n',
        'symbol[1], key "call": "(timeout=30, ctx)" is not a call: positional argument follows keyword '
        f"argument…; {LIST}",
    ),
    case(
        "a call that goes on after its parentheses",
        CALL + 'call = "(ctx).run()"\n',
        f'symbol[1], key "call": "(ctx).run()" is not a call: invalid syntax; {LIST}',
    ),
    case(
        "a call with a callee",
        CALL + 'call = "make(ctx)"\n',
        f'symbol[1], key "call": "make(ctx)" is not a call: invalid syntax; {LIST}',
    ),
    case(
        "a call that passes a parameter twice",
        CALL + 'call = "(ctx, other=ctx)"\n',
        'symbol[1], key "call": "ctx" is passed twice: the caller\'s expression would run twice',
    ),
    case(
        "a call with a keyword twice",
        CALL + 'call = "(a=1, a=2)"\n',
        'symbol[1], key "call": the keyword "a" is given twice',
    ),
    case(
        "a call for a use that is none",
        CALL + 'call = "(ctx)"\nwhen = "value"\n',
        'symbol[1], key "call": `when = "value"` is a use that is not a call, so `call` has no meaning here',
    ),
    *(
        case(
            f"an await inserted {where}",
            CALL + 'call = "await (ctx)"\n' + when,
            'symbol[1], key "call": "await (ctx)" inserts an `await`; add `when = "async"`: `await` can be '
            "inserted only into a plain call inside async def",
        )
        for where, when in [
            ("everywhere", ""),
            ("where one stands", 'when = "awaited"\n'),
            ("into a plain def", 'when = "called"\n'),
        ]
    ),
]


def cycle(tables: Sequence[str], path: str) -> str:
    return (
        f'{tables[0]}, key "new": the rules go round in a cycle: {path}; '
        f"keep the way that ends at the canonical one; remove or mend {' or '.join(tables)}"
    )


CYCLES = [
    case(
        "two symbols in a cycle",
        entries("p:a > p:b", "p:b > p:a"),
        cycle(["symbol[1]", "symbol[2]"], "p:a -> p:b -> p:a"),
    ),
    case(
        "a cycle behind the start of a chain is named alone",
        entries("p:z > p:a", "p:a > p:b", "p:b > p:c", "p:c > p:a"),
        cycle(["symbol[2]", "symbol[3]", "symbol[4]"], "p:a -> p:b -> p:c -> p:a"),
    ),
    case(
        "a cycle through entries with when",
        entries("p:a > p:b") + 'when = "called"\n' + entries("p:b > p:a") + 'when = "awaited"\n',
        cycle(["symbol[1]", "symbol[2]"], "p:a -> p:b -> p:a"),
    ),
    case(
        "two modules in a cycle",
        entries("a > b", "b > c", "c > a"),
        cycle(["module[1]", "module[2]", "module[3]"], "a -> b -> c -> a"),
    ),
    case(
        "a symbol that its new module sends back",
        entries("p:a > q:a", "q > p"),
        cycle(["symbol[1]", "module[1]"], "p:a -> q:a -> p:a"),
    ),
    case(
        "a symbol that lands inside itself",
        entries("p:a > p:a.b"),
        cycle(["symbol[1]"], "p:a -> p:a.b"),
    ),
    case(
        "a cycle through attributes that grows for ever",
        entries("p:a > p:b.x", "p:b > p:c", "p:c > p:b.z"),
        cycle(["symbol[2]", "symbol[3]"], "p:b.x -> p:c.x -> p:b.z.x"),
    ),
]

BOTH = entries("p.a:f > p.b:g", "p.a > p.b")

RETIRE = [
    case(
        "retire is one table",
        BOTH + '[[retire]]\nmodules = ["p.a"]\n',
        "retire: expected a table, found a list; write [retire], not [[retire]]",
    ),
    case(
        "an unknown key of retire gets a suggestion",
        BOTH + '[retire]\nmodule = ["p.a"]\n',
        'retire, key "module": unknown key; expected one of modules, symbols; did you mean "modules"?',
    ),
    case(
        "what is retired comes in lists",
        BOTH + '[retire]\nmodules = "p.a"\n',
        'retire, key "modules": expected a list, found a string',
    ),
    case(
        "an entry of the wrong type is counted from 1",
        BOTH + '[retire]\nsymbols = ["p.a:f", 1]\n',
        'retire, key "symbols[2]": expected a string, found an integer',
    ),
    case(
        "an empty retire says what to write",
        BOTH + "[retire]\n",
        'retire: empty; list what is to be removed: modules = ["pkg.old"], symbols = ["pkg:make"]',
    ),
    case(
        "an empty entry",
        BOTH + '[retire]\nmodules = [" "]\n',
        'retire, key "modules[1]": empty; write a path, or leave it out',
    ),
    case(
        "a module that is not deprecated",
        BOTH + '[retire]\nmodules = ["p.c"]\n',
        'retire, key "modules[1]": "p.c" is not deprecated: no [[module]] has it as `old`, and no [[symbol]] '
        'is in it; did you mean "p.a"?',
    ),
    case(
        "a symbol among the modules",
        BOTH + '[retire]\nmodules = ["p.a:f"]\n',
        'retire, key "modules[1]": "p.a:f" names a symbol; list it under `symbols`',
    ),
    case(
        "a symbol that is not deprecated",
        entries("p.a:f > p.b:g") + '[retire]\nsymbols = ["p.a:h"]\n',
        'retire, key "symbols[1]": "p.a:h" is not deprecated: no [[symbol]] has it as `old`; '
        'did you mean "p.a:f"?',
    ),
    case(
        "a module among the symbols",
        BOTH + '[retire]\nsymbols = ["p.a"]\n',
        'retire, key "symbols[1]": "p.a" does not say where its module ends: expected module:name, with a '
        'colon where the module ends; did you mean "p:a"?',
    ),
    case(
        "an attribute",
        entries("p.a:F.g > p.b:g") + '[retire]\nsymbols = ["p.a:F.g"]\n',
        'retire, key "symbols[1]": "p.a:F.g" is an attribute: only names of a module\'s top level are '
        'retired; remove it by hand, or retire all of "p.a:F"',
    ),
    case(
        "a symbol that goes with its module",
        BOTH + '[retire]\nmodules = ["p.a"]\nsymbols = ["p.a:f"]\n',
        'retire, key "symbols[1]": "p.a:f" lies in a module that is retired as a whole; remove it here, or '
        "`modules[1]`",
    ),
    case(
        "an entry given twice",
        BOTH + '[retire]\nsymbols = ["p.a:f", "p.a:f"]\n',
        'retire, key "symbols[2]": "p.a:f" is listed already, symbols[1]; remove one of the two',
    ),
    case(
        "a symbol that an entry leads to",
        entries("p.a:f > p.b:g", "p.b:h > p.c:h") + '[retire]\nmodules = ["p.b"]\n',
        'retire, key "modules[1]": "p.b" is where symbol[1] leads; retire what is deprecated, not its '
        "replacement",
    ),
]


@pytest.mark.parametrize(
    ("text", "message"),
    [*SYNTAX, *SHAPE, *CATEGORIES, *PATHS, *ENTRIES, *CALLS, *CYCLES, *RETIRE],
)
def test_a_mistake_is_reported_with_its_place_and_a_way_out(text: str, message: str) -> None:
    with pytest.raises(MigrationError) as caught:
        parse_migration(text, "m.toml")
    expected = ".*".join(re.escape(part) for part in message.split("…"))
    assert re.fullmatch(expected, str(caught.value)), f"{caught.value}\nis not\n{message}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = " + "[" * 20_000, id="TOML nested past the parser's limits"),
        pytest.param(
            MOVE + f'signature = "(a={"(" * 5000}"\n', id="a signature nested past the parser's limits"
        ),
        pytest.param(CALL + f'call = "({"-" * 20_000}1)"\n', id="a call nested past the parser's limits"),
        pytest.param(MOVE + 'signature = "(a\\u0000)"\n', id="a null character in a signature"),
        pytest.param(RULE + 'new = "p:\\u0000"\n', id="a null character in a path"),
    ],
)
def test_no_input_gets_past_the_errors(text: str) -> None:
    with pytest.raises(MigrationError, match=re.escape("m.toml: ")):
        parse_migration(text, "m.toml")
