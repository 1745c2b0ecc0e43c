"""What an expression may give, across files: classes, their instances, functions, modules, or anything."""

from enum import Enum
from typing import NamedTuple

from codemods.semantic.receiver_terms import Path, Term


class ValueKind(Enum):
    """What kind of thing a value is."""

    CLASS = "class"
    INSTANCE = "instance"
    SUPER = "super"
    """An instance of what stands behind a class in the order of resolution."""
    FUNCTION = "function"
    MODULE = "module"
    EXTERNAL = "external"
    """Something outside the tree, by its dotted path: a module, a class or a function."""
    PLAIN = "plain"
    """An instance of a built-in or standard type, which nothing in the tree derives from."""
    TERM = "term"
    """A container, a promise or a callable, by the term that says of what."""
    UNKNOWN = "unknown"


class ClassRef(NamedTuple):
    """A class: its file and qualified name; outside the tree, no file and its dotted path."""

    path: str
    parts: Path


class Value(NamedTuple):
    """One thing that an expression may give; `path` and `parts` as in `ClassRef`, or a file alone."""

    kind: ValueKind
    path: str = ""
    parts: Path = ()
    term: Term | None = None

    @property
    def ref(self) -> ClassRef:
        """The class of a class, an instance or a `super()`."""
        return ClassRef(self.path, self.parts)


ANYTHING = Value(ValueKind.UNKNOWN)
NOTHING = Value(ValueKind.PLAIN, parts=("None",))
PLAIN = Value(ValueKind.PLAIN)
Values = frozenset[Value]
"""All that an expression may give."""
