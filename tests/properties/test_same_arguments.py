"""Old and new calls are executed: every argument must arrive under the parameter that the rule names."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from codemods.migration.load import parse_migration
from codemods.project.call_binding import lay_out
from codemods.project.parameters import Parameters
from codemods.transformers.call import rewrite_call
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from tests.in_memory import MAKE, usage_of
from tests.random_examples import examples

MISSING = "not given"
LETTERS = "abcd"


@dataclass(frozen=True)
class Passing:
    """One argument of the rule's `call`: the parameter, or "" for a literal, and its name in the new def."""

    parameter: str
    name: str
    by_keyword: bool

    @property
    def value(self) -> str:
        """What the rule's `call` passes."""
        return self.parameter or f"'literal {self.name}'"


@dataclass(frozen=True)
class Example:
    """An old parameter list, what becomes of it, and a call."""

    signature: str
    passings: tuple[Passing, ...]
    written: str

    @property
    def rule(self) -> SymbolRule:
        """The rule as the engine takes it."""
        shown = (f"{p.name}={p.value}" if p.by_keyword else p.value for p in self.passings)
        keys = f'signature = "{self.signature}"\ncall = "({", ".join(shown)})"\n'
        return parse_migration(MAKE + keys, "migration.toml").symbols[0]

    @property
    def names(self) -> tuple[str, ...]:
        """The new definition's positional parameters."""
        return tuple(p.name for p in self.passings if not p.by_keyword)

    @property
    def new_signature(self) -> str:
        """The new definition's parameter list; each has a default that tells that nothing came."""
        named = [p.name for p in self.passings if p.by_keyword]
        every = [*self.names, *(["*"] if named else []), *named]
        return ", ".join(name if name == "*" else f"{name}='{MISSING}'" for name in every)

    @property
    def rewritten(self) -> str | Rejection:
        """What the engine makes of the call."""
        made = lay_out(self.rule, usage_of("f", self.written).arguments, Parameters(self.names).accepts)
        if made is None or isinstance(made, Rejection):
            return made or self.written
        return rewrite_call(self.written, made)


@st.composite
def signatures(draw: st.DrawFn) -> str:
    """A parameter list over some of a, b, c and d, with every kind of parameter."""
    names = LETTERS[: draw(st.integers(1, len(LETTERS)))]
    only, plain = sorted(draw(st.tuples(st.integers(0, len(names)), st.integers(0, len(names)))))
    optional = draw(st.integers(0, plain))
    parts = [_parameter(name, index >= optional) for index, name in enumerate(names[:plain])]
    if only:
        parts.insert(only, "/")
    rest = draw(st.booleans())
    named = [_parameter(name, draw(st.booleans())) for name in names[plain:]]
    parts += ["*rest"] if rest else ["*"] if named else []
    return f"({', '.join([*parts, *named, *(['**more'] if draw(st.booleans()) else [])])})"


def _parameter(name: str, optional: bool) -> str:
    return f"{name}='default {name}'" if optional else name


@st.composite
def bound_calls(draw: st.DrawFn) -> Example:
    """A rule and a call that may or may not fit it."""
    signature = draw(signatures())
    known = [letter for letter in LETTERS if any(part[:1] == letter for part in signature[1:-1].split(", "))]
    order = [*draw(st.permutations(known)), "", ""]
    chosen = draw(st.lists(st.sampled_from(range(len(order))), unique=True))
    first = draw(st.integers(0, len(chosen)))
    passings = []
    for place, index in enumerate(chosen):
        own = order[index] if draw(st.booleans()) else ""
        passings.append(Passing(order[index], own or f"new{place}", place >= first))
    positional = [str(number) for number in range(draw(st.integers(0, 3)))]
    named = draw(st.lists(st.sampled_from([*known, "z"]), unique=True, max_size=3))
    arguments = [*positional, *(f"{name}={10 + number}" for number, name in enumerate(named))]
    return Example(signature, tuple(passings), f"f({', '.join(arguments)})")


def run(signature: str, call: str) -> dict[str, object]:
    """What arrives where in a function with these parameters. Raises TypeError."""
    function: Callable[..., dict[str, object]] = eval(f"lambda {signature}: locals()")
    found: dict[str, object] = eval(call, {"f": function})
    return found


@examples(100)
@given(bound_calls())
def test_what_was_passed_arrives_where_the_rule_says(example: Example) -> None:
    made = example.rewritten
    try:
        before = run(example.signature[1:-1], example.written)
    except TypeError:
        assert isinstance(made, Rejection)
        return
    passed = {name: value for name, value in before.items() if value not in (f"default {name}", (), {})}
    placed = {each.parameter for each in example.passings}
    if not placed.issuperset(passed):
        assert isinstance(made, Rejection)
        return

    assert isinstance(made, str), made
    after = run(example.new_signature, made)
    for each in example.passings:
        if each.parameter in passed:
            assert after[each.name] == passed[each.parameter]
        else:
            assert after[each.name] in allowed(each)


def allowed(each: Passing) -> tuple[str, ...]:
    """What may arrive for an argument that the call did not give."""
    if not each.parameter:
        return (f"literal {each.name}",)
    return (MISSING, f"default {each.parameter}")
