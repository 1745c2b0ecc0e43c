"""What a module's top level binds: every name of it, as the whole facts say it."""

import textwrap

import pytest

from codemods.semantic.binding import ImportBinding
from codemods.semantic.facts import Facts
from codemods.semantic.read_facts import read_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import NAMESPACE, WantedNames
from codemods.values.source import Source

BINDS = {
    "definitions": ("def a():\n    b = 1\nclass c:\n    d = 1\nasync def e(): pass", "a c e"),
    "assignments": ("a = 1\nb, (c, *d) = e\nf: int = 1\ng += 1\nh: int", "a b c d f g h"),
    "imports": ("import a.b, c as d\nfrom e import f, g as h\nfrom i import *", "a d f h"),
    "nested statements": (
        "if x:\n  a = 1\nelse:\n  b = 1\ntry:\n  c = 1\nexcept E as d:\n  e = 1\n"
        "for f in x: g = 1\nwith x as h: i = 1\nwhile x: j = 1",
        "a b c d e f g h i j",
    ),
    "patterns": (
        "match x:\n  case [a, *b]: pass\n  case {'k': c, **d}: pass\n  case E(e, k=f) as g: pass",
        "a b c d e f g",
    ),
    "global in a function": (
        "def a():\n  global b, c\n  b = c = d = 1\n  def e(): global f; f = 1",
        "a b c f",
    ),
    "global in a class": ("class a:\n  global b\n  b = 1\n  def c(self): pass", "a b"),
    "walrus": ("x[(a := 1)]\n[b := y for z in w]\n@(c := d)\ndef e(f=(g := 1)): h = (i := 1)", "a b c e g"),
    "comprehensions and lambdas": ("a = [b for b in c]\nd = lambda e: e", "a d"),
    "deletion": ("a = 1\ndel a, b", "a b"),
    "other spellings": ("\uff41\uff42 = 1", "ab"),
    "examples": ('def a():\n    """\n    >>> b = 1\n    """', "a"),
}


def namespace(text: str) -> Facts:
    """What the top level of a text binds."""
    return read_facts(Source("a.py", textwrap.dedent(text).encode()), "a", False, NAMESPACE)


def own(facts: Facts) -> set[tuple[str, str, bool]]:
    """The top-level names, how each is bound, and whether code of the module does it."""
    found = ScopeTable(facts).bindings.items()
    return {
        (name, each.kind.name, each.is_own)
        for (scope, name), all_of in found
        for each in all_of
        if scope == 0
    }


@pytest.mark.parametrize(("text", "names"), BINDS.values(), ids=BINDS)
def test_every_name_of_the_top_level_is_bound_as_in_facts_about_that_name(text: str, names: str) -> None:
    found = namespace(text)
    assert {name for name, _, _ in own(found)} == set(names.split())
    source = Source("a.py", textwrap.dedent(text).encode())
    asked = frozenset("abcdefghijkwxyz") | {"ab"}
    whole = own(read_facts(source, "a", False, WantedNames(frozenset(), asked)))
    assert own(found) == {each for each in whole if not each[0].startswith("__")}


def test_imports_stars_and_the_list_of_names_are_told() -> None:
    found = namespace("from a import *\nfrom b import c\n__all__ = ['c', 'd']\ndef __getattr__(name): ...\n")
    assert [(each.module, each.is_star) for each in found.imports] == [("a", True), ("b", False)]
    assert found.dunder_all.included == {"c", "d"}
    assert found.has_module_getattr
    (bound,) = ScopeTable(found).bindings[0, "c"]
    assert isinstance(bound, ImportBinding)
    assert found.imports[bound.statement].module == "b"
    assert found.accesses == ()
