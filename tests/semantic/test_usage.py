"""How an expression is used: what inspects it, what it is called with, what an `await` would need."""

import pytest

from tests.in_memory import usage_of
from tests.semantic.facts_of_text import only, read, spelled

ASYNC = "async def f():\n  "


INSPECTED = {
    "isinstance": ("isinstance(old, a)", "isinstance"),
    "the class of isinstance": ("isinstance(a, old)", None),
    "what is to be raised": ("pytest.raises(old)", None),
    "an argument inside raises": ("with pytest.raises(E):\n  f(old())", None),
    "the object of a call inside raises": ("with pytest.raises(E):\n  old().run()", None),
    "compared inside raises": ("with pytest.raises(E):\n  assert old() == 1", None),
    "a lambda given to raises": ("pytest.raises(E, lambda: old())", "raises"),
    "awaited in raises": ("async def f():\n  with pytest.raises(E):\n    await old()", "raises"),
    "getattr": ("getattr(old, b)", "getattr"),
    "inspect": ("inspect.signature(old)", "inspect.signature"),
    "asyncio's question": ("asyncio.iscoroutinefunction(old)", "asyncio.iscoroutinefunction"),
    "the question by name": ("iscoroutinefunction(old)", "iscoroutinefunction"),
    "given to raises": ("self.assertRaises(E, old)", "assertRaises"),
    "called in raises": ("with pytest.raises(E):\n  if a:\n    old()", "raises"),
    "called in warns": ("with a, pytest.warns(E) as b:\n  x = old()", "warns"),
    "called as an argument of raises": ("pytest.raises(E, old())", "raises"),
    "called in a function in raises": ("with pytest.raises(E):\n  def f():\n    old()", "raises"),
    "called in a class in raises": ("with pytest.raises(E):\n  class C:\n    old()", None),
    "called where warnings are recorded": (
        "with warnings.catch_warnings(record=True) as w:\n  old()",
        "catch_warnings",
    ),
    "called where warnings are silenced": ("with warnings.catch_warnings():\n  old()", None),
    "called in another block": ("with a.b(E):\n  old()", None),
    "called": ("old(isinstance(a, b))", None),
    "an ordinary argument": ("f(old)", None),
    "an attribute's argument": ("isinstance(old.b, a)", "isinstance"),
}


@pytest.mark.parametrize(("text", "inspector"), INSPECTED.values(), ids=INSPECTED)
def test_inspected_by(text: str, inspector: str | None) -> None:
    assert only(read(text)).usage.inspected_by == inspector


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        pytest.param("old().a", True, id="an attribute"),
        pytest.param("old()[0]", True, id="a subscript"),
        pytest.param("old()()", True, id="a call"),
        pytest.param("a[old()]", False, id="an index"),
        pytest.param("f(old())", False, id="an argument"),
        pytest.param("-old() ** 2", False, id="operators"),
        pytest.param("async def f(): await old()", True, id="another await"),
    ],
)
def test_an_inserted_await_needs_parentheses_before(text: str, needed: bool) -> None:
    assert only(read(text)).usage.needs_parentheses is needed


def test_a_call_has_places() -> None:
    text = "x = old.a(1, *b, c=d, *e, **f).g"
    usage = only(read(text)).usage

    assert usage.call is not None
    assert spelled(text, [usage.call]) == ["old.a(1, *b, c=d, *e, **f)"]
    assert spelled(text, [each.span for each in usage.arguments]) == ["1", "*b", "c=d", "*e", "**f"]
    assert [(each.keyword, each.star) for each in usage.arguments] == [
        (None, ""),
        (None, "*"),
        ("c", ""),
        (None, "*"),
        (None, "**"),
    ]


def test_an_argument_that_runs_code_is_not_simple() -> None:
    usage = only(read("old(a, b.c, 1, d(), e=f, g=h + 1)")).usage

    assert [each.simple for each in usage.arguments] == [True, True, True, False, True, False]


def test_names_that_are_only_brought_in_have_no_usage() -> None:
    first, second = read("isinstance(new, a)\nisinstance(old, b)", new="new").accesses

    assert (first.usage.inspected_by, second.usage.inspected_by) == (None, "isinstance")


def test_names_that_come_from_a_deprecated_module_have_a_usage() -> None:
    (access,) = read(
        "from a.gone import new\nisinstance(new, b)", old="", new="new", old_modules="gone"
    ).accesses

    assert access.usage.inspected_by == "isinstance"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("patch.object(old, 'a', b)", True, id="a patch"),
        pytest.param("self.patch(old, 'a', b)", True, id="a patch of a test case"),
        pytest.param("monkeypatch.setattr(old, 'a', b)", True, id="a monkeypatch"),
        pytest.param("getattr(old, 'a')", True, id="getattr"),
        pytest.param("getattr(old, '__dict__')", False, id="all names at once"),
        pytest.param("getattr(old, a)", False, id="a name that nothing tells"),
        pytest.param("f(old, 'a')", False, id="an unknown call"),
        pytest.param("setattr(a, 'b', old)", False, id="the value that is set"),
    ],
)
def test_a_call_that_is_about_one_other_name_of_an_object(text: str, named: bool) -> None:
    assert only(read(text)).usage.names_attribute is named


@pytest.mark.parametrize(
    "text",
    [
        "def g(a: f, b: 'x' = 1): ...",
        "def g() -> list[f]: ...",
        "a: f | None = 1",
        "isinstance(a, (int, f))",
        "Mock(spec=f)",
        "match a:\n    case f(): pass",
        "try: pass\nexcept (A, f): pass",
    ],
)
def test_what_only_says_of_what_type_something_is(text: str) -> None:
    assert usage_of("f", text).names_type


@pytest.mark.parametrize(
    "text", ["g(f)", "a = f", "a = [f]", "a = {1: f}", "Mock(wraps=f)", "return_ = f or g"]
)
def test_what_goes_on_as_a_value(text: str) -> None:
    assert not usage_of("f", text).names_type


def test_what_partial_passes_to_it() -> None:
    usage = usage_of("f", "functools.partial(f, 1, a=2)")
    assert usage.call is None
    assert usage.bound_by is not None
    assert [each.keyword for each in usage.arguments] == [None, "a"]
    assert usage_of("f", "partial(g, f)").bound_by is None


def test_what_arguments_are_made_of() -> None:
    found = usage_of("f", "f(a.b, g(), **{'x': g(), 'y': 1}, **k)").arguments
    assert [each.pure for each in found] == [True, False, False, False]
    assert [each.chain for each in found] == [("a", "b"), ("g",), (), ("k",)]
    assert [each.keys for each in found] == [None, None, ("x", "y"), None]
