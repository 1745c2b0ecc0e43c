"""The places that read a name, and how each is used: values in byte offsets."""

from msgspec import Struct

from codemods.semantic.span import Span
from codemods.values.rules import When


class Argument(Struct, frozen=True, array_like=True):
    """One argument of a call as written. `star` is "", "*" or "**"."""

    span: Span
    keyword: str | None = None
    star: str = ""
    simple: bool = True
    """Whether evaluating it runs no code of anybody's: a name, an attribute or a literal."""


class Usage(Struct, frozen=True, array_like=True):
    """How an expression is used by what stands around it."""

    when: When = "value"
    call: Span | None = None
    arguments: tuple[Argument, ...] = ()
    inspected_by: str = ""
    """What looks at the object itself (`isinstance`, `__doc__`, `pytest.raises`, …), if anything."""
    needs_parentheses: bool = False
    """Whether an inserted `await` would need parentheses around the awaited call."""
    never_awaited: bool = False
    """Whether a coroutine made here would visibly be awaited by nobody."""


IN_FORMATTED = "in an f-string whose inner positions this Python does not tell"
IN_TEXT = "in a string that is not one plain literal"
SPELLED_OTHERWISE = "here spelled otherwise than Python reads it"
"""Why a use has no place."""


class Access(Struct, frozen=True, array_like=True):
    """A name read in a scope, with the attributes that follow it: `name.attrs[0].attrs[1]`.

    `ends[i]` is where the chain ends after `i` attributes. `usage` is that of the whole chain.
    """

    name: str
    scope: int
    start: int
    ends: tuple[int, ...]
    attrs: tuple[str, ...] = ()
    usage: Usage = Usage()
    line: int = 0
    embedded: str = ""
    """`annotation`, `type comment` or `doctest` when it stands inside a string or a comment."""
    stored: bool = False
    """Whether the whole chain is assigned to or deleted: it changes the namespace that it names."""
    unplaced: str = ""
    """Where it stands, in words, if the offsets are not known to be right: nothing can be edited there."""

    @property
    def placed(self) -> bool:
        """Whether the offsets are known to be right."""
        return not self.unplaced

    def usage_at(self, attrs: int) -> Usage:
        """The usage of the chain's first `attrs` attributes."""
        if attrs == len(self.attrs):
            return self.usage
        attribute = self.attrs[attrs]
        return Usage(inspected_by=attribute if attribute.startswith("__") else "")
