"""Type comments (PEP 484)."""

import pytest

from tests.semantic.facts_of_text import chains, read, reads

CODE = {
    "an assignment's": ("x = 1  # type: old", ["old"]),
    "a generic": ("x = 1  # type: Dict[str, old.A]", ["old.A"]),
    "a loop's": ("for a in b:  # type: old\n  pass", ["old"]),
    "a with statement's": ("with a as b:  # type: old\n  pass", ["old"]),
    "a signature": ("def f(a, b):\n  # type: (old.A, int) -> old.B\n  pass", ["old.A", "old.B"]),
    "a signature on the line of def": ("def f(a):  # type: (old) -> None\n  pass", ["old"]),
    "a signature without arguments": ("def f():\n  # type: () -> old\n  pass", ["old"]),
    "stars in a signature": (
        "def f(*a, **b):\n  # type: (*old.A, **old.B) -> None\n  pass",
        ["old.A", "old.B"],
    ),
    "callables in a signature": (
        "def f(a):\n  # type: (Callable[[old.A], int]) -> old.B\n  pass",
        ["old.A", "old.B"],
    ),
    "arguments on their own lines": (
        "def f(a,  # type: old.A\n      b,  # type: old.B\n      ):\n  # type: (...) -> None\n  pass",
        ["old.A", "old.B"],
    ),
    "quoted": ("x = []  # type: A['old']", ["old"]),
    "another comment behind": ("x = 1  # type: old  # noqa: old", ["old"]),
    "without blanks": ("x = 1  #type:old", ["old"]),
    "strings before it": ("""x = "it's"  # type: old""", ["old"]),
    "non-ASCII before it": ("x = 'é'  # type: old", ["old"]),
    "a hash in a string before it": ("x = '#'  # type: old", ["old"]),
}
TEXT = {
    "ignore": "x = 1  # type: ignore[old]",
    "prose": "x = 1  # type: an old value",
    "an ordinary comment": "x = 1  # old",
    "a string": "x = '# type: old'",
    "a docstring": '"""\n# type: old\n"""',
    "nothing": "x = 1  # type: ",
}


@pytest.mark.parametrize(("text", "expected"), CODE.values(), ids=CODE)
def test_reads(text: str, expected: list[str]) -> None:
    assert chains(text) == expected
    assert {access.embedded for access in read(text).accesses} <= {"type comment", "annotation"}


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT)
def test_is_not_a_type_comment(text: str) -> None:
    assert read(text).accesses == ()


SCOPES = {
    "a signature is read outside": ("import old\ndef f(old):\n  # type: (old) -> None\n  pass", {3: "1"}),
    "a body's is read inside": ("import old\ndef f():\n  old = 1\n  x = 1  # type: old", {4: "3"}),
    "a nested function's body": (
        "import old\nclass C:\n  def f(self):\n    old = 1\n    x = 1  # type: old\n  y = 1  # type: old",
        {5: "4", 6: "1"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), SCOPES.values(), ids=SCOPES)
def test_a_commented_name_means(text: str, expected: dict[int, str]) -> None:
    assert reads(text) == expected
