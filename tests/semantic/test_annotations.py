"""Strings that type checkers read as code (PEP 484): where they are looked for, and what stays text."""

import pytest

from codemods.semantic.access import Embedding, Unplaced
from tests.semantic.facts_of_text import chains, read, reads

CODE = {
    "a parameter": ("def f(a: 'old'): 0", ["old"]),
    "a result": ("def f() -> 'old.A': 0", ["old.A"]),
    "every kind of parameter": (
        "def f(a: 'old.a', /, b: 'old.b', *c: 'old.c', d: 'old.d', **e: 'old.e'): 0",
        ["old.a", "old.b", "old.c", "old.d", "old.e"],
    ),
    "a variable": ("x: 'old'", ["old"]),
    "an attribute": ("self.x: 'old' = 1", ["old"]),
    "inside a subscript": ("x: List['old']", ["old"]),
    "inside nested subscripts": ("x: Dict[str, Callable[['old.A'], 'old.B']]", ["old.A", "old.B"]),
    "inside a union": ("x: 'old' | None", ["old"]),
    "on a union's other side": ("x: None | 'old'", ["old"]),
    "inside a starred tuple": ("def f(*a: *A['old']): 0", ["old"]),
    "inside Annotated": ("x: Annotated['old', 1]", ["old"]),
    "a string inside a string": ("x: \"A['old']\"", ["old"]),
    "an expression": ("x: 'Dict[old.A, old]'", ["old.A", "old"]),
    "blanks around": ("x: ' old '", ["old"]),
    "triple quotes over lines": ("x: '''\n  Dict[old.A,\n  old]\n'''", ["old.A", "old"]),
    "a raw string": ("x: r'old'", ["old"]),
    "an old prefix": ("x: u'old'", ["old"]),
    "non-ASCII before it": ("x: 'é[old]'", ["old"]),
    "cast": ("cast('old', a)", ["old"]),
    "cast of a module": ("typing.cast('List[old]', a)", ["old"]),
    "a bound": ("TypeVar('T', bound='old')", ["old"]),
    "constraints": ("TypeVar('T', 'old.A', 'old.B')", ["old.A", "old.B"]),
    "a new type": ("NewType('A', 'old')", ["old"]),
    "cast by keyword": ("cast(typ='old', val=a)", ["old"]),
    "a new type by keyword": ("NewType(name='A', tp='old')", ["old"]),
    "a forward reference": ("ForwardRef('old')", ["old"]),
    "an alias": ("X = Optional['old']", ["old"]),
    "a built-in generic": ("X = dict[str, 'old']", ["old"]),
    "a base class": ("class C(Generic['old']): 0", ["old"]),
    "deep in an alias": ("X = Union[int, List['old']]", ["old"]),
}
TEXT = {
    "Literal": "x: Literal['old']",
    "Literal of a module": "x: typing.Literal['old']",
    "metadata": "x: Annotated[int, 'old']",
    "a value": "x: str = 'old'",
    "an item": "x = a['old']",
    "cast's value": "cast(A, 'old')",
    "a new type's name": "NewType('old', int)",
    "an argument in an annotation": "x: f('old')",
    "prose": "x: 'an old value'",
    "a path whose first name nothing binds": "x: 'pkg.old'",
}
UNPLACED = {
    "adjacent strings": ("x: 'old' '.a'", ["?old.a"]),
    "an escape beside it": ("x: 'old\\x5bint]'", ["?old"]),
    "an escape in it": ("import old\nx: '\\x6fld'", ["?old"]),
    "a string inside a string with escapes": ("x: 'A[\\'old\\', \\'old.b\\']'", ["?old", "?old.b"]),
}


@pytest.mark.parametrize(("text", "expected"), UNPLACED.values(), ids=UNPLACED)
def test_code_without_a_place(text: str, expected: list[str]) -> None:
    assert sorted(chains(text)) == expected
    assert {use.unplaced for use in read(text).accesses} == {Unplaced.IN_STRING}


@pytest.mark.parametrize(("text", "expected"), CODE.values(), ids=CODE)
def test_strings_are_code_in(text: str, expected: list[str]) -> None:
    assert chains(text) == expected
    assert {use.embedded for use in read(text).accesses} == {Embedding.ANNOTATION}
    assert read(f"import old\n{text}").strings == ()


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT)
def test_strings_are_text_in(text: str) -> None:
    facts = read(text)

    assert [use for use in facts.accesses if use.embedded and use.name == "old"] == []
    assert len(facts.strings) == 1


SCOPES = {
    "the module's name": ("import old\ndef f(old:\n 'old'): 0", {3: "1"}),
    "a class's own name": ("class C:\n  old = 1\n  def f(self) -> 'old': 0", {3: "2"}),
    "a local name": ("def f():\n  old = 1\n  x: 'old'", {3: "2"}),
    "with the future import": ("from __future__ import annotations\nimport old\ndef f(a: old): 0", {3: "2"}),
}


@pytest.mark.parametrize(("text", "expected"), SCOPES.values(), ids=SCOPES)
def test_a_quoted_name_means(text: str, expected: dict[int, str]) -> None:
    assert reads(text) == expected
