"""The patch that removes a file, as git writes it."""

import io

from codemods.cli.formats.quoted_paths import quote_path
from codemods.values.retirement import RemovedFile

_NO_NEWLINE = b"\n\\ No newline at end of file\n"


def deletion_patch(removal: RemovedFile, executable: bool) -> bytes:
    """Give the patch that removes a file, in a form that `git apply` reads."""
    old, new = quote_path(removal.path, "a/"), quote_path(removal.path, "b/")
    mode = b"100755" if executable else b"100644"
    header = b"diff --git %b %b\ndeleted file mode %b\n" % (old, new, mode)
    if not removal.before:
        return header
    lines = io.BytesIO(removal.before).readlines()
    count = b"1" if len(lines) == 1 else b"1,%d" % len(lines)
    tab = b"\t" if b" " in old else b""
    body = b"".join(b"-" + line for line in lines)
    end = b"" if body.endswith(b"\n") else _NO_NEWLINE
    return header + b"--- %b%b\n+++ /dev/null\n@@ -%b +0,0 @@\n" % (old, tab, count) + body + end
