"""Where the `[[test]]` tables of a migration file begin, if they stand at its end.

They hold most of a file's text and are of no use to a run, so that a run leaves them unread.
"""

import re

_FIRST = "\n[[test]]\n"
_OTHER = re.compile(r"^[ \t]*\[+[ \t]*(?!test[ \t]*[.\]])[^\s\[]", re.MULTILINE)
"""What may be the header of another table; a line of code that begins with a bracket looks the same."""
_TEXTS_THAT_END = re.compile(
    r"(?:[^\"'#]++|#[^\n]*+"
    r'|"""(?:[^\\"]|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']|'(?!''))*+'{3,5}"
    r"""|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')*+""",
    re.DOTALL,
)


def rules_end(text: str) -> int:
    """Where the tests begin in a file's text; its end where that can't be told without reading it whole."""
    head, found, _tests = text.partition(_FIRST)
    start = len(head) + 1
    if not found or _OTHER.search(text, start):
        return len(text)
    several = '"""' in head or "'''" in head
    return start if not several or _TEXTS_THAT_END.fullmatch(head) else len(text)
