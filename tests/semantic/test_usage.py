"""How a use is classified: when, what looks at it, and whether anybody awaits it."""

import sys

import pytest

from tests.semantic.facts_of_text import only, read, spelled

ASYNC = "async def f():\n  "
WHEN = {
    "not called": ("old", "value"),
    "called in a module": ("old()", "called"),
    "called in a function": ("def f():\n  old()", "called"),
    "called in async def": (ASYNC + "old()", "async"),
    "a method of it called": (ASYNC + "old.a()", "async"),
    "called in a class in async def": (ASYNC + "class C:\n    a = old()", "called"),
    "called in a function in async def": (ASYNC + "def g():\n    old()", "called"),
    "called in async def in a function": ("def g():\n  async def f():\n    old()", "async"),
    "a default in async def": (ASYNC + "def g(a=old()): 0", "async"),
    "a decorator in async def": (ASYNC + "@old()\n  def g(): 0", "async"),
    "a base class in async def": (ASYNC + "class C(old()): 0", "async"),
    "an async def's own default": ("async def f(a=old()): 0", "called"),
    "an async def's own decorator": ("@old()\nasync def f(): 0", "called"),
    "a parameter's annotation": (ASYNC + "def g(a: old()): 0", "called"),
    "a result's annotation": (ASYNC + "def g() -> old(): 0", "called"),
    "a variable's annotation": (ASYNC + "a: old() = 1", "called"),
    "an annotated variable's value": (ASYNC + "a: int = old()", "async"),
    "a lambda's body": (ASYNC + "lambda: old()", "called"),
    "a lambda's default": (ASYNC + "lambda a=old(): 0", "async"),
    "a list comprehension": (ASYNC + "[old() for a in b]", "async"),
    "a generator expression": (ASYNC + "(old() for a in b)", "called"),
    "a generator expression's first iterable": (ASYNC + "(a for a in old())", "async"),
    "a generator expression's second iterable": (ASYNC + "(a for b in c for a in old())", "called"),
    "a statement's condition": (ASYNC + "if old(): 0", "async"),
    "awaited": (ASYNC + "await old()", "awaited"),
    "awaited in parentheses": (ASYNC + "await (a := old())", "awaited"),
    "awaited either way": (ASYNC + "await (old() if a else b)", "awaited"),
    "awaited unless another is": (ASYNC + "await (a or old() or b)", "awaited"),
    "awaited where another is": (ASYNC + "await (a and old())", "awaited"),
    "a condition beside others": (ASYNC + "await (b if old() or a else c)", "async"),
    "awaited by its condition": (ASYNC + "await (b if old() else a)", "async"),
    "a method's result awaited": (ASYNC + "await old().a()", "async"),
    "an argument of what is awaited": (ASYNC + "await f(old())", "async"),
    "gathered": (ASYNC + "await asyncio.gather(old(), b)", "awaited"),
    "gathered from a list": (ASYNC + "await gather(*[old() for a in b])", "awaited"),
    "gathered from a generator": (ASYNC + "await gather(*(old() for a in b))", "awaited"),
    "the iterable of what is gathered": (ASYNC + "await gather(*[a for a in old()])", "async"),
    "the gatherer itself": (ASYNC + "gather(old)()", "value"),
    "made a task": (ASYNC + "loop.create_task(old())", "awaited"),
    "waited for": (ASYNC + "await asyncio.wait_for(old(), 5)", "awaited"),
    "waited for among others": (ASYNC + "await asyncio.wait({old()})", "awaited"),
    "run": ("asyncio.run(old())", "awaited"),
    "run by name": ("run(old())", "awaited"),
    "run as a process": ("subprocess.run(old())", "called"),
    "run by a loop": ("loop.run_until_complete(old())", "awaited"),
    "waited for as an event": (ASYNC + "event.wait(old())", "async"),
}


@pytest.mark.parametrize(("text", "when"), WHEN.values(), ids=WHEN)
def test_when(text: str, when: str) -> None:
    assert only(read(text)).usage.when == when


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
@pytest.mark.parametrize("form", ["type A = old()", "def g[T: old()](): 0", "class C[T](old()): 0"])
def test_nothing_awaits_in_annotation_scopes(form: str) -> None:
    assert only(read(ASYNC + form)).usage.when == "called"


INSPECTED = {
    "isinstance": ("isinstance(a, old)", "isinstance"),
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
    "an attribute's argument": ("isinstance(a, old.b)", "isinstance"),
}


@pytest.mark.parametrize(("text", "inspector"), INSPECTED.values(), ids=INSPECTED)
def test_inspected_by(text: str, inspector: str | None) -> None:
    assert only(read(text)).usage.inspected_by == inspector


@pytest.mark.parametrize(
    ("text", "attrs", "inspector"),
    [
        pytest.param("old.__doc__", 0, "__doc__", id="a dunder attribute inspects what is before it"),
        pytest.param("old.a", 0, None, id="another attribute does not"),
        pytest.param("isinstance(a, old.b)", 1, "isinstance", id="the whole chain"),
        pytest.param("isinstance(a, old.b)", 0, None, id="a part of the chain is not what is inspected"),
    ],
)
def test_a_part_of_a_chain_is_inspected(text: str, attrs: int, inspector: str | None) -> None:
    assert only(read(text)).usage_at(attrs).inspected_by == inspector


@pytest.mark.parametrize(
    ("text", "parenthesise"),
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
def test_an_inserted_await_needs_parentheses_before(text: str, parenthesise: bool) -> None:
    assert only(read(text)).usage.needs_parentheses is parenthesise


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


def test_an_argument_that_runs_code_is_not_plain() -> None:
    usage = only(read("old(a, b.c, 1, d(), e=f, g=h + 1)")).usage

    assert [each.simple for each in usage.arguments] == [True, True, True, False, True, False]


UNAWAITED = {
    "a statement": ("old()", True),
    "awaited": ("await old()", False),
    "given back": ("return old()", False),
    "yielded": ("yield old()", False),
    "given on": ("f(old())", False),
    "given on by keyword": ("f(a=old())", False),
    "kept in a lambda": ("lambda: old()", False),
    "an attribute of it": ("old().a", True),
    "an attribute of it given back": ("return old().a", True),
    "compared": ("if old() == a: 0", True),
    "assigned and awaited": ("x = old()\n  await x", False),
    "assigned and given back": ("x = old()\n  return x", False),
    "assigned and given back in a tuple": ("x = old()\n  return a, x", False),
    "assigned and gathered": ("x = old()\n  asyncio.gather(x)", False),
    "a list of them gathered": ("x = [old() for a in b]\n  asyncio.gather(*x)", False),
    "assigned and used otherwise": ("x = old()\n  f(x)", True),
    "assigned and forgotten": ("x = old()", True),
    "assigned and another awaited": ("x = old()\n  await y", True),
    "assigned to an attribute": ("x.a = old()\n  await x", True),
    "appended": ("x.append(old())", False),
}


@pytest.mark.parametrize(("text", "unawaited"), UNAWAITED.values(), ids=UNAWAITED)
def test_a_coroutine_is_visibly_awaited_by_nobody(text: str, unawaited: bool) -> None:
    assert only(read(ASYNC + text)).usage.never_awaited is unawaited


def test_names_that_are_only_brought_in_have_no_usage() -> None:
    first, second = read("isinstance(a, new)\nisinstance(b, old)", new="new").accesses

    assert (first.usage.inspected_by, second.usage.inspected_by) == (None, "isinstance")


def test_names_that_come_from_a_deprecated_module_have_a_usage() -> None:
    (use,) = read(
        "from a.gone import new\nisinstance(b, new)", old="", new="new", old_modules="gone"
    ).accesses

    assert use.usage.inspected_by == "isinstance"
