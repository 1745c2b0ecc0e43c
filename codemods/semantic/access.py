"""The places that read a name, and how each is used."""

from enum import StrEnum

from msgspec import Struct

from codemods.semantic.precedence import Precedence
from codemods.semantic.span import Span
from codemods.values.rule_forms import Stand, When


class Argument(Struct, frozen=True, array_like=True):
    """One argument of a call as written. `star` is "", "*" or "**"."""

    span: Span
    keyword: str | None = None
    star: str = ""
    simple: bool = True
    """Whether it is a name, an attribute or a literal, whose evaluation may change places with others."""
    literal: str = ""
    """Its value as `repr` gives it, where it is a literal of moderate length."""
    pure: bool = True
    """Whether it can be left out, since its evaluation does nothing but give a value."""
    chain: tuple[str, ...] = ()
    """The names that it spells, or that it calls, where it is `a.b.c` or `a.b.c(...)`."""
    keys: tuple[str, ...] | None = None
    """The keywords that `**{...}` passes, where it spells all of them; None for everything else."""


class Usage(Struct, frozen=True, array_like=True):
    """How an expression is used by the code around it."""

    when: When = "value"
    call: Span | None = None
    arguments: tuple[Argument, ...] = ()
    inspected_by: str | None = None
    """What looks at the object itself, not at what it does: `isinstance`, `__doc__`, `pytest.raises`, ..."""
    place: Precedence = Precedence.TEST
    """How tightly what stands in the place of the expression, or of its call or subscript, has to bind."""
    subscript: Span | None = None
    """What it covers with the brackets behind it."""
    never_awaited: bool = False
    """Whether a coroutine made by this call would visibly never be awaited."""
    handed_on: bool = False
    """Whether the value goes on from here, uncalled: into a name, a container, a call, to a caller."""
    is_only_named: bool = False
    """Whether a value is printed, compared or tested here, and nobody can call it."""
    names_attribute: bool = False
    """Whether it goes to a call beside the one name of it that the call is about, as a plain string."""
    stand: Stand | None = None
    """Where the expression stands, or its call as a decorator, if rules name such places."""
    bound_by: Span | None = None
    """The call of `functools.partial` that takes it first; `arguments` are the further ones."""
    names_type: bool = False
    """Whether it says of what type something is, or is checked for, and goes nowhere from there."""

    @property
    def needs_parentheses(self) -> bool:
        """Whether an inserted `await` would need parentheses around the awaited call."""
        return self.place > Precedence.AWAIT


class Embedding(StrEnum):
    """In what kind of string or comment a piece of code stands; the values are the words of findings."""

    ANNOTATION = "annotation"
    TYPE_COMMENT = "type comment"
    DOCTEST = "doctest"


class Unplaced(StrEnum):
    """Why the offsets of an access are not known to be right; the values follow "`name` stands ..."."""

    IN_FSTRING = "in an f-string whose inner positions this Python does not tell"
    IN_STRING = "in a string that is not one plain literal"
    NORMALIZED = "here spelled otherwise than Python reads it"
    """An identifier that is not in NFKC (language reference 2.3)."""


class LooseAttribute(Struct, frozen=True, array_like=True):
    """An attribute with a deprecated name, read from an object that no import of the file names.

    `start` is the byte offset of the attribute's name.
    """

    name: str
    start: int
    holder: str = ""
    """The name from which it is read, where there is one: `b`, for `a().b.name`."""


class Access(Struct, frozen=True, array_like=True):
    """A name read in a scope, with the attributes that follow it: `name.attrs[0].attrs[1]`.

    `ends[i]` is the byte offset at which the chain ends after `i` attributes. `usage` is that of the whole
    chain, `line` is 1-based.
    """

    name: str
    scope: int
    start: int
    ends: tuple[int, ...]
    attrs: tuple[str, ...] = ()
    usage: Usage = Usage()
    line: int = 0
    embedded: Embedding | None = None
    stored: bool = False
    """Whether the whole chain is assigned to or deleted: it changes the namespace that it names."""
    unplaced: Unplaced | None = None
    """Set where nothing can be edited, because the offsets may be wrong."""

    @property
    def arguments_in(self) -> Span | None:
        """The call that `usage.arguments` stand in: its own, or that of `functools.partial`."""
        return self.usage.call or self.usage.bound_by

    @property
    def placed(self) -> bool:
        """Whether the offsets are known to be right."""
        return self.unplaced is None

    def usage_at(self, attrs: int) -> Usage:
        """The usage of the chain's first `attrs` attributes."""
        if attrs == len(self.attrs):
            return self.usage
        attribute = self.attrs[attrs]
        inspected_by = attribute if attribute.startswith("__") else None
        return Usage(inspected_by=inspected_by, place=Precedence.PRIMARY)
