"""What is retired: only what the migration deprecates, and nothing that a rule leads to."""

import pytest

from tests.migration.mistakes import check_mistake, mistake, tables

BOTH = tables("p.a:f > p.b:g", "p.a > p.b")

MISTAKES = [
    mistake(
        "retire is one table",
        BOTH + '[[retire]]\nmodules = ["p.a"]\n',
        "retire: expected a table, found a list; write [retire], not [[retire]]",
    ),
    mistake(
        "an unknown key of retire gets a suggestion",
        BOTH + '[retire]\nmodule = ["p.a"]\n',
        'retire, key "module": unknown key; expected one of modules, symbols; did you mean "modules"?',
    ),
    mistake(
        "what is retired comes in lists",
        BOTH + '[retire]\nmodules = "p.a"\n',
        'retire, key "modules": expected a list, found a string; write ["p.a"]',
    ),
    mistake(
        "an entry of the wrong type is counted from 1",
        BOTH + '[retire]\nsymbols = ["p.a:f", 1]\n',
        'retire, key "symbols[2]": expected a string, found an integer',
    ),
    mistake(
        "an empty retire says what to write",
        BOTH + "[retire]\n",
        'retire: empty; list what is to be removed: modules = ["pkg.old"], symbols = ["pkg:make"]',
    ),
    mistake(
        "an empty entry",
        BOTH + '[retire]\nmodules = [" "]\n',
        'retire, key "modules[1]": empty; write a path, or leave it out',
    ),
    mistake(
        "a module that is not deprecated",
        BOTH + '[retire]\nmodules = ["p.c"]\n',
        'retire, key "modules[1]": "p.c" is not deprecated: no [[module]] has it as `old`, and no [[symbol]] '
        'is in it; did you mean "p.a"?',
    ),
    mistake(
        "a symbol among the modules",
        BOTH + '[retire]\nmodules = ["p.a:f"]\n',
        'retire, key "modules[1]": "p.a:f" names a symbol; list it under `symbols`',
    ),
    mistake(
        "a symbol that is not deprecated",
        tables("p.a:f > p.b:g") + '[retire]\nsymbols = ["p.a:h"]\n',
        'retire, key "symbols[1]": "p.a:h" is not deprecated: no [[symbol]] has it as `old`; '
        'did you mean "p.a:f"?',
    ),
    mistake(
        "a module among the symbols",
        BOTH + '[retire]\nsymbols = ["p.a"]\n',
        'retire, key "symbols[1]": "p.a" does not say where its module ends: expected module:name, with a '
        'colon where the module ends; did you mean "p:a"?',
    ),
    mistake(
        "an attribute",
        tables("p.a:F.g > p.b:g") + '[retire]\nsymbols = ["p.a:F.g"]\n',
        'retire, key "symbols[1]": "p.a:F.g" is an attribute: only names of a module\'s top level are '
        'retired; remove it by hand, or retire all of "p.a:F"',
    ),
    mistake(
        "a symbol that goes with its module",
        BOTH + '[retire]\nmodules = ["p.a"]\nsymbols = ["p.a:f"]\n',
        'retire, key "symbols[1]": "p.a:f" lies in a module that is retired as a whole; remove it here, or '
        "`modules[1]`",
    ),
    mistake(
        "an entry given twice",
        BOTH + '[retire]\nsymbols = ["p.a:f", "p.a:f"]\n',
        'retire, key "symbols[2]": "p.a:f" is listed already, symbols[1]; remove one of the two',
    ),
    mistake(
        "a module below the replacement of a whole package",
        '[[module]]\nold = "p.a"\nnew = "p.b"\npackage = true\n'
        + tables("p.b.c:h > q:h")
        + '[retire]\nmodules = ["p.a.part", "p.b.c"]\n',
        'retire, key "modules[2]": "p.b.c" is where module[1] leads; retire what is deprecated, not its '
        "replacement",
    ),
    mistake(
        "a symbol that an entry leads to",
        tables("p.a:f > p.b:g", "p.b:h > p.c:h") + '[retire]\nmodules = ["p.b"]\n',
        'retire, key "modules[1]": "p.b" is where symbol[1] leads; retire what is deprecated, not its '
        "replacement",
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_a_way_out(text: str, message: str) -> None:
    check_mistake(text, message)
