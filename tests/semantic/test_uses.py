"""Uses: chains of attributes, their places, and the strings beside them."""

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
def test_uses_are_whole_chains(text: str, expected: list[str]) -> None:
    assert chains(text) == expected


def test_a_chain_knows_the_end_of_each_attribute() -> None:
    text = "x = old . a.b"
    use = only(read(text))

    assert use.attrs == ("a", "b")
    assert [text[use.start : end] for end in use.ends] == ["old", "old . a", "old . a.b"]


@pytest.mark.parametrize(
    ("text", "tracked"),
    [
        pytest.param("import a.old\na", "a", id="import of the module"),
        pytest.param("import a.old as b\nb", "b", id="import as"),
        pytest.param("from m import old as b\nb", "b", id="an alias"),
        pytest.param("b.c.old", "b", id="the base of a chain"),
        pytest.param("b.old.c", "b", id="the base of a longer chain"),
        pytest.param(
            "f'''\n{a(\n1)}\n\n{(b.c,\n\nb.old)}\n'''", "b", id="the base of a chain in an f-string"
        ),
        pytest.param("patch.object(b.c, 'old')", "b", id="the module beside a string"),
    ],
)
def test_other_names_are_tracked_by(text: str, tracked: str) -> None:
    facts = read(text)

    assert tracked in facts.tracked
    assert facts.accesses[-1].name == tracked


def test_what_comes_from_a_deprecated_module_is_tracked() -> None:
    facts = read("from a.gone import b as c, d\nc; d", old="", old_modules="gone")

    assert [use.name for use in facts.accesses] == ["c", "d"]


def test_a_star_is_no_name() -> None:
    assert "*" not in read("from a.gone import *", old="", old_modules="gone").tracked


@pytest.mark.parametrize("text", ["self.old", "cls.a.old", "x = 'self.old'"])
def test_instances_are_not_tracked(text: str) -> None:
    assert read(text).tracked.isdisjoint({"self", "cls"})


def test_a_module_s_exports_are_tracked() -> None:
    assert [binding.name for binding in read("__all__ = []").bindings] == ["__all__"]


def test_facts_are_complete_about_absent_names_too() -> None:
    assert {"old", "new", "module"} <= read("pass", new="new", old_modules="module").tracked


def test_private_attributes_are_mangled_in_a_class() -> None:
    assert only(read("class C:\n  old.__a.b")).attrs == ("_C__a", "b")


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
def test_a_use_is_stored_when(text: str, stored: bool) -> None:
    assert only(read(text)).stored is stored


TEXTS = {
    "a patch target is none": ("patch('m.old')", []),
    "a keyword argument": ("f(target='m.old')", [("m.old", "f")]),
    "a dotted callee": ("a.b.c('old')", [("old", "a.b.c")]),
    "a callee that is no dotted name": ("a().c('old')", [("old", "c")]),
    "globals by subscript": ("globals()['old']", [("old", "[]")]),
    "vars by membership": ("'old' in vars()", [("old", "[]")]),
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
    assert [
        (each.value, "[]" if each.is_namespace_key else each.callee) for each in read(text).strings
    ] == expected


def test_a_text_says_its_line_and_place() -> None:
    text = "x = 1\ny = f(1, 'm.old')"
    (found,) = read(text).strings

    assert found.line == 2
    assert spelled(text, [found.span]) == ["'m.old'"]


EXPORTS = {
    "a list": "__all__ = ['old']",
    "a tuple": "__all__ = ('old',)",
    "a set": "__all__ = {'old'}",
    "a chained assignment": "x = __all__ = ['old']",
    "annotated": "__all__: list[str] = ['old']",
    "augmented": "__all__ += ['old']",
    "extend": "__all__.extend(('old',))",
    "append": "__all__.append('old')",
    "insert": "__all__.insert(0, 'old')",
    "a slice": "__all__[:0] = ['old']",
    "added to another module's": "__all__ = m.__all__ + ['old'] + n.__all__",
    "beside another module's": "__all__ = [*m.__all__, 'old']",
    "a starred list": "__all__ = [*['old']]",
    "sorted": "__all__ = sorted(['old'])",
    "conditional": "if x:\n  __all__ += ['old']",
}
NO_EXPORTS = {
    "another name": "x = ['old']",
    "a local name": "def f():\n  __all__ = ['old']",
    "another object's": "m.__all__.append('old')",
    "an attribute": "m.__all__ = ['old']",
    "what a call makes": "__all__ = f(['old'])",
    "a method that adds nothing": "__all__.remove('old')",
}


@pytest.mark.parametrize("text", EXPORTS.values(), ids=EXPORTS)
def test_exports_by(text: str) -> None:
    assert [each.dunder_all_entry is not None for each in read(text).strings] == [True]


@pytest.mark.parametrize("text", NO_EXPORTS.values(), ids=NO_EXPORTS)
def test_does_not_export_by(text: str) -> None:
    assert [each.dunder_all_entry for each in read(text).strings] == [None]


def test_a_name_that_is_spelled_otherwise_than_it_reads_has_no_place() -> None:
    assert [use.unplaced for use in read("\uff4fld, a.old, old.\uff41", "old a").accesses] == [
        Unplaced.NORMALIZED,
        None,
        Unplaced.NORMALIZED,
    ]
