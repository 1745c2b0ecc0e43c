"""Finding the blocks of Python code in a document, line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[\w+-]+")
_LANGUAGES = frozenset(("python", "python3", "py", "py3", "pycon", "doctest", "testcode"))
_DIRECTIVE = re.compile(
    r"(?P<indent> *)\.\. (?:code|code-block|sourcecode|testcode|doctest)::(?P<argument>.*)"
)
_PLAIN_DIRECTIVE = re.compile(r" *\.\. (?:testcode|doctest)::")
_OPTION = re.compile(r" *:[\w-]+:")


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line of code in a document: where it begins there, and its text, each in bytes, with its end."""

    offset: int
    prefix: bytes
    """What stands before the code on its line: indentation, a quotation's mark."""
    text: bytes


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """The lines of one block."""

    lines: tuple[CodeLine, ...]


def markdown_blocks(text: str, indentation: int = 0) -> list[CodeBlock]:
    """The fenced blocks of a Markdown text that say that they are Python (CommonMark 4.5).

    The first `indentation` blanks of a line are not part of the text, as in a docstring.
    """
    if "```" not in text and "~~~" not in text:
        return []
    from markdown_it import MarkdownIt

    raw = _Lines(text)
    shown = "\n".join(_without(line, indentation) for line in raw.texts)
    blocks = []
    for token in MarkdownIt("commonmark").parse(shown + "\n"):
        if token.type == "fence" and token.map and _is_python(token.info):
            first = token.map[0] + 1
            wanted = token.content.split("\n")[:-1]
            block = raw.block(first, wanted)
            blocks += [block] if block else []
    return blocks


def restructured_blocks(text: str) -> list[CodeBlock]:
    """The `code-block`, `testcode` and `doctest` directives of reStructuredText that are Python."""
    raw = _Lines(text)
    return [block for first, wanted in _bodies(raw.texts) if (block := raw.block(first, wanted))]


def _without(line: str, indentation: int) -> str:
    return line[min(_indent(line), indentation) :]


def _is_python(info: str) -> bool:
    """Whether a fence's info string names Python first: `python`, `{code-block} python`, `{.python}`."""
    return not _LANGUAGES.isdisjoint(_WORD.findall(info.lower())[:2])


def _bodies(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The bodies of directives: the number of the first line, from 0, and the lines without indentation."""
    place = 0
    while place < len(lines):
        found = _DIRECTIVE.fullmatch(lines[place])
        place += 1
        if found is None or not (_PLAIN_DIRECTIVE.match(lines[place - 1]) or _is_python(found["argument"])):
            continue
        while place < len(lines) and _OPTION.match(lines[place]):
            place += 1
        while place < len(lines) and not lines[place].strip():
            place += 1
        first = place
        around = len(found["indent"])
        while place < len(lines) and (not lines[place].strip() or _indent(lines[place]) > around):
            place += 1
        body = lines[first:place]
        while body and not body[-1].strip():
            body = body[:-1]
        shallowest = min((_indent(line) for line in body if line.strip()), default=0)
        yield first, [line[shallowest:] for line in body]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Lines:
    """A document's lines with their offsets in bytes."""

    def __init__(self, text: str) -> None:
        self._raw = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text)
        self.texts = [line.rstrip("\r\n") for line in self._raw]
        self._offsets = [0]
        for line in self._raw:
            self._offsets.append(self._offsets[-1] + len(line.encode()))

    def block(self, first: int, wanted: Sequence[str]) -> CodeBlock | None:
        """The lines from a number on, from 0, whose code is as wanted; None where they do not end with it."""
        made = []
        for number, code in enumerate(wanted, first):
            if number >= len(self._raw) or not self.texts[number].endswith(code):
                return None
            before = self.texts[number][: len(self.texts[number]) - len(code)].encode()
            end = self._raw[number][len(self.texts[number]) :]
            made.append(CodeLine(self._offsets[number] + len(before), before, (code + end).encode()))
        return CodeBlock(tuple(made)) if made else None
