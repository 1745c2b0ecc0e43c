"""Why a rewritten file was not proved."""

from msgspec import Struct

from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection


class Unproved(Struct, frozen=True):
    """Why a text is not proved, with the 1-based line of the old text; 0 for none."""

    line: int
    rejection: Rejection

    @classmethod
    def of(cls, line: int, reason: str) -> "Unproved":
        """What the proof itself found."""
        return cls(line, texts.PROOF_FAILED.fill(reason=reason))
