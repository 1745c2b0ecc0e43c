"""What may become of a target, as values."""

from collections.abc import Sequence

from msgspec import Struct

from codemods.project.decision import Remark, UseChange
from codemods.project.dotted_paths import Hop
from codemods.semantic.facts import Span


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


class Verdict(Struct, frozen=True):
    """What becomes of one target: a change, a name that must stay bound, findings, or nothing."""

    change: StringChange | None = None
    hold: Hop | None = None
    keep: Hop | None = None
    """A name that must go on standing for the old object."""
    remarks: tuple[Remark, ...] = ()


def spelled(offset: int, path: str, symbol: str) -> Remark:
    """The finding on a string that spells a deprecated path."""
    return Remark(
        offset,
        "RP301",
        f"this string spells `{path}`",
        "change it by hand if it names the code, leave it if it is only text",
        symbol,
    )


def listed(names: Sequence[str]) -> str:
    """Names as a message lists them."""
    return " or ".join(f"`{name}`" for name in names)
