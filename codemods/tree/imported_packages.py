"""Which packages the files of a tree import, by their text alone: a quick look, not the model."""

import re
from collections import Counter
from collections.abc import Iterable

from codemods.git.grep import grep_matches
from codemods.tree.open_tree import FolderTree, GitTree
from codemods.values.tree import UnreadableError

_IMPORT = r"^[ \t]*(?:from|import)[ \t]+"


def imported_packages(tree: FolderTree, packages: Iterable[str]) -> Counter[str]:
    """How many files of a tree import each of some top-level packages, at the beginning of a statement."""
    names = "|".join(sorted(map(re.escape, packages)))
    if not names:
        return Counter()
    found = grep_matches(tree.root, [rf"{_IMPORT}\K(?:{names})\b"]) if isinstance(tree, GitTree) else None
    if found is not None:
        return Counter(text.decode() for texts in found.values() for text in texts)
    pattern = re.compile(rf"{_IMPORT}({names})\b".encode(), re.MULTILINE)
    counts: Counter[str] = Counter()
    for path in tree.paths:
        try:
            data = tree.read(path)
        except UnreadableError:
            continue
        counts.update(name.decode() for name in set(pattern.findall(data)))
    return counts
