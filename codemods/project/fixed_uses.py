"""Why a use of a symbol must not change, whatever its rule says."""

from typing import TYPE_CHECKING

from codemods.semantic.access import Access, Unplaced, Usage
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol

if TYPE_CHECKING:
    from codemods.project.file_context import ChangeLimits


def why_fixed(
    limits: "ChangeLimits", symbol: Symbol, access: Access, usage: Usage, in_test: bool
) -> Rejection | None:
    """Why a use stays as it is: its file or line may not change, or a test looks at the object itself."""
    if (limited := limits.about(symbol)) is not None:
        return limited
    protected = limits.protected(access.start)
    if protected is not None:
        return protected.rejection.about(symbol)
    if access.unplaced is not None:
        return no_position(symbol, access.unplaced)
    return looked_at(symbol, usage) if in_test and usage.inspected_by else None


def no_position(symbol: Symbol, unplaced: Unplaced) -> Rejection:
    """That the parser does not tell where a use stands."""
    newer = unplaced is Unplaced.IN_FSTRING
    text = texts.NO_POSITION_BEFORE_312 if newer else texts.NO_POSITION
    return text.fill(symbol, old=symbol.leaf, where=unplaced)


def looked_at(symbol: Symbol, usage: Usage) -> Rejection:
    """That a test looks at the object itself, which a rename changes."""
    return texts.OBJECT_LOOKED_AT.fill(symbol, old=symbol.leaf, how=usage.inspected_by)
