"""Which binding a name means: language reference 4.2.2, case by case."""

import sys

import pytest

from tests.semantic.facts_of_text import reads

NEW_SYNTAX = pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")

CASES = {
    "a module's name": ("import old\nold", {2: "1"}),
    "a name that nothing binds": ("old", {1: "-"}),
    "a name bound twice means both": ("import old\nold = 1\nold", {3: "1 2"}),
    "a name bound after its use": ("old\nimport old", {1: "2"}),
    "a function sees the module": ("import old\ndef f():\n  old", {3: "1"}),
    "a local name hides the module's": ("import old\ndef f():\n  old = 1\n  old", {4: "3"}),
    "a local name bound later hides it too": ("import old\ndef f():\n  old\n  old = 1", {3: "4"}),
    "a parameter hides the module's": ("import old\ndef f(old):\n  old", {3: "2"}),
    "every kind of parameter": (
        "import old\ndef f(a, /, b, *old, c, **d): old\ndef g(a, /, *, old): old\ndef h(**old): old",
        {2: "2", 3: "3", 4: "4"},
    ),
    "a default is read outside": ("import old\ndef f(\n  old=(\n   old)): pass", {4: "1"}),
    "a keyword default is read outside": ("import old\ndef f(*,\n  old=(\n   old)): pass", {4: "1"}),
    "a decorator is read outside": ("import old\n@old\ndef f(old): pass", {2: "1"}),
    "an annotation is read outside": (
        "import old\ndef f(\n  old: (\n   old)) -> (\n old): 0",
        {4: "1", 5: "1"},
    ),
    "a function's name is bound outside": ("def old():\n  old", {2: "1"}),
    "a lambda's parameter": ("import old\nlambda old: (\n  old)", {3: "2"}),
    "a lambda's default is read outside": ("import old\nlambda old=(\n  old): 0", {3: "1"}),
    "an enclosing function is nearer than the module": (
        "import old\ndef f():\n  old = 1\n  def g():\n    old",
        {5: "3"},
    ),
    "a class body's name is not seen from a method": (
        "import old\nclass C:\n  old = 1\n  def m(self):\n    old",
        {5: "1"},
    ),
    "a class body sees its own name": ("class C:\n  old = 1\n  old", {3: "2"}),
    "a class body may read the module's before it binds": (
        "import old\nclass C:\n  x = old\n  old = 1",
        {3: "4/1"},
    ),
    "a class body has bound for sure": ("import old\nclass C:\n  old = 1\n  x = old", {4: "3"}),
    "a class body binds a tuple for sure": ("import old\nclass C:\n  [old, *b], c = 1\n  old", {4: "3"}),
    "a class body binds a starred name for sure": ("import old\nclass C:\n  [a, *old] = 1\n  old", {4: "3"}),
    "a class body imports for sure": ("import old\nclass C:\n  import old\n  old", {4: "3"}),
    "a class body defines for sure": ("import old\nclass C:\n  def old(self): 0\n  old", {4: "3"}),
    "a class body binds a class for sure": ("import old\nclass C:\n  class old: 0\n  old", {4: "3"}),
    "a class body's own decorator comes before": (
        "import old\nclass C:\n  @old\n  def old(self): 0",
        {3: "4/1"},
    ),
    "a condition in a class body leaves it open": (
        "import old\nclass C:\n  if x:\n    old = 1\n  old",
        {5: "4/1"},
    ),
    "del in a class body leaves it open": ("import old\nclass C:\n  old = 1\n  del old\n  old", {5: "3 4/1"}),
    "except-as in a class body unbinds at its end": (
        "import old\nclass C:\n  old = 1\n  try: 0\n  except E as old: 0\n  old",
        {6: "3 5/1"},
    ),
    "a bare annotation in a class body binds nothing yet": (
        "import old\nclass C:\n  old: int\n  x = old",
        {4: "3/1"},
    ),
    "a class body skips functions for the module": (
        "import old\ndef f():\n  old = 1\n  class C:\n    old = old",
        {5: "5/1"},
    ),
    "a class body that binds nothing sees the function": (
        "def f():\n  old = 1\n  class C:\n    old",
        {4: "2"},
    ),
    "a base class is read outside": ("import old\nclass C(\n old):\n  old = 1", {3: "1"}),
    "a class keyword is read outside": ("import old\nclass C(metaclass=\n old):\n  old = 1", {3: "1"}),
    "a class is bound outside": ("class old:\n  def m(self):\n    old", {3: "1"}),
    "a nested class does not see the outer body": ("class C:\n  old = 1\n  class D:\n    old", {4: "-"}),
    "global names the module's": (
        "import old\ndef f():\n  old = 1\n  def g():\n    global old\n    old",
        {6: "1"},
    ),
    "global binds the module's": ("def f():\n  global old\n  old = 1\nold", {4: "3"}),
    "two global statements": ("def f():\n  global old\n  global __old__\n  old = 1\nold", {5: "4"}),
    "two nonlocal statements": (
        "def f():\n old = __old__ = 1\n def g():\n  nonlocal old\n  nonlocal __old__\n  old = 2\n old",
        {7: "2 6"},
    ),
    "global in a class body": ("class C:\n  global old\n  old = 1\nold", {4: "3"}),
    "global of an outer function holds inside": (
        "import old\ndef e():\n  old = 1\n  def f():\n    global old\n    def g():\n      old",
        {7: "1"},
    ),
    "global of a class body does not hold in its methods": (
        "import old\ndef e():\n  old = 1\n  class C:\n    global old\n    def m(self):\n      old",
        {7: "3"},
    ),
    "global in the module itself": ("global old\nold = 1\ndef f():\n  old", {4: "2"}),
    "global of a name that the module lacks": ("def f():\n  global old\n  old", {3: "-"}),
    "nonlocal binds the function's": (
        "def f():\n  old = 1\n  def g():\n    nonlocal old\n    old = 2\n  old",
        {6: "2 5"},
    ),
    "nonlocal through two functions": (
        "def f():\n old = 1\n def g():\n  nonlocal old\n  def h():\n   nonlocal old\n   old = 2\n old",
        {8: "2 7"},
    ),
    "nonlocal skips a class between": (
        "def f():\n old = 1\n class C:\n  old = 2\n  def m(self):\n   nonlocal old\n   old = 3\n old",
        {8: "2 7"},
    ),
    "nonlocal in a class body": (
        "def f():\n  old = 1\n  class C:\n    nonlocal old\n    old = 2\n  old",
        {6: "2 5"},
    ),
    "a comprehension's own variable": ("import old\n[\nold for old in x]", {3: "3"}),
    "a comprehension's variable stays inside": ("import old\n[0 for old in x]\nold", {3: "1"}),
    "the first iterable is read outside": ("import old\n[0 for old in\n old]", {3: "1"}),
    "the second iterable is read inside": ("import old\n[0 for a in b for old in\n old]", {3: "2"}),
    "a condition is read inside": ("import old\n[0 for old in b if\n old]", {3: "2"}),
    "a generator expression": ("import old\n(\nold for old in x)", {3: "3"}),
    "a set comprehension": ("import old\n{\nold for old in x}", {3: "3"}),
    "a dict comprehension": ("import old\n{\nold:\nold for old in x}", {3: "4", 4: "4"}),
    "an async comprehension": ("import old\nasync def f():\n  [\n  old async for old in x]", {4: "4"}),
    "a class's name in its comprehension's first iterable": (
        "class C:\n  old = 1\n  [0 for a in old]",
        {3: "2"},
    ),
    "a class's name in its comprehension": ("import old\nclass C:\n  old = 1\n  [old for a in b]", {4: "1"}),
    "a walrus in a comprehension binds outside": ("def f():\n  [(old := a) for a in b]\n  old", {3: "2"}),
    "a walrus in nested comprehensions": (
        "def f():\n  [[(old := a) for a in c] for c in b]\n  old",
        {3: "2"},
    ),
    "a walrus in a comprehension obeys global": (
        "def f():\n  global old\n  [(old := a) for a in b]\nold",
        {4: "3"},
    ),
    "a walrus in a lambda stays inside": ("import old\nlambda: (old := 1)\nold", {3: "1"}),
    "a private name of a class is another name": (
        "import __old\nclass C:\n  def m(self):\n    __old\n__old",
        {4: "-", 5: "1"},
    ),
    "a private name that the class binds": ("class _C:\n  import __old\n  x = __old", {3: "2"}),
    "a private name that is global": (
        "class C:\n  def m(self):\n    global __old\n    __old = 1\n  def n(self): __old",
        {5: "4"},
    ),
    "a private name is the mangled one": ("class _C:\n  global __old\n  __old = 1\n_C__old", {4: "3"}),
    "names with trailing underscores are not private": ("import __old__\nclass C:\n  __old__", {3: "1"}),
}
GENERICS = {
    "a type parameter": ("import old\ndef f[old](a:\n old):\n  old", {3: "2", 4: "2"}),
    "a class's type parameter": (
        "import old\nclass C[old](\n old):\n  x = old\n  def m(self): old",
        {3: "2", 4: "2", 5: "2"},
    ),
    "a type parameter's bound": ("import old\ndef f[T:\n old](old): pass", {3: "1"}),
    "a starred type parameter": ("import old\ndef f[* old](*a: *\n old): pass", {3: "2"}),
    "a parameter specification": ("import old\ndef f[**old](a: C[\n old]): pass", {3: "2"}),
    "a default is read outside type parameters": ("import old\ndef f[old](a=\n old): pass", {3: "1"}),
    "a decorator is read outside type parameters": ("import old\n@old\nclass C[old]: pass", {2: "1"}),
    "a type alias binds": ("type old = int\nold", {2: "1"}),
    "a type alias's parameter": ("import old\ntype A[old] = (\n old)", {3: "2"}),
    "annotation scopes see the class around them": (
        "import old\nclass C:\n  old = 1\n  def m[T](self, a:\n    old): 0",
        {5: "3"},
    ),
    "a type alias sees the class around it": ("import old\nclass C:\n  old = 1\n  type A = old", {4: "3"}),
    "a generic type alias sees the class around it": (
        "import old\nclass C:\n  old = 1\n  type A[T] = old",
        {4: "3"},
    ),
    "a type alias in a method does not see the class": (
        "import old\nclass C:\n  old = 1\n  def m(self):\n    type A = old",
        {5: "1"},
    ),
    "a private type parameter is mangled": ("class C[__old]:\n  x = _C__old", {2: "1"}),
    "a function in annotation scopes does not see the class": (
        "import old\nclass C:\n  old = 1\n  def m[T](self):\n    old",
        {5: "1"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_name_means(text: str, expected: dict[int, str]) -> None:
    assert reads(text, "old __old __old__ _C__old") == expected


@NEW_SYNTAX
@pytest.mark.parametrize(("text", "expected"), GENERICS.values(), ids=GENERICS)
def test_a_name_among_type_parameters_means(text: str, expected: dict[int, str]) -> None:
    assert reads(text, "old __old _C__old") == expected


@pytest.mark.skipif(sys.version_info < (3, 13), reason="defaults of type parameters came with Python 3.13")
def test_a_type_parameters_default_is_read_in_annotation_scope() -> None:
    assert reads("import old\ndef f[T =\n old](old): pass") == {3: "1"}
