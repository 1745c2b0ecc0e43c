"""Writing one file of a plan, if it is still what the plan was made from."""

import os
from pathlib import Path

from codemods.apply.atomic import replace_file
from codemods.values.findings import Finding
from codemods.values.plan import FileChange

OUTSIDE = "RP005"
CHANGED = "RP007"
UNWRITABLE = "RP010"


def write_file(root: Path, change: FileChange) -> Path | Finding:
    """Write one change and give the file that holds it now (a link's target), or why it was not written.

    A file that already reads as planned counts as written, so that a second run ends what a first began.
    """
    try:
        return _write(root, change)
    except FileNotFoundError:
        return _finding(change, CHANGED, "the file is gone since the plan was made", "run repoint again")
    except OSError as error:
        reason = error.strerror or str(error)
        advice = "make the file and its folder writable, then run repoint again"
        return _finding(change, UNWRITABLE, f"could not be written: {reason}", advice)


def _write(root: Path, change: FileChange) -> Path | Finding:
    target = Path(os.path.realpath(root / change.path, strict=True))
    if not target.is_relative_to(os.path.realpath(root)):
        advice = "run repoint on the tree that the link points to"
        return _finding(change, OUTSIDE, f"links to {target}, outside the tree; not written", advice)
    current = target.read_bytes()
    if current == change.after:
        return target
    if current != change.before:
        return _finding(change, CHANGED, "changed since the plan was made; not written", "run repoint again")
    # Replacing a file asks for the folder's permission only; opening it asks for the file's own.
    open(target, "r+b").close()
    replace_file(target, change.after)
    return target


def _finding(change: FileChange, code: str, message: str, advice: str) -> Finding:
    return Finding(change.path, 0, 0, code, message, advice)
