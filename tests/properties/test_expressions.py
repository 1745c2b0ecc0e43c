"""Law: an expression in the place of a call does what a function with that expression as its body did.

Generated templates and arguments, in generated places. Every operation of every value is recorded, so that
the order of evaluation counts. Where a call stays, there is a finding.
"""

import re
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st

from tests.in_memory import TextTree
from tests.properties.sandbox import compiled
from tests.random_examples import examples

SIGNATURE = "(a, b=3, *rest, c=None, **more)"
HEADER = "from lib.old import f\nfrom lib.rec import v, x, y\n"


class Value:
    """A value that records what is done with it, and is spelled by that."""

    trace: ClassVar[list[str]] = []

    def __init__(self, text: str) -> None:
        self.text = text

    def done(self, text: str) -> "Value":
        """Record an operation, and give its result."""
        self.trace.append(text)
        return Value(text)

    def __repr__(self) -> str:
        return self.text

    def __getattr__(self, name: str) -> "Value":
        if name.startswith("__"):
            raise AttributeError(name)
        return Value(f"{self.text}.{name}")

    def __call__(self, *args: object, **kwargs: object) -> "Value":
        named = (f"{name}={shown(each)}" for name, each in kwargs.items())
        return self.done(f"{self.text}({', '.join([*map(shown, args), *named])})")

    def __getitem__(self, key: object) -> "Value":
        return self.done(f"{self.text}[{shown(key)}]")

    def __bool__(self) -> bool:
        self.trace.append(f"bool {self.text}")
        return len(self.text) % 2 == 0

    def __iter__(self) -> Iterator["Value"]:
        self.trace.append(f"iter {self.text}")
        return iter([Value(f"{self.text}#1"), Value(f"{self.text}#2")])

    def __neg__(self) -> "Value":
        return self.done(f"-{self.text}")

    def __add__(self, other: object) -> "Value":
        return self.done(f"({self.text} + {shown(other)})")

    def __radd__(self, other: object) -> "Value":
        return self.done(f"({shown(other)} + {self.text})")

    def __mul__(self, other: object) -> "Value":
        return self.done(f"({self.text} * {shown(other)})")

    def __rmul__(self, other: object) -> "Value":
        return self.done(f"({shown(other)} * {self.text})")

    def __pow__(self, other: object) -> "Value":
        return self.done(f"({self.text} ** {shown(other)})")

    def __rpow__(self, other: object) -> "Value":
        return self.done(f"({shown(other)} ** {self.text})")

    def __lt__(self, other: object) -> "Value":
        return self.done(f"({self.text} < {shown(other)})")

    def __gt__(self, other: object) -> "Value":
        return self.done(f"({self.text} > {shown(other)})")


def shown(value: object) -> str:
    """How a value is spelled in a recording."""
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__}({', '.join(map(shown, value))})"
    if isinstance(value, dict):
        return f"dict({', '.join(f'{shown(k)}: {shown(v)}' for k, v in value.items())})"
    if isinstance(value, (Value, int, str, type(None))):
        return value.text if isinstance(value, Value) else repr(value)
    return shown([*value]) if isinstance(value, Iterator) else type(value).__name__


def expressions(leaves: list[str]) -> st.SearchStrategy[str]:
    """Expressions over some leaves, in all forms that bind in their own way, with parentheses at random."""

    def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        one = [
            *("-({})", "not {}", "({}).m", "({}).m()", "({})[1]", "v('g')({})", "[{}]", "({},)", "{{1: {}}}"),
            *(
                "v('g')(k={})",
                "(lambda: {})",
                "(lambda q: q)({})",
                "[z for z in [{}]]",
                "v('g')(z for z in [{}])",
            ),
            "({})",
        ]
        two = [
            *("({}) + ({})", "{} * {}", "({}) ** ({})", "{} < {}", "{} and {}", "{} or {}", "({})[{}]"),
            *("v('g')({}, {})", "({}).m({})", "[{}, {}]", "({}, {})", "({})(k={})"),
        ]
        return st.one_of(
            st.builds(str.format, st.sampled_from(one), inner),
            st.builds(str.format, st.sampled_from(two), inner, inner),
            st.builds("{} if {} else {}".format, inner, inner, inner),
        )

    return st.recursive(st.sampled_from(leaves), deeper, max_leaves=5)


TEMPLATES = expressions(["a", "b", "c", "a", "b", "1", "v('t')", "v('t')(*rest, **more)", "v('t')(1, *rest)"])
SIMPLE = st.sampled_from(["x", "y", "1", "x.n", "'s'", "-1", "5", "None"])
VALUES = st.one_of(SIMPLE, SIMPLE, expressions(["x", "y", "1", "v('s')", "x.n", "[]", "5"]))
PLACES = [
    *(
        "r = {}",
        "r = -{}",
        "r = ({}).m",
        "r = {}.n",
        "r = {} + x",
        "r = x ** {}",
        "r = {} ** x",
        "r = not {}",
    ),
    *(
        "r = v('p')({}, x)",
        "r = v('p')(*[{}])",
        "r = [{} for q in [1]]",
        "r = x if {} else y",
        "r = {}if x else y",
    ),
    *("r = f'{{({})}}'", "r = {{1: {}}}", "r = v('p')({})", "r = x < {}", "r = {} and x", "r = {}[0]"),
]
CALLS = {
    "f({0})": "a",
    "f({0}, {1})": "ab",
    "f({0}, b={1})": "ab",
    "f(b={0}, a={1})": "ab",
    "f({0}, c={1})": "ac",
    "f({0}, {1}, {2})": "abr",
    "f({0}, c={1}, d={2})": "acm",
    "f({0}, {1}, *[{2}])": "abr",
    "f(a={0}, c={1}, b={2})": "abc",
    "f({0}, {1}, {2}, *[x], d=y)": "abrm",
    "f({0}, b={1}, c=None, **{{'e': {2}}})": "abcm",
}
"""Calls, with the first letters of the parameters that they pass."""
WORDS = {"a": "a", "b": "b", "c": "c", "r": "*rest", "m": "**more"}


def complete(template: str, passed: str, first: bool) -> str:
    """A template that reads all that a call passes: what it lacks stands before it, or behind it."""
    missing = [
        WORDS[each] for each in passed if re.search(rf"\b{WORDS[each].strip('*')}\b", template) is None
    ]
    if not missing:
        return template
    if any(each.startswith("*") for each in missing):
        return f"v('w')({template}, {', '.join(missing)})"
    return f"[{', '.join([*missing, template] if first else [template, *missing])}]"


@contextmanager
def _modules(template: str) -> Iterator[None]:
    old, rec, lib = (types.ModuleType(name) for name in ("lib.old", "lib.rec", "lib"))
    vars(rec).update(v=lambda text: Value(text).done(f"v {text}"), x=Value("x"), y=Value("y"))
    names = {"lib": lib, "lib.rec": rec, "lib.old": old}
    sys.modules.update(names)
    try:
        exec(
            compiled(f"from lib.rec import v\ndef f{SIGNATURE}: return {template}".encode(), "old.py"),
            vars(old),
        )
        yield
    finally:
        for name in names:
            del sys.modules[name]


def recorded(text: str, template: str) -> list[str]:
    """What a program does, and its result or failure."""
    Value.trace = []
    code = compiled(text.encode(), "app.py")
    with _modules(template):
        names: dict[str, object] = {}
        try:
            exec(code, names)
        except Exception as error:
            return [*Value.trace, type(error).__name__]
        return [*Value.trace, shown(names["r"])]


@given(
    TEMPLATES,
    st.sampled_from(sorted(CALLS)),
    st.tuples(*[VALUES] * 3),
    st.sampled_from(PLACES),
    st.booleans(),
)
@examples(150)
def test_an_expression_does_what_the_function_did(
    template: str, call: str, values: tuple[str, ...], place: str, first: bool
) -> None:
    text = HEADER + place.format(call.format(*values)) + "\n"
    template = complete(template, CALLS[call], first)
    imports = 'imports = ["lib.rec:v"]' if "v('" in template else ""
    moves = 'new = "lib.new:f"\n' if first else ""
    rule = f'old = "lib.old:f"\n{moves}signature = "{SIGNATURE}"\n{imports}'
    try:
        before = recorded(text, template)
    except SyntaxError:
        return
    tree = TextTree({"app.py": text}, f"[[symbol]]\n{rule}\nexpression = '''{template}'''\n", homes={})
    after = tree.after("app.py")
    if after == text:
        assert tree.codes("app.py"), text
    else:
        found = recorded(after, template)
        # An attribute that is not there is missed before a later argument is evaluated, or after that.
        alike = found[-1] == before[-1] == "AttributeError" or found == before
        assert alike, f"{template}\n{text}\n{after}\n{before}\n{found}"
