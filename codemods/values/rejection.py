"""Why something stays as it is, or what has to be known beside a change: still without a place."""

from dataclasses import dataclass, replace

from codemods.values.finding import Finding
from codemods.values.source import Source


@dataclass(frozen=True, slots=True)
class Rejection:
    """A finding without its place; where it stands (line, offset, path) is kept beside it.

    Made by `FindingText.fill`, so that every message is in `finding_texts.py`.
    """

    code: str
    message: str
    advice: str
    """What to do about it; empty where another finding says so."""
    symbol: str = ""
    """The deprecated symbol it is about, `module:name`; empty for one about a file."""

    def at(self, path: str, line: int = 0, column: int = 0) -> Finding:
        """The finding at a place: line and column 1-based, 0 for the whole file."""
        return Finding(path, line, column, self.code, self.message, self.advice, self.symbol)

    def in_source(self, source: Source, offset: int) -> Finding:
        """The finding at an offset of a source; of a notebook its message begins with the cell."""
        finding, place = self.at(source.path, *source.position(offset)), source.place(offset)
        return replace(finding, message=f"{place}: {finding.message}") if place else finding

    def about(self, symbol: object) -> "Rejection":
        """The same about another symbol, or about none."""
        return replace(self, symbol=str(symbol or ""))

    def within(self, sentence: str, **fields: object) -> "Rejection":
        """The same with its message as `{why}` in a sentence that says more."""
        return replace(self, message=sentence.format(why=self.message, **fields))
