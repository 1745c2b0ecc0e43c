"""The outline of one file: its classes, functions and names, and the places that name a member."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from codemods.semantic.access import Usage
from codemods.semantic.receiver_terms import Path, Term
from codemods.semantic.span import Span


class FunctionKind(StrEnum):
    """What calling, or reading, a function on an object does."""

    PLAIN = "plain"
    CLASS = "classmethod"
    STATIC = "staticmethod"
    PROPERTY = "property"


class FunctionOutline(Struct, frozen=True):
    """One function: what it gives, and which words its body spells."""

    parts: Path
    kind: FunctionKind
    returns: Term
    parameters: frozenset[str]
    takes_any_keyword: bool
    words: frozenset[str]


class ClassOutline(Struct, frozen=True):
    """One class."""

    parts: Path
    bases: tuple[Term, ...]
    decorators: frozenset[str]
    """The last names of its decorators."""
    body: Mapping[str, Term]
    """What its own body binds, by name."""
    instance: Mapping[str, Term]
    """What its methods assign to attributes of `self`."""
    annotated: tuple[str, ...] = ()
    """The names of its body that have an annotation, in order: fields, where the class is of such a kind."""

    @property
    def names(self) -> frozenset[str]:
        """All names that its own code defines."""
        return frozenset((*self.body, *self.instance))


class SiteKind(StrEnum):
    """How a place names a member."""

    ATTRIBUTE = "attribute"
    KEYWORD = "keyword"
    """A keyword of a call that makes an instance, or copies one: `User(name=...)`, `replace(u, name=...)`."""
    CLASS_KEYWORD = "class keyword"
    """A keyword of a class statement, which may mean what a class inside of it says: pydantic's `Config`."""
    PATTERN = "pattern"
    """A keyword of a class pattern."""
    STRING = "string"
    """A string beside an object: `getattr(b, "total")`, `Color["RED"]`, or the end of a dotted path."""
    ITEM = "item"
    """A key: of an enumeration's class, or of a typed dict."""
    OVERRIDE = "override"
    """A definition in a class's own body."""
    NAME = "name"
    """The bare name, read in the body of a class."""
    STAND_IN = "stand-in"
    """A keyword that makes an object of any kind have the attribute: `Mock(total=3)`."""
    UNPACKED = "unpacked"
    """A call with `**`, which may pass any keyword."""
    POSITIONAL = "positional"
    """A call, or a class pattern, with arguments by position, which may be any field."""
    WHOLE = "whole"
    """A call that reads all fields of an object: `asdict(u)`, `vars(u)`."""
    SHOWN = "shown"
    """A place where an object is seen with all its fields, if it has some: printed, compared, unpacked."""
    TEXT = "text"
    """A string that is just the name, or a doctest that spells it."""


class AttributeUse(Struct, frozen=True):
    """How an attribute of an object is used: `receiver.name`, and the call around it."""

    whole: Span
    receiver: Span
    plain: bool
    """Whether the receiver is a chain of names, whose evaluation may be left out or change places."""
    usage: Usage
    in_string: bool = False
    """Whether it stands in a field of an f-string, where not all text may stand."""


class MemberSite(Struct, frozen=True):
    """One place that names a member of an object. `line` is 1-based."""

    name: str
    kind: SiteKind
    span: Span
    """The name itself."""
    line: int
    receiver: Term
    placed: bool = True
    """Whether the span holds just the name, so that it can be edited."""
    writes: bool = False
    """Whether it changes what others read under the name."""
    called: bool = False
    awaited: bool = False
    chains: tuple[Path, ...] = ()
    """The dotted paths of the receiver, where it is a plain chain on imported names."""
    functions: tuple[str, ...] = ()
    """The names of the functions around it, the innermost first."""
    arguments: int = 0
    """How many arguments stand by position."""
    owner: Path = ()
    """The qualified name of the class whose method, or body, it stands in."""
    use: "AttributeUse | None" = None
    """How an attribute is used; None for any other kind, and where it is not known where its code stands."""


class FileOutline(Struct, frozen=True):
    """The outline of one file."""

    path: str
    classes: Mapping[Path, ClassOutline]
    functions: Mapping[Path, FunctionOutline]
    names: Mapping[str, Term]
    """What its top level binds."""
    stars: tuple[Path, ...]
    """The modules that it imports all of, in the order of the source."""
    sites: tuple[MemberSite, ...]
    imported: frozenset[Path] = frozenset()
    """The absolute dotted paths of all that it imports, in functions too."""
