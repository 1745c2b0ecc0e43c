"""What a search for words looks at: a file's bytes, and of a notebook the code in its cells.

In the JSON text of a notebook a name may follow an escape, as in `"\\nold()"`, or be made of them: a search
of the text itself would miss it.
"""

import os
from functools import lru_cache

from codemods.tree.disk import read_for_search
from codemods.values.source import NOTEBOOK_SUFFIX

_KEPT = 20_000
"""Notebooks whose code is kept, since a run searches the tree a hundred times; their outputs are not."""


def searched_text(path: str, data: bytes) -> bytes:
    """What to search of a file with these bytes; all of a notebook that cannot be read."""
    if not path.endswith(NOTEBOOK_SUFFIX):
        return data
    from codemods.tree.notebooks.notebook_program import code_of

    return code_of(data)


def read_searched(root: str, path: str) -> bytes | None:
    """What to search of a file below a root; None where it cannot be read, and so may hold anything."""
    if not path.endswith(NOTEBOOK_SUFFIX):
        return read_for_search(root, path)
    try:
        status = os.stat(os.path.join(root, path))
    except OSError:
        return read_for_search(root, path)
    return _code(root, path, (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns))


@lru_cache(maxsize=_KEPT)
def _code(root: str, path: str, _state: tuple[int, ...]) -> bytes | None:
    """The code of a notebook in the state that the system tells of."""
    data = read_for_search(root, path)
    return None if data is None else searched_text(path, data)
