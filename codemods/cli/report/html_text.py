"""Text from outside, as HTML: decoded, escaped, and without characters that hide or reorder others."""

import io
import re
import tokenize
from html import escape

LONGEST = 2000
"""Characters shown of one line."""
_HIDING = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad"
    "\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
"""Control characters, those without a width, and those that change the direction of writing."""
_CODE = re.compile(r"`([^`\n]+)`")
_REST = 40
"""A line that is at most this many characters longer is shown as a whole."""


def decoded_lines(data: bytes) -> list[str]:
    """Decode a Python file, and give its lines as git counts them, without their ends.

    The last line is empty where the file ends with a line end. Bytes that cannot be decoded are replaced.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (LookupError, SyntaxError, ValueError):
        text = data.decode("utf-8", "replace")
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]


def code_html(text: str) -> str:
    """Give a piece of code or a name as HTML. White space stays, hiding characters become code points."""
    return _HIDING.sub(lambda match: f'<span class="odd">{_code_point(match)}</span>', escape(text))


def visible_text(text: str) -> str:
    """Replace hiding characters by their code points; the result is not escaped for HTML."""
    return _HIDING.sub(_code_point, text)


def _code_point(match: re.Match[str]) -> str:
    return f"U+{ord(match[0]):04X}"


def cut_line(line: str) -> tuple[str, int]:
    """Cut a line that is too long; gives the number of characters that are cut off as well."""
    if len(line) <= LONGEST + _REST:
        return line, 0
    return line[:LONGEST], len(line) - LONGEST


def prose_html(text: str) -> str:
    """Give a message as HTML; text between backticks is code."""
    return _CODE.sub(r"<code>\1</code>", code_html(text))


def paragraphs_html(text: str) -> str:
    """Give Markdown of the finding catalogue as HTML: paragraphs, lists of one level, and code."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(_list(block) if block.startswith("- ") else f"<p>{_joined(block)}</p>" for block in blocks)


def _list(block: str) -> str:
    items = re.split(r"(?:^|\n)- ", block)[1:]
    return f"<ul>{''.join(f'<li>{_joined(item)}</li>' for item in items)}</ul>"


def _joined(text: str) -> str:
    return prose_html(" ".join(text.split()))
