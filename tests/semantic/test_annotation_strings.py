"""Strings that type checkers read as code (PEP 484): where they are looked for, and what stays text."""

import pytest

from codemods.semantic.access import Embedding
from tests.semantic.facts_of_text import chains, read

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


@pytest.mark.parametrize(("text", "expected"), CODE.values(), ids=CODE)
def test_strings_are_code_in(text: str, expected: list[str]) -> None:
    assert chains(text) == expected
    assert {access.embedded for access in read(text).accesses} == {Embedding.ANNOTATION}
    assert read(f"import old\n{text}").strings == ()


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT)
def test_strings_are_text_in(text: str) -> None:
    facts = read(text)

    assert [access for access in facts.accesses if access.embedded and access.name == "old"] == []
    assert len(facts.strings) == 1
