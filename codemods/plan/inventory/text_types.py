"""Files other than Python's: what type they are of, and which of their lines are code."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum


class TextType(StrEnum):
    """What a file is, as the inventory calls it."""

    MARKDOWN = "markdown"
    NOTEBOOK = "notebook"
    YAML = "yaml"
    TOML = "toml"
    JSON = "json"
    INI = "ini"
    SHELL = "shell"
    TEXT = "text"
    OTHER = "other"


_SUFFIXES = {
    TextType.MARKDOWN: ("md", "markdown", "mdx"),
    TextType.NOTEBOOK: ("ipynb",),
    TextType.YAML: ("yaml", "yml"),
    TextType.TOML: ("toml",),
    TextType.JSON: ("json", "jsonc", "json5", "jsonl"),
    TextType.INI: ("ini", "cfg", "conf", "properties", "env"),
    TextType.SHELL: ("sh", "bash", "zsh", "ksh", "fish"),
    TextType.TEXT: ("txt", "rst", "adoc"),
}
_BY_SUFFIX = {suffix: type_ for type_, suffixes in _SUFFIXES.items() for suffix in suffixes}
_SHELL = re.compile(r"#!.*\b(?:ba|z|k|da)?sh\b")
_FENCE = re.compile(r" {0,3}(?:> ?)*(?P<fence>`{3,}|~{3,})(?P<rest>.*)")
_KEY = re.compile(r'\s*"(?P<key>cell_type|source|outputs|metadata|execution_count)":\s*"?(?P<value>\w*)')


def type_of(path: str, text: str) -> TextType:
    """What a file is, by its name, or by its first line where that names a shell."""
    name = path.rpartition("/")[2]
    known = _BY_SUFFIX.get(name.rpartition(".")[2].lower())
    return known or (TextType.SHELL if _SHELL.match(text) else TextType.OTHER)


def code_lines(type_: TextType, lines: Sequence[str]) -> frozenset[int]:
    """The 1-based lines in fenced blocks of Markdown, or in the sources of a notebook's code cells."""
    if type_ is TextType.MARKDOWN:
        return frozenset(_fenced_lines(lines))
    return frozenset(_cell_lines(lines)) if type_ is TextType.NOTEBOOK else frozenset()


def _fenced_lines(lines: Sequence[str]) -> Iterator[int]:
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


def _cell_lines(lines: Sequence[str]) -> Iterator[int]:
    """Lines of code cells' sources, in a notebook that is laid out one text a line, as Jupyter writes it."""
    cell = section = ""
    for number, line in enumerate(lines, start=1):
        match = _KEY.match(line)
        if match and match["key"] == "cell_type":
            cell = match["value"]
        section = match["key"] if match else section
        if cell == "code" and section == "source":
            yield number
