"""What a person must know: places with a stable code, never silently dropped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One place, what was found there and what to do about it.

    `line` and `column` are 1-based, the column in characters; both are 0 when the finding is about
    the whole file. `code` is a key of `codemods.values.finding_texts.FINDING_CODES`.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    advice: str = ""
    symbol: str = ""
    """The deprecated symbol it is about, `module:name`; empty for findings about a file."""
