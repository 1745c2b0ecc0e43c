"""What may become of a target, as values."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from codemods.project.decision import Diagnostic, UseChange
from codemods.project.dotted_paths import DottedName, ModuleAttribute
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol


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


def path_change(
    path: str, components: Sequence[Span], old: DottedName, new: DottedName, depends: frozenset[str]
) -> StringChange | None:
    """The change of a dotted path whose components stand at some places; None where literals part them.

    A string may be written as several literals, one after the other: what changes must stand in one.
    """
    kept, most = 0, min(len(old), len(new)) - 1
    while not _stand_together(components[: len(old) - kept]) and kept < most and old[~kept] == new[~kept]:
        kept += 1
    changed = components[: len(old) - kept]
    if not _stand_together(changed):
        return None
    before, after = old[: len(old) - kept], new[: len(new) - kept]
    span = Span(changed[0].start, changed[-1].end)
    return StringChange(path, span, ".".join(before), ".".join(after), depends)


def _stand_together(components: Sequence[Span]) -> bool:
    return all(one.end + 1 == other.start for one, other in pairwise(components))


class TargetDecision(Struct, frozen=True):
    """What becomes of one target: a change, a name that must stay bound, findings, or nothing."""

    change: StringChange | None = None
    also: StringChange | None = None
    """The change of the module's path, where that is spelled apart from the name."""
    followed: bool = False
    """Whether it moves by the decision on its file, as an attribute does."""
    needs: ModuleAttribute | None = None
    """A name that must stay bound in its module."""
    keeps_object: ModuleAttribute | None = None
    """A name that must go on standing for the old object."""
    diagnostics: tuple[Diagnostic, ...] = ()


class HeldSymbol(Struct, frozen=True):
    """A symbol whose readers stay, since a target that replaces it does."""

    path: str
    """The file of the target."""
    reasons: Mapping[tuple[str, int], tuple[Diagnostic, ...]]
    """Why each target of the symbol stays, by its file and offset, as it was before the readers were held."""
    is_sure: bool = True
    """Whether the file has such a target for certain; else it may have, by what only run time can tell."""
    under: frozenset[str] = frozenset()
    """The files that are first imported while another module stands in the place of a whole one."""
    below: bool = False
    """Whether the target replaces an attribute of the object: who has the object sees it, however it came."""

    def rejection(self, symbol: Symbol) -> Rejection:
        """Why a reader of the symbol stays."""
        text = texts.READER_HELD if self.is_sure else texts.READER_HELD_IN_DOUBT
        return text.fill(symbol, old=symbol.leaf, replacer=self.path)
