"""What a rule makes of a use: another call, edited arguments, an expression; and which uses it is for."""

from dataclasses import dataclass
from inspect import Signature
from typing import Literal

from codemods.values.symbol import Symbol

When = Literal["awaited", "async", "called", "value"]
"""How a reference is used: all uses are parted among these."""
Stand = Literal["decorator", "base", "subscript"]
"""Where a reference stands beside that: `@name` or `@name(...)`, `class C(name)`, `name[...]`."""


@dataclass(frozen=True, slots=True)
class OldSignature:
    """How calls of the old symbol bind: a table's `signature`, parsed."""

    parameters: Signature
    is_async: bool
    text: str


@dataclass(frozen=True, slots=True)
class NewArgument:
    """One argument of a table's `call`: a parameter of the old signature, or a literal.

    `keyword` is None for a positional argument; `parameter` is None for a literal, whose source is
    `literal`.
    """

    keyword: str | None
    parameter: str | None
    literal: str = ""


@dataclass(frozen=True, slots=True)
class NewCall:
    """A table's `call`, parsed: the new argument list in the old parameters' names."""

    arguments: tuple[NewArgument, ...]
    awaits: bool
    text: str


@dataclass(frozen=True, slots=True)
class ArgumentEdits:
    """A table's `[symbol.arguments]`: what changes in a call whose other arguments stay as they are.

    Texts of values are Python expressions. A parameter is named as calls name it, by keyword.
    """

    rename: tuple[tuple[str, str], ...] = ()
    """Old and new keyword; several old ones may lead to one new."""
    drop: tuple[str, ...] = ()
    add: tuple[tuple[str, str], ...] = ()
    """Keyword and value, for calls that do not pass it."""
    keyword: tuple[str, ...] = ()
    """The leading parameters, in their order, whose arguments by position become keywords."""
    values: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """For a parameter, by its old name: literals, as `repr` gives them, and what replaces them."""
    imports: tuple[Symbol, ...] = ()
    """What the values use; a symbol without a name is a module."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A table's `expression`: what stands in the place of a use, or of a call where the rule has a signature.

    Its names are the parameters of the signature, `self` (the receiver of a member), what `imports` bring, or
    built-in ones.
    """

    text: str
    imports: tuple[Symbol, ...] = ()
    """What it uses; a symbol without a name is a module."""
    awaits: bool = False
    """Whether it holds an `await`."""


@dataclass(frozen=True, slots=True)
class Condition:
    """With what arguments a call has to be written for a rule to be for it; empty for all uses."""

    where: tuple[tuple[str, str], ...] = ()
    """A parameter and the literal that it has to be passed as, as `repr` gives it."""
    passed: tuple[str, ...] = ()
    not_passed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.where or self.passed or self.not_passed)


NO_CONDITION = Condition()
