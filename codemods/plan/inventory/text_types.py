"""Files that are no Python: what type they are of, and which of their lines are code."""

import re
from collections.abc import Iterator, Sequence

_TYPES = {
    "markdown": ("md", "markdown", "mdx"),
    "notebook": ("ipynb",),
    "yaml": ("yaml", "yml"),
    "toml": ("toml",),
    "json": ("json", "jsonc", "json5", "jsonl"),
    "ini": ("ini", "cfg", "conf", "properties", "env"),
    "shell": ("sh", "bash", "zsh", "ksh", "fish"),
    "text": ("txt", "rst", "adoc"),
}
_BY_SUFFIX = {suffix: name for name, suffixes in _TYPES.items() for suffix in suffixes}
_SHELL = re.compile(r"#!.*\b(?:ba|z|k|da)?sh\b")
_FENCE = re.compile(r" {0,3}(?:> ?)*(?P<fence>`{3,}|~{3,})(?P<rest>.*)")
_KEY = re.compile(r'\s*"(?P<key>cell_type|source|outputs|metadata|execution_count)":\s*"?(?P<value>\w*)')
OTHER = "other"


def type_of(path: str, text: str) -> str:
    """What a file is, by its name, or by its first line where that names a shell; `other` for the rest."""
    name = path.rpartition("/")[2]
    known = _BY_SUFFIX.get(name.rpartition(".")[2].lower())
    return known or ("shell" if _SHELL.match(text) else OTHER)


def code_lines(kind: str, lines: Sequence[str]) -> frozenset[int]:
    """The 1-based lines in fenced blocks of Markdown, or in the sources of a notebook's code cells."""
    if kind == "markdown":
        return frozenset(_fenced(lines))
    return frozenset(_cells(lines)) if kind == "notebook" else frozenset()


def _fenced(lines: Sequence[str]) -> Iterator[int]:
    """Lines between fences (CommonMark 4.5): a fence ends with at least as many of the same characters."""
    opening = ""
    for number, line in enumerate(lines, start=1):
        match = _FENCE.match(line)
        fence, rest = (match["fence"], match["rest"].strip()) if match else ("", "")
        if not opening:
            opening = fence if not (fence.startswith("`") and "`" in rest) else ""
        elif fence.startswith(opening) and not rest:
            opening = ""
        else:
            yield number


def _cells(lines: Sequence[str]) -> Iterator[int]:
    """Lines of code cells' sources, in a notebook that is laid out one text a line, as Jupyter writes it."""
    kind = section = ""
    for number, line in enumerate(lines, start=1):
        match = _KEY.match(line)
        if match and match["key"] == "cell_type":
            kind = match["value"]
        section = match["key"] if match else section
        if kind == "code" and section == "source":
            yield number
