"""Whether a call is awaited, could be, and whether its value is visibly never awaited."""

import sys

import pytest

from tests.semantic.facts_of_text import only, read

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


NEVER_AWAITED = {
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


@pytest.mark.parametrize(("text", "never_awaited"), NEVER_AWAITED.values(), ids=NEVER_AWAITED)
def test_a_coroutine_is_never_awaited(text: str, never_awaited: bool) -> None:
    assert only(read(ASYNC + text)).usage.never_awaited is never_awaited
