"""Paths of symbols and modules: the colon, the parts, and what was likely meant."""

import pytest

from tests.migration.mistakes import RULE, check_mistake, mistake, tables

COLON = "expected module:name, with a colon where the module ends"

MISTAKES = [
    mistake(
        "a symbol without colon gets the likely path",
        '[[symbol]]\nold = "pkg.core.make"\nnew = "p:g"\n',
        f'symbol[1], key "old": "pkg.core.make" does not say where its module ends: {COLON}; '
        'did you mean "pkg.core:make"?',
    ),
    mistake(
        "a method without colon gets it before the class",
        RULE + 'new = "pkg.core.Manager.make"\n',
        f'symbol[1], key "new": "pkg.core.Manager.make" does not say where its module ends: {COLON}; '
        'did you mean "pkg.core:Manager.make"?',
    ),
    mistake(
        "a single name without colon gets no guess",
        RULE + 'new = "make"\n',
        f'symbol[1], key "new": "make" does not say where its module ends: {COLON}',
    ),
    mistake(
        "a path without colon that is none gets no guess",
        RULE + 'new = "my-pkg.make"\n',
        f'symbol[1], key "new": "my-pkg.make" does not say where its module ends: {COLON}',
    ),
    mistake(
        "two colons",
        RULE + 'new = "a:b:c"\n',
        f'symbol[1], key "new": "a:b:c" has more than one colon: {COLON}',
    ),
    mistake(
        "an empty module",
        RULE + 'new = ":make"\n',
        'symbol[1], key "new": ":make" is not a path: one of its parts is empty',
    ),
    mistake(
        "an empty name",
        RULE + 'new = "pkg:"\n',
        'symbol[1], key "new": "pkg:" is not a path: one of its parts is empty',
    ),
    mistake(
        "a relative path",
        RULE + 'new = ".pkg:make"\n',
        'symbol[1], key "new": ".pkg:make" is not a path: one of its parts is empty',
    ),
    mistake(
        "two dots in a row",
        RULE + 'new = "pkg..core:make"\n',
        'symbol[1], key "new": "pkg..core:make" is not a path: one of its parts is empty',
    ),
    mistake(
        "a keyword as a part",
        RULE + 'new = "pkg.class:make"\n',
        'symbol[1], key "new": "pkg.class:make" is not a path: "class" is a keyword',
    ),
    mistake(
        "a part that is no identifier",
        RULE + 'new = "my-pkg:make"\n',
        'symbol[1], key "new": "my-pkg:make" is not a path: "my-pkg" is not a Python name',
    ),
    mistake(
        "a blank beside the colon",
        RULE + 'new = "pkg: make"\n',
        'symbol[1], key "new": "pkg: make" is not a path: " make" is not a Python name',
    ),
    mistake(
        "a call in place of a path",
        RULE + 'new = "pkg:make()"\n',
        'symbol[1], key "new": "pkg:make()" is not a path: "make()" is not a Python name',
    ),
    mistake(
        "a colon in a module",
        '[[module]]\nold = "pkg.old"\nnew = "pkg:new"\n',
        'module[1], key "new": "pkg:new" names a symbol: a [[module]] takes a module, with no colon; '
        "for one name in it, write a [[symbol]] table",
    ),
    mistake(
        "a file in place of a module gets the module",
        '[[module]]\nold = "pkg/old.py"\nnew = "pkg.new"\n',
        'module[1], key "old": "pkg/old.py" is not a path: "pkg/old" is not a Python name; '
        'did you mean "pkg.old"?',
    ),
    mistake(
        "a module that is a keyword",
        '[[module]]\nold = "pkg.import"\nnew = "pkg.new"\n',
        'module[1], key "old": "pkg.import" is not a path: "import" is a keyword',
    ),
    mistake(
        "one path with the colon in two places",
        tables("p.a:K.f > q:f", "p.a.K:f > q:f"),
        'symbol[2], key "old": "p.a.K:f" is the same path in code as "p.a:K.f" of symbol[1]; '
        "keep the one that names the real module",
    ),
    mistake(
        "one path as a symbol and as a module",
        tables("p:a > q:a", "p.a > q.a"),
        'symbol[1], key "old": "p:a" is the same path in code as "p.a" of module[1]; '
        "keep the one that names the real module",
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_a_way_out(text: str, message: str) -> None:
    check_mistake(text, message)
