"""Terms for what an expression gives, as far as one file tells: they are evaluated across files elsewhere."""

from collections.abc import Collection

from msgspec import Struct

Path = tuple[str, ...]


class Unknown(Struct, frozen=True, tag=True):
    """Anything at all."""


class Plain(Struct, frozen=True, tag=True):
    """An instance of a built-in type, which has no members but its own: `str`, `int`, `None`, ..."""

    name: str


class Own(Struct, frozen=True, tag=True):
    """A class or function that the file defines, by its qualified name (`("Box", "Lid")`)."""

    parts: Path


class Imported(Struct, frozen=True, tag=True):
    """What an import brings: the absolute dotted path."""

    parts: Path


class Free(Struct, frozen=True, tag=True):
    """A name that the file does not bind: a built-in, or one that a star import brings."""

    name: str


class Instance(Struct, frozen=True, tag=True):
    """An instance of a class."""

    of: "Term"


class ClassOf(Struct, frozen=True, tag=True):
    """The class of an object: `type(x)`, `x.__class__`."""

    of: "Term"


class Parent(Struct, frozen=True, tag=True):
    """`super()` inside a class: an instance of what stands behind the class in the order of resolution."""

    of: "Term"


class Result(Struct, frozen=True, tag=True):
    """What a call gives."""

    of: "Term"


class Awaited(Struct, frozen=True, tag=True):
    """What `await` gives."""

    of: "Term"


class Entered(Struct, frozen=True, tag=True):
    """What `with ... as` binds."""

    of: "Term"


class Promise(Struct, frozen=True, tag=True):
    """What can be awaited, by what it gives then; what a context manager gives is written so too."""

    of: "Term"


class Returning(Struct, frozen=True, tag=True):
    """A callable, by what it returns."""

    of: "Term"


class Attribute(Struct, frozen=True, tag=True):
    """An attribute of an object."""

    of: "Term"
    name: str


class Item(Struct, frozen=True, tag=True):
    """What a subscript gives."""

    of: "Term"


class Element(Struct, frozen=True, tag=True):
    """What iterating gives."""

    of: "Term"


class Many(Struct, frozen=True, tag=True):
    """A container: what iterating over it gives, and what a subscript does (the same, but for mappings)."""

    elements: "Term"
    values: "Term"


class AnyOf(Struct, frozen=True, tag=True):
    """One of several."""

    terms: "tuple[Term, ...]"


Term = (
    Unknown
    | Plain
    | Own
    | Imported
    | Free
    | Instance
    | ClassOf
    | Parent
    | Result
    | Awaited
    | Entered
    | Promise
    | Returning
    | Attribute
    | Item
    | Element
    | Many
    | AnyOf
)

UNKNOWN = Unknown()
NONE = Plain("None")


def any_of(*terms: Term) -> Term:
    """One of several terms; the term itself where all are the same."""
    flat: dict[Term, None] = {}
    for term in terms:
        flat.update(dict.fromkeys(term.terms if isinstance(term, AnyOf) else (term,)))
    if UNKNOWN in flat or not flat:
        return UNKNOWN
    return next(iter(flat)) if len(flat) == 1 else AnyOf(tuple(flat))


def many(elements: Term, values: Term | None = None) -> Many:
    """A container of one kind of thing, or a mapping."""
    return Many(elements, elements if values is None else values)


def spells(term: Term, names: Collection[str]) -> bool:
    """Whether a term that stands for a class, or a module's attribute, ends in one of some names."""
    if isinstance(term, AnyOf):
        return any(spells(each, names) for each in term.terms)
    if isinstance(term, (Own, Imported)):
        return term.parts[-1] in names
    if isinstance(term, (Attribute, Free)):
        return term.name in names
    return isinstance(term, Item) and spells(term.of, names)
