"""What a rule makes of a call, and which uses it is for."""

from dataclasses import dataclass
from inspect import Signature
from typing import Literal

When = Literal["awaited", "async", "called", "value"]
"""How a reference is used, as a table's `when` says it in a migration file."""


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
