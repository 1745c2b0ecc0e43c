"""The pages that explain the codes of findings: read only where one is shown."""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from codemods.values.errors import RepointError
from codemods.values.finding_texts import FINDING_CODES, FindingCode

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
class FindingPage:
    """What one code means, in Markdown, for the person who meets it."""

    kind: FindingCode
    what: str
    why: str
    example: str
    """Code, or terminal text when it begins with `$`; shown as it stands."""
    advice: str

    def markdown(self, level: int = 1) -> str:
        """Lay the page out, with a heading of the given level."""
        head = "#" * level
        language = "text" if self.example.startswith("$") else "python"
        return (
            f"{head} {self.kind.code} {self.kind.name}\n\n{self.kind.title}.\n\n"
            f"{head}# What it means\n\n{self.what}\n"
            f"{head}# Why it matters\n\n{self.why}\n"
            f"{head}# Example\n\n```{language}\n{self.example}```\n\n"
            f"{head}# What to do\n\n{self.advice}"
        )


@cache
def finding_pages() -> dict[str, FindingPage]:
    """The pages by code, in the order of the codes."""
    text = Path(__file__).with_name("finding_pages.toml").read_text(encoding="utf-8")
    return {code: FindingPage(FINDING_CODES[code], **table) for code, table in tomllib.loads(text).items()}


def find_page(text: str) -> FindingPage:
    """Find a page by its code or the code's name, in any case. Raises RepointError, with a suggestion."""
    names = {kind.name: code for code, kind in FINDING_CODES.items()}
    code = text.upper() if text.upper() in FINDING_CODES else names.get(text.lower())
    if code is not None:
        return finding_pages()[code]
    close = get_close_matches(text.upper(), FINDING_CODES) or get_close_matches(text.lower(), names)
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    raise RepointError(f"no finding has the code {text!r}.{hint} `repoint explain` lists them all.")


def catalogue() -> str:
    """Lay all pages out as one Markdown page."""
    table = "".join(
        f"| [{kind.code}](#{kind.code.lower()}-{kind.name}) | {kind.name} | {kind.title} |\n"
        for kind in FINDING_CODES.values()
    )
    return INTRODUCTION + table + "".join("\n" + page.markdown(2) for page in finding_pages().values())
