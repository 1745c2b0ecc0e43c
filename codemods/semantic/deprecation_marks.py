"""The marks of deprecation in a module, as values; `read_deprecation_marks` reads them.

What a mark names is spelled as the module spells it: whether it exists, and whether it is the same kind of
thing, is for those to find out who have the tree.
"""

from dataclasses import dataclass
from enum import StrEnum

from codemods.semantic.deprecation_texts import NamedReplacement


class MarkKind(StrEnum):
    """What a mark is."""

    DECORATOR = "decorator"
    WARNING = "warning"
    """A warning of the function itself, or of what makes objects of the class."""
    DOCSTRING = "docstring"
    WRAPPER = "wrapper"
    """An assignment of what a marking call makes: `old = deprecate("old", new)`."""
    TABLE = "table"
    """An entry of a dict in which the module's `__getattr__` looks names up."""
    BRANCH = "branch"
    """A branch of the module's `__getattr__`: `if name == "old": warn(...); return new`."""
    ALIAS = "alias"
    """`old = new`: the same object, which need not be deprecated."""
    DELEGATION = "delegation"
    """The body of what is marked otherwise hands over to something else."""
    PARAMETER = "parameter"
    """Of a parameter, and not of the whole function."""


@dataclass(frozen=True, slots=True)
class DeprecationMark:
    """One mark. `line` is 1-based."""

    name: str
    """The qualified name of what is deprecated; empty for the module itself."""
    kind: MarkKind
    line: int
    text: str = ""
    """What it says in words, on one line; `…` stands for what only the run tells."""
    named: tuple[NamedReplacement, ...] = ()
    """What the text says to use instead."""
    code: tuple[tuple[str, ...], ...] = ()
    """The objects that the code hands over to, as dotted names in the mark's module, or function."""
    parameter: str = ""
    """The parameter that a PARAMETER mark is about."""
    new_parameter: str = ""
    """The one that takes its value, where the code says so."""

    @property
    def is_stated(self) -> bool:
        """Whether somebody says that it is deprecated: aliases and delegation alone do not."""
        return self.kind not in (MarkKind.ALIAS, MarkKind.DELEGATION)
