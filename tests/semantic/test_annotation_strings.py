"""Strings that type checkers read as code (PEP 484): where they are looked for, and what stays text."""

import sys

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
    "a field of a named tuple": ("NamedTuple('N', [('x', 'old')])", ["old"]),
    "fields by keyword": ("typing.NamedTuple('N', fields=(('x', 'List[old]'),))", ["old"]),
    "fields as keywords": ("NamedTuple('N', x='old')", ["old"]),
    "a field of a typed dict": ("TypedDict('T', {'x': 'old', 'y': Required['old']})", ["old", "old"]),
    "a field of a dataclass": ("dataclasses.make_dataclass('D', ['a', ('x', 'old', field())])", ["old"]),
    "an explicit alias": ("X: typing.TypeAlias = 'old'", ["old"]),
    "an alias by a call": ("TypeAliasType('A', 'old')", ["old"]),
    "an asserted type": ("assert_type(1, 'old')", ["old"]),
    "the default of a parameter": ("ParamSpec('P', default='old')", ["old"]),
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
    "the name of a field": "NamedTuple('N', [('old', int)])",
    "the key of a typed dict": "TypedDict('T', {'old': int})",
    "a field of a dataclass without a type": "make_dataclass('D', ['old'])",
    "a word of a functional form": "TypedDict('old', {}, total=False)",
    "prose": "x: 'an old value'",
    "a path whose first name nothing binds": "x: 'pkg.old'",
}


NEW_CODE = {
    "a type alias": "type A = 'old'",
    "a bound": "def f[T: 'old'](): 0",
    "constraints": "class C[T: ('old', int)]: 0",
}


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
@pytest.mark.parametrize("text", NEW_CODE.values(), ids=NEW_CODE)
def test_strings_are_code_in_type_parameters(text: str) -> None:
    assert chains(text) == ["old"]


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
