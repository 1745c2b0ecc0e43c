"""What may become of a target, as values."""

from msgspec import Struct

from codemods.project.decision import Diagnostic, UseChange
from codemods.project.dotted_paths import ModuleAttribute
from codemods.semantic.span import Span


class StringChange(Struct, frozen=True):
    """A part of a target that becomes another: `span` holds just `old`.

    `use` is the same as a change of a use, where the name is no string but an attribute.
    """

    path: str
    span: Span
    old: str
    new: str
    depends: frozenset[str]
    """The files whose changes make this one right."""
    use: UseChange | None = None


class TargetDecision(Struct, frozen=True):
    """What becomes of one target: a change, a name that must stay bound, findings, or nothing."""

    change: StringChange | None = None
    needs: ModuleAttribute | None = None
    """A name that must stay bound in its module."""
    keeps_object: ModuleAttribute | None = None
    """A name that must go on standing for the old object."""
    diagnostics: tuple[Diagnostic, ...] = ()
