"""Text that came from outside, as HTML: decoded, escaped, and with nothing in it that hides or reorders."""

import io
import re
import tokenize
from html import escape

LONGEST = 2000
"""Characters shown of one line."""
_ODD = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad"
    "\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
"""Controls, what has no width, and what turns the direction of writing: it is shown by its code point."""
_CODE = re.compile(r"`([^`\n]+)`")
_REST = 40
"""Fewer characters than this are not worth cutting off."""


def lines_of(data: bytes) -> list[str]:
    """A Python file's lines as git counts them, without their ends; what can't be decoded is replaced."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (LookupError, SyntaxError, ValueError):
        text = data.decode("utf-8", "replace")
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]


def shown(text: str) -> str:
    """A text as HTML, for code and for names: white space stays, odd characters are spelled out."""
    return _ODD.sub(_spelled, escape(text))


def _spelled(odd: re.Match[str]) -> str:
    return f'<span class="odd">U+{ord(odd[0]):04X}</span>'


def plain(text: str) -> str:
    """A text for places that hold no markup, such as titles and JSON; not escaped for HTML."""
    return _ODD.sub(lambda odd: f"U+{ord(odd[0]):04X}", text)


def cut(line: str) -> tuple[str, int]:
    """A line as far as it is shown, and how many characters are left off."""
    if len(line) <= LONGEST + _REST:
        return line, 0
    return line[:LONGEST], len(line) - LONGEST


def prose(text: str) -> str:
    """A message as HTML: what stands between backticks is code."""
    return _CODE.sub(r"<code>\1</code>", shown(text))


def paragraphs(text: str) -> str:
    """The catalogue's Markdown as HTML: paragraphs, lists of one level, and code."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(_list(block) if block.startswith("- ") else f"<p>{_joined(block)}</p>" for block in blocks)


def _list(block: str) -> str:
    items = re.split(r"(?:^|\n)- ", block)[1:]
    return f"<ul>{''.join(f'<li>{_joined(item)}</li>' for item in items)}</ul>"


def _joined(text: str) -> str:
    return prose(" ".join(text.split()))
