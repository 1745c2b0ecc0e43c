"""Accesses: chains of attributes, their places, and the strings beside them."""

import pytest

from codemods.semantic.access import Unplaced
from tests.semantic.facts_of_text import chains, only, read, spelled

CHAINS = {
    "a name": ("old", ["old"]),
    "attributes": ("old.a.b", ["old.a.b"]),
    "a chain ends at a call": ("old.a().b", ["old.a"]),
    "a chain ends at a subscript": ("old.a[0].b", ["old.a"]),
    "blanks and lines in a chain": ("(old . a\n  .b)", ["old . a\n  .b"]),
    "comments in a chain": ("(old  # note\n  .b)", ["old  # note\n  .b"]),
    "parentheses in a chain": ("(old).a", ["old).a"]),
    "several on one line": ("old; old.a, old", ["old", "old.a", "old"]),
    "behind a lambda's default": ("lambda a=old: old.b", ["old", "old.b"]),
    "in a call's callee, arguments and keywords": (
        "old(old.a, *old.b, c=old, **old.d)",
        ["old", "old.a", "old.b", "old", "old.d"],
    ),
    "an argument of a method of a call": ("a(old).b(old).c", ["old", "old"]),
    "in subscripts and slices": ("old[old:old.a]", ["old", "old", "old.a"]),
    "in a match value and class": ("match old:\n  case old.A | old(): 0", ["old", "old.A", "old"]),
    "in the pattern before as": (
        "match a:\n  case [old.A, {'k': old.B, **b}] as c: 0",
        ["old.A", "old.B"],
    ),
    "in an exception type": ("try: 0\nexcept old.E: 0", ["old.E"]),
    "in with items": ("with old() as a, old.b: 0", ["old", "old.b"]),
    "in a condition": ("old if old else old", ["old", "old", "old"]),
    "in an assert": ("assert old, old", ["old", "old"]),
    "in raise": ("raise old from old", ["old", "old"]),
    "an attribute of an instance is none": ("self.old", []),
    "a keyword is none": ("f(old=1)", []),
    "a longer name is none": ("older; fold; old2", []),
    "non-ASCII before it": ("'é', old", ["old"]),
    "a non-ASCII name is longer": ("oldé; éold", []),
}


@pytest.mark.parametrize(("text", "expected"), CHAINS.values(), ids=CHAINS)
def test_accesses_are_whole_chains(text: str, expected: list[str]) -> None:
    assert chains(text) == expected


def test_a_chain_knows_the_end_of_each_attribute() -> None:
    text = "x = old . a.b"
    access = only(read(text))

    assert access.attrs == ("a", "b")
    assert [text[access.start : end] for end in access.ends] == ["old", "old . a", "old . a.b"]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        pytest.param("old.a", False, id="read"),
        pytest.param("old.a = 1", True, id="assigned"),
        pytest.param("del old.a", True, id="deleted"),
        pytest.param("old.a += 1", True, id="augmented"),
        pytest.param("old.a.b()", False, id="called"),
        pytest.param("old.a[0] = 1", False, id="an item of it assigned"),
    ],
)
def test_an_access_is_stored_when(text: str, stored: bool) -> None:
    assert only(read(text)).stored is stored


TEXTS = {
    "a patch target is left out": ("patch('m.old')", []),
    "a keyword argument": ("f(target='m.old')", [("m.old", "f")]),
    "a dotted callee": ("a.b.c('old')", [("old", "a.b.c")]),
    "a callee that is not a dotted name": ("a().c('old')", [("old", "c")]),
    "another subscript": ("a['old']", [("old", None)]),
    "adjacent strings": ("x = 'a.' 'old'", [("a.old", None)]),
    "a longer word": ("x = 'older'", []),
    "a word in pieces is not spelled": ("x = 'o' 'ld'; old", []),
    "an escaped word is not spelled": ("x = '\\x6fld'; old", []),
    "a docstring": ("'old'\ndef f():\n  'old'", []),
    "bytes": ("x = b'old'", []),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_strings_that_spell_a_name(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(each.value, each.callee) for each in read(text).strings] == expected


def test_a_string_has_its_line_and_place() -> None:
    text = "x = 1\ny = f(1, 'm.old')"
    (found,) = read(text).strings

    assert found.line == 2
    assert spelled(text, [found.span]) == ["'m.old'"]


def test_a_name_that_is_spelled_otherwise_than_it_reads_has_no_place() -> None:
    assert [access.unplaced for access in read("\uff4fld, a.old, old.\uff41", "old a").accesses] == [
        Unplaced.NORMALIZED,
        None,
        Unplaced.NORMALIZED,
    ]
