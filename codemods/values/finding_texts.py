"""Every code that a finding can carry, with what it means and what to do about it."""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from codemods.values.errors import RepointError

INTRODUCTION = """\
# Findings

Whatever repoint found and did not settle is a finding: a stable code, a place, what was seen and what to
do. Findings alone never make `diff` or `apply` fail. `repoint explain CODE` shows one of these pages in
the terminal.

This page is made from the catalogue: `repoint explain --all > docs/findings.md`.

| code | name | meaning |
| --- | --- | --- |
"""


@dataclass(frozen=True, slots=True)
class FindingCode:
    """One kind of finding, described in Markdown for the person who meets it."""

    code: str
    name: str
    title: str
    """One line, without a full stop."""
    what: str
    why: str
    example: str
    """Code, or terminal text when it begins with `$`; shown as it stands."""
    advice: str

    def markdown(self, level: int = 1) -> str:
        """Lay the rule out as a page whose heading has the given level."""
        head = "#" * level
        language = "text" if self.example.startswith("$") else "python"
        return (
            f"{head} {self.code} {self.name}\n\n{self.title}.\n\n"
            f"{head}# What it means\n\n{self.what}\n"
            f"{head}# Why it matters\n\n{self.why}\n"
            f"{head}# Example\n\n```{language}\n{self.example}```\n\n"
            f"{head}# What to do\n\n{self.advice}"
        )


def _load() -> dict[str, FindingCode]:
    text = Path(__file__).with_name("finding_texts.toml").read_text(encoding="utf-8")
    return {code: FindingCode(code=code, **table) for code, table in tomllib.loads(text).items()}


FINDING_CODES = _load()
"""Rules by code, in the order of their codes."""


def find_code(text: str) -> FindingCode:
    """Find a rule by its code or name, in any case. Raises RepointError, with a suggestion."""
    names = {rule.name: rule for rule in FINDING_CODES.values()}
    rule = FINDING_CODES.get(text.upper()) or names.get(text.lower())
    if rule:
        return rule
    close = get_close_matches(text.upper(), FINDING_CODES) or get_close_matches(text.lower(), names)
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    raise RepointError(f"no finding has the code {text!r}.{hint} `repoint explain` lists them all.")


def page() -> str:
    """Lay the whole catalogue out as one Markdown page."""
    table = "".join(
        f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {rule.title} |\n"
        for rule in FINDING_CODES.values()
    )
    return INTRODUCTION + table + "".join("\n" + rule.markdown(2) for rule in FINDING_CODES.values())
