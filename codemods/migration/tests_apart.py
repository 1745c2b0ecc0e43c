"""Where the `[[test]]` tables of a migration file begin, if they stand at its end.

They hold most of a file's text and are of no use to a run, so that a run leaves them unread.
"""

import re

_FIRST = re.compile(r"^[ \t]*\[\[[ \t]*test[ \t]*\]\]", re.MULTILINE)
_OTHER = re.compile(r"^[ \t]*\[+[ \t]*(?!test[ \t]*[.\]])[^\s\[]", re.MULTILINE)
"""What may be the header of another table; a line of code that begins with a bracket looks the same."""
_SEVERAL_LINES = re.compile(r"\"\"\"|'''")


def rules_end(text: str) -> int:
    """Where the tests begin in a file's text; its end where that can't be told without reading it whole."""
    first = _FIRST.search(text)
    if first is None:
        return len(text)
    inside = _SEVERAL_LINES.search(text, 0, first.start())
    return len(text) if inside or _OTHER.search(text, first.start()) else first.start()
