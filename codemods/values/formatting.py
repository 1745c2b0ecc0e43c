"""What the formatters of a tree are asked about planned changes, and what they answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from codemods.values.finding import Finding
from codemods.values.plan import FileChange


@dataclass(frozen=True, slots=True)
class FormattedTexts:
    """What the formatters of a tree make of new texts, as the files' own bytes."""

    texts: Mapping[str, bytes] = field(default_factory=dict)
    """By path; of files whose old text the formatters leave as it is, and nothing of others."""
    findings: tuple[Finding, ...] = ()
    """What went wrong: a formatter that is missing, fails, or does not end."""


AskFormatters = Callable[[Sequence[FileChange]], FormattedTexts]
"""Gives what the formatters of the tree make of changes; where they fail, that is a finding, not an error."""
