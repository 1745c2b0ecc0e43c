"""The owners of a file by a CODEOWNERS file, read as GitHub reads it.

See "About code owners" in GitHub's documentation. The `codeowners` library matches; what stands before it
here is GitHub's strictness, and names with spaces, which the library takes for folders.
"""

import re
from collections.abc import Callable, Iterator

UNOWNED = "unowned"
"""The key of a file without an owner."""

_LINE = re.compile(
    r"[ \t]*(?P<pattern>(?:\\.|[^\\ \t#])+)"  # a backslash takes the next character as it is
    r"(?P<owners>(?:[ \t][^#]*)?)"
    r"(?:#.*)?",
    re.DOTALL,
)
_UNSUPPORTED = re.compile(
    r"!"  # negation
    r"|\\#"  # at the start
    r"|(?:\\.|[^\\])*?(?:[\[\]]|\*{3})",  # a character range, or three stars, anywhere unless escaped
    re.DOTALL,
)
_OWNER = re.compile(
    r"@[A-Za-z0-9][\w-]*(?:/[\w.-]+)?"  # a user or a team
    r"|[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+",  # an e-mail address
    re.ASCII,
)


def owner_key(text: str) -> Callable[[str], str]:
    """A function that gives a path's owners, joined by one space in the file's order, or `unowned`.

    `text` is what the CODEOWNERS file holds; paths are relative to the repository. Lines that GitHub takes
    for wrong are skipped, as it skips them. The last line that matches wins, also one without owners.
    """
    from codeowners import CodeOwners

    owners = CodeOwners("\n".join(_valid_lines(text)))

    def key(path: str) -> str:
        return " ".join(name for _, name in owners.of(_hidden(path))) or UNOWNED

    return key


def _valid_lines(text: str) -> Iterator[str]:
    """The lines that GitHub understands, without comments, as pattern and owners with tabs between."""
    for line in text.replace("\r\n", "\n").split("\n"):
        match = _LINE.fullmatch(line)
        if match is None or _UNSUPPORTED.match(match["pattern"]):
            continue
        owners = re.findall(r"[^ \t]+", match["owners"])
        if all(map(_OWNER.fullmatch, owners)):
            yield "\t".join((_hidden(match["pattern"]), *owners))


def _hidden(text: str) -> str:
    """A text with private characters for white space, which the library splits and matches by."""
    return re.sub(r"\s", lambda space: chr(0xF0000 + ord(space[0])), text)
