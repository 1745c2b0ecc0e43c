"""Calls run before and after their arguments are edited: the same values arrive, and none is left."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter, Signature

from hypothesis import given
from hypothesis import strategies as st

from codemods.migration.load import parse_migration
from codemods.project.argument_edits import EditedArguments, edit_arguments
from codemods.transformers.call import rewrite_call
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from tests.in_memory import usage_of
from tests.random_examples import examples

NAMES = "abcdef"
ADDED = "'added'"


@dataclass(frozen=True)
class Example:
    """An old parameter list, what is edited, and a call."""

    positional: tuple[str, ...]
    named: tuple[str, ...]
    rename: tuple[str, ...]
    drop: tuple[str, ...]
    keyword: int
    """How many of the leading parameters become keywords."""
    adds: bool
    signed: bool
    written: str

    @property
    def rule(self) -> SymbolRule:
        """The rule as the engine takes it."""
        lines = ['[[symbol]]\nold = "lib:f"']
        if self.signed:
            lines.append(f'signature = "{self.old}"')
        lines.append("[symbol.arguments]")
        renamed = ", ".join(f"{each} = 'new_{each}'" for each in self.rename)
        lines.append(f"rename = {{ {renamed} }}")
        lines.append(f"drop = {list(self.drop)}")
        lines.append(f"keyword = {list(self.positional[: self.keyword])}")
        added = f'more = "{ADDED}"' if self.adds else ""
        lines.append(f"add = {{ {added} }}")
        return parse_migration("\n".join(lines), "m.toml").symbols[0]

    @property
    def old(self) -> Signature:
        """The old parameters, each of which may be left out."""
        return _signature(self.positional, self.named)

    @property
    def new(self) -> Signature:
        """The new ones: what became a keyword is not taken by position any more."""
        kept = [each for each in self.positional[self.keyword :] if each not in self.drop]
        named = [each for each in (*self.positional[: self.keyword], *self.named) if each not in self.drop]
        return _signature(
            tuple(map(self.name, kept)), (*map(self.name, named), *(["more"] if self.adds else []))
        )

    def name(self, old: str) -> str:
        """The new name of a parameter."""
        return f"new_{old}" if old in self.rename else old


def _signature(positional: tuple[str, ...], named: tuple[str, ...]) -> Signature:
    either, only = Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY
    return Signature(
        [
            *(Parameter(each, either, default=None) for each in positional),
            *(Parameter(each, only, default=None) for each in named),
        ]
    )


@st.composite
def calls(draw: st.DrawFn) -> Example:
    """A rule and a call that may or may not fit it."""
    count = draw(st.integers(1, len(NAMES)))
    split = draw(st.integers(0, count))
    positional, named = tuple(NAMES[:split]), tuple(NAMES[split:count])
    signed = draw(st.booleans())
    every = st.sampled_from([*positional, *named])
    drop = draw(st.sets(every if signed or not named else st.sampled_from(named), max_size=2))
    if not signed:
        # Without a signature nothing tells which parameter is passed by position.
        drop -= {*positional}
    rename = draw(st.sets(every, max_size=3)) - drop
    keyword = draw(st.integers(0, split))
    given = draw(st.lists(st.integers(0, 9).map(str), max_size=4))
    keywords = draw(st.lists(every, unique=True, max_size=4))
    written = [*given, *(f"{name}={10 + number}" for number, name in enumerate(keywords))]
    unpacked = draw(st.sampled_from(["", "*(7, 8)", "**{'a': 70}", "**{'z': 71}", "**dict(b=72)"]))
    if unpacked.startswith("**"):
        written.append(unpacked)
    elif unpacked:
        written.insert(len(given), unpacked)
    adds = draw(st.booleans())
    if not (rename or drop or keyword or adds):
        adds = True
    call = f"f({', '.join(written)})"
    return Example(positional, named, tuple(sorted(rename)), tuple(sorted(drop)), keyword, adds, signed, call)


def edited(example: Example, call: str) -> str | None:
    """The call with its arguments edited; None where a person has to look at it."""
    found = edit_arguments(example.rule, usage_of("f", call).arguments, lambda _each: False)
    if isinstance(found, Rejection) or found.doubts:
        return None
    assert isinstance(found, EditedArguments)
    return rewrite_call(call, found.placed) if found.placed is not None else call


def run(signature: Signature, call: str) -> dict[str, object]:
    """What arrives where in a function with these parameters. Raises TypeError."""
    function: Callable[..., dict[str, object]] = lambda *args, **kwargs: dict(  # noqa: E731
        signature.bind(*args, **kwargs).arguments
    )
    found: dict[str, object] = eval(call, {"f": function})
    return found


@examples(200)
@given(calls())
def test_the_same_values_arrive(example: Example) -> None:
    try:
        before = run(example.old, example.written)
    except (TypeError, SyntaxError):
        return
    new = edited(example, example.written)
    if new is None:
        return
    wanted = {example.name(name): value for name, value in before.items() if name not in example.drop}
    if example.adds:
        wanted["more"] = "added"
    assert run(example.new, new) == wanted
    assert edited(example, new) == new
