"""The owners of a file by a CODEOWNERS file, read as GitHub reads it.

See "About code owners" in GitHub's documentation. Patterns are those of .gitignore, but for what GitHub does
not know (`!`, classes), and for a star at the end (`docs/*`), which stands for a folder's own files only.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from codemods.values.glob import Glob, parse_glob

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
    return _Owners(_lines(text)).of


@dataclass(frozen=True, slots=True)
class _Line:
    glob: Glob
    children_only: bool
    """Whether a folder that matches says nothing of what is below it."""
    owners: str


class _Owners:
    """The owners of paths, by lines of which the last that matches a path or a folder around it counts."""

    def __init__(self, lines: Iterable[_Line]) -> None:
        self._lines = list(lines)
        self._folders: dict[str, int] = {"": -1}
        """By folder, the number of the line that counts for what is in it, or -1."""

    def of(self, path: str) -> str:
        last = max(self._of_folder(path.rpartition("/")[0]), self._last(path, is_folder=False))
        return (self._lines[last].owners if last >= 0 else "") or UNOWNED

    def _of_folder(self, folder: str) -> int:
        around: list[str] = []
        while folder not in self._folders:
            around.append(folder)
            folder = folder.rpartition("/")[0]
        last = self._folders[folder]
        for each in reversed(around):
            last = self._folders[each] = max(last, self._last(each, is_folder=True))
        return last

    def _last(self, path: str, is_folder: bool) -> int:
        for number in range(len(self._lines) - 1, -1, -1):
            line = self._lines[number]
            if not (is_folder and line.children_only) and line.glob.matches(path, is_folder):
                return number
        return -1


def _lines(text: str) -> Iterator[_Line]:
    """The lines that GitHub understands."""
    for line in text.replace("\r\n", "\n").split("\n"):
        match = _LINE.fullmatch(line)
        if match is None or _UNSUPPORTED.match(match["pattern"]):
            continue
        owners = re.findall(r"[^ \t]+", match["owners"])
        glob = parse_glob(match["pattern"])
        if glob is not None and all(map(_OWNER.fullmatch, owners)):
            yield _Line(glob, match["pattern"].endswith("/*"), " ".join(owners))
