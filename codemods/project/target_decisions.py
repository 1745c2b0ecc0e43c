"""What may become of a target, as values."""

from collections.abc import Sequence

from msgspec import Struct

from codemods.project.decision import Diagnostic, UseChange
from codemods.project.dotted_paths import ModuleAttribute
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts


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
    hold: ModuleAttribute | None = None
    keep: ModuleAttribute | None = None
    """A name that must go on standing for the old object."""
    remarks: tuple[Diagnostic, ...] = ()


def spelled(offset: int, path: str, symbol: str) -> Diagnostic:
    """The finding on a string that spells a deprecated path."""
    return Diagnostic(offset, texts.STRING_SPELLS.fill(symbol, path=path))


def listed(names: Sequence[str]) -> str:
    """Names as a message lists them."""
    return " or ".join(f"`{name}`" for name in names)
