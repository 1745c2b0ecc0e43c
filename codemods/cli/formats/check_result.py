"""What `check` found, as each of its formats gets it."""

from dataclasses import dataclass
from hashlib import sha256

from codemods.plan.gate.remaining import Remaining
from codemods.values.finding import Finding

KEPT_RESULTS = 5_000
"""Results of a SARIF run that GitHub keeps of those that it takes."""
A_SCREEN = 24
"""How many places are listed one by one; more are counted by file, unless every place is asked for."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The references that fail the gate, in the order of their places, and what goes with them."""

    migration: str
    remaining: tuple[Remaining, ...]
    allowed: int = 0
    """How many references a baseline lets through."""
    unread: tuple[Finding, ...] = ()
    """Findings on files that could not be looked into."""

    verbose: bool = False
    """Whether people are to see every place."""
    held_up: tuple[Finding, ...] = ()
    """Those of them that may hold references for all that is known, so that the gate does not pass."""

    @property
    def passed(self) -> bool:
        """Whether the gate is passed."""
        return not (self.remaining or self.held_up)

    @property
    def files(self) -> int:
        """How many files hold references that fail."""
        return len({each.entry.path for each in self.remaining})


def message_with_advice(each: Remaining) -> str:
    """What is wrong with a reference and what to do about it, as formats with one text for both have it."""
    return f"{each.message}: {each.advice}" if each.advice else each.message


def why_unread(finding: Finding) -> str:
    """What is said of a file that could not be looked into."""
    return f"could not be looked into: {finding.message} ({finding.code})"


def fingerprint(each: Remaining) -> str:
    """What identifies a reference wherever it moves to: its file, kind, symbol and number among its like."""
    reference = each.entry.reference
    return _digest(reference.path, reference.kind, reference.symbol, str(each.number))


def unread_fingerprint(finding: Finding) -> str:
    """What identifies a place that could not be looked into."""
    return _digest(finding.path, finding.code, str(finding.line))


def line_fingerprint(each: Remaining) -> str:
    """The same in the form of GitHub's own: a short hash of what is alike, and which of these it is."""
    reference = each.entry.reference
    return f"{_digest(reference.path, reference.kind, reference.symbol)[:16]}:{each.number + 1}"


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
