"""A notebook's change as a person reads it: the lines of its cells, which no tool takes for a patch."""

import re
from collections.abc import Iterator, Mapping

from codemods.cli.formats.unified_diff import unified_diff
from codemods.values.plan import FileChange, Plan
from codemods.values.source import NOTEBOOK_SUFFIX

_HUNK = re.compile(rb"^(@@ [^@\n]* @@)[^\n]*", re.MULTILINE)


def shown_patches(plan: Plan, patches: Mapping[str, bytes]) -> dict[str, bytes]:
    """The patches for a terminal: those of notebooks by their cells."""
    changes = {change.path: change for change in plan.files if change.path.endswith(NOTEBOOK_SUFFIX)}
    return {
        path: cell_diff(changes[path], patch) if path in changes else patch for path, patch in patches.items()
    }


def cell_diff(change: FileChange, patch: bytes) -> bytes:
    """The head of a notebook's patch, with hunks that count the lines of one cell each and name it."""
    if not patch:
        return patch
    head = b"".join(line for line in patch.splitlines(keepends=True)[: _head_lines(patch)])
    return head + b"".join(_hunks(change))


def _head_lines(patch: bytes) -> int:
    lines = patch.splitlines()
    return next((number for number, line in enumerate(lines) if line.startswith(b"@@")), len(lines))


def _hunks(change: FileChange) -> Iterator[bytes]:
    from codemods.tree.notebooks.notebook_program import cells_of

    old, new = dict(cells_of(change.before)), dict(cells_of(change.after))
    for number, code in old.items():
        if code != new[number]:
            one = FileChange(change.path, _lines(code), _lines(new[number]), (), 0)
            made = unified_diff(one)
            first = _HUNK.search(made)
            if first is not None:
                yield _HUNK.sub(rb"\1 cell %d" % number, made[first.start() :])


def _lines(code: bytes) -> bytes:
    """Code whose last line ends as the others do: a cell's does not, and that says nothing."""
    return code if not code or code.endswith(b"\n") else code + b"\n"
